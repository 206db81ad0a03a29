/** How far a job is, and the way to end it. */
import type { ReactNode } from 'react'
import type { Progress as Done } from '#db/shared/wire.ts'
import { Progress } from '../ui/Progress.tsx'

interface Props {
  readonly label: string
  readonly job: { readonly progress: Done; readonly startedAt: number }
  readonly onCancel?: () => void
}

export function JobProgress({ label, job, onCancel }: Props): ReactNode {
  const { done, total } = job.progress
  return (
    <Progress
      label={label}
      done={done}
      {...(total !== undefined && { total })}
      elapsedMs={Date.now() - job.startedAt}
      {...(onCancel && { onCancel })}
    />
  )
}

/** The lines of a record while they are edited: added, changed and removed together, then saved or left as they were. */
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import type { ErrorRecord } from '#db/shared/errors.ts'
import { useText } from '../i18n/I18nProvider.tsx'
import { useSubmit } from '../state/submit.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import classes from './lines.module.css'

/** `key` tells lines apart before they have an identity; `id` is that of a stored one. */
export interface EditedLine {
  readonly key: string
  readonly id?: string
}

let made = 0
/** The key of a line that is not stored yet. */
export const newKey = (): string => `new${made++}`

/** What is sent of a line. */
export const lineData = <Line extends EditedLine>({ key: _, ...data }: Line): Omit<Line, 'key'> => data

export interface Lines<Line> {
  /** As they stand in the editor. */
  readonly all: readonly Line[]
  readonly edited: boolean
  readonly busy: boolean
  readonly error: ErrorRecord | undefined
  add(line: Line): void
  change(key: string, data: Partial<Line>): void
  remove(key: string): void
  /** Stands as edited though no line differs: something else is saved along with them. */
  begin(): void
  cancel(): void
  save(work: (lines: readonly Line[]) => Promise<void>): void
}

export function useLines<Line extends EditedLine>(stored: readonly Line[]): Lines<Line> {
  const [edited, setEdited] = useState<readonly Line[]>()
  const { busy, error, submit } = useSubmit()
  const all = edited ?? stored
  return {
    all,
    edited: edited !== undefined,
    busy,
    error,
    add: (line) => setEdited([...all, line]),
    change: (key, data) => setEdited(all.map((line) => (line.key === key ? { ...line, ...data } : line))),
    remove: (key) => setEdited(all.filter((line) => line.key !== key)),
    begin: () => setEdited(all),
    cancel: () => setEdited(undefined),
    save: (work) =>
      void submit(async () => {
        await work(all)
        setEdited(undefined)
      }),
  }
}

interface BarProps<Line> {
  readonly lines: Lines<Line>
  /** What its button says. */
  readonly add: string
  readonly fresh: () => Line
  /** Sums that no currency can hold are not saved. */
  readonly blocked: boolean
  readonly onSave: () => void
  readonly children?: ReactNode
}

/** Below the lines: one more; and once something was changed, whether it stays. */
export function LinesBar<Line>({ lines, add, fresh, blocked, onSave, children }: BarProps<Line>): ReactNode {
  const t = useText()
  return (
    <div className={classes.bar}>
      <Button size="small" icon={<IconPlus size={14} />} onClick={() => lines.add(fresh())}>
        {add}
      </Button>
      {children}
      {lines.edited && (
        <>
          <span className={classes.space} />
          <Button size="small" onClick={lines.cancel}>
            {t('ui.cancel')}
          </Button>
          <Button size="small" tone="primary" busy={lines.busy} disabled={blocked} onClick={onSave}>
            {t('ui.save')}
          </Button>
        </>
      )}
    </div>
  )
}

export function RemoveLine({
  name,
  onRemove,
}: {
  readonly name: string
  readonly onRemove: () => void
}): ReactNode {
  const t = useText()
  return (
    <IconButton label={t('ui.removeNamed', { name })} onClick={onRemove}>
      <IconTrash size={15} />
    </IconButton>
  )
}

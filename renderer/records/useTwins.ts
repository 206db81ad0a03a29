/** Records that may be the one being made, said while it is typed: by name, by sound, by what both would share. */
import { useEffect, useState } from 'react'
import type { Twin } from '#db/shared/duplicates.ts'
import type { Entity } from '#db/shared/entity.ts'
import { useRead } from '../data/hooks.ts'

const SETTLE_MS = 250
const NOTHING: readonly Twin[] = []

/** Whether there is anything to go by. */
const isTelling = (value: unknown): boolean =>
  typeof value === 'string' ? value.trim().length > 1 : Array.isArray(value) && value.length > 0

export function useTwins(entity: Entity, data: Readonly<Record<string, unknown>>): readonly Twin[] {
  const typed = useSettled(JSON.stringify(data))
  const asked: Record<string, unknown> = JSON.parse(typed)
  const { data: answer } = useRead(
    'duplicate.check',
    { entity: entity.name, data: asked },
    {
      depends: { on: [entity.name] },
      enabled: entity.mergeable && Object.values(asked).some(isTelling),
      keep: true,
    },
  )
  return answer?.twins ?? NOTHING
}

/** The value once it has not changed for a moment. */
function useSettled(value: string): string {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), SETTLE_MS)
    return () => clearTimeout(timer)
  }, [value])
  return settled
}

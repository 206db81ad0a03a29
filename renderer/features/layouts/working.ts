/** The layout being worked on, per entity: kept while the window lives, so that looking something up elsewhere loses nothing. */
import { create } from 'zustand'
import type { LayoutBody } from '#db/shared/layouts.ts'

interface Working {
  /** The entity whose form is laid out. */
  readonly entity: string
  /** What has been changed and not yet kept. */
  readonly byEntity: ReadonlyMap<string, LayoutBody>
}

export const useWorking = create<Working>()(() => ({ entity: 'contact', byEntity: new Map() }))

export function designEntity(entity: string): void {
  useWorking.setState({ entity })
}

export function keepWorking(entity: string, body: LayoutBody | undefined): void {
  useWorking.setState(({ byEntity }) => {
    const next = new Map(byEntity)
    if (body) next.set(entity, body)
    else next.delete(entity)
    return { byEntity: next }
  })
}

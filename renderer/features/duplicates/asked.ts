/** Which records somebody is about to merge; the dialog is shown wherever it was asked. */
import { create } from 'zustand'
import type { Entity } from '#db/shared/entity.ts'

interface Asked {
  readonly entity: Entity
  readonly ids: readonly string[]
}

/** A table of so many columns can still be read. */
export const MOST = 8

export const useAsked = create<{ readonly asked: Asked | undefined }>()(() => ({ asked: undefined }))
export const askMerge = (entity: Entity, ids: readonly string[]): void =>
  useAsked.setState({ asked: { entity, ids } })
export const answered = (): void => useAsked.setState({ asked: undefined })

/** Too many or too few rows were picked. */
export const useRefused = create<{ readonly refused: boolean }>()(() => ({ refused: false }))

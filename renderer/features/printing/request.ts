/** What is to be printed, asked for by menus, keys and other features; the dialog shows it. */
import { create } from 'zustand'
import type { Entity } from '#db/shared/entity.ts'
import type { Target } from '#db/shared/target.ts'

export interface PrintRequest {
  readonly entity: Entity
  readonly target: Target
  readonly count: number
  /** One record in front: printed as a page of its own unless something else is chosen. */
  readonly record?: { readonly id: string; readonly name: string }
}

export const usePrintRequest = create<{ readonly request: PrintRequest | undefined }>()(() => ({
  request: undefined,
}))

export const askToPrint = (request: PrintRequest | undefined): void => usePrintRequest.setState({ request })

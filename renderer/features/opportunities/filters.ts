/** The quick filters of board and calendar: which pipeline, whose, what needs somebody. Kept per device. */
import { create } from 'zustand'
import type { Input } from '#db/shared/contract.ts'

export interface Filters {
  readonly pipeline: string | undefined
  readonly mine: boolean
  readonly rotting: boolean
  readonly stuck: boolean
  readonly lanes: boolean
  readonly search: string
}

export const useFilters = create<Filters>()(() => ({
  pipeline: undefined,
  mine: false,
  rotting: false,
  stuck: false,
  lanes: false,
  search: '',
}))

/** What a change of any of these makes old. */
export const depends = {
  on: ['opportunity', 'stage', 'pipeline', 'exchangeRate', 'activity', 'contact', 'company', 'setting'],
}

/** The filters as the host takes them. */
export const asked = ({ pipeline, mine, rotting, stuck, search }: Filters): Input<'opportunity.board'> => ({
  ...(pipeline !== undefined && { pipeline }),
  mine,
  rotting,
  stuck,
  search,
})

/** A letter or e-mail to be merged with records, asked for by lists and records; the dialog shows it. */
import { create } from 'zustand'
import type { Target } from '#db/shared/target.ts'

export interface LetterRequest {
  readonly about: 'contact' | 'company'
  readonly target: Target
  readonly count: number
}

export const useLetterRequest = create<{ readonly request: LetterRequest | undefined }>()(() => ({
  request: undefined,
}))

export const askForLetter = (request: LetterRequest | undefined): void =>
  useLetterRequest.setState({ request })

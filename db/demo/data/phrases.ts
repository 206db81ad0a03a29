/** Owns the shape of the sentences notes and history are made of, and how their lists are read. Only data stands on it. */

/** The lines of a text, trimmed; empty ones are left out. */
export const lines = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

export interface Phrases {
  readonly openings: readonly string[]
  readonly details: readonly string[]
  readonly closings: readonly string[]
  readonly subjects: readonly string[]
  readonly slots: Readonly<Record<string, readonly string[]>>
}

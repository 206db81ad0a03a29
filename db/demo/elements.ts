/** Owns the elements of multi-value fields: each with a short id of its own, so that two runs agree on those too. */
import type { Random } from './random.ts'
import type { DemoExtra, DemoHandle, DemoPhone, DemoPoint } from './rows.ts'

/** Seven letters and digits, unique enough within one record. */
export const elementId = (random: Random): string => random.word().toString(36).padStart(7, '0')

export const point = (random: Random, label: string, value: string): DemoPoint => ({
  id: elementId(random),
  label,
  value,
})

export function phone(random: Random, label: string, value: string, ext?: string): DemoPhone {
  const made: DemoPhone = { id: elementId(random), label, value }
  if (ext) made.ext = ext
  return made
}

export const handle = (random: Random, service: string, label: string, value: string): DemoHandle => ({
  id: elementId(random),
  service,
  label,
  value,
})

export const extra = (random: Random, name: string, value: string): DemoExtra => ({
  id: elementId(random),
  name,
  value,
})

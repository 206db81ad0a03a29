/**
 * Entities beyond the product's own: none. A build for tests puts others in the place of this module, to prove that an
 * entity needs nothing but its definition. Must never list anything itself.
 */
import type { Entity } from './entity.ts'

export const extraEntities: readonly Entity[] = []

/** What they are called, per language. */
export const extraMessages: Readonly<Record<'en' | 'th' | 'fa', Readonly<Record<string, string>>>> = {
  en: {},
  th: {},
  fa: {},
}

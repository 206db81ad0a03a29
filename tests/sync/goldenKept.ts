/** What golden/ holds: a hub, a laptop of its team, and what that laptop knew, as a version of the program left them. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { zstdDecompressSync } from 'node:zlib'
import type { State } from './state.ts'

export interface Golden {
  /** Path → content in base64. */
  readonly hub: Readonly<Record<string, string>>
  /** The database of the laptop that stays. */
  readonly laptop: string
  readonly device: string
  readonly ring: string
  /** When it was laid down. */
  readonly ms: number
  readonly state: State
}

const folder = join(import.meta.dirname, 'golden')

export const goldenNames = (): string[] => readdirSync(folder).filter((name) => name.endsWith('.zst'))
export const goldenNamed = (name: string): Golden =>
  JSON.parse(zstdDecompressSync(readFileSync(join(folder, name))).toString('utf8')) as Golden

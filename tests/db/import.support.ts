/** What tests of import and export share: files written on the spot, records compared without what every import makes anew. */
import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { ImportSummary } from '#db/shared/transfer.ts'
import type { TestDatabase } from '../helpers/database.ts'

export const fixture = (name: string): string =>
  new URL(`../transfer/fixtures/${name}`, import.meta.url).pathname

/** A file beside the database. */
export function fileOf(db: TestDatabase, name: string, content: string | Uint8Array): string {
  const file = join(dirname(db.file), name)
  writeFileSync(file, content)
  return file
}

type Options = Omit<Parameters<TestDatabase['call']>[1], 'files'> & Record<string, unknown>

export const importInto = (
  db: TestDatabase,
  files: string | string[],
  options: Options = {},
): Promise<ImportSummary> => db.call('transfer.import', { files: [files].flat(), ...options })

export async function records(db: TestDatabase, entity: string): Promise<Record<string, unknown>[]> {
  return (await db.call('record.list', { entity, limit: 10_000 })).rows
}

/** A record without identities of elements, stamps and whatever another database cannot have the same. */
export function comparable(record: Record<string, unknown>): Record<string, unknown> {
  const { updatedAt: _u, ownerId: _o, createdBy: _c, rev: _r, ...rest } = record
  return JSON.parse(
    JSON.stringify(rest, (key, value: unknown) => {
      if (key === 'id' && typeof value === 'string' && value.length < 36) return undefined
      return key === 'createdBy' || key === 'ownerId' ? undefined : value
    }),
  ) as Record<string, unknown>
}

export const comparables = async (db: TestDatabase, entity: string): Promise<Record<string, unknown>[]> =>
  (await records(db, entity)).map(comparable).sort((a, b) => (String(a.id) < String(b.id) ? -1 : 1))

/** Text of everything in the database. */
export async function everything(db: TestDatabase): Promise<string> {
  const all = await Promise.all(['contact', 'company', 'note'].map((entity) => records(db, entity)))
  return JSON.stringify(all)
}

/** `n` people as a CSV that no source is recognised in. */
export function people(n: number, ends: readonly string[] = ['\n']): string {
  const lines = ['First Name,Last Name,Company,E-mail,Mobile Phone,Notes,Shoe size']
  for (let i = 0; i < n; i++)
    lines.push(
      `Given${i},Family${i % 97},Company ${i % 13} Ltd,p${i}@example.com,081 ${String(2_000_000 + i)},${i % 5 ? '' : `"note ${i}, with comma"`},${i % 3 ? '' : 40 + (i % 9)}`,
    )
  return `${lines.map((line, at) => line + (ends[at % ends.length] ?? '\n')).join('')}`
}

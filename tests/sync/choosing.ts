/** Two computers, conflicts between them, and a choice made on one: what the tests of undoing choices have in common. */
import { join } from 'node:path'
import { type TestDatabase, temporaryFolder, testDatabase } from '../helpers/database.ts'
import { PASSPHRASE } from './replica.ts'

/** Two computers that share one hub. */
export async function team(): Promise<{ a: TestDatabase; b: TestDatabase }> {
  const hub = join(temporaryFolder(), 'Acme.crmhub')
  const [a, b] = [testDatabase({ seed: 1 }), testDatabase({ seed: 2 })]
  await a.call('sync.create', { out: hub, passphrase: PASSPHRASE })
  await b.call('sync.join', { files: [hub], passphrase: PASSPHRASE })
  return { a, b }
}

export const exchange = async (...all: readonly TestDatabase[]): Promise<void> => {
  for (const db of all) await db.call('sync.now', {})
}

export const conflictsOf = async (db: TestDatabase) => (await db.call('sync.conflicts', {})).conflicts
/** Who wrote what and when, without the names of versions. */
export const told = async (db: TestDatabase) =>
  (await conflictsOf(db)).map(({ field, values }) => ({
    field,
    values: values.map(({ value, user, device, at }) => ({ value, user, device, at })),
  }))

export async function choose(db: TestDatabase, which: number): Promise<string> {
  const choices = (await conflictsOf(db)).map(({ entity, id, register, values }) => ({
    entity,
    id,
    register,
    version: values[which]?.version ?? '',
  }))
  const { operation } = await db.call('sync.resolve', { choices })
  return operation ?? ''
}

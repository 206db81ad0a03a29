/** Consent, lists and campaigns. */
import type { TestDatabase } from '../../helpers/database.ts'
import type { Examples } from './examples.ts'
import { aContact } from './makers.ts'

export const campaignsExamples = {
  'consent.of': async (db) => ({ entity: 'contact', id: await aRefusal(db) }),
  'consent.record': async (db) => ({
    entity: 'contact',
    id: await aRefusal(db),
    decision: 'granted',
    channel: 'email',
    purpose: 'Newsletter',
    basis: 'consent',
    source: 'Web form',
    wording: 'Yes, send me the newsletter',
    until: '2027-11-22',
  }),
  'consent.recordMany': async (db) => ({
    entity: 'contact',
    target: { ids: [await aContact(db)] },
    decision: 'refused',
    channel: 'all',
  }),
  'consent.personData': async (db) => ({
    entity: 'contact',
    id: await aRefusal(db),
    out: `${db.file}.person.json`,
  }),
} satisfies Partial<Examples>

/** A contact who wants no e-mail. */
async function aRefusal(db: TestDatabase): Promise<string> {
  const id = await aContact(db)
  await db.call('consent.record', { entity: 'contact', id, decision: 'refused', channel: 'email' })
  return id
}

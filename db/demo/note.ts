/** Owns the demo rows of notes on contacts, and a few on companies alone. */
import { spell, timeOf } from './activity.ts'
import { noteText } from './prose.ts'
import type { DemoNote } from './rows.ts'
import { type Source, subjectOf } from './source.ts'

export function* noteRows(source: Source): Generator<DemoNote> {
  const { world, firms, persons } = source
  const random = world.random('note')
  let next = 0
  for (let contact = 0; contact < world.contacts; contact++) {
    const core = persons.at(contact)
    const { count, end } = spell(random.reset(contact), world, core, 0.09)
    if (count === 0) continue
    const subject = subjectOf(core)
    for (let i = 0; i < count; i++) {
      const at = timeOf(random, world, core, i, count, end)
      const key = next++
      const row: DemoNote = {
        key,
        id: world.id('note', key, at),
        createdAt: at,
        body: noteText(random, subject),
        at,
      }
      row.contactKey = contact
      if (core.companyKey !== undefined && random.chance(0.6)) row.companyKey = core.companyKey
      if (random.chance(0.03)) row.pinned = true
      yield row
    }
  }
  for (let company = 0; company < world.companies; company++) {
    if (!random.reset(company + world.contacts).chance(0.06)) continue
    const firm = firms.at(company)
    const at = Math.min(
      world.until,
      firm.createdAt + Math.floor(random.unit() * (world.until - firm.createdAt)),
    )
    const key = next++
    const body = noteText(random, { locale: firm.locale, name: firm.name, place: firm.place })
    yield { key, id: world.id('note', key, at), createdAt: at, body, companyKey: company, at }
  }
}

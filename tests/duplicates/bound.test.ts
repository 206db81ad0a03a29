/** Pairs are ruled out by the most they could score: that must never be less than what they score. */
import { expect, it } from 'vitest'
import { keyIndexOf } from '#db/core/duplicates/keyIndex.ts'
import { Profiles } from '#db/core/duplicates/profiles.ts'
import { sharersOf } from '#db/core/duplicates/scan.ts'
import { company } from '#db/shared/companies.ts'
import { contact } from '#db/shared/contacts.ts'
import { highestScore, highestTitleScore, scorePair } from '#db/shared/duplicates/score.ts'
import { testDatabase } from '../helpers/database.ts'
import { addressBook } from './generator.ts'

const addresses = [
  { street: '5 "High" Street', city: 'Leeds', postalCode: 'LS1' },
  { formatted: 'ถนนสุขุมวิท\nกรุงเทพฯ' },
  { city: 'Shiraz' },
]

it.each([11, 12])('for every pair of the address book of seed %i', async (seed) => {
  const db = testDatabase()
  for (const [at, { data }] of addressBook(seed, 110).entries())
    await db.call('record.create', {
      entity: 'contact',
      data: {
        ...data,
        ...(at % 3 === 0 && { addresses: [addresses[at % 9 === 0 ? 0 : at % 2 === 0 ? 1 : 2]] }),
        ...(at % 7 === 0 && { addresses: addresses.slice(0, 2) }),
        ...(at % 5 === 0 && { nickname: 'Lek', taxId: `99${at % 20}000` }),
        ...(at % 4 === 0 && { middleName: 'Ann' }),
      },
    })
  const index = keyIndexOf(db.conn, contact)
  await index.ready(async () => undefined, { whole: true })
  const profiles = new Profiles(db.conn, contact)
  const frequencies = { names: index.count, points: sharersOf(db.conn, contact, index) }
  const rows = Array.from({ length: index.size + 5 }, (_, rowId) => profiles.of(rowId)).filter(
    (row) => row !== undefined,
  )
  expect(rows.length).toBe(index.size)
  let met = 0
  for (const a of rows)
    for (const b of rows) {
      if (a.rowId >= b.rowId) continue
      const both = (kind: string): boolean =>
        [...a.profile.points.keys()].some((point) => point.startsWith(kind) && b.profile.points.has(point))
      const may = {
        mail: both('email:') || both('handle:'),
        phone: both('phone:') ? 'own' : 'none',
        taxId: a.profile.taxId !== '' && a.profile.taxId === b.profile.taxId,
      } as const
      const { score, because } = scorePair(a.profile, b.profile, frequencies)
      const highest = highestScore(index.sketch(a.rowId), index.sketch(b.rowId), may, index.count)
      if (score > 0) met++
      expect(highest, `${a.displayName} ${b.displayName} ${JSON.stringify(because)}`).toBeGreaterThanOrEqual(
        score,
      )
    }
  expect(met).toBeGreaterThan(20)
})

it('for every pair of companies, however they are called', async () => {
  const db = testDatabase()
  const names = [
    'Siam Cement',
    'Siam Cement Public Company Limited',
    'บริษัท ปูนซีเมนต์ไทย จำกัด',
    'Siam Cemnt',
    'Tehran Steel',
    'فولاد تهران',
    'Shop 12',
    'Shop 21',
    'SC',
  ]
  for (const [at, name] of [...names, ...names].entries())
    await db.call('record.create', {
      entity: 'company',
      data: {
        name,
        ...(at % 2 === 0 && { websites: ['https://siam.example'], addresses: [addresses[0]] }),
        ...(at % 3 === 0 && { emails: ['sales@siam.example'], taxId: '0105556001234' }),
        ...(at % 5 === 0 && { phones: ['02 123 4567'] }),
      },
    })
  const index = keyIndexOf(db.conn, company)
  await index.ready(async () => undefined, { whole: true })
  const profiles = new Profiles(db.conn, company)
  const frequencies = { names: index.count, points: sharersOf(db.conn, company, index) }
  const rows = Array.from({ length: index.size + 5 }, (_, rowId) => profiles.of(rowId) ?? []).flat()
  expect(rows.length).toBe(2 * names.length)
  for (const a of rows)
    for (const b of rows) {
      if (a.rowId >= b.rowId) continue
      const shares = (kind: string): boolean =>
        [...a.profile.points.keys()].some((point) => point.startsWith(kind) && b.profile.points.has(point))
      const may = {
        mail: shares('email:'),
        phone: shares('phone:') ? 'own' : 'none',
        taxId: a.profile.taxId !== '' && a.profile.taxId === b.profile.taxId,
      } as const
      const highest = highestTitleScore(
        'organisation',
        index.title(a.rowId),
        index.title(b.rowId),
        may,
        index.count,
      )
      expect(highest).toBeGreaterThanOrEqual(scorePair(a.profile, b.profile, frequencies).score)
    }
})

/** An entity no code of the program knows is imported and exported by its definition alone, custom fields too. */
import { describe, expect, it, vi } from 'vitest'
import { type TestDatabase, testDatabase } from '../helpers/database.ts'
import { comparables, fileOf, importInto, records } from './import.support.ts'

vi.mock('#db/shared/extraEntities.ts', () => import('../proof/widget.ts'))
vi.mock('#db/migrations/extra.ts', () => import('../proof/widget.ts'))

const colour = '01900000-0000-7000-8000-0000000000aa'

async function withCustomField(seed: number): Promise<TestDatabase> {
  const db = testDatabase({ seed })
  await db.call('record.create', {
    entity: 'customField',
    id: colour,
    data: { entity: 'widget', label: 'Paint', kind: 'text' },
  })
  return db
}

const table = [
  'Widget name;price;madeOn;Widget happened at;ready;size;amount;weight;labels;feast;emails;contact;extras;Paint;Unknown',
  'Lamp;1,200.50 THB;15/8/2569;2026-01-02 10:00;yes;LARGE;3;-1.5;"a; b";--05-01;work: x@y.z;Ann Lee;"k: v";red;kept',
  ';;;;;;;;;;;;;no name;',
  'Odd;x;never;;maybe;huge;;;;;;Nobody;;;',
].join('\n')

describe('an entity only this test knows', () => {
  it('is read by names and labels, what does not fit is kept, and comes back from an export', async () => {
    const [from, to] = [await withCustomField(1), await withCustomField(2)]
    await from.call('record.create', { entity: 'contact', data: { givenName: 'Ann', familyName: 'Lee' } })
    const summary = await importInto(from, fileOf(from, 'w.csv', table), { entity: 'widget' })
    expect(summary).toMatchObject({ entity: 'widget', created: 2, rejected: 1, unmapped: ['Unknown'] })
    const [lamp, odd] = await records(from, 'widget')
    expect(lamp).toMatchObject({
      name: 'Lamp',
      price: { minor: 120_050, currency: 'THB' },
      madeOn: '2026-08-15',
      happenedAt: '2026-01-02T10:00:00.000Z',
      ready: true,
      size: 'large',
      amount: 3,
      weight: -1.5,
      labels: ['a', 'b'],
      feast: '--05-01',
      emails: [{ value: 'x@y.z', label: 'work' }],
      refs: { contactId: 'Ann Lee' },
      extras: [
        { name: 'k', value: 'v' },
        { name: 'Unknown', value: 'kept' },
      ],
      [`custom.${colour}`]: 'red',
    })
    expect(
      ((odd?.extras ?? []) as { name: string; value: string }[])
        .map(({ name, value }) => `${name}=${value}`)
        .sort(),
    ).toEqual(['contact=Nobody', 'madeOn=never', 'price=x', 'ready=maybe', 'size=huge'])
    for (const headers of ['fields', 'labels'] as const) {
      const files: string[] = []
      for (const entity of ['contact', 'widget']) {
        const out = `${from.file}.${entity}.csv`
        await from.call('transfer.export', { entity, out, headers })
        files.push(out)
      }
      expect(await importInto(to, files)).toMatchObject({ source: 'samphan', rejected: 0, unmapped: [] })
      expect(await comparables(to, 'widget')).toEqual(await comparables(from, 'widget'))
    }
  })
})

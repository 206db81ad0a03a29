/**
 * How well duplicates are found: on data whose second entries were made by the demo generator (it shares no code with the
 * matcher) from seeds the matcher was never tried on, and on pairs written by hand.
 */
import { describe, expect, it } from 'vitest'
import { demoDuplicates } from '#db/demo/duplicates.ts'
import type { DuplicateGroup } from '#db/shared/duplicates.ts'
import { idToText } from '#db/shared/id.ts'
import { collect } from '../demo/sample.ts'
import { type TestDatabase, testDatabase } from '../helpers/database.ts'
import { lock, type Person, person } from '../helpers/people.ts'
import { addressBook, kinds } from './generator.ts'
import {
  differentCompanies,
  differentPeople,
  type Line,
  linesOf,
  sameCompanies,
  samePeople,
} from './pairs.ts'

const pairsIn = (groups: readonly DuplicateGroup[]): Set<string> =>
  new Set(groups.flatMap(({ pairs }) => pairs.map(({ first, second }) => [first, second].sort().join(' '))))

/** Two runs count together: of some classes one run has too few to tell. */
describe('generated data, unseen seeds', () => {
  const figures = { right: 0, found: 0, classes: new Map<string, [found: number, all: number]>() }

  it.each([20_261_122, 8_086_021])('a scan of seed %i', async (seed) => {
    const contacts = 12_000
    const db = testDatabase()
    await db.call('demo.create', { contacts, seed })
    const ids = collect({ contacts, seed }).contact.map(({ id }) =>
      typeof id === 'string' ? id : idToText(id),
    )
    const origin = new Map<number, number>()
    const { groups, checked } = await db.call('duplicate.scan', { entity: 'contact', limit: 20_000 })
    expect(checked).toBe(contacts)
    const found = pairsIn(groups)
    for (const { of, key, kind, samePerson } of demoDuplicates({ contacts, seed })) {
      if (samePerson) origin.set(key, origin.get(of) ?? of)
      const entry = figures.classes.get(kind) ?? [0, 0]
      entry[1]++
      if (found.has([ids[of] ?? '', ids[key] ?? ''].sort().join(' '))) entry[0]++
      figures.classes.set(kind, entry)
    }
    const keys = new Map(ids.map((id, key) => [id, key]))
    figures.found += found.size
    for (const pair of found) {
      const [a = -1, b = -2] = pair.split(' ').map((id) => keys.get(id))
      if ((origin.get(a) ?? a) === (origin.get(b) ?? b)) figures.right++
    }
  })

  it('has precision of at least 0.95 and recall of at least 0.90 in every class', () => {
    expect(figures.right / figures.found).toBeGreaterThanOrEqual(0.95)
    expect(figures.classes.size).toBe(6)
    for (const [kind, [hits, all]] of figures.classes) {
      expect(all, kind).toBeGreaterThan(40)
      if (kind === 'household') expect(hits / all, kind).toBeLessThanOrEqual(0.1)
      else expect(hits / all, kind).toBeGreaterThanOrEqual(0.9)
    }
  })
})

describe('an address book of another make', () => {
  it('has precision of at least 0.95 and recall of at least 0.90 in every class', async () => {
    const seed = Number(process.env.SAMPHAN_SEED ?? 707_031)
    const classes = new Map<string, [found: number, all: number]>()
    const figures = { right: 0, found: 0 }
    const wrong: string[] = []
    for (const part of [0, 1, 2]) {
      const db = testDatabase()
      const entries = addressBook(seed + part, 1_500)
      const ids: string[] = []
      for (const { data } of entries)
        ids.push((await db.call('record.create', { entity: 'contact', data })).id)
      const { groups } = await db.call('duplicate.scan', { entity: 'contact', limit: 20_000 })
      const found = pairsIn(groups)
      const first = new Map(entries.map(({ person: who, kind }, at) => [kind === 'first' ? who : -1, at]))
      for (const [at, { person: who, kind }] of entries.entries()) {
        if (!kinds.some((known) => known === kind)) continue
        const figure = classes.get(kind) ?? [0, 0]
        figure[1]++
        if (found.has([ids[at] ?? '', ids[first.get(who) ?? -1] ?? ''].sort().join(' '))) figure[0]++
        classes.set(kind, figure)
      }
      const places = new Map(ids.map((id, at) => [id, at]))
      for (const pair of found) {
        const [a, b] = pair.split(' ').map((id) => entries[places.get(id) ?? -1])
        figures.found++
        if (a?.person === b?.person) figures.right++
        else wrong.push(JSON.stringify([a?.kind, a?.data, b?.kind, b?.data]))
      }
    }
    const told = `seed ${seed}: ${figures.right} of ${figures.found} right; ${[...classes].map(([kind, [hits, all]]) => `${kind} ${hits}/${all}`).join(', ')}`
    expect(figures.right / figures.found, `${told}\n${wrong.slice(0, 12).join('\n')}`).toBeGreaterThanOrEqual(
      0.95,
    )
    expect(classes.size).toBe(kinds.length)
    for (const [kind, [hits, all]] of classes)
      expect(hits / all, `${kind}: ${told}`).toBeGreaterThanOrEqual(0.9)
  }, 120_000)
})

let last = 10_000_000
/** Two records of a line, made so that they share exactly what it says. */
async function enter(db: TestDatabase, line: Line, entity: 'contact' | 'company'): Promise<string> {
  const n = last++
  const shared: Record<string, unknown> = {
    ...(line.shared.includes('p') && { phones: [`08${n}`] }),
    ...(line.shared.includes('e') && { emails: [`one${n}@somewhere.example`] }),
    ...(line.shared.includes('b') && { birthday: '1980-04-17' }),
    ...(line.shared.includes('c') && {
      companyId: (await db.call('record.create', { entity: 'company', data: { name: `Firm ${n}` } })).id,
    }),
  }
  const ids: string[] = []
  for (const name of [line.left, line.right]) {
    const words = name.split(' ')
    const suffix = line.shared.includes('s') ? words.pop() : undefined
    const [given, family] = [words.slice(0, -1).join(' '), words.at(-1) ?? ''].map((word) =>
      word.replaceAll('_', ' '),
    )
    const data =
      entity === 'company' ? { name } : { givenName: given, familyName: family, ...(suffix && { suffix }) }
    ids.push((await db.call('record.create', { entity, data: { ...data, ...shared } })).id)
  }
  return ids.sort().join(' ')
}

describe('pairs written by hand', () => {
  it('are 150 of each kind at least', () => {
    expect(linesOf(samePeople).length + linesOf(sameCompanies).length).toBeGreaterThanOrEqual(150)
    expect(linesOf(differentPeople).length + linesOf(differentCompanies).length).toBeGreaterThanOrEqual(150)
  })

  it('are found, and false friends are not', async () => {
    const figures = { found: 0, same: 0, wrong: 0, different: 0 }
    const missed: string[] = []
    const wrong: string[] = []
    for (const [text, entity, same] of [
      [samePeople, 'contact', true],
      [sameCompanies, 'company', true],
      [differentPeople, 'contact', false],
      [differentCompanies, 'company', false],
    ] as const) {
      // In portions, so that one line's name is not another's.
      const lines = linesOf(text)
      for (let from = 0; from < lines.length; from += 12) {
        const db = testDatabase()
        const entered: [Line, string][] = []
        for (const line of lines.slice(from, from + 12)) entered.push([line, await enter(db, line, entity)])
        const found = pairsIn((await db.call('duplicate.scan', { entity })).groups)
        for (const [line, pair] of entered) {
          const hit = found.has(pair)
          if (same) figures.same++
          else figures.different++
          if (same && hit) figures.found++
          if (!same && hit) figures.wrong++
          if (same && !hit) missed.push(`${line.left} = ${line.right}`)
          if (!same && hit) wrong.push(`${line.left} = ${line.right}`)
        }
      }
    }
    const told = `missed ${missed.join(' · ')}\nwrong ${wrong.join(' · ')}`
    expect(figures.found / figures.same, told).toBeGreaterThanOrEqual(0.9)
    expect(figures.found / (figures.found + figures.wrong), told).toBeGreaterThanOrEqual(0.95)
  })
})

describe('the scan', () => {
  const two = async (db: TestDatabase, more: Record<string, unknown> = {}): Promise<[string, string]> => {
    const make = async (data: Record<string, unknown>) =>
      (await db.call('record.create', { entity: 'contact', data: { phones: ['081 234 5678'], ...data } })).id
    return [
      await make({ givenName: 'Somchai', familyName: 'Jaidee' }),
      await make({ givenName: 'สมชาย', familyName: 'ใจดี', ...more }),
    ]
  }

  it('says why', async () => {
    const db = testDatabase()
    await two(db)
    const { groups } = await db.call('duplicate.scan', {})
    expect(groups[0]?.pairs[0]?.because.map(({ code }) => code)).toEqual(['phone', 'nameSound'])
    expect(groups[0]?.pairs[0]?.because[1]?.values).toEqual(['Somchai Jaidee', 'สมชาย ใจดี'])
  })

  it('says nothing of what is known to be different, nor of what is merged, in the trash or a secret', async () => {
    const db = testDatabase()
    const ids = await two(db)
    const total = async () => (await db.call('duplicate.scan', {})).total
    expect(await total()).toBe(1)
    await db.call('duplicate.differ', { entity: 'contact', ids })
    expect(await total()).toBe(0)
    await db.call('operation.undo', {})
    expect(await total()).toBe(1)
    await db.call('record.trash', { entity: 'contact', id: ids[0] })
    expect(await total()).toBe(0)
    await db.call('record.restore', { entity: 'contact', id: ids[0] })
    await db.call('duplicate.merge', { ids })
    expect(await total()).toBe(0)
    await db.call('operation.undo', {})
    const said = async (who: TestDatabase | Person) =>
      (await who.call('duplicate.scan', {})).groups.flatMap(({ records }) =>
        records.map(({ mayGo, mayStay }) => [mayGo, mayStay]),
      )
    expect(await said(db)).toEqual([
      [true, true],
      [true, true],
    ])
    lock(db)
    // What the host would refuse is told, so that nobody is offered it.
    expect(await said(await person(db, 'Tom', 'standard'))).toEqual([
      [false, true],
      [false, true],
    ])
    await db.call('record.update', { entity: 'contact', id: ids[1], data: { private: true } })
    const sue = await person(db, 'Sue', 'manager')
    expect((await sue.call('duplicate.scan', {})).total).toBe(0)
    const { twins } = await sue.call('duplicate.check', {
      entity: 'contact',
      data: { phones: ['0812345678'], givenName: 'สมชาย', familyName: 'ใจดี' },
    })
    expect(twins.map(({ id }) => id)).toEqual([ids[0]])
  })

  it('keeps records known to be different apart, also by way of a third', async () => {
    const db = testDatabase()
    const [a, b] = await two(db)
    const c = (
      await db.call('record.create', {
        entity: 'contact',
        data: { givenName: 'Somchai', familyName: 'Jaidee', phones: ['081 234 5678'] },
      })
    ).id
    await db.call('duplicate.differ', { entity: 'contact', ids: [a, b] })
    const { groups } = await db.call('duplicate.scan', {})
    expect(groups).toHaveLength(1)
    expect(groups[0]?.records.map(({ id }) => id)).toContain(c)
    expect(groups[0]?.records).toHaveLength(2)
  })

  it('is cancelled between two slices', async () => {
    const db = testDatabase()
    await two(db)
    const controller = new AbortController()
    const options = { ...db.caller(), signal: controller.signal, onProgress: () => controller.abort() }
    await expect(db.engine.call('duplicate.scan', {}, options)).rejects.toMatchObject({
      record: { code: 'Cancelled' },
    })
  })
})

describe('the check while typing', () => {
  it('knows what was stored a moment ago, in another script, and never the record itself', async () => {
    const db = testDatabase()
    const typed = {
      givenName: 'Chavalit',
      familyName: 'Srisuk',
      phones: [{ label: 'mobile', value: '089-111-2233' }],
    }
    const ask = async (id?: string) =>
      (await db.call('duplicate.check', { entity: 'contact', data: typed, ...(id && { id }) })).twins
    expect(await ask()).toEqual([])
    const { id } = await db.call('record.create', {
      entity: 'contact',
      data: { givenName: 'เชาวลิต', familyName: 'ศรีสุข', phones: ['0891112233'] },
    })
    expect((await ask()).map((twin) => [twin.id, twin.level])).toEqual([[id, 'sure']])
    expect(await ask(id)).toEqual([])
    await db.call('record.trash', { entity: 'contact', id })
    expect(await ask()).toEqual([])
  })

  it('finds who has a common name and a common number, and nobody who has one of them', async () => {
    const db = testDatabase()
    const [name, switchboard, other] = [
      { givenName: 'สมหญิง', familyName: 'แซ่ตั้ง' },
      '0-3579-7879',
      '0-3579-7000',
    ]
    const create = async (data: Record<string, unknown>) =>
      (await db.call('record.create', { entity: 'contact', data })).id
    for (let n = 0; n < 30; n++) {
      await create({ ...name, phones: [`081-200-10${n + 10}`] })
      await create({ givenName: `Colleague ${n}`, familyName: `Number ${n}`, phones: [switchboard] })
      await create({ givenName: `Neighbour ${n}`, familyName: `House ${n}`, phones: [other] })
    }
    const id = await create({ ...name, phones: [`${switchboard} ต่อ 49`] })
    const ask = async (phone: string) =>
      (await db.call('duplicate.check', { entity: 'contact', data: { ...name, phones: [phone] } })).twins
    expect((await ask(`${switchboard} ต่อ 49`)).map((twin) => [twin.id, twin.level])).toEqual([[id, 'likely']])
    // Learnt from the log above; read from the sorted keys here.
    for (let n = 0; n < 3; n++) await db.call('duplicate.scan', { entity: 'contact' })
    expect((await ask('035797879')).map((twin) => twin.id)).toEqual([id])
    expect(await ask(other)).toEqual([])
  })

  it('understands half a form', async () => {
    const db = testDatabase()
    for (const data of [
      {},
      { givenName: null },
      { emails: [{}] },
      { phones: ['x'] },
      { companyId: 'no' },
      { addresses: 'no' },
    ])
      expect((await db.call('duplicate.check', { entity: 'contact', data })).twins).toEqual([])
  })
})

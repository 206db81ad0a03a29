// The demo data: reproducible, believable in its proportions, and nothing in it that the entities would refuse.
import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import {
  britishVatCheckDigits,
  germanVatCheckDigit,
  iranCompanyCheckDigit,
  iranPersonCheckDigit,
  thaiCheckDigit,
} from '#db/demo/checkDigits.ts'
import { companyStatuses } from '#db/demo/company.ts'
import { contactStatuses } from '#db/demo/contact.ts'
import { demo, demoCountries, demoCounts, demoIds, demoRecord } from '#db/demo/demo.ts'
import { historyCodes } from '#db/demo/history.ts'
import { demoEntities } from '#db/demo/registry.ts'
import { type DemoRow, salesEntities } from '#db/demo/rows.ts'
import { DEMO_UNTIL, type DemoOptions } from '#db/demo/world.ts'
import { parseYearly } from '#db/shared/dates/yearly.ts'
import { encodeField } from '#db/shared/fields.ts'
import { iranLegalId, iranNationalCode, thaiId } from '#db/shared/identifiers.ts'
import { parsePhone } from '#db/shared/phone.ts'
import { entityNamed } from '#db/shared/registry.ts'
import { collect, script, share } from './sample.ts'

const options: DemoOptions = { contacts: 6000, seed: 'unit' }
const sample = collect(options)
const people = sample.contact
const firms = sample.company
const saidByField = new Set<string>(salesEntities)
const rowsOf = (name: string): readonly DemoRow[] =>
  salesEntities.flatMap((entity) => (entity === name ? sample[entity] : []))

function digest(given: DemoOptions): string {
  const hash = createHash('sha256')
  for (const batch of demo(given)) hash.update(JSON.stringify(batch.rows))
  return hash.digest('hex')
}

describe('reproducible', () => {
  test('equal seeds give equal rows, whatever the size of a batch; other seeds other rows', () => {
    const small = { contacts: 400, seed: 5 }
    expect(digest(small)).toBe(digest({ ...small, seed: '5' }))
    expect(digest(small)).not.toBe(digest({ ...small, seed: 6 }))
    const rows = ({ batchSize }: { batchSize: number }) => {
      const { order: _, ...found } = collect({ ...small, batchSize })
      return found
    }
    expect(rows({ batchSize: 7 })).toEqual(rows({ batchSize: 1000 }))
  })

  test('the reference instant moves the whole period', () => {
    const until = Date.UTC(2020, 0, 1)
    const earlier = collect({ contacts: 200, seed: 1, until })
    const times = [...earlier.contact, ...earlier.note, ...earlier.history].map((row) => row.createdAt)
    expect(Math.max(...times)).toBeLessThanOrEqual(until)
    expect(Math.min(...times)).toBeGreaterThan(until - 15.1 * 365.25 * 86_400_000)
  })

  test('ids are distinct UUIDv7 that carry the time of entry', () => {
    const rows = [...firms, ...people, ...sample.position, ...sample.note, ...sample.history]
    expect(new Set(rows.map((row) => row.id)).size).toBe(rows.length)
    for (const { id, createdAt } of rows) {
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
      expect(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)).toBe(createdAt)
    }
  })

  test('unusable options are refused; nothing is given for none', () => {
    expect(() => [...demo({ contacts: -1, seed: 1 })]).toThrow(RangeError)
    expect(() => [...demo({ contacts: 1.5, seed: 1 })]).toThrow(RangeError)
    expect(() => [...demo({ contacts: 1, seed: 1, batchSize: 0 })]).toThrow(RangeError)
    expect([...demo({ contacts: 0, seed: 1 })]).toEqual([])
    expect(collect({ contacts: 1, seed: 1 }).contact).toHaveLength(1)
  })
})

describe('what the entities say', () => {
  test('every entity in order, every reference to a row already given', () => {
    expect(sample.order).toEqual(demoEntities.map(({ entity }) => entity))
    const { company, contact } = demoCounts(options)
    expect([firms.length, people.length]).toEqual([company, contact])
    for (const { key, parentKey } of firms) if (parentKey !== undefined) expect(parentKey).toBeLessThan(key)
    for (const { key, referredByKey, companyKey } of people) {
      if (referredByKey !== undefined) expect(referredByKey).toBeLessThan(key)
      if (companyKey !== undefined) expect(firms[companyKey]).toBeDefined()
    }
    for (const { contactKey, companyKey } of [...sample.position, ...sample.note, ...sample.history]) {
      expect(contactKey ?? companyKey).toBeDefined()
      if (contactKey !== undefined) expect(people[contactKey]).toBeDefined()
      if (companyKey !== undefined) expect(firms[companyKey]).toBeDefined()
    }
  })

  test('every field of every row is one the entity has and accepts as it is', () => {
    const ids = demoIds(options)
    const missing = (): string => {
      throw new Error('an element without an id')
    }
    const env = { elementId: missing, phone: (typed: string) => parsePhone(typed, 'TH') }
    for (const { entity: name } of demoEntities) {
      if (saidByField.has(name)) continue
      const entity = entityNamed(name)
      for (const row of sample[name].slice(0, 1500)) {
        const { data } = demoRecord(row, ids)
        for (const [key, value] of Object.entries(data)) {
          // An activity is placed in time when it is written.
          if (name === 'activity' && (key === 'day' || key === 'minutes')) continue
          if (name === 'ticket' && key === 'taken') continue
          const field = entity.fields.find((candidate) => candidate.name === key)
          expect(field, `${name}.${key}`).toBeDefined()
          if (field) expect(encodeField(field, value, env), `${name}.${key}`).not.toBeNull()
        }
      }
    }
  })

  test('the same of rows said by field: each field, reference and day', () => {
    const missing = (): string => {
      throw new Error('an element without an id')
    }
    const env = { elementId: missing, phone: (typed: string) => parsePhone(typed, 'TH') }
    for (const name of salesEntities) {
      const entity = entityNamed(name)
      const field = (key: string) => entity.fields.find((candidate) => candidate.name === key)
      const rows = sample[name]
      expect(rows.length, name).toBeGreaterThan(0)
      expect(rows.map(({ key }) => key)).toEqual(rows.map((_, at) => at))
      for (const { key, fields, refs = {}, days = {}, months = {} } of rows.slice(0, 1500)) {
        for (const [of, value] of Object.entries(fields)) {
          const known = field(of)
          expect(known, `${name}.${of}`).toBeDefined()
          if (known) expect(encodeField(known, value, env), `${name}.${of}`).not.toBeNull()
        }
        for (const [of, target] of Object.entries(refs)) {
          const to = field(of)?.to ?? ''
          const there = to === 'contact' ? people : to === 'company' ? firms : rowsOf(to)
          expect(there[target], `${name} ${key} ${of}`).toBeDefined()
          if (to === name) expect(target).toBeLessThan(key)
        }
        for (const of of [...Object.keys(days), ...Object.keys(months)])
          expect(field(of)?.kind, `${name}.${of}`).toMatch(/^(date|instant)$/)
      }
    }
  })

  test('references become the ids of the rows they mean', () => {
    const ids = demoIds(options)
    const employed = people.find((row) => row.companyKey !== undefined)
    if (!employed) throw new Error('nobody works')
    const { id, data } = demoRecord(employed, ids)
    expect(id).toBe(employed.id)
    expect(data.companyId).toBe(firms[employed.companyKey ?? -1]?.id)
    expect(data).not.toHaveProperty('companyKey')
    expect(people.every((row) => ids('contact', row.key) === row.id)).toBe(true)
  })

  test('statuses, kinds and results are of the lists given', () => {
    const known = (list: readonly string[], value: string | undefined): boolean =>
      value === undefined || list.includes(value)
    expect(people.every((row) => known(contactStatuses, row.status))).toBe(true)
    expect(firms.every((row) => known(companyStatuses, row.status))).toBe(true)
    expect(sample.history.every((row) => known(historyCodes[row.kind] ?? [], row.resultCode))).toBe(true)
  })
})

describe('sales', () => {
  const { opportunity, quote, quoteLine, stageChange, opportunityLine } = sample
  const minorOf = (value: unknown): number => Number(Object(value).minor)

  test('open, won and lost in several pipelines and currencies, a few expected in the past', () => {
    expect(opportunity).toHaveLength(1200)
    const of = (status: string) => opportunity.filter(({ fields }) => fields.status === status)
    expect(of('open').length).toBeGreaterThan(400)
    expect(of('won').length).toBeGreaterThan(of('lost').length)
    expect(new Set(opportunity.map(({ refs }) => refs?.pipelineId))).toEqual(new Set([0, 1, 2]))
    expect(new Set(opportunity.map(({ fields }) => Object(fields.amount).currency))).toEqual(
      new Set(['THB', 'IRR', 'USD']),
    )
    const late = of('open').filter(({ days }) => Number(days?.closeDate) < 0)
    expect(late.length / of('open').length).toBeCloseTo(0.08, 1)
  })

  test('the stage history ends where the opportunity stands, in order', () => {
    const last = new Map(stageChange.map((row) => [row.refs?.opportunityId, row]))
    const day = (value: unknown): number => (Array.isArray(value) ? Number(value[0]) : Number(value))
    for (const row of opportunity) {
      const change = last.get(row.key)
      expect([change?.refs?.toStageId, change?.fields.status]).toEqual([row.refs?.stageId, row.fields.status])
      expect(day(row.days?.openedAt)).toBeLessThanOrEqual(day(row.days?.stageSince))
    }
    let before = stageChange[0]
    for (const row of stageChange.slice(1)) {
      if (row.refs?.opportunityId === before?.refs?.opportunityId)
        expect(day(row.days?.at)).toBeGreaterThanOrEqual(day(before?.days?.at))
      before = row
    }
  })

  test('amounts are what the lines come to; accepted quotes offer that amount', () => {
    const summed = new Set(opportunityLine.map(({ refs }) => refs?.opportunityId))
    expect(summed.size).toBe(opportunity.filter(({ fields }) => fields.amountFrom === 'lines').length)
    for (const row of opportunity) expect(minorOf(row.fields.amount)).toBeGreaterThan(0)
    const offered = new Set(quoteLine.map(({ refs }) => refs?.quoteId))
    expect(quote.every(({ key }) => offered.has(key))).toBe(true)
    expect(new Set(quote.map(({ fields }) => fields.status))).toEqual(
      new Set(['draft', 'sent', 'accepted', 'declined', 'replaced']),
    )
    const states = new Map(opportunity.map(({ key, fields }) => [key, fields.status]))
    for (const { fields, refs } of quote)
      if (fields.status === 'accepted') expect(states.get(refs?.opportunityId ?? -1)).toBe('won')
  })

  test('leads have a source; those converted are the ones an opportunity names', () => {
    const leads = people.filter(({ leadStatus }) => leadStatus !== undefined)
    expect(leads.every(({ leadSource }) => leadSource !== undefined)).toBe(true)
    const converted = new Set(
      leads.filter(({ leadStatus }) => leadStatus === 'converted').map(({ key }) => key),
    )
    const named = opportunity.flatMap(({ refs }) => refs?.leadContactId ?? [])
    expect(new Set(named)).toEqual(converted)
    expect(leads.length - converted.size).toBeGreaterThan(200)
  })
})

describe('check digits', () => {
  test('published numbers agree', () => {
    expect(thaiCheckDigit('010753600031')).toBe('5')
    expect(iranPersonCheckDigit('049937089')).toBe('9')
    expect(iranCompanyCheckDigit('1038028479')).toBe('0')
    expect(germanVatCheckDigit('13669597')).toBe('6')
    expect(britishVatCheckDigits('9807806')).toBe('84')
  })

  test('all Thai and Iranian numbers of a run are valid', () => {
    const numbers = [...firms, ...people].flatMap((row) => row.taxId ?? [])
    const thai = numbers.filter((text) => /^\d{13}$/.test(text))
    const legal = numbers.filter((text) => /^\d{11}$/.test(text))
    const national = numbers.filter((text) => /^\d{10}$/.test(text))
    for (const list of [thai, legal, national]) expect(list.length).toBeGreaterThan(100)
    expect(thai.filter((text) => !thaiId(text).valid)).toEqual([])
    expect(legal.filter((text) => !iranLegalId(text).valid)).toEqual([])
    expect(national.filter((text) => !iranNationalCode(text).valid)).toEqual([])
  })
})

describe('proportions', () => {
  test('three scripts in their shares; a choice of locales keeps to itself', () => {
    const names = firms.map((row) => script(row.name))
    expect(share(names, (name) => name === 'th')).toBeCloseTo(0.35, 1)
    expect(share(names, (name) => name === 'fa')).toBeCloseTo(0.25, 1)
    const given = people.flatMap((row) => row.givenName ?? [])
    expect(share(given, (name) => script(name) === 'th')).toBeCloseTo(0.35, 1)
    expect(share(given, (name) => script(name) === 'fa')).toBeCloseTo(0.25, 1)
    const persian = collect({ contacts: 300, seed: 2, locales: ['fa'] })
    expect(persian.company.every((row) => script(row.name) === 'fa')).toBe(true)
    expect(persian.note.every((row) => script(row.body) === 'fa')).toBe(true)
  })

  test('names are many and skewed: common ones recur, most full names are rare', () => {
    const given = new Map<string, number>()
    for (const { givenName } of people) if (givenName) given.set(givenName, (given.get(givenName) ?? 0) + 1)
    const counts = [...given.values()].sort((a, b) => b - a)
    expect(counts.length).toBeGreaterThan(700)
    expect(counts[0]).toBeGreaterThan(20 * (counts[Math.floor(counts.length / 2)] ?? 0) * 0.5)
    const full = people.map((row) => `${row.givenName} ${row.familyName}`)
    expect(new Set(full).size / full.length).toBeGreaterThan(0.75)
    expect(new Set(full).size / full.length).toBeLessThan(0.98)
  })

  test('fields are missing at realistic rates', () => {
    const has = (field: keyof (typeof people)[number]): number =>
      share(people, (row) => row[field] !== undefined)
    expect(has('phones')).toBeGreaterThan(0.85)
    expect(has('phones')).toBeLessThan(0.99)
    expect(has('emails')).toBeGreaterThan(0.5)
    expect(has('emails')).toBeLessThan(0.85)
    expect(has('birthday')).toBeCloseTo(0.37, 1)
    expect(has('companyKey')).toBeGreaterThan(0.6)
    for (const field of [
      'nickname',
      'referredByKey',
      'events',
      'extras',
      'handles',
      'websites',
      'taxId',
    ] as const) {
      expect(has(field), field).toBeGreaterThan(0.01)
      expect(has(field), field).toBeLessThan(0.4)
    }
  })

  test('births in three calendars, with and without their year, all of them days that exist', () => {
    const births = people.flatMap((row) => parseYearly(row.birthday ?? '') ?? [])
    expect(births).toHaveLength(people.filter((row) => row.birthday !== undefined).length)
    for (const calendar of ['gregory', 'buddhist', 'persian'] as const) {
      const found = births.filter((day) => day.calendar === calendar)
      expect(found.length, calendar).toBeGreaterThan(200)
      expect(
        share(found, (day) => day.year === undefined),
        calendar,
      ).toBeCloseTo(0.16, 1)
    }
  })

  test('telephone numbers are valid where they are, in local digits and many groupings', () => {
    const countryOf = demoCountries(options)
    for (const country of ['TH', 'IR', 'US', 'GB', 'DE'] as const) {
      const phones = [
        ...firms.filter(({ key }) => countryOf('company', key) === country),
        ...people.filter(({ key }) => countryOf('contact', key) === country),
      ].flatMap((row) => row.phones ?? [])
      expect(phones.length, country).toBeGreaterThan(500)
      expect(
        share(phones, ({ value }) => parsePhone(value, country).e164 !== undefined),
        country,
      ).toBeGreaterThan(0.97)
    }
    const values = people.flatMap((row) => row.phones ?? [])
    expect(values.some((phone) => /[๐-๙]/.test(phone.value))).toBe(true)
    expect(values.some((phone) => /[۰-۹]/.test(phone.value))).toBe(true)
    expect(values.some((phone) => phone.value.includes('ต่อ'))).toBe(true)
    expect(values.some((phone) => phone.value.includes('داخلی'))).toBe(true)
    expect(values.some((phone) => phone.ext !== undefined)).toBe(true)
    expect(new Set(values.map((phone) => phone.value.replaceAll(/\p{Nd}/gu, '9'))).size).toBeGreaterThan(60)
  })

  test('no address of anybody real: every mail domain ends in .example', () => {
    const mails = [...firms, ...people].flatMap((row) => row.emails ?? [])
    expect(mails.length).toBeGreaterThan(3000)
    expect(mails.filter(({ value }) => !/^[^@\s]+@[a-z0-9.]+\.example$/i.test(value))).toEqual([])
  })

  test('activity is skewed, notes are varied, a few are long', () => {
    const busy = new Map<number, number>()
    for (const { contactKey = -1 } of sample.history) busy.set(contactKey, (busy.get(contactKey) ?? 0) + 1)
    const counts = [...busy.values()].sort((a, b) => b - a)
    const top = counts.slice(0, Math.ceil(people.length / 100)).reduce((sum, count) => sum + count, 0)
    expect(counts[0]).toBeGreaterThan(80)
    expect(top / sample.history.length).toBeGreaterThan(0.25)
    expect(busy.size / people.length).toBeLessThan(0.6)
    const bodies = sample.note.map((row) => row.body)
    expect(new Set(bodies).size / bodies.length).toBeGreaterThan(0.9)
    expect(bodies.some((body) => body.length > 1500)).toBe(true)
    expect(bodies.filter((body) => /[{}]|undefined/.test(body))).toEqual([])
  })

  test('tickets: most are over and were kept, some are late, some run out soon; what was said lies between', () => {
    const { ticket, ticketMessage } = sample
    expect(ticket).toHaveLength(demoCounts(options).ticket ?? 0)
    const over = ticket.filter(({ solvedAt }) => solvedAt !== undefined)
    expect(over.length / ticket.length).toBeGreaterThan(0.75)
    expect(over.length / ticket.length).toBeLessThan(0.92)
    const late = over.filter(({ promise }) => Object(promise).late.length > 0)
    expect(late.length / over.length).toBeGreaterThan(0.03)
    expect(late.length / over.length).toBeLessThan(0.35)
    for (const { openedAt, solvedAt = openedAt } of ticket) {
      expect(openedAt).toBeLessThanOrEqual(solvedAt)
      expect(solvedAt).toBeLessThanOrEqual(DEMO_UNTIL)
    }
    const openedAt = new Map(ticket.map((row) => [row.key, row.openedAt]))
    for (const { at, ticketKey } of ticketMessage) {
      expect(at).toBeGreaterThan(openedAt.get(ticketKey) ?? Infinity)
      expect(at).toBeLessThanOrEqual(DEMO_UNTIL)
    }
    const now = Date.UTC(2027, 1, 3, 9)
    const moved = collect({ ...options, contacts: 600, now }).ticket
    const young = moved.filter((row) => row.openedAt > now - 7 * 86_400_000)
    expect(young.length / moved.length).toBeGreaterThan(0.05)
    expect(moved.map(({ id }) => id)).toEqual(
      collect({ ...options, contacts: 600 }).ticket.map(({ id }) => id),
    )
  })

  test('fifteen years, growing, nothing before its contact or after the reference instant', () => {
    const years = new Map<number, number>()
    for (const { createdAt } of people) {
      const year = new Date(createdAt).getUTCFullYear()
      years.set(year, (years.get(year) ?? 0) + 1)
    }
    expect(years.size).toBeGreaterThanOrEqual(15)
    expect(years.get(2024) ?? 0).toBeGreaterThan(years.get(2014) ?? 0)
    for (const { at, contactKey } of [...sample.note, ...sample.history]) {
      expect(at).toBeLessThanOrEqual(DEMO_UNTIL)
      if (contactKey !== undefined)
        expect(at).toBeGreaterThanOrEqual(people[contactKey]?.createdAt ?? Infinity)
    }
  })
})

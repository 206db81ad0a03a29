// The planted duplicates: that the list of them is true of the rows, and that there are few others.
import { describe, expect, test } from 'vitest'
import { demoDuplicates } from '#db/demo/duplicates.ts'
import { plainDigits } from '#db/demo/phones.ts'
import type { DemoContact } from '#db/demo/rows.ts'
import type { DemoOptions } from '#db/demo/world.ts'
import { collect, script, share } from './sample.ts'

const options: DemoOptions = { contacts: 8000, seed: 'twins' }
const people = collect(options).contact
const twins = [...demoDuplicates(options)]

const contactOf = (key: number): DemoContact => {
  const row = people[key]
  if (!row) throw new Error(`no contact ${key}`)
  return row
}

/** The last digits of the mobiles and the addresses of a row: what two entries of one person can share. */
const points = (row: DemoContact): string[] => [
  ...(row.phones ?? [])
    .filter(({ label }) => label === 'mobile')
    .map(({ value }) => plainDigits(value).slice(-8)),
  ...(row.emails ?? []).map(({ value }) => value.toLowerCase()),
]
const fullName = (row: DemoContact): string => [row.givenName, row.familyName].filter(Boolean).join(' ')

describe('ground truth', () => {
  test('about 3 % of all, of every kind, each naming an earlier contact that is no duplicate itself', () => {
    expect(share(people, ({ key }) => twins.some((twin) => twin.key === key && twin.samePerson))).toBeCloseTo(
      0.03,
      2,
    )
    const kinds = new Set(twins.map(({ kind }) => kind))
    expect([...kinds].sort()).toEqual([
      'copy',
      'household',
      'nickname',
      'spelling',
      'transliteration',
      'typo',
    ])
    const keys = new Set(twins.map(({ key }) => key))
    for (const { of, key, kind, samePerson } of twins) {
      expect(of).toBeLessThan(key)
      expect(keys.has(of)).toBe(false)
      expect(samePerson).toBe(kind !== 'household')
    }
    expect(keys.size).toBe(twins.length)
  })

  test('each pair shares a mobile number or an e-mail address', () => {
    for (const { of, key } of twins) {
      const first = new Set(points(contactOf(of)))
      expect(
        points(contactOf(key)).some((shared) => first.has(shared)),
        `${of} ${key}`,
      ).toBe(true)
    }
  })

  test('each kind is what it says', () => {
    const named = twins.filter(({ of }) => contactOf(of).familyName && contactOf(of).givenName)
    for (const { of, key, kind } of named) {
      const [first, again] = [fullName(contactOf(of)), fullName(contactOf(key))]
      if (kind === 'copy') expect(again).toBe(first)
      else expect(again, kind).not.toBe(first)
      if (kind === 'transliteration') {
        expect(script(first)).not.toBe('en')
        expect(script(again)).toBe('en')
      }
      if (kind === 'typo') expect(Math.abs(first.length - again.length)).toBeLessThanOrEqual(1)
    }
  })

  test('hardly anybody else shares a personal number or address by accident', () => {
    const related = new Set(twins.flatMap(({ of, key }) => [of, key]))
    const seen = new Set<string>()
    let accidents = 0
    for (const row of people) {
      if (related.has(row.key)) continue
      for (const point of points(row)) {
        if (seen.has(point) && !point.startsWith('info@')) accidents++
        seen.add(point)
      }
    }
    expect(accidents / people.length).toBeLessThan(0.004)
  })

  test('colleagues share a switchboard', () => {
    const work = new Map<string, Set<number>>()
    for (const { key, companyKey, phones } of people) {
      const phone = phones?.find(({ label }) => label === 'work')
      if (!phone || companyKey === undefined) continue
      const shared = work.get(String(companyKey)) ?? new Set()
      work.set(String(companyKey), shared.add(key))
    }
    expect([...work.values()].filter((colleagues) => colleagues.size > 2).length).toBeGreaterThan(200)
  })
})

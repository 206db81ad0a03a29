/** The builder's tree and the grammar: one becomes the other and back; what names a deleted field is left out. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { contact } from '#db/shared/contacts.ts'
import type { Filter } from '#db/shared/filter.ts'
import { exampleFilter } from '../../renderer/records/filter/example.ts'
import {
  all,
  changed,
  condition,
  filterOf,
  filterOfSteps,
  treeOf,
  withoutFields,
} from '../../renderer/records/filter/model.ts'
import { parseLayouts } from '../../renderer/records/listLayout.ts'

const people = Array.from({ length: 16 }, (_, n) => ({ a: n & 1, b: n & 2, c: n & 4, d: n & 8 }))
type Person = (typeof people)[number]

/** What a filter means, over records of four yes-or-noes. */
function meets(filter: Filter | undefined, person: Person): boolean {
  if (!filter) throw new Error('incomplete')
  if ('and' in filter) return filter.and.every((part) => meets(part, person))
  if ('or' in filter) return filter.or.some((part) => meets(part, person))
  if ('not' in filter) return !meets(filter.not, person)
  if ('some' in filter || 'none' in filter || 'group' in filter) throw new Error('not here')
  return Boolean(person[filter.field as keyof Person])
}

const filters = fc.letrec<{ filter: Filter; leaf: Filter }>((tie) => ({
  leaf: fc.constantFrom<Filter>(
    ...(['a', 'b', 'c', 'd'] as const).map((field) => ({ field, op: 'is', value: 'x' }) as const),
  ),
  filter: fc.oneof(
    { maxDepth: 4 },
    tie('leaf'),
    fc.array(tie('filter'), { maxLength: 3 }).map((and) => ({ and })),
    fc.array(tie('filter'), { maxLength: 3 }).map((or) => ({ or })),
    tie('filter').map((not) => ({ not })),
  ),
})).filter

it('a filter taken apart and put together again means the same', () => {
  fc.assert(
    fc.property(filters, (filter) => {
      const again = filterOf(treeOf(filter))
      for (const person of people) expect(meets(again, person)).toBe(meets(filter, person))
    }),
  )
})

it('what led to a lookup comes to one filter with the same members', () => {
  const step = fc.record({
    combine: fc.constantFrom('add', 'narrow', 'remove', 'invert', 'replace'),
    filter: filters,
  })
  fc.assert(
    fc.property(filters, fc.array(step, { maxLength: 5 }), (first, more) => {
      const steps = [{ combine: 'replace', filter: first }, ...more]
      const one = filterOfSteps(steps)
      for (const person of people) {
        let inside = false
        for (const { combine, filter } of steps) {
          const meant = meets(filter, person)
          if (combine === 'replace') inside = meant
          else if (combine === 'add') inside ||= meant
          else if (combine === 'narrow') inside &&= meant
          else if (combine === 'remove') inside &&= !meant
          else inside = !inside
        }
        expect(meets(one, person)).toBe(inside)
      }
    }),
  )
  expect(filterOfSteps([{ combine: 'replace', search: 'x' }])).toBeUndefined()
})

it('a condition without its value asks nothing yet', () => {
  const asked = {
    path: 'jobTitle',
    label: 'Job title',
    field: { id: 1, name: 'jobTitle', kind: 'text' },
    entity: 'contact',
  } as const
  const tree = all([condition(asked)])
  expect(filterOf(tree)).toBeUndefined()
  const [part] = tree.parts
  if (part?.is !== 'field') throw new Error('a condition')
  expect(filterOf(changed(tree, part.key, { ...part, value: ' boss ' }))).toEqual({
    field: 'jobTitle',
    op: 'contains',
    value: 'boss',
  })
  expect(filterOf(changed(tree, part.key, undefined))).toEqual({ and: [] })
})

it('what names a deleted custom field is left out, at any depth', () => {
  const gone = '0193b1a0-0000-7000-8000-000000000001'
  const bad: Filter = { field: `companyId.custom.${gone}`, op: 'is', value: 1 }
  const good: Filter = { field: 'status', op: 'is', value: 'x' }
  const known = (id: string): boolean => id !== gone
  expect(withoutFields({ and: [bad, { not: { or: [bad, good] } }] }, known)).toEqual({
    filter: { and: [{ not: { or: [good] } }] },
    gone: [gone, gone],
  })
  expect(withoutFields({ some: 'note', where: bad }, known)).toEqual({ filter: undefined, gone: [gone] })
  expect(withoutFields({ and: [] }, known)).toEqual({ filter: { and: [] }, gone: [] })
})

it('an example asks for what is filled in, and for nothing when nothing is', () => {
  expect(exampleFilter(contact.fields, {})).toBeUndefined()
  expect(
    exampleFilter(contact.fields, { givenName: ' ', phones: [{ label: 'work' }], private: false }),
  ).toBeUndefined()
  expect(
    exampleFilter(contact.fields, {
      givenName: 'An',
      tags: ['vip'],
      addresses: [{ label: 'work', city: 'Bangkok' }],
    }),
  ).toEqual({
    and: [
      { field: 'givenName', op: 'contains', value: 'An' },
      { field: 'tags', op: 'contains', value: 'vip' },
      { field: 'addresses.city', op: 'contains', value: 'Bangkok' },
    ],
  })
})

it('layouts kept by an older program, or spoilt, are taken as far as they go', () => {
  const columns = [{ id: 'displayName', width: 200, shown: true }]
  expect(parseLayouts({ columns, sort: [] })).toEqual({ columns, sort: [], views: {} })
  expect(
    parseLayouts({ columns: [...columns, 7, { id: 1 }], sort: [{ column: 'a' }, null], views: { v: 3 } }),
  ).toEqual({
    columns,
    sort: [{ column: 'a', descending: false }],
    views: {},
  })
  expect(parseLayouts('x')).toBeUndefined()
})

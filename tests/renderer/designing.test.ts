/** Rearranging a layout loses and doubles no field, whatever is done in whatever order. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { company } from '#db/shared/companies.ts'
import { contact } from '#db/shared/contacts.ts'
import { type LayoutBody, placedFields, readLayout } from '#db/shared/layouts.ts'
import {
  addSection,
  addTab,
  changeField,
  hideField,
  nameSection,
  nameTab,
  placedAt,
  putField,
  removeSection,
  removeTab,
  showField,
  spotOf,
  stepField,
  stepSection,
  stepTab,
} from '../../renderer/features/layouts/designing.ts'
import { formOf, inColumns, standardBody } from '../../renderer/records/formLayout.ts'

const fieldsOf = (body: LayoutBody): string[] =>
  [...placedFields(body).map(({ name }) => name), ...body.hidden].sort()

const names = contact.fields.map(({ name }) => name)
const step = fc.constantFrom<-1 | 1>(-1, 1)
/** One thing done with a layout; places are picked by number, wherever they are by then. */
const act = fc.oneof(
  fc
    .tuple(fc.constantFrom(...names), fc.nat(5), fc.nat(9), fc.nat(30))
    .map(([name, tab, section, at]) => (body: LayoutBody) => {
      const into = body.tabs[tab % body.tabs.length]
      const place = into?.sections[section % (into.sections.length || 1)]
      return into && place ? putField(body, name, { tab: into.id, section: place.id, at }) : body
    }),
  fc.tuple(fc.constantFrom(...names), step).map(
    ([name, by]) =>
      (body: LayoutBody) =>
        stepField(body, name, by),
  ),
  fc.constantFrom(...names).map((name) => (body: LayoutBody) => hideField(body, name)),
  fc.tuple(fc.constantFrom(...names), fc.nat(5)).map(
    ([name, tab]) =>
      (body: LayoutBody) =>
        showField(body, name, body.tabs[tab % body.tabs.length]?.id ?? ''),
  ),
  fc.tuple(fc.constantFrom(...names), fc.string({ maxLength: 5 })).map(
    ([name, label]) =>
      (body: LayoutBody) =>
        changeField(body, name, { label: label || undefined, required: label.length > 2 || undefined }),
  ),
  fc.uuid().map((id) => (body: LayoutBody) => addSection(body, body.tabs[0]?.id ?? '', { id, fields: [] })),
  fc.uuid().map((id) => (body: LayoutBody) => addTab(body, { id, sections: [{ id: `${id}s`, fields: [] }] })),
  fc
    .tuple(fc.nat(5), fc.nat(9), fc.constantFrom<-1 | 1 | 'remove' | 'name'>(-1, 1, 'remove', 'name'))
    .map(([tab, section, what]) => (body: LayoutBody) => {
      const into = body.tabs[tab % body.tabs.length]
      const place = into?.sections[section % (into.sections.length || 1)]
      if (!into || !place) return body
      const spot = { tab: into.id, section: place.id }
      if (what === 'remove') return removeSection(body, spot)
      return what === 'name' ? nameSection(body, spot, 'X') : stepSection(body, spot, what)
    }),
  fc
    .tuple(fc.nat(5), fc.constantFrom<-1 | 1 | 'remove' | 'name'>(-1, 1, 'remove', 'name'))
    .map(([tab, what]) => (body: LayoutBody) => {
      const id = body.tabs[tab % body.tabs.length]?.id ?? ''
      if (what === 'remove') return removeTab(body, id)
      return what === 'name' ? nameTab(body, id, 'Y') : stepTab(body, id, what)
    }),
)

it('keeps every field exactly once, placed or hidden', () => {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
      const start = standardBody(contact, contact.fields)
      let body = start
      for (const next of acts) body = next(body)
      expect(fieldsOf(body)).toEqual(fieldsOf(start))
      expect(body.tabs.length).toBeGreaterThan(0)
      for (const tab of body.tabs) {
        expect(tab.sections.length).toBeGreaterThan(0)
        expect(new Set(tab.sections.map(({ id }) => id)).size).toBe(tab.sections.length)
      }
      expect(readLayout(body, contact.fields).problems).toEqual([])
    }),
    { numRuns: 300 },
  )
})

it('moves a field past the edge of its section and back', () => {
  const start = standardBody(contact, contact.fields)
  const from = spotOf(start, 'companyId')
  const before = stepField(start, 'companyId', -1)
  expect(spotOf(before, 'companyId')?.section).not.toBe(from?.section)
  expect(spotOf(stepField(before, 'companyId', 1), 'companyId')).toEqual(from)
  expect(placedAt(changeField(start, 'jobTitle', { required: true, rare: undefined }), 'jobTitle')).toEqual({
    name: 'jobTitle',
    required: true,
    quick: true,
  })
})

it('shows every field people may fill in, also one that came after the layout', () => {
  for (const entity of [contact, company]) {
    const custom = { id: 0, name: 'custom.x', kind: 'text', label: 'X' } as const
    const tabs = formOf(standardBody(entity, entity.fields), [...entity.fields, custom])
    const shown = tabs.flatMap((tab) =>
      tab.sections.flatMap((section) => section.fields.map(({ field }) => field.name)),
    )
    expect(shown).toContain('custom.x')
    expect(new Set(shown).size).toBe(shown.length)
  }
})

it('divides sections into two columns in their order', () => {
  const [tab] = formOf(standardBody(contact, contact.fields), contact.fields)
  const sections = tab?.sections ?? []
  const columns = inColumns(sections, () => true)
  expect(columns.flat()).toEqual(sections)
  expect(columns).toHaveLength(2)
  expect(inColumns(sections.slice(0, 1), () => true)).toEqual([sections.slice(0, 1)])
})

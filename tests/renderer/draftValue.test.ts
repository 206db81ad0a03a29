/** What a form's values come to on their way to a record: nothing, the same, or fit to send. */
import { describe, expect, it } from 'vitest'
import { company } from '#db/shared/companies.ts'
import { contact } from '#db/shared/contacts.ts'
import type { Entity, Field } from '#db/shared/entity.ts'
import { allEntities } from '#db/shared/registry.ts'
import { cleaned, isEmptyValue, sameValue } from '../../renderer/records/draftValue.ts'
import { minutesOf } from '../../renderer/records/HistoryDialog.tsx'
import { layoutOf, sectionsOf } from '../../renderer/records/sections.ts'

function fieldOf(entity: Entity, name: string): Field {
  const found = entity.fields.find((field) => field.name === name)
  if (!found) throw new Error(`${entity.name} has no ${name}`)
  return found
}
const phones = fieldOf(contact, 'phones')
const addresses = fieldOf(contact, 'addresses')

describe('values of a form', () => {
  it('lose outer spaces; nothing is null', () => {
    expect(cleaned(fieldOf(contact, 'givenName'), '  Ann ')).toBe('Ann')
    expect(cleaned(fieldOf(contact, 'givenName'), '   ')).toBeNull()
    expect(cleaned(fieldOf(company, 'description'), '  kept\n\n')).toBe('  kept')
  })

  it('lose rows that say nothing, and keep the ids of the others', () => {
    expect(
      cleaned(phones, [
        { id: 'a', label: 'mobile', value: '081', ext: '' },
        { label: 'work', value: ' ' },
      ]),
    ).toEqual([{ id: 'a', label: 'mobile', value: '081' }])
    expect(cleaned(addresses, [{ label: 'work', country: 'TH' }])).toBeNull()
    expect(cleaned(addresses, [{ country: 'TH', road: 'สีลม' }])).toEqual([{ country: 'TH', road: 'สีลม' }])
  })

  it('are the same whatever the order of parts, the blank rows and what the host works out', () => {
    const stored = [{ id: 'a', value: '081 234 5678', label: 'mobile', e164: '+66812345678' }]
    expect(sameValue(phones, stored, [{ id: 'a', label: 'mobile', value: '081 234 5678' }, {}])).toBe(true)
    expect(sameValue(phones, stored, [{ id: 'a', label: 'work', value: '081 234 5678' }])).toBe(false)
    expect(sameValue(fieldOf(contact, 'tags'), [], null)).toBe(true)
    expect(sameValue(fieldOf(contact, 'jobTitle'), '', null)).toBe(true)
  })

  it('know what is empty', () => {
    expect(isEmptyValue(fieldOf(contact, 'private'), false)).toBe(true)
    expect(isEmptyValue(phones, [{ label: 'mobile' }])).toBe(true)
    expect(isEmptyValue(phones, [{ value: '1' }])).toBe(false)
  })
})

describe('a time of day', () => {
  it('is read in any digits and separators', () => {
    expect(['9:05', '۱۴:۳۰', '1430', '14.30'].map(minutesOf)).toEqual([545, 870, 870, 870])
    expect(['25:00', '12:61', 'noon', ''].map(minutesOf)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ])
  })
})

describe('layouts', () => {
  it('show every field people may edit exactly once', () => {
    for (const entity of allEntities()) {
      const shown = sectionsOf(layoutOf(entity), entity.fields).flatMap(({ fields }) => fields)
      const names = shown.map(({ name }) => name)
      expect(new Set(names).size).toBe(names.length)
      const editable = entity.fields.filter(
        (field) => !field.system && field.kind !== 'json' && field.kind !== 'file',
      )
      expect([...names].sort()).toEqual(editable.map(({ name }) => name).sort())
    }
  })

  it('name only fields that exist', () => {
    for (const entity of [contact, company]) {
      const layout = layoutOf(entity)
      const named = [
        ...layout.under,
        ...layout.quick,
        ...layout.rare,
        ...layout.sections.flatMap((s) => s.fields),
      ]
      for (const name of named) expect(fieldOf(entity, name).name).toBe(name)
    }
  })
})

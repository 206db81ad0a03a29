/** What the import wizard makes of a preview and of the user's choices. */
import { describe, expect, it } from 'vitest'
import { doneBefore, worded } from '../../renderer/features/transfer/fileErrors.ts'
import { asFound, importInput, noMatching, previewInput } from '../../renderer/features/transfer/reading.ts'
import { mapFor, mapsIn } from '../../renderer/features/transfer/savedMaps.ts'
import {
  certaintyOf,
  choiceOf,
  columnsOf,
  KEEP,
  type Preview,
  takesLabel,
  writeTarget,
} from '../../renderer/features/transfer/targets.ts'

const preview: Preview = {
  source: 'google',
  encoding: 'utf-8',
  entity: 'contact',
  header: ['Name', 'Phone 1 - Label', 'Phone 1 - Value', 'City', 'Name', 'Blood type'],
  examples: ['Ann', 'Mobile', '081', 'Bangkok', '', 'A'],
  mapping: [
    { column: 'Name', field: 'fullName', confidence: 1 },
    { column: 'Phone 1 - Label', field: 'phones.label', slot: 'phone 1', confidence: 1 },
    { column: 'Phone 1 - Value', field: 'phones', slot: 'phone 1', confidence: 1 },
    { column: 'City', field: 'addresses.city', label: 'home', slot: 'address home', confidence: 0.5 },
  ],
  unmapped: ['Blood type'],
  delimiter: ',',
  sample: [],
  rows: 1,
  exact: true,
  repairs: [],
  warnings: [],
}

describe('columns', () => {
  it('are paired with where they go, each mapping once', () => {
    const columns = columnsOf(preview, {})
    expect(columns.map(({ target }) => choiceOf(target))).toEqual([
      'fullName',
      'phones.label',
      'phones',
      'addresses.city',
      KEEP,
      KEEP,
    ])
    expect(columns.map(certaintyOf)).toEqual(['certain', 'certain', 'certain', 'unsure', 'extra', 'extra'])
  })

  it('show a choice before the host has seen it', () => {
    const [, , , city] = columnsOf(preview, { City: 'addresses.district:work@address work' })
    expect(city).toMatchObject({
      chosen: true,
      target: { field: 'addresses.district', label: 'work', slot: 'address work' },
    })
    expect(columnsOf(preview, { City: null })[3]?.target).toBeUndefined()
  })

  it('take a label only where no other column gives it', () => {
    const columns = columnsOf(preview, {})
    expect(columns.map((column) => takesLabel(column, columns))).toEqual([
      false,
      false,
      false,
      true,
      false,
      false,
    ])
  })
})

describe('targets are written as the host reads them', () => {
  const city = preview.mapping[3]
  it.each([
    [KEEP, undefined, city, null],
    ['jobTitle', undefined, city, 'jobTitle'],
    ['addresses.district', undefined, city, 'addresses.district:home@address home'],
    ['addresses.city', 'work', city, 'addresses.city:work@address work'],
    ['phones', undefined, preview.mapping[2], 'phones@phone 1'],
    ['phones', 'mobile', undefined, 'phones:mobile'],
    ['emails', 'a:b@c', undefined, 'emails:a b c'],
  ])('%s with label %s', (choice, label, before, expected) => {
    expect(writeTarget(choice, label, before)).toBe(expected)
  })
})

describe('what goes to the host', () => {
  it('asks for nothing that was not chosen', () => {
    expect(previewInput(['/a.csv'], asFound)).not.toHaveProperty('map')
    expect(importInput(['/a.csv'], asFound, noMatching)).toMatchObject({ match: [], onMatch: 'create' })
    expect(importInput(['/a.csv'], asFound, { key: 'email,phone', onMatch: 'skip' })).toMatchObject({
      match: ['email', 'phone'],
      onMatch: 'skip',
    })
  })
})

describe('saved maps', () => {
  const stored = {
    header: ['A', 'B'],
    entity: null,
    encoding: 'auto',
    dates: 'auto',
    calendar: 'auto',
    map: { A: 'givenName', B: null },
    key: 'none',
    onMatch: 'update',
  }
  it('are read from the settings; what is broken or forgotten is not there', () => {
    const maps = mapsIn({
      'import.map.mine': stored,
      'import.map.gone': null,
      'import.map.bad': { header: 5 },
      'preferences.language': 'th',
    })
    expect(maps.map(({ name }) => name)).toEqual(['mine'])
    expect(mapFor(maps, ['A', 'B'])?.name).toBe('mine')
    expect(mapFor(maps, ['B', 'A'])).toBeUndefined()
    expect(mapFor(maps, ['A', 'B', 'C'])).toBeUndefined()
  })
})

describe('failures', () => {
  it('name the file without its folder, and its kind', () => {
    expect(
      worded({
        code: 'Invalid',
        reason: 'unsupportedFile',
        params: { file: 'C:\\Users\\Ann\\book.xls', kind: 'office' },
      }),
    ).toEqual({
      code: 'Invalid',
      reason: 'unsupportedFile.office',
      params: { file: 'book.xls', kind: 'office' },
    })
  })

  it('say what had been done', () => {
    expect(doneBefore({ code: 'Denied' })).toBeUndefined()
    expect(
      doneBefore({ code: 'Cancelled', params: { read: 5, created: 4, rejected: 1, operation: 'x' } }),
    ).toEqual({ read: 5, created: 4, updated: 0, skipped: 0, rejected: 1, operation: 'x' })
  })
})

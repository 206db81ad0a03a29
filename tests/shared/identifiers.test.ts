// Identifiers with check digits: Thailand and Iran.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  checkTaxId,
  formatIdentifier,
  formatThaiBranch,
  type Identifier,
  iranEconomicCode,
  iranLegalId,
  iranNationalCode,
  repairIdentifier,
  repairPostalCode,
  thaiBranch,
  thaiId,
} from '#db/shared/identifiers.ts'

/** Exactly one last digit fits a run of digits, so a wrong digit is noticed. */
function expectOneCheckDigit(check: (text: string) => Identifier, length: number): void {
  const run = fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
    .map((digits) => digits.join(''))
  fc.assert(
    fc.property(run, (digits) => {
      fc.pre(new Set(digits).size > 1)
      const fitting = Array.from({ length: 10 }, (_, last) => check(`${digits}${last}`)).filter(
        ({ valid }) => valid,
      )
      expect(fitting).toHaveLength(1)
    }),
  )
}

describe('the Thai 13-digit id', () => {
  test.each(['1101700207030', '0107536000315', '๐๑๐๗๕๓๖๐๐๐๓๑๕', '0-1075-36000-31-5', ' 0107536000315 '])(
    '%s is valid',
    (text) => {
      expect(thaiId(text).valid).toBe(true)
    },
  )
  test.each(['1101700207031', '110170020703', '0107536000314', '', 'abc'])('%s is not', (text) => {
    expect(thaiId(text).valid).toBe(false)
  })
  test('has one check digit', () => expectOneCheckDigit(thaiId, 12))
  test('is printed in groups', () => {
    expect(formatIdentifier('0107536000315', 'thaiId')).toBe('0-1075-36000-31-5')
    expect(formatIdentifier('123', 'thaiId')).toBe('123')
  })
})

describe('the Thai branch', () => {
  test.each([
    ['สำนักงานใหญ่', '00000'],
    ['สํานักงานใหญ่', '00000'],
    ['Head Office', '00000'],
    ['สนญ.', '00000'],
    ['0', '00000'],
    ['00000', '00000'],
    ['1', '00001'],
    ['๑', '00001'],
    ['สาขาที่ 00001', '00001'],
    ['สาขา 12', '00012'],
    ['Branch 3', '00003'],
  ])('%s is %s', (text, normalized) => {
    expect(thaiBranch(text)).toEqual({ valid: true, normalized })
  })
  test('other text is kept', () =>
    expect(thaiBranch('ลาดพร้าว')).toEqual({ valid: false, normalized: 'ลาดพร้าว' }))
  test('is printed as tax invoices do', () => {
    expect(formatThaiBranch('00000', 'th')).toBe('สำนักงานใหญ่')
    expect(formatThaiBranch('00001', 'th')).toBe('สาขาที่ 00001')
    expect(formatThaiBranch('1', 'en')).toBe('Branch 00001')
  })
})

describe('کد ملی', () => {
  test.each(['0499370899', '۰۴۹۹۳۷۰۸۹۹', '049-937089-9', '0790419904'])('%s is valid', (text) => {
    expect(iranNationalCode(text).valid).toBe(true)
  })
  test.each(['0499370898', '1111111111', '499370899', ''])('%s is not', (text) => {
    expect(iranNationalCode(text).valid).toBe(false)
  })
  test('has one check digit', () => expectOneCheckDigit(iranNationalCode, 9))
  test('is printed in groups', () =>
    expect(formatIdentifier('0499370899', 'iranNationalCode')).toBe('049-937089-9'))
})

describe('شناسه ملی', () => {
  test.each(['10380284790', '۱۰۳۸۰۲۸۴۷۹۰'])('%s is valid', (text) => {
    expect(iranLegalId(text)).toEqual({ valid: true, normalized: '10380284790' })
  })
  test.each(['10380285692', '1038028479', '11111111111'])('%s is not', (text) => {
    expect(iranLegalId(text).valid).toBe(false)
  })
  test('has one check digit', () => expectOneCheckDigit(iranLegalId, 10))
})

test('کد اقتصادی is a legal id, a national code with four digits, or the earlier twelve digits', () => {
  expect(iranEconomicCode('10380284790').valid).toBe(true)
  expect(iranEconomicCode('04993708990001').valid).toBe(true)
  expect(iranEconomicCode('04993708980001').valid).toBe(false)
  expect(iranEconomicCode('4111-1234-5678').valid).toBe(true)
  expect(iranEconomicCode('10380284791').valid).toBe(false)
})

test('a tax id is checked by the rules of its country', () => {
  expect(checkTaxId('0107536000315', 'TH', 'company')).toEqual({
    valid: true,
    normalized: '0107536000315',
    kind: 'thaiId',
  })
  expect(checkTaxId('0499370899', 'IR', 'contact')).toMatchObject({ valid: true, kind: 'iranNationalCode' })
  expect(checkTaxId('411112345678', 'IR', 'company')).toMatchObject({ valid: true, kind: 'iranEconomicCode' })
  expect(checkTaxId(' DE123456789 ', 'DE', 'company')).toEqual({ normalized: 'DE123456789' })
})

describe('repairs', () => {
  test('zeros a spreadsheet ate are offered when the check digit then fits', () => {
    expect(repairIdentifier('107536000315', 'thaiId')).toEqual({ suggestion: '0107536000315' })
    expect(repairIdentifier('107536000315.0', 'thaiId')).toEqual({ suggestion: '0107536000315' })
    expect(repairIdentifier('499370899', 'iranNationalCode')).toEqual({ suggestion: '0499370899' })
    expect(repairIdentifier('107536000314', 'thaiId')).toBeUndefined()
    expect(repairIdentifier('0107536000315', 'thaiId')).toBeUndefined()
  })
  test('digits a spreadsheet rounded away are a reject', () => {
    expect(repairIdentifier('1.07536E+11', 'thaiId')).toEqual({ reject: true })
  })
  test('postcodes', () => {
    expect(repairPostalCode('1067', 'DE')).toEqual({ suggestion: '01067' })
    expect(repairPostalCode('10110.0', 'TH')).toEqual({ suggestion: '10110' })
    expect(repairPostalCode('10110', 'TH')).toBeUndefined()
    expect(repairPostalCode('1.96E+09', 'IR')).toEqual({ reject: true })
  })
})

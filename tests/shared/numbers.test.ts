// What LANGUAGES asks of numbers and money: typed numbers, totals, amounts in words, display.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { currencyCodes, currencyDecimals, isCurrency } from '#db/shared/numbers/currencies.ts'
import { asciiDigits, type Digits, localDigits } from '#db/shared/numbers/digits.ts'
import {
  formatCompact,
  formatMoney,
  formatNumber,
  formatPercent,
  homeDigits,
} from '#db/shared/numbers/format.ts'
import {
  type Discount,
  documentTotals,
  lineTotal,
  type PricedLine,
  parseMoney,
  parseUnit,
  spread,
  toDecimal,
  toMinor,
} from '#db/shared/numbers/money.ts'
import { parseNumber } from '#db/shared/numbers/parse.ts'
import { taxRateOn } from '#db/shared/numbers/taxRates.ts'
import { amountInWords, wholeWords } from '#db/shared/numbers/words.ts'

describe('digits', () => {
  test('of every script become ASCII', () => {
    expect(asciiDigits('๐๑๒๓ ۰۱۲۳ ٠١٢٣ ０１２３ ०१२३ ໐໑໒໓ abc')).toBe('0123 0123 0123 0123 0123 0123 abc')
  })
  test('the table of scripts is that of Unicode', () => {
    for (let code = 0x80; code <= 0xffff; code += 1) {
      const character = String.fromCharCode(code)
      if (/\p{Nd}/u.test(character)) expect(asciiDigits(character), code.toString(16)).toMatch(/^\d$/)
    }
  })
  test('local digits come back', () => {
    for (const digits of ['latn', 'thai', 'arabext'] as const) {
      expect(asciiDigits(localDigits('0123456789', digits))).toBe('0123456789')
    }
    expect(homeDigits).toEqual({ en: 'latn', th: 'latn', fa: 'arabext' })
  })
})

describe('typed numbers', () => {
  test.each([
    ['1234', '1234'],
    ['๑,๒๓๔.๕๐', '1234.5'],
    ['๑,๒๓๔.๕๐ บาท', '1234.5'],
    ['۱٬۲۳۴٫۵', '1234.5'],
    ['۱۲٫۵', '12.5'],
    ['۱۲/۵', '12.5'],
    ['١٢٬٣٤٥', '12345'],
    ['۱۲٬۰۰۰ ریال', '12000'],
    ['1,234,567.89', '1234567.89'],
    ['1.234.567,89', '1234567.89'],
    ['1 234 567,89', '1234567.89'],
    ['1\u00a0234', '1234'],
    ['1’234.50', '1234.5'],
    ['12,34,567', '1234567'],
    ['1,234', '1234'],
    ['1.234', '1.234'],
    ['12,5', '12.5'],
    ['0,123', '0.123'],
    ['1234,567', '1234.567'],
    ['.5', '0.5'],
    ['5.', '5'],
    ['-12', '-12'],
    ['−12', '-12'],
    ['12-', '-12'],
    ['(1,200.00)', '-1200'],
    ['฿100', '100'],
    ['$ 1,000.00', '1000'],
    ['THB 5', '5'],
    ['-฿5', '-5'],
    ['100.-', '100'],
    ['7 %', '7'],
    ['۷٪', '7'],
    ['1.5E+3', '1500'],
    ['1e-3', '0.001'],
    ['007', '7'],
    ['-0', '0'],
  ])('%s is %s', (text, decimal) => {
    expect(parseNumber(text)).toBe(decimal)
  })

  test('a column with decimal commas says so', () => {
    expect(parseNumber('1,234', { decimal: ',' })).toBe('1.234')
    expect(parseNumber('1.234', { decimal: ',' })).toBe('1234')
    expect(parseNumber('1,234', { decimal: '.' })).toBe('1234')
  })

  test.each([
    '',
    'abc',
    '12abc',
    '1,2,3',
    '1.2.3',
    '12 34',
    '1/2/3',
    '.',
    '-',
    '1,23.4.5',
    '2026-11-22',
    '081-234-5678',
  ])('no number: %s', (text) => {
    expect(parseNumber(text)).toBeUndefined()
  })

  test('what is written is read back, in all digits', () => {
    const decimal = fc
      .tuple(fc.boolean(), fc.bigInt({ min: 0n, max: 10n ** 18n }), fc.bigInt({ min: 0n, max: 999_999n }))
      .map(
        ([negative, whole, fraction]) =>
          parseNumber(`${negative ? '-' : ''}${whole}.${String(fraction).padStart(6, '0')}`) ?? '',
      )
    fc.assert(
      fc.property(decimal, fc.constantFrom<Digits>('latn', 'thai', 'arabext'), (value, digits) => {
        const text = formatNumber(value, { lang: 'en', digits })
        expect(parseNumber(text, { decimal: '.' })).toBe(value)
      }),
    )
  })
})

describe('money', () => {
  test('minor units of the currencies', () => {
    expect(['THB', 'USD', 'EUR', 'GBP', 'IRR', 'JPY', 'KWD'].map(currencyDecimals)).toEqual([
      2, 2, 2, 2, 0, 0, 3,
    ])
    expect(currencyCodes.length).toBeGreaterThan(150)
    expect(isCurrency('THB') && !isCurrency('XYZ')).toBe(true)
    expect(toMinor('100.50', 'THB')).toBe(10050)
    expect(toDecimal(10050, 'THB')).toBe('100.50')
    expect(toDecimal(-5, 'THB')).toBe('-0.05')
    expect(toDecimal(1234, 'IRR')).toBe('1234')
  })

  test('rounds half away from zero, or to even when chosen', () => {
    expect([toMinor('0.125', 'THB'), toMinor('-0.125', 'THB'), toMinor('0.135', 'THB')]).toEqual([
      13, -13, 14,
    ])
    expect([toMinor('0.125', 'THB', 'halfEven'), toMinor('0.135', 'THB', 'halfEven')]).toEqual([12, 14])
  })

  test('a toman is ten rials, for entry and display only', () => {
    expect(parseMoney('۱۲٬۰۰۰ تومان', 'IRR')).toBe(120_000)
    expect(parseMoney('۱۲٬۰۰۰', 'IRR', true)).toBe(120_000)
    expect(parseMoney('۱۲٬۰۰۰ ریال', 'IRR', true)).toBe(12_000)
    expect(parseMoney('12000', 'IRR')).toBe(12_000)
    expect(parseMoney('1,234.50', 'THB')).toBe(123_450)
    expect(parseMoney('x', 'THB')).toBeUndefined()
    expect(parseMoney('99999999999999999999', 'THB')).toBeUndefined()
  })

  test('unit prices carry six decimals and only the line total rounds', () => {
    expect(parseUnit('0.1234567')).toBe('0.123457')
    expect(lineTotal({ quantity: '1000', unitPrice: '0.333333' }, 'THB')).toEqual({
      gross: 33333,
      discount: 0,
      net: 33333,
    })
    expect(lineTotal({ quantity: '3', unitPrice: '0.335' }, 'THB').gross).toBe(101)
  })

  test('tax on top and tax inside', () => {
    const lines: PricedLine[] = [{ quantity: '1', unitPrice: '1000', taxRate: '7' }]
    expect(documentTotals(lines, { currency: 'THB' })).toMatchObject({
      base: 100_000,
      tax: 7000,
      total: 107_000,
    })
    expect(documentTotals(lines, { currency: 'THB', taxIncluded: true })).toMatchObject({
      base: 93_458,
      tax: 6542,
      total: 100_000,
    })
  })

  test('several rates, a discount on the whole and withholding', () => {
    const totals = documentTotals(
      [
        { quantity: '2', unitPrice: '100', taxRate: '7' },
        { quantity: '1', unitPrice: '100', taxRate: '0', discount: { kind: 'percent', value: '10' } },
      ],
      { currency: 'THB', discount: { kind: 'amount', value: 2900 }, withholdingRate: '3' },
    )
    expect(totals).toMatchObject({
      subtotal: 29_000,
      discount: 2900,
      taxes: [
        { rate: '7', base: 18_000, tax: 1260 },
        { rate: '0', base: 8100, tax: 0 },
      ],
      base: 26_100,
      total: 27_360,
      withholding: 783,
      payable: 26_577,
    })
  })

  test('tax rates are dated: Thailand 7, Iran 9 then 10, Thai withholding 3', () => {
    expect(taxRateOn('2026-08-23', 'TH')).toBe('7')
    expect(taxRateOn('2026-08-23', 'TH', 'withholding')).toBe('3')
    expect(taxRateOn('2024-03-19', 'IR')).toBe('9')
    expect(taxRateOn('2024-03-20', 'IR')).toBe('10')
    expect(taxRateOn('1990-01-01', 'TH')).toBeUndefined()
    expect(taxRateOn('2026-08-23', 'DE')).toBeUndefined()
  })

  const decimal = (max: number) =>
    fc
      .tuple(fc.integer({ min: 0, max }), fc.integer({ min: 0, max: 999_999 }))
      .map(([whole, part]) => `${whole}.${String(part).padStart(6, '0')}`)
  const discount: fc.Arbitrary<Discount | undefined> = fc.oneof(
    fc.constant(undefined),
    fc.integer({ min: -20, max: 200 }).map((value) => ({ kind: 'percent' as const, value: String(value) })),
    fc.integer({ min: -1000, max: 10_000_000 }).map((value) => ({ kind: 'amount' as const, value })),
  )
  const line = fc
    .record({
      quantity: decimal(100),
      unitPrice: decimal(10_000),
      taxRate: fc.constantFrom('0', '7', '10'),
      off: discount,
    })
    .map(({ off, ...rest }): PricedLine => (off ? { ...rest, discount: off } : rest))
  const document = fc.tuple(
    fc.array(line, { maxLength: 8 }),
    discount,
    fc.boolean(),
    fc.constantFrom('THB', 'IRR', 'KWD'),
  )

  test('totals are the sum of the rounded lines, and discounts never go below zero', () => {
    fc.assert(
      fc.property(document, ([lines, off, taxIncluded, currency]) => {
        const totals = documentTotals(lines, { currency, taxIncluded, ...(off ? { discount: off } : {}) })
        const sum = (values: number[]) => values.reduce((total, value) => total + value, 0)
        expect(totals.subtotal).toBe(sum(totals.lines.map(({ net }) => net)))
        expect(totals.discount).toBe(sum(totals.lines.map(({ share }) => share)))
        expect(totals.total).toBe(totals.base + totals.tax)
        expect(taxIncluded ? totals.total : totals.base).toBe(totals.subtotal - totals.discount)
        for (const { gross, discount: taken, net, share } of totals.lines) {
          expect(taken).toBeGreaterThanOrEqual(0)
          expect(net).toBe(gross - taken)
          expect(net - share).toBeGreaterThanOrEqual(0)
        }
        expect(totals.total).toBeGreaterThanOrEqual(0)
      }),
    )
  })

  test('a spread amount adds up', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e9 }),
        fc.array(fc.integer({ min: 0, max: 1e9 }), { minLength: 1 }),
        (amount, weights) => {
          expect(spread(amount, weights).reduce((total, part) => total + part, 0)).toBe(amount)
        },
      ),
    )
    expect(spread(100, [1, 1, 1])).toEqual([33, 34, 33])
  })
})

describe('in words', () => {
  test.each([
    [10050, 'หนึ่งร้อยบาทห้าสิบสตางค์'],
    [2100, 'ยี่สิบเอ็ดบาทถ้วน'],
    [0, 'ศูนย์บาทถ้วน'],
    [1, 'หนึ่งสตางค์'],
    [25, 'ยี่สิบห้าสตางค์'],
    [1100, 'สิบเอ็ดบาทถ้วน'],
    [101_00, 'หนึ่งร้อยเอ็ดบาทถ้วน'],
    [1_000_001_00, 'หนึ่งล้านเอ็ดบาทถ้วน'],
    [11_000_000_00, 'สิบเอ็ดล้านบาทถ้วน'],
    [1_234_567_89, 'หนึ่งล้านสองแสนสามหมื่นสี่พันห้าร้อยหกสิบเจ็ดบาทแปดสิบเก้าสตางค์'],
    [2_000_000_000_000_00, 'สองล้านล้านบาทถ้วน'],
    [-2021, 'ลบยี่สิบบาทยี่สิบเอ็ดสตางค์'],
  ])('Thai baht %d', (minor, words) => {
    expect(amountInWords(minor, 'THB', 'th')).toBe(words)
  })

  test.each([
    [0, false, 'صفر ریال'],
    [1_234_567, false, 'یک میلیون و دویست و سی و چهار هزار و پانصد و شصت و هفت ریال'],
    [100_000, false, 'یکصد هزار ریال'],
    [120_000, true, 'دوازده هزار تومان'],
    [12_345, true, 'یک هزار و دویست و سی و چهار تومان و پنج ریال'],
    [5_000_000_000, false, 'پنج میلیارد ریال'],
  ])('Persian %d (tomans: %s)', (minor, inTomans, words) => {
    expect(amountInWords(minor, 'IRR', 'fa', inTomans)).toBe(words)
  })

  test.each([
    [10050, 'THB', 'One hundred baht and fifty satang'],
    [2100, 'THB', 'Twenty-one baht only'],
    [100, 'USD', 'One dollar only'],
    [
      1_234_567_01,
      'USD',
      'One million two hundred thirty-four thousand five hundred sixty-seven dollars and one cent',
    ],
    [1_500, 'KWD', 'One point five KWD'],
    [-300, 'EUR', 'Minus three euros only'],
  ])('English %d %s', (minor, currency, words) => {
    expect(amountInWords(minor, currency, 'en')).toBe(words)
  })

  test('the largest amounts have words', () => {
    for (const lang of ['en', 'th', 'fa'] as const) {
      expect(wholeWords(Number.MAX_SAFE_INTEGER, lang)).not.toMatch(/undefined/)
    }
  })
})

describe('display', () => {
  const th = { lang: 'th', digits: 'latn' } as const
  const fa = { lang: 'fa', digits: 'arabext' } as const
  const en = { lang: 'en', digits: 'latn' } as const

  test('numbers in the digits of the user', () => {
    expect(formatNumber('1234567.5', th)).toBe('1,234,567.5')
    expect(formatNumber('1234567.5', fa)).toBe('۱٬۲۳۴٬۵۶۷٫۵')
    expect(formatNumber('1234', { ...th, digits: 'thai' })).toBe('๑,๒๓๔')
    expect(formatNumber('-1234', fa)).toBe('\u200e−۱٬۲۳۴')
    expect(formatNumber(1234.5, en, { minDecimals: 2 })).toBe('1,234.50')
    expect(formatNumber('9.995', en, { maxDecimals: 2 })).toBe('10.00')
    expect(formatNumber('-0.001', en, { maxDecimals: 2 })).toBe('0.00')
    expect(formatNumber('not a number', en)).toBe('not a number')
    expect(formatPercent('7', fa)).toBe('۷٪')
  })

  test('agrees with Intl on whole and broken numbers', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1e12, max: 1e12 }),
        fc.constantFrom(th, fa, en),
        (value, preferences) => {
          const intl = new Intl.NumberFormat(`${preferences.lang}-u-nu-${preferences.digits}`)
          expect(formatNumber(value, preferences)).toBe(intl.format(value))
        },
      ),
    )
  })

  test('money', () => {
    expect(formatMoney(123_450, 'THB', th)).toBe('฿1,234.50')
    expect(formatMoney(-123_450, 'THB', th)).toBe('-฿1,234.50')
    expect(formatMoney(123_400, 'THB', th, { decimals: 'needed' })).toBe('฿1,234')
    expect(formatMoney(1234, 'IRR', fa)).toBe('۱٬۲۳۴\u00a0ریال')
    expect(formatMoney(12_340, 'IRR', fa, { inTomans: true })).toBe('۱٬۲۳۴\u00a0تومان')
    expect(formatMoney(1234, 'IRR', fa, { inTomans: true })).toBe('۱۲۳٫۴\u00a0تومان')
    expect(formatMoney(1234, 'IRR', en)).toBe('1,234\u00a0IRR')
    expect(formatMoney(1_234_567, 'KWD', en)).toBe('1,234.567\u00a0KWD')
    expect(formatMoney(123_450, 'THB', th, { currency: 'hidden' })).toBe('1,234.50')
    expect(formatMoney(12_345, 'THB', fa)).toBe('۱۲۳٫۴۵\u00a0بات')
  })

  test('compact', () => {
    expect(formatCompact(1_200_000, en)).toBe('1.2M')
    expect(formatCompact(1_200_000, fa)).toContain('میلیون')
  })
})

// What LANGUAGES asks of telephone numbers, line by line, and the shortcut held against the library.
import fc from 'fast-check'
import { getCountries, getCountryCallingCode, getExampleNumber } from 'libphonenumber-js/max'
import mobileExamples from 'libphonenumber-js/mobile/examples'
import { describe, expect, test } from 'vitest'
import {
  formatPhone,
  parsePhone,
  phoneDigits,
  phoneQuery,
  repairPhone,
  resolveByLibrary,
  splitPhones,
} from '#db/shared/phone.ts'

describe('reading a number', () => {
  test.each([
    ['๐๘๑-๒๓๔-๕๖๗๘', 'TH', '+66812345678'],
    ['۰۹۱۲ ۳۴۵ ۶۷۸۹', 'IR', '+989123456789'],
    ['٠٩١٢٣٤٥٦٧٨٩', 'IR', '+989123456789'],
    ['０８１２３４５６７８', 'TH', '+66812345678'],
    ['021/88776655', 'IR', '+982188776655'],
    ['+66 (0)81 234 5678', 'TH', '+66812345678'],
    ['0066812345678', 'TH', '+66812345678'],
    ['\u202a+66 81 234 5678\u202c', 'IR', '+66812345678'],
    ['โทร. 081-234-5678 (คุณสมชาย)', 'TH', '+66812345678'],
    ['(415) 555-2671', 'US', '+14155552671'],
  ])('digits of any script and any grouping: %s', (text, country, e164) => {
    expect(parsePhone(text, country)).toMatchObject({ typed: text, e164 })
  })

  test.each([
    ['02-123-4567 ต่อ 12', 'TH', '12'],
    ['02-123-4567 กด 0', 'TH', '0'],
    ['۰۲۱-۸۸۷۷۶۶۵۵ داخلی ۱۲', 'IR', '12'],
    ['021-88776655 داخلي 12', 'IR', '12'],
    ['02-123-4567 ext. 99', 'TH', '99'],
    ['02-123-4567 x99', 'TH', '99'],
    ['02-1234567#12', 'TH', '12'],
    ['tel:+66-2-123-4567;ext=5', 'TH', '5'],
    ['(02) 123-4567 (ต่อ 101-105)', 'TH', '101-105'],
  ])('the extension is taken off: %s', (text, country, ext) => {
    expect(parsePhone(text, country)).toMatchObject({
      typed: text,
      e164: country === 'TH' ? '+6621234567' : '+982188776655',
      country,
      ext,
    })
  })

  test.each(['n/a', '-', '', '191', '+1 (800) FLOWERS', '0812345678, 021234567', '12345', 'ไม่มี'])(
    'what does not parse is kept as typed: %s',
    (text) => {
      expect(parsePhone(text, 'TH')).toEqual({ typed: text })
    },
  )

  test('a number with + is kept as E.164 when it is possible, even in a range newer than this program', () => {
    expect(parsePhone('+98 995 000 0000', 'TH').e164).toBe('+989950000000')
    expect(parsePhone('+66 0000000000', 'TH').e164).toBeUndefined()
  })

  test('an unknown default country still reads international numbers', () => {
    expect(parsePhone('+66812345678', '')).toEqual({
      typed: '+66812345678',
      e164: '+66812345678',
      country: 'TH',
    })
    expect(parsePhone('0812345678', 'ZZ')).toEqual({ typed: '0812345678' })
  })
})

describe('the shortcut gives exactly the answer of the library', () => {
  const digitRun = (length: number) =>
    fc
      .array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
      .map((run) => run.join(''))
  const grouped = (number: string) =>
    fc
      .tuple(fc.constantFrom('', ' ', '-', '.', '/', ') '), fc.integer({ min: -1, max: 4 }))
      .map(
        ([mark, at]) =>
          number.slice(0, at + 2) + mark + number.slice(at + 2, at + 5) + mark + number.slice(at + 5),
      )
  const number = fc.oneof(
    fc
      .integer({ min: 7, max: 10 })
      .chain((length) => digitRun(length))
      .map((run) => `0${run}`),
    fc
      .tuple(fc.constantFrom('08', '09', '06', '067', '060', '068', '02', '053', '038', '077'), digitRun(7))
      .map((p) => p.join('')),
    fc
      .tuple(fc.constantFrom('0912', '0935', '0990', '0999', '021', '026', '051', '094'), digitRun(7))
      .map((p) => p.join('')),
    fc.tuple(fc.constantFrom('0912', '021', '041', '0943'), digitRun(8)).map((p) => p.join('')),
    fc
      .tuple(fc.constantFrom('+66', '+98'), fc.integer({ min: 7, max: 11 }).chain(digitRun))
      .map((p) => p.join('')),
    fc
      .tuple(
        fc.constantFrom('+668', '+6668', '+6667', '+662', '+98912', '+9821'),
        fc.integer({ min: 6, max: 9 }).chain(digitRun),
      )
      .map((p) => p.join('')),
  )

  test('for Thai, Iranian and international forms in any grouping', () => {
    fc.assert(
      fc.property(number.chain(grouped), fc.constantFrom('TH', 'IR', 'US'), (text, country) => {
        expect(parsePhone(text, country)).toEqual({ typed: text.trim(), ...resolveByLibrary(text, country) })
      }),
      { numRuns: 5000 },
    )
  })

  const countries = getCountries()
  const codes = [...new Set(countries.map((country) => getCountryCallingCode(country)))]
  const examples = countries.flatMap((country) => {
    const example = getExampleNumber(country, mobileExamples)
    return example ? [{ country, example }] : []
  })
  /** A number that exists, with some of its digits changed. */
  const nearly = fc
    .tuple(
      fc.constantFrom(...examples),
      fc.array(fc.tuple(fc.nat(14), fc.integer({ min: 0, max: 9 })), { maxLength: 4 }),
      fc.boolean(),
    )
    .map(([{ country, example }, changes, isNational]) => {
      const digits = [...(isNational ? `0${example.nationalNumber}` : example.number.slice(1))]
      const keep = isNational ? 1 : example.countryCallingCode.length
      for (const [at, digit] of changes) if (at >= keep && at < digits.length) digits[at] = String(digit)
      return { country, text: `${isNational ? '' : '+'}${digits.join('')}` }
    })

  test('for numbers of all countries, written at home and from abroad', () => {
    fc.assert(
      fc.property(nearly, ({ country, text }) => {
        expect(parsePhone(text, country)).toEqual({ typed: text, ...resolveByLibrary(text, country) })
      }),
      { numRuns: 20_000 },
    )
  })

  test('for any digits behind any calling code, and behind a zero in any country', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...codes),
        fc.constantFrom(...countries),
        fc.integer({ min: 5, max: 12 }).chain(digitRun),
        fc.boolean(),
        (code, country, run, isNational) => {
          const text = isNational ? `0${run}` : `+${code}${run}`
          expect(parsePhone(text, country)).toEqual({ typed: text, ...resolveByLibrary(text, country) })
        },
      ),
      { numRuns: 20_000 },
    )
  })

  test('for every prefix of four digits of the national plans', () => {
    for (const [country, lengths] of [
      ['TH', [9, 10]],
      ['IR', [11]],
    ] as const) {
      for (const length of lengths) {
        for (let prefix = 0; prefix < 10_000; prefix += 1) {
          const text = `0${String(prefix).padStart(4, '0')}`.padEnd(length, '2357')
          const { typed: _, ...read } = parsePhone(text, country)
          if (read.e164 !== resolveByLibrary(text, country)?.e164)
            expect(read).toEqual(resolveByLibrary(text, country))
        }
      }
    }
  })

  test('an E.164 number reads back as itself', () => {
    fc.assert(
      fc.property(number, fc.constantFrom('TH', 'IR', 'US'), (text, country) => {
        const { e164 } = parsePhone(text, country)
        if (e164 !== undefined) expect(parsePhone(e164, 'DE').e164).toBe(e164)
      }),
    )
  })
})

describe('several numbers in one cell', () => {
  test.each([
    ['02-123-4567-9', 'TH', ['02-123-4567', '02-123-4568', '02-123-4569']],
    ['02-123-4567-9', '', ['02-123-4567', '02-123-4568', '02-123-4569']],
    ['0-2123-4568-70', 'TH', ['0-2123-4568', '0-2123-4569', '0-2123-4570']],
    ['+66 2 123 4567-8', 'TH', ['+66 2 123 4567', '+66 2 123 4568']],
    ['02-123-4567 ถึง 8', 'TH', ['02-123-4567', '02-123-4568']],
    ['۰۲۱-۸۸۷۷۶۶۵۵ الی ۵۶', 'IR', ['021-88776655', '021-88776656']],
    ['02-123-4567-8 ต่อ 3', 'TH', ['02-123-4567 ext. 3', '02-123-4568 ext. 3']],
  ])('a range becomes its numbers: %s', (text, country, phones) => {
    expect(splitPhones(text, country)).toEqual(phones)
  })

  test.each([
    ['02-123-4567, 081-234-5678', ['02-123-4567', '081-234-5678']],
    ['02-123-4567/081-234-5678', ['02-123-4567', '081-234-5678']],
    ['02-123-4567;081-234-5678', ['02-123-4567', '081-234-5678']],
    ['02-123-4567\n081-234-5678', ['02-123-4567', '081-234-5678']],
    ['02-123-4567 หรือ 081-234-5678', ['02-123-4567', '081-234-5678']],
    ['0812345678หรือ0898765432', ['0812345678', '0898765432']],
    ['۰۲۱۸۸۷۷۶۶۵۵ و ۰۹۱۲۳۴۵۶۷۸۹', ['02188776655', '09123456789']],
    ['۰۲۱۸۸۷۷۶۶۵۵، ۰۹۱۲۳۴۵۶۷۸۹', ['02188776655', '09123456789']],
    ['0812345678 0898765432', ['0812345678', '0898765432']],
    ['02-123-4567/8', ['02-123-4567', '02-123-4568']],
    ['02-123-4567 ต่อ 101, 102', ['02-123-4567 ต่อ 101', '02-123-4567 ext. 102']],
    ['030/123456 / 030/123457', ['030/123456', '030/123457']],
    ['191, 199', ['191', '199']],
  ])('a list is split: %s', (text, phones) => {
    expect(splitPhones(text, 'TH')).toEqual(phones)
  })

  test.each([
    ['081-234-5678', 'TH'],
    ['021/88776655', 'IR'],
    ['+49 30 1234-56', 'DE'],
    ['+49 30 123456-12', 'DE'],
    ['+1-415-555-2671', 'US'],
    ['0912 345 67 89', 'IR'],
    ['tel:+6621234567;ext=12', 'TH'],
    ['081-234-5678, คุณสมชาย', 'TH'],
    ['๐๘๑ ๒๓๔ ๕๖๗๘', 'TH'],
    ['02-123-4500-99', 'TH'],
  ])('one number stays one, as typed: %s', (text, country) => {
    expect(splitPhones(text, country)).toEqual([text])
  })

  test('an empty cell has no numbers', () => {
    expect(splitPhones('  ')).toEqual([])
  })

  test('no digit of a cell is lost', () => {
    const piece = fc.constantFrom(
      '0812345678',
      '02-123-4567',
      'ต่อ 12',
      'คุณสมชาย',
      '+98 912 345 6789',
      '44',
      '0',
    )
    fc.assert(
      fc.property(
        fc.array(piece, { minLength: 1, maxLength: 4 }),
        fc.constantFrom(', ', '/', ';', ' ', '\n'),
        (pieces, mark) => {
          const found = splitPhones(pieces.join(mark), 'TH').join(' ').replace(/\D/g, '')
          for (const one of pieces) expect(found).toContain(one.replace(/\D/g, ''))
        },
      ),
    )
  })
})

describe('searching', () => {
  const matches = (typed: string, stored: string, country: string) =>
    phoneDigits(stored, country).some((form) => form.includes(phoneQuery(typed)))

  test.each(['081-234', '+66 81 234', '๐๘๑๒๓๔', '0066 81 234', '0812345678', '2345678', '+66 (0)81'])(
    'any grouping of digits finds the number: %s',
    (typed) => {
      expect(matches(typed, '+66812345678', 'TH')).toBe(true)
      expect(matches(typed, '081-234-5678', 'TH')).toBe(true)
    },
  )

  test('other numbers are not found', () => {
    expect(matches('082-234', '+66812345678', 'TH')).toBe(false)
    expect(matches('+98 81 234', '+66812345678', 'TH')).toBe(false)
  })

  test('the forms are the digits in the country and international', () => {
    expect(phoneDigits('+989123456789', 'TH')).toEqual(['989123456789', '09123456789'])
    expect(phoneDigits('۰۹۱۲', 'IR')).toEqual(['0912', '98912'])
    expect(phoneDigits('8 912 345', 'RU')).toEqual(['8912345', '7912345'])
    expect(phoneDigits('no digits', 'TH')).toEqual([])
  })
})

test('a number is shown nationally at home and internationally elsewhere', () => {
  expect(formatPhone('+66812345678', 'TH')).toBe('081-234-5678')
  expect(formatPhone('+6621234567', 'TH')).toBe('02-123-4567')
  expect(formatPhone('+66812345678', 'IR')).toBe('+66 81 234 5678')
  expect(formatPhone('+989123456789', 'IR')).toBe('0912 345 6789')
  expect(formatPhone('+14155552671', 'US')).toBe('(415) 555-2671')
  expect(formatPhone('as typed', 'TH')).toBe('as typed')
})

describe('repairs', () => {
  test.each([
    ['812345678', 'TH', '0812345678'],
    ['21234567', 'TH', '021234567'],
    ['812345678.0', 'TH', '0812345678'],
    ['66812345678', 'TH', '+66812345678'],
    ['۹۱۲۳۴۵۶۷۸۹', 'IR', '09123456789'],
    ['2188776655', 'IR', '02188776655'],
  ])('a zero a spreadsheet ate is offered: %s', (text, country, suggestion) => {
    expect(repairPhone(text, country)).toEqual({ suggestion })
  })

  test.each(['8.12E+08', '8,12E+08', '8.12345E+8', '8E08'])('%s is a reject', (text) => {
    expect(repairPhone(text, 'TH')).toEqual({ reject: true })
  })

  test.each([
    ['0812345678', 'TH'],
    ['+66812345678', 'TH'],
    ['4155552671', 'US'],
    ['191', 'TH'],
    ['x', 'TH'],
  ])('nothing to repair: %s', (text, country) => {
    expect(repairPhone(text, country)).toBeUndefined()
  })
})

import { describe, expect, it } from 'vitest'
import { isolate } from '../../renderer/i18n/bidi.ts'
import { createFormat } from '../../renderer/i18n/format.ts'
import { defaultsByLanguage, guessLanguage, localeTag } from '../../renderer/i18n/preferences.ts'
import { preferencesFrom } from '../../renderer/state/preferences.ts'
import { readDay } from '../../renderer/ui/dates/typedDay.ts'

const en = createFormat({ ...defaultsByLanguage.en, country: 'GB' })
const th = createFormat(defaultsByLanguage.th)
const fa = createFormat(defaultsByLanguage.fa)

describe('values as a reader expects them', () => {
  it('days in the reader’s calendar', () => {
    expect([en, th, fa].map((format) => format.date('2026-11-22'))).toEqual([
      '22 Nov 2026',
      '22 พ.ย. 2569',
      '۱ آذر ۱۴۰۵',
    ])
  })

  it('the month before the year in every heading', () => {
    expect([en, th, fa].map((format) => format.monthHeading('2026-11-22'))).toEqual([
      'November 2026',
      'พฤศจิกายน 2569',
      'آذر ۱۴۰۵',
    ])
  })

  it('yearly events in their own calendar, with the reader’s words and digits', () => {
    expect(en.yearly('persian:--12-30')).toBe('30 Esfand')
    expect(fa.yearly('persian:1358-12-30')).toBe('۳۰ اسفند ۱۳۵۸')
    expect(th.yearly('buddhist:2567-02-29')).toBe('29 กุมภาพันธ์ 2567')
    expect(en.yearly('nonsense')).toBe('nonsense')
  })

  it('numbers, money, phones and spans', () => {
    expect(fa.number(1234567.5)).toBe('۱٬۲۳۴٬۵۶۷٫۵')
    expect(fa.money(123456, 'IRR')).toBe('۱۲۳٬۴۵۶\u00a0ریال')
    expect(th.money(12345, 'THB')).toBe('฿123.45')
    expect(fa.phone('021-1234', '+982112345678')).toMatch(/^\u2066[۰-۹ +-]+\u2069$/)
    expect(fa.phone('ext 5')).toBe('\u2066ext ۵\u2069')
    expect(en.percent(0.075)).toBe('7.5%')
    expect(en.duration(200)).toMatch(/^3 min/)
    expect(fa.duration(200)).toMatch(/۳/)
  })

  it('dates as typed', () => {
    const today = '2026-11-22'
    expect(readDay('15/8/69', defaultsByLanguage.th, today)).toBe('2026-08-15')
    expect(readDay('۱۴۰۵/۶/۱', defaultsByLanguage.fa, today)).toBe('2026-08-23')
    expect(readDay('+3', defaultsByLanguage.en, today)).toBe('2026-11-25')
    expect(readDay('พรุ่งนี้', defaultsByLanguage.th, today)).toBe('2026-11-23')
    expect(readDay('فردا', defaultsByLanguage.fa, today)).toBe('2026-11-23')
    expect(readDay('rubbish', defaultsByLanguage.en, today)).toBeUndefined()
  })
})

describe('direction', () => {
  it('isolates only what could disturb the sentence', () => {
    expect(isolate('Bangkok', 'rtl')).toBe('\u2068Bangkok\u2069')
    expect(isolate('تهران', 'rtl')).toBe('تهران')
    expect(isolate('تهران', 'ltr')).toBe('\u2068تهران\u2069')
    expect(isolate('Bangkok', 'ltr')).toBe('Bangkok')
  })
})

describe('preferences', () => {
  it('fall back to the language’s own, and refuse nonsense', () => {
    expect(preferencesFrom({ language: 'fa', calendar: 'mayan', digits: 7 }, 'en')).toMatchObject({
      language: 'fa',
      calendar: 'persian',
      digits: 'arabext',
      currency: 'IRR',
    })
    expect(preferencesFrom(null, 'th')).toMatchObject({
      language: 'th',
      calendar: 'buddhist',
      digits: 'latn',
    })
  })

  it('guess the language of the system and name the locale', () => {
    expect(guessLanguage(['de-DE', 'th-TH', 'en-US'])).toBe('th')
    expect(guessLanguage(['de-DE'])).toBe('en')
    expect(localeTag(defaultsByLanguage.fa)).toBe('fa-IR-u-ca-persian-nu-arabext')
  })
})

/** Each equality that search promises, by name, and the laws `fold` keeps for any text at all. */
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { fold, foldCompact, foldWithMap, indexWords, queryWords, words } from '#db/shared/text/fold.ts'

const same: Array<[why: string, ...texts: string[]]> = [
  ['sara am typed apart, in either order', 'น้ำ', 'นํ้า', 'น้ํา', 'นำ้'],
  ['tone marks and a doubled เ', 'แก้ว', 'เเก้ว', 'แกว', 'เเกว', 'แก๊ว'],
  ['silenced letters', 'ศักดิ์', 'ศักดิ'],
  ['ๆ and ฯ are no letters', 'ต่าง ๆ กัน', 'ต่างๆ กัน', 'ต่างๆกัน'],
  ['an abbreviated name', 'กรุงเทพฯ', 'กรุงเทพ'],
  ['digits of every script', '๐๘๑', '081', '۰۸۱', '٠٨١', '०८१', '０８１'],
  ['Persian and Arabic digits', '۱۲', '١٢', '12'],
  ['zero-width space', 'สม\u200bชาย', 'สมชาย', '\ufeffสมชาย\u200b'],
  ['Arabic and Persian yeh and kaf', 'کریمی', 'كريمي', 'كريمى', 'کریمی'.normalize('NFD')],
  ['the joiner', 'می‌شود', 'میشود', 'می\u200dشود'],
  ['hamza on its chair', 'مسئول', 'مسؤول', 'مسوول', 'مسئول'.normalize('NFD'), 'مسؤول'.normalize('NFD')],
  ['hamza on yeh', 'رئیس', 'رییس', 'رئيس'],
  ['hamza on waw', 'رؤیا', 'رویا'],
  ['one waw or two', 'داوود', 'داود', 'داؤد'],
  ['alef with or without its sign', 'آزاده', 'ازاده', 'أزاده', 'ٱزاده'],
  ['final heh', 'فاطمه', 'فاطمة', 'فاطمۀ', 'فاطمهٔ'],
  ['vowel signs and tatweel', 'مُحَمَّد', 'محمد', 'محـــمد', 'مُحمد'],
  ['Arabic presentation forms', 'ﻣﺤﻤﺪ', 'محمد'],
  ['Latin marks and case', 'Müller', 'Muller', 'MÜLLER', 'Mu\u0308ller', 'müller'],
  ['Latin letters without a decomposition', 'Łódź', 'lodz', 'ŁÓDŹ'],
  ['ß', 'Strauß', 'STRAUSS', 'STRAUẞ'],
  ['ø æ œ þ ð đ', 'Øæœþðđ', 'oaeoethdd'],
  ['Turkish i', 'İstanbul Işık', 'istanbul isik', 'ISTANBUL IŞIK', 'ıstanbul ışık'],
  ['apostrophes', "O'Neil", 'ONeil', 'O’Neil', 'OʼNEIL', 'o`neil'],
  ['hyphens inside a word', 'Jean-Pierre', 'JeanPierre', 'Jean‐Pierre', 'jean\u00adpierre'],
  ['phone groups', '02-123-4567', '021234567'],
  ['ligatures and wide forms', 'ﬁrm Ⅷ', 'ＦＩＲＭ viii'],
  ['mathematical letters', '𝐀𝒷c', 'abc'],
  ['direction marks', '\u200fعلی\u200e', '\u2067علی\u2069', 'علی'],
  ['spaces of every kind', ' a\u00a0\u2003 b\t\n', 'a b'],
  ['Greek final sigma', 'ΟΔΥΣΣΕΥΣ', 'οδυσσευς'],
]

describe('search treats as equal', () => {
  test.each(same)('%s', (_why, first, ...others) => {
    for (const other of others) expect(fold(other)).toBe(fold(first))
  })

  it('می‌شود, میشود and می شود, written together', () => {
    expect(foldCompact('می شود')).toBe(fold('می‌شود'))
    expect(indexWords(fold('می شود'))).toContain(fold('میشود'))
    expect(words(fold('می شود')).every((word) => fold('میشود').includes(word))).toBe(true)
  })

  it('สมชาย ใจดี and สมชายใจดี', () => {
    expect(indexWords(fold('สมชาย ใจดี'))).toContain(fold('สมชายใจดี'))
  })
})

describe('fold keeps apart', () => {
  test.each([
    ['ปา', 'ปี'],
    ['นำ', 'นา'],
    ['กก', 'กา'],
    ['علی', 'عالی'],
    ['C++', 'C#'],
    ['A-', 'A+'],
    ['Muller', 'Moller'],
    ['a b', 'ab'],
    ['か', 'き'],
  ])('%s and %s', (a, b) => {
    expect(fold(a)).not.toBe(fold(b))
  })
})

describe('words', () => {
  it('splits at every sign that is no part of a word', () => {
    expect(words(fold('Siam Cement Co., Ltd. (มหาชน)'))).toEqual(['siam', 'cement', 'co', 'ltd', 'มหาชน'])
    expect(words(fold('somchai.j@example.co.th'))).toEqual(['somchai', 'j', 'example', 'co', 'th'])
    expect(words(fold('م. کریمی، تهران'))).toEqual(['م', 'کریمی', 'تهران'])
    expect(words(fold(' … '))).toEqual([])
  })

  it('keeps Thai vowels and vocalised Persian in one word', () => {
    expect(words(fold('เพชรจันทร์'))).toEqual(['เพชรจันทร'])
    expect(words(fold('مُحمد'))).toEqual(['محمد'])
  })

  it('leaves an undecided last letter out of a query, so that each further key still finds', () => {
    for (const name of ['مسئول', 'مسؤول', 'เเก้วตา', 'รุ่งเรือง', 'Jean-Pierre', "O'Neil", 'หมู่บ้าน', 'نِگار'])
      for (let end = 1; end <= name.length; end++)
        for (const word of queryWords(name.slice(0, end)))
          if (word !== 'เ') expect(fold(name).startsWith(word), `${name} ${word}`).toBe(true)
  })
})

const characters = fc.constantFrom(
  ..."aZéßøıİ٣۵๗ 　-‐–'’.กขเแโำํา้่็์ๆฯะأآءئؤيیىكکةهۀو\u064b\u0654\u0640\u200c\u200b\u0301\u0308ﷺﻻ한字が😀𝐀\u00ad",
)
const text = fc.oneof(
  fc.string({ unit: characters, maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 8 }),
)

describe('for any text', () => {
  it('folding twice changes nothing more', () => {
    fc.assert(
      fc.property(text, (t) => {
        expect(fold(fold(t))).toBe(fold(t))
      }),
      { numRuns: 5000 },
    )
  })

  it('case and composition do not matter', () => {
    fc.assert(
      fc.property(text, (t) => {
        expect(fold(t.normalize('NFD'))).toBe(fold(t.normalize('NFC')))
      }),
      { numRuns: 5000 },
    )
  })

  it('the mapped form is the folded form and its bounds grow', () => {
    fc.assert(
      fc.property(text, (t) => {
        const mapped = foldWithMap(t)
        expect(mapped.folded).toBe(fold(t))
        expect(mapped.starts.length).toBe(mapped.folded.length)
        for (let i = 0; i < mapped.starts.length; i++) {
          const start = mapped.starts[i] ?? -1
          const end = mapped.ends[i] ?? -1
          expect(start).toBeGreaterThanOrEqual(mapped.starts[i - 1] ?? 0)
          expect(end).toBeGreaterThan(start)
          expect(end).toBeLessThanOrEqual(t.length)
        }
      }),
      { numRuns: 2000 },
    )
  })

  it('nothing of a long text is lost', () => {
    const long = 'แก้ว Müller '.repeat(5000)
    expect(fold(long)).toBe('แกว muller '.repeat(5000).trim())
  })
})

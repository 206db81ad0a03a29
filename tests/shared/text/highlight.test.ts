/** What is marked in a result: whole graphemes, at word starts first. */
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { highlight } from '#db/shared/text/highlight.ts'

const marked = (text: string, query: string) =>
  highlight(text, query).map(([start, end]) => text.slice(start, end))

describe('highlight', () => {
  test.each([
    ['สมชาย แก้วตา', 'แกว', ['แก้ว']],
    ['เเก้วตา', 'แก้ว', ['เเก้ว']],
    ['น้ำตก', 'นํา', ['น้ำ']],
    ['ดื่มน้ำ', 'น', ['น้ำ']],
    ['مسئول فنی', 'مسؤول', ['مسئول']],
    ['او می‌شود', 'میشود', ['می‌شود']],
    ['او می شود', 'میشود', ['می شود']],
    ['مُحَمَّد', 'محم', ['مُحَمَّ']],
    ['Anna Müller', 'mull', ['Müll']],
    ['Mu\u0308ller', 'mu', ['Mu\u0308']],
    ['Jean-Pierre O’Neil', 'oneil', ['O’Neil']],
    ['(081) 234-5678', '081234', ['081) 234']],
    ['โทร ๐๘๑', '081', ['๐๘๑']],
    ['ﬁrma', 'fi', ['ﬁ']],
    ['👨‍👩‍👧 family', 'fam', ['fam']],
  ])('%s, searched for %s', (text, query, expected) => {
    expect(marked(text, query)).toEqual(expected)
  })

  it('prefers the start of a word and takes the inside only when there is none', () => {
    expect(highlight('Roman Oman', 'oman')).toEqual([[6, 10]])
    expect(highlight('Roman', 'oman')).toEqual([[1, 5]])
  })

  it('marks every word of the query and merges what overlaps', () => {
    expect(marked('Ann Annabel', 'ann annab')).toEqual(['Ann', 'Annab'])
    expect(highlight('abc', 'abc ab')).toEqual([[0, 3]])
  })

  it('finds nothing in nothing', () => {
    expect(highlight('', 'a')).toEqual([])
    expect(highlight('a', ' ')).toEqual([])
    expect(highlight('abc', 'x')).toEqual([])
  })

  it('never cuts a grapheme, whatever the text and the query', () => {
    const letters = fc.string({
      unit: fc.constantFrom(...'กเแำํา้่์นมيئؤو\u064e\u0654aé\u0301 -👍🏽'),
      maxLength: 14,
    })
    const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' })
    fc.assert(
      fc.property(letters, fc.nat(13), fc.nat(13), (text, from, to) => {
        const bounds = new Set([text.length, ...[...segmenter.segment(text)].map((part) => part.index)])
        let last = -1
        for (const [start, end] of highlight(text, text.slice(from, to))) {
          expect(bounds.has(start) && bounds.has(end)).toBe(true)
          expect(start).toBeGreaterThan(last)
          expect(end).toBeGreaterThan(start)
          last = end
        }
      }),
      { numRuns: 3000 },
    )
  })
})

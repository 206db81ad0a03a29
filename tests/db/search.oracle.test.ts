/** Search against a plain reading of every text: nothing that is there is missed, nothing is found that is not. */
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { note } from '#db/shared/notes.ts'
import { fold, foldCompact, words } from '#db/shared/text/fold.ts'
import { Bench } from './search.support.ts'

const vocabulary = [
  ...[
    'invoice',
    'Invoices',
    'voice',
    'Müller',
    "O'Neil",
    'naïve',
    'co-operate',
    'STRASSE',
    'x',
    'ab',
    '2024',
    '081-234-5678',
  ],
  ...['ใบเสนอราคา', 'ราคา', 'น้ำ', 'แก้ว', 'เเก้ว', 'สมชาย', 'ไทย', 'กรุงเทพมหานคร', '๒๕๖๗'],
  ...['کریمی', 'كريمي', 'می‌شود', 'شود', 'محمدرضا', 'رضا', 'مسئول', 'تهران', '۱۲۳۴'],
  ...['👩‍👩‍👧', '中文', '𝔘𝔫𝔦', '😀smile'],
]
const body = fc
  .array(fc.constantFrom(...vocabulary), { minLength: 1, maxLength: 8 })
  .map((parts) => parts.join(' '))

let bench: Bench
const bodies = new Map<number, string>()

beforeAll(() => {
  bench = new Bench()
  bench.write((write) => {
    for (const text of fc.sample(body, { numRuns: 400, seed: 7 }))
      bodies.set(write.create(note, { body: text }), text)
  })
  while (bench.search.catchUp({ budgetMs: 1_000 }));
})
afterAll(() => bench.close())

it('finds every text with a word that contains what was typed, and only those', () => {
  const typed = fc
    .tuple(fc.constantFrom(...vocabulary), fc.nat(12), fc.integer({ min: 1, max: 12 }))
    .map(([word, from, length]) =>
      Array.from(word)
        .slice(from, from + length)
        .join(''),
    )
  fc.assert(
    fc.property(typed, (text) => {
      const asked = words(fold(text))
      const [only] = asked
      // A single letter is looked for in names only.
      if (asked.length !== 1 || only === undefined || Array.from(only).length < 2) return
      const found = new Set(bench.search.match(text, 'note', { actor: bench.me, limit: 1_000 }).rowIds)
      const isShort = Array.from(only).length < 3
      for (const [rowId, stored] of bodies) {
        const inWord = words(fold(stored)).some((word) =>
          isShort ? word.startsWith(only) : word.includes(only),
        )
        if (inWord) expect(found.has(rowId), `${text} in ${stored}`).toBe(true)
        // Where a script leaves the space to the writer, a word may reach into its neighbour.
        else if (found.has(rowId)) expect(foldCompact(stored), text).toContain(only)
      }
    }),
    { numRuns: 300 },
  )
})

it('finds exactly the texts in which every word is, and counts them', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.constantFrom('invoice', 'stra', 'naiv', 'ONEIL', 'muller', 'smil'), {
        minLength: 1,
        maxLength: 3,
      }),
      (asked) => {
        const expected = [...bodies].filter(([, stored]) =>
          asked.every((part) => words(fold(stored)).some((word) => word.includes(fold(part)))),
        )
        const text = asked.join(' ')
        const { rowIds } = bench.search.match(text, 'note', { actor: bench.me, limit: 1_000 })
        expect(rowIds.toSorted((a, b) => a - b)).toEqual(expected.map(([rowId]) => rowId))
        expect(bench.find(text, { entity: 'note', count: true, limit: 10 }).total).toBe(expected.length)
      },
    ),
    { numRuns: 40 },
  )
})

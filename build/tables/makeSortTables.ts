/**
 * Writes db/shared/text/sortTables.ts from the collation of the ICU this Node carries: Thai letters as `th` sorts them,
 * Arabic letters as `fa`, all others as the root. Run by hand (`node build/tables/makeSortTables.ts`) when a new
 * Unicode is worth a new SORT_KEY_VERSION; the program itself never asks ICU.
 */
import { writeFileSync } from 'node:fs'

type Order = { variant: Intl.Collator; accent: Intl.Collator; base: Intl.Collator }
const orderOf = (locale: string): Order => ({
  variant: new Intl.Collator(locale),
  accent: new Intl.Collator(locale, { sensitivity: 'accent' }),
  base: new Intl.Collator(locale, { sensitivity: 'base' }),
})
const root = orderOf('en')
const thai = orderOf('th')
const persian = orderOf('fa')

const range = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => String.fromCharCode(from + i)).filter(
    (c) => !/\p{C}/u.test(c),
  )
const isMark = (c: string) => /\p{M}/u.test(c)

/** Letters that are a sequence of others at the first level, with what tells them apart at the second. */
const sequences = ['æ ae', 'œ oe', 'ß ss', 'ð d', 'đ d', 'ł l', 'ø o', 'ħ h', 'ẞ ss'].map((line) => {
  const [letter = '', plain = ''] = line.split(' ')
  return { letter, plain }
})
const sequenced = new Set(sequences.flatMap(({ letter }) => [letter, letter.toUpperCase()]))

/** Groups equal at the first level; inside, `;` between what differs at the second, in order of the third. */
function groups(characters: readonly string[], order: Order): string[] {
  const sorted = [...new Set(characters)].sort(order.variant.compare)
  const out: string[] = []
  for (const [i, c] of sorted.entries()) {
    const before = sorted[i - 1]
    if (before === undefined || order.base.compare(before, c) !== 0) out.push(c)
    else out[out.length - 1] += (order.accent.compare(before, c) !== 0 ? ';' : '') + c
  }
  return out
}

/** Whether a character has a place of its own rather than that of the letter and marks it comes apart into. */
const standsAlone = (c: string, order: Order) => {
  const apart = [...c.normalize('NFKD')]
  const [first = ''] = apart
  return apart.length === 1 ? first === c : c.normalize('NFD') !== c && order.base.compare(c, first) !== 0
}
const alone = (characters: string[], order: Order) =>
  characters.filter(
    (c) =>
      !isMark(c) &&
      !sequenced.has(c) &&
      order.variant.compare(c, '') !== 0 &&
      standsAlone(c, order) &&
      !/\p{Nd}/u.test(c),
  )

const digits = [...'0123456789']
const western = [
  ...range(0x20, 0x24f),
  ...range(0x259, 0x25b),
  ...range(0x2b0, 0x2b0),
  ...range(0x370, 0x3ff),
  ...range(0x400, 0x52f),
  ...range(0x531, 0x587),
  ...range(0x5d0, 0x5ea),
  ...range(0x2010, 0x205f),
  ...range(0x20a0, 0x20cf),
]
const arabicLetters = range(0x620, 0x6d5).filter((c) => /\p{L}/u.test(c))
const arabicSigns = ['،', '؛', '؟', '٪', '٫', '٬', '٭']
const thaiLetters = range(0xe01, 0xe4d).filter((c) => /\p{L}/u.test(c) || 'ัิีึืฺุูํ'.includes(c))

const rootGroups = groups([...alone([...western, ...arabicSigns, '฿'], root), ...digits], root)
const fa = groups(
  arabicLetters.filter((c) => c !== '\u0640' && (standsAlone(c, persian) || c.normalize('NFD') !== c)),
  persian,
)
const th = groups(
  thaiLetters.filter((c) => thai.variant.compare(c, '') !== 0 && !'ๆฯำ'.includes(c)),
  thai,
)

// What the `th` collator ignores altogether: spaces and punctuation, but not symbols.
const variable = rootGroups.flatMap((group) =>
  [...group].filter((c) => c !== ';' && thai.variant.compare(c, '') === 0),
)
const lastVariable = rootGroups.findLastIndex((group) => variable.includes(group[0] ?? ''))
const firstDigit = rootGroups.indexOf('0')

// The second level: marks in the order of their own script, with letters such as æ as marks of what they resemble.
const markOrder = (order: Order, marks: string[]) => {
  const sorted = marks.filter((m) => order.variant.compare(m, '') !== 0).sort(order.variant.compare)
  const out: string[] = []
  for (const m of sorted) {
    const last = out[out.length - 1]
    if (last !== undefined && order.variant.compare(last[0] ?? '', m) === 0) out[out.length - 1] += m
    else out.push(m)
  }
  return out
}
const latinMarks = markOrder(
  root,
  range(0x300, 0x36f).filter((m) => m.normalize('NFD') === m),
)
const arabicMarks = markOrder(persian, [...range(0x64b, 0x65f), '\u0670'])
const thaiMarks = markOrder(thai, [...'์็่้๊๋๎'])
const expansions: string[] = []
for (const { letter, plain } of sequences) {
  const withMark = (m: string) => (plain[0] ?? '') + m + plain.slice(1)
  const same = latinMarks.find((m) => root.accent.compare(letter, withMark(m[0] ?? '')) === 0)
  if (same === undefined && letter !== 'ẞ') {
    const at = latinMarks.findIndex(
      (m) => !/\p{L}/u.test(m) && root.accent.compare(letter, withMark(m[0] ?? '')) < 0,
    )
    latinMarks.splice(at < 0 ? latinMarks.length : at, 0, letter)
  }
  const mark = letter === 'ẞ' ? 'ß' : (same?.[0] ?? letter)
  expansions.push(`${letter}${plain[0] ?? ''}${mark}${plain.slice(1)}`)
}

// `th` sorts ำ as า and ํ, the strongest of marks and the weakest of vowels.
expansions.push('ำา\u0e4d')

const lines = (name: string, doc: string, parts: readonly string[]) => {
  let text = `/** ${doc} */\nexport const ${name} = [\n`
  // Marks are written as escapes, lest an editor compose them with the letter before.
  const quoted = (some: readonly string[]) =>
    JSON.stringify(some.join('\t')).replace(
      /\p{M}/gu,
      (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`,
    )
  for (let i = 0; i < parts.length; i += 40) text += `  ${quoted(parts.slice(i, i + 40))},\n`
  return `${text}].flatMap((line) => line.split('\\t'))\n\n`
}

writeFileSync(
  new URL('../../db/shared/text/sortTables.ts', import.meta.url),
  `/**
 * Owns the order of letters and marks that sort keys follow. Generated by build/tables/makeSortTables.ts from
 * Unicode collation data (ICU ${process.versions.icu}, CLDR ${process.versions.cldr}); must never be edited by hand or changed
 * without a new SORT_KEY_VERSION. In a group of equal letters \`;\` parts what differs at the second level.
 */

${lines('variableGroups', 'Spaces and punctuation, which Thai order ignores.', rootGroups.slice(0, lastVariable + 1))}${lines('symbolGroups', 'Symbols and currency signs.', rootGroups.slice(lastVariable + 1, firstDigit))}${lines('rootGroups', 'Digits, then Latin, Greek, Cyrillic, Armenian and Hebrew letters.', rootGroups.slice(firstDigit))}${lines('arabicGroups', 'Arabic letters as Persian orders them.', fa)}${lines('thaiGroups', 'Thai consonants, then vowels.', th)}${lines('markGroups', 'Marks at the second level, lightest first; a letter stands for what makes it differ from its plain form.', [...latinMarks, ...arabicMarks, ...thaiMarks])}${lines('letterSequences', 'A letter, then the letters and marks it sorts as.', expansions)}`.trimEnd() +
    '\n',
)

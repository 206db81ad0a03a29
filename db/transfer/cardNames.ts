/**
 * The names of a card once all its columns are read: a whole name is split when nothing better is there, attached
 * honorifics come off (นายสมชาย), and what merely repeats the names is dropped.
 * What a column called a title or prefix stays in `honorific`, whatever it is; only names in one piece are judged.
 * Must never: lose a letter of a name; a split that does not add up is not taken.
 */

import { splitHonorific } from '../shared/text/honorifics.ts'
import { splitFullName } from '../shared/text/names.ts'
import { addExtra, type Card } from './card.ts'

const nameFields = [
  'honorific',
  'prefix',
  'givenName',
  'middleName',
  'familyName',
  'suffix',
  'nickname',
] as const
type Names = { [F in (typeof nameFields)[number]]?: string }

/** Words for "is this said elsewhere already". */
export function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[\s,;:()<>"'\u060c]+/)
    .filter((word) => word !== '')
}

/**
 * Settles `fullName` and the columns that only show a name in another form. Our own files are `exact`: what they hold
 * was settled before.
 */
export function finishNames(
  card: Card,
  fullName: string | undefined,
  shown: readonly { column: string; text: string }[],
  isExact = false,
): void {
  const { fields } = card
  delete card.fullName
  if (fullName !== undefined && card.entity === 'company') {
    if (fields.name === undefined) fields.name = fullName
    else if (!isSaid(fullName, card)) addExtra(card, 'Name', fullName)
  } else if (fullName !== undefined && !isSaid(fullName, card)) {
    if (fields.givenName !== undefined || fields.middleName !== undefined) addExtra(card, 'Name', fullName)
    else if (isExact) card.fullName = fullName
    else takeFullName(card, fullName)
  }
  if (!isExact && card.entity === 'contact' && fullName === undefined) detachHonorific(card)
  for (const { column, text } of shown) if (!isSaid(text, card)) addExtra(card, column, text)
}

function takeFullName(card: Card, fullName: string): void {
  const { fields } = card
  const parts: Names = {}
  for (const [field, text] of Object.entries(splitFullName(fullName))) {
    const known = nameFields.find((name) => name === field)
    if (known && text !== '') parts[known] = text
  }
  const isWhole = lettersOf(Object.values(parts).join('')) === lettersOf(fullName)
  const fits = nameFields.every((field) => fields[field] === undefined || fields[field] === parts[field])
  if (isWhole && fits) {
    Object.assign(fields, parts)
    return
  }
  const { familyName } = fields
  const rest = familyName === undefined ? undefined : withoutFamily(fullName, familyName)
  if (rest) fields.givenName = rest
  else if (familyName === undefined) card.fullName = fullName
  else addExtra(card, 'Name', fullName)
}

/** What is left of a whole name without its family name at either end. */
function withoutFamily(fullName: string, familyName: string): string | undefined {
  const lower = fullName.toLowerCase()
  const family = familyName.toLowerCase()
  if (lower.endsWith(` ${family}`)) return fullName.slice(0, -family.length).trim()
  if (lower.startsWith(`${family}, `)) return fullName.slice(family.length + 1).trim()
  return undefined
}

/** `นายสมชาย` in a given-name column is นาย and สมชาย, unless that says something else than the other columns. */
function detachHonorific({ fields }: Card): void {
  const { givenName } = fields
  if (givenName === undefined) return
  const { honorific, prefix, rest } = splitHonorific(givenName)
  if (rest === '' || (honorific === '' && prefix === '')) return
  if (lettersOf(honorific + prefix + rest) !== lettersOf(givenName)) return
  const repeats = [honorific, prefix].every(
    (part) => part === '' || part === fields.honorific || part === fields.prefix,
  )
  if (!repeats && (fields.honorific !== undefined || fields.prefix !== undefined)) return
  fields.givenName = rest
  if (repeats) return
  if (honorific !== '') fields.honorific = honorific
  if (prefix !== '') fields.prefix = prefix
}

/** The letters of a name in no order, to see that none was lost. */
function lettersOf(text: string): string {
  return [...text.replace(/[\s,،()"“”«»]+/g, '')].sort().join('')
}

/** True when every word of a text is in the card's names, company or e-mails already. */
function isSaid(text: string, card: Card): boolean {
  const { fields } = card
  // What most programs show: first and last name, or the company.
  if (text === `${fields.givenName} ${fields.familyName}` || text === card.companyName) return true
  const emails = (fields.emails ?? []).map(({ value }) => value)
  const names = nameFields.map((field) => fields[field])
  const said = new Set(wordsOf([...names, fields.name, card.fullName, card.companyName, ...emails].join(' ')))
  return wordsOf(text).every((word) => said.has(word))
}

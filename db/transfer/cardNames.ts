/**
 * The names of a card once all its columns are read: a whole name is split when nothing better is there, attached
 * honorifics come off, and what merely repeats the names is dropped.
 * Must never: lose a word of a name.
 */

import { addExtra, type Card } from './card.ts'
import { wordsOf } from './slots.ts'

/** Settles `fullName` and the columns that only show a name in another form. */
export function finishNames(
  card: Card,
  fullName: string | undefined,
  shown: { column: string; text: string }[],
): void {
  const { fields } = card
  delete card.fullName
  if (fullName !== undefined) {
    const { givenName, middleName, familyName } = fields
    if (card.entity === 'company') {
      if (fields.name === undefined) fields.name = fullName
      else if (fields.name !== fullName) addExtra(card, 'Name', fullName)
    } else if (isSaid(fullName, card)) {
      // A family name alone, or the company under which a nameless card is shown.
    } else if (givenName === undefined && middleName === undefined) {
      const rest = familyName === undefined ? fullName : withoutFamily(fullName, familyName)
      if (rest === undefined) addExtra(card, 'Name', fullName)
      else if (rest !== '' && familyName !== undefined) fields.givenName = rest
      else if (rest !== '') card.fullName = rest
    } else addExtra(card, 'Name', fullName)
  }
  for (const { column, text } of shown) if (!isSaid(text, card)) addExtra(card, column, text)
}

/** What is left of a whole name without its family name at either end; undefined when that is not in it. */
function withoutFamily(fullName: string, familyName: string): string | undefined {
  const lower = fullName.toLowerCase()
  const family = familyName.toLowerCase()
  if (lower === family) return ''
  if (lower.endsWith(` ${family}`)) return fullName.slice(0, -family.length).trim()
  if (lower.startsWith(`${family}, `)) return fullName.slice(family.length + 1).trim()
  return undefined
}

/** True when every word of a text is in the card's names, company or e-mails already. */
function isSaid(text: string, card: Card): boolean {
  const { fields } = card
  const said = new Set(
    wordsOf(
      [
        fields.honorific,
        fields.prefix,
        fields.givenName,
        fields.middleName,
        fields.familyName,
        fields.suffix,
        fields.nickname,
        fields.name,
        card.fullName,
        card.companyName,
        ...(fields.emails ?? []).map(({ value }) => value),
      ].join(' '),
    ),
  )
  return wordsOf(text).every((word) => said.has(word))
}

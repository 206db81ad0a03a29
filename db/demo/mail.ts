/** Owns e-mail addresses, user names and web sites made from Latin names. Every domain ends in `.example`. */
import type { CompanyCore } from './firms.ts'
import { type Random, zipf } from './random.ts'

const mailboxes = zipf(
  [
    'gmail.example',
    'hotmail.example',
    'yahoo.example',
    'outlook.example',
    'icloud.example',
    'mail.example',
    'chmail.example',
    'web.example',
    'btinternet.example',
  ],
  0.9,
)

const clean = (latin: string): string => latin.toLowerCase().replaceAll(/[^a-z]+/gu, '') || 'info'

/** An address at work, in the style of the firm. In large firms the whole name and a number keep people apart. */
export function workMail(
  random: Random,
  firm: CompanyCore,
  given: string,
  family: string,
  crowded: boolean,
): string {
  const first = clean(given)
  const last = clean(family)
  if (crowded) return `${first}.${last}${random.chance(0.3) ? '' : random.between(2, 99)}@${firm.domain}`
  switch (firm.mailStyle) {
    case 0:
      return `${first}.${last.slice(0, 3)}@${firm.domain}`
    case 1:
      return `${first}.${last}@${firm.domain}`
    case 2:
      return `${first.charAt(0)}${last}@${firm.domain}`
    default:
      return `${first}_${last}@${firm.domain}`
  }
}

export function privateMail(random: Random, given: string, family: string): string {
  return `${userName(random, given, family)}@${random.from(mailboxes)}`
}

export function userName(random: Random, given: string, family: string): string {
  const first = clean(given)
  const last = clean(family)
  const roll = random.below(100)
  const number = random.chance(0.35) ? random.between(1960, 2005) : random.between(1, 9999)
  if (roll < 35) return `${first}.${last}${number}`
  if (roll < 60) return `${first}${number}${last.charAt(0)}`
  if (roll < 80) return `${last}.${first}${number}`
  return `${first}_${last.slice(0, 4)}${number}`
}

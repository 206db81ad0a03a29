/**
 * What was asked, understood once: the words, the telephone number it may be, the exact contact point. Pure; finds nothing.
 */

import { asciiDigits } from '../../shared/numbers/digits.ts'
import { phoneDigits, phoneQuery } from '../../shared/phone.ts'
import { stripCompanyForm } from '../../shared/text/companyForms.ts'
import { fold, queryWords, words } from '../../shared/text/fold.ts'
import { pointKinds } from '../derive.ts'

const LONGEST_QUERY = 1_000
const MOST_WORDS = 32
const FEWEST_DIGITS = 4

/** A beginning of a normal form in `contactPoint`. */
export interface Point {
  readonly kind: number
  readonly norm: string
}

export interface Question {
  readonly text: string
  readonly words: readonly string[]
  /** The words worth looking up: of an e-mail address what stands before the @, as half the people share the rest. */
  readonly telling: readonly string[]
  /** All words without the spaces between them, and without a firm's legal form: a whole name. */
  readonly compact: string
  /** The digits in one piece, where the text can only be a telephone number written in groups. */
  readonly digits: string | undefined
  readonly points: readonly Point[]
}

const PHONE_LIKE = /^[\d\s+\-()./#*]+$/

/** Understands what was typed. `country` is where national numbers belong. */
export function questionOf(typed: string, country: string): Question {
  const text = typed.slice(0, LONGEST_QUERY).toWellFormed()
  const found = [...new Set(queryWords(text))].slice(0, MOST_WORDS)
  const plain = asciiDigits(text).trim()
  const points: Point[] = []
  let telling: readonly string[] = found
  let digits: string | undefined
  if (PHONE_LIKE.test(plain)) {
    const joined = phoneQuery(plain)
    if (joined.length >= FEWEST_DIGITS) {
      if (found.length !== 1 || found[0] !== joined) digits = joined
      for (const norm of phoneDigits(plain, country)) points.push({ kind: pointKinds.phone, norm })
    }
  } else if (plain.includes('@') && !/\s/.test(plain)) {
    const local = queryWords(text.slice(0, text.indexOf('@')))
    if (local.some((word) => word.length > 3)) telling = local
    points.push({ kind: pointKinds.email, norm: text.trim().toLowerCase() })
  } else if (/^\w+:\S/.test(plain)) {
    points.push({ kind: pointKinds.handle, norm: text.trim().toLowerCase() })
  }
  return {
    text,
    words: found,
    telling,
    compact: words(fold(stripCompanyForm(text) || text)).join(''),
    digits,
    points,
  }
}

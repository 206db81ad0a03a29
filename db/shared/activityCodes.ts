/**
 * The kinds of activities and the results they end with that every database has, and how own ones join them. A built-in
 * one is stored as its code and worded by the catalogues; an own one is stored as the name it was given.
 */

/** What an activity comes down to, whatever a business calls it. */
export const baseKinds = ['call', 'meeting', 'todo', 'letter', 'email', 'message'] as const
export type BaseKind = (typeof baseKinds)[number]

/** What a result says about the contact: spoken with, only tried, or neither. */
export const outcomes = ['reached', 'attempted', 'none'] as const
export type Outcome = (typeof outcomes)[number]

/** Colours a kind or an activity may have; tokens of the window. */
export const colours = ['blue', 'green', 'amber', 'red', 'violet', 'teal', 'pink', 'grey'] as const
export type Colour = (typeof colours)[number]

export const channels = ['LINE', 'WhatsApp', 'Telegram', 'SMS', 'Messenger', 'WeChat', 'Instagram'] as const

export const kindColours: Readonly<Record<BaseKind, Colour>> = {
  call: 'blue',
  meeting: 'violet',
  todo: 'green',
  letter: 'amber',
  email: 'teal',
  message: 'pink',
}

/** Minutes a new activity of a kind takes, unless said otherwise. */
export const usualMinutes: Readonly<Record<BaseKind, number>> = {
  call: 15,
  meeting: 60,
  todo: 30,
  letter: 30,
  email: 15,
  message: 15,
}

interface BuiltInResult {
  readonly code: string
  readonly outcome: Outcome
  readonly kinds: readonly BaseKind[]
}

export const builtInResults: readonly BuiltInResult[] = [
  { code: 'reached', outcome: 'reached', kinds: ['call', 'message'] },
  { code: 'notReached', outcome: 'attempted', kinds: ['call', 'message'] },
  { code: 'leftMessage', outcome: 'attempted', kinds: ['call'] },
  { code: 'busy', outcome: 'attempted', kinds: ['call'] },
  { code: 'callBack', outcome: 'reached', kinds: ['call'] },
  { code: 'wrongNumber', outcome: 'attempted', kinds: ['call'] },
  { code: 'received', outcome: 'reached', kinds: ['call', 'email', 'letter', 'message'] },
  { code: 'held', outcome: 'reached', kinds: ['meeting'] },
  { code: 'notHeld', outcome: 'attempted', kinds: ['meeting'] },
  { code: 'postponed', outcome: 'attempted', kinds: ['meeting'] },
  { code: 'sent', outcome: 'none', kinds: ['letter', 'email', 'message'] },
  { code: 'done', outcome: 'none', kinds: ['todo'] },
  { code: 'notDone', outcome: 'none', kinds: ['todo'] },
  { code: 'cancelled', outcome: 'none', kinds: ['call', 'meeting', 'todo', 'letter', 'email', 'message'] },
]

/** Codes that other programs and earlier data use for the same. */
const attempts = new Set(
  builtInResults.filter(({ outcome }) => outcome === 'attempted').map(({ code }) => code),
).add('noAnswer')

/** What is chosen when nothing else is said. */
export const usualResult: Readonly<Record<BaseKind, string>> = {
  call: 'reached',
  meeting: 'held',
  todo: 'done',
  letter: 'sent',
  email: 'sent',
  message: 'sent',
}

export const isBaseKind = (kind: unknown): kind is BaseKind => baseKinds.some((each) => each === kind)

/** What a piece of history moved forward: the columns of a contact kept by the program. */
export const lastDates = ['lastAttempt', 'lastReach', 'lastMeeting', 'lastLetter', 'lastEmail'] as const
export type LastDate = (typeof lastDates)[number]

/**
 * The dates a piece of history is for. `outcome`: what the completed activity's result meant, where it was an own one.
 * A call tried in vain is an attempt; one that reached somebody is both.
 */
export function lastDatesOf(kind: unknown, resultCode: unknown, outcome?: unknown): readonly LastDate[] {
  if (resultCode === 'cancelled' || resultCode === 'notDone') return []
  const inVain =
    outcome === 'attempted' ||
    (outcome === undefined && typeof resultCode === 'string' && attempts.has(resultCode))
  switch (kind) {
    case 'call':
      return inVain ? ['lastAttempt'] : ['lastAttempt', 'lastReach']
    case 'meeting':
      return inVain ? [] : ['lastReach', 'lastMeeting']
    case 'letter':
      return ['lastLetter']
    case 'email':
      return ['lastEmail']
    default:
      return []
  }
}

/**
 * The clocks of a ticket: until when somebody is to have answered first, answered next, and solved it, and whether that was
 * kept. A pure function of what happened, what was promised and when the business is open; nothing is stored while a clock
 * runs, so another policy or another calendar is only another calculation.
 */
import type { WorkingTime } from './workingTime.ts'

const MINUTE = 60_000

/** Instants in milliseconds. */
export interface Happened {
  readonly openedAt: number
  /** While the customer is waited for, or the ticket is over: clocks stand still. The last may have no end. In order. */
  readonly waits: readonly (readonly [from: number, to: number | null])[]
  /** Messages of the customer after the one that opened it, and answers to the customer; each in order. */
  readonly incoming: readonly number[]
  readonly replies: readonly number[]
  readonly solvedAt: number | null
}

export const targetNames = ['first', 'next', 'solve'] as const
export type TargetName = (typeof targetNames)[number]
/** Open minutes; what is not promised is absent. */
export type Targets = Readonly<Partial<Record<TargetName, number>>>

export interface Clock {
  /** When it runs out, or ran out; null when nothing is asked, while it stands still, or when it never will. */
  readonly due: number | null
  /** When what was promised was done. */
  readonly metAt: number | null
  /** It was done, but after it had run out. */
  readonly late: boolean
  readonly paused: boolean
}
export type Clocks = Readonly<Record<TargetName, Clock>>

const none: Clock = { due: null, metAt: null, late: false, paused: false }

/** When a clock that starts at `from` runs out; `paused` when it stands still before. */
export function dueAt(
  time: WorkingTime,
  from: number,
  minutes: number,
  waits: Happened['waits'],
): { due: number | null; paused: boolean } {
  let at = from
  let left = minutes * MINUTE
  for (const [begin, end] of waits) {
    if (end !== null && end <= at) continue
    if (begin > at) {
      const run = time.between(at, begin)
      if (run >= left) break
      left -= run
    }
    if (end === null) return { due: null, paused: true }
    at = Math.max(at, end)
  }
  return { due: time.after(at, left) ?? null, paused: false }
}

function clock(
  time: WorkingTime,
  from: number,
  minutes: number | undefined,
  waits: Happened['waits'],
  metAt: number | null,
): Clock {
  if (minutes === undefined) return { ...none, metAt }
  // What came after it was met does not matter: until then the clock stood still only for what lay before.
  const before = metAt === null ? waits : waits.filter(([begin]) => begin < metAt)
  const { due, paused } = dueAt(time, from, minutes, before)
  return { due, metAt, late: metAt !== null && due !== null && metAt > due, paused: metAt === null && paused }
}

/** Rounds of questions and answers after the first answer: from the first unanswered question to the answer. */
function rounds({
  incoming,
  replies,
  solvedAt,
  openedAt,
}: Happened): { asked: number; answered: number | null }[] {
  const first = replies.find((at) => at >= openedAt) ?? solvedAt
  if (first === null || first === undefined) return []
  const found: { asked: number; answered: number | null }[] = []
  let from = first
  for (;;) {
    const asked = incoming.find((at) => at > from)
    if (asked === undefined) return found
    const reply = replies.find((at) => at > asked)
    const solved = solvedAt !== null && solvedAt > asked ? solvedAt : undefined
    const answered = Math.min(reply ?? Number.POSITIVE_INFINITY, solved ?? Number.POSITIVE_INFINITY)
    if (answered === Number.POSITIVE_INFINITY) {
      found.push({ asked, answered: null })
      return found
    }
    found.push({ asked, answered })
    from = answered
  }
}

/** All three clocks. Solving a ticket without a word counts as an answer. */
export function clocksOf(happened: Happened, targets: Targets, time: WorkingTime): Clocks {
  const { openedAt, waits, replies, solvedAt } = happened
  const firstReply = replies.find((at) => at >= openedAt)
  const answered =
    firstReply !== undefined && solvedAt !== null ? Math.min(firstReply, solvedAt) : (firstReply ?? solvedAt)
  const next = rounds(happened).map((round) => clock(time, round.asked, targets.next, waits, round.answered))
  const current = next.at(-1) ?? none
  return {
    first: clock(time, openedAt, targets.first, waits, answered),
    next: { ...current, late: next.some(({ late }) => late) },
    solve: clock(time, openedAt, targets.solve, waits, solvedAt),
  }
}

/** The clock that runs out first of those that run. */
export function nextDue(clocks: Clocks): number | null {
  const dues = targetNames.flatMap((name) => {
    const { due, metAt } = clocks[name]
    return due !== null && metAt === null ? [due] : []
  })
  return dues.length ? Math.min(...dues) : null
}

/** The promises that were kept too late. */
export const lateOf = (clocks: Clocks): TargetName[] => targetNames.filter((name) => clocks[name].late)

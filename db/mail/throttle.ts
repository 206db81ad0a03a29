/** How fast one account may send: so many a minute, an hour, and a minute to one domain. Pure but for the clock it is given. */

export interface Limits {
  readonly perMinute: number
  readonly perHour: number | undefined
  readonly perDomainMinute: number | undefined
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE

export class Throttle {
  readonly #limits: Limits
  /** When messages went, oldest first, at most an hour ago. */
  readonly #sent: number[]
  readonly #byDomain = new Map<string, number[]>()

  /** `before`: when messages went in the last hour, before this process began. */
  constructor(limits: Limits, before: readonly number[] = []) {
    this.#limits = limits
    this.#sent = [...before].sort((a, b) => a - b)
  }

  /** Milliseconds until one more may go to anybody; 0 when it may go now. */
  wait(now: number): number {
    const { perMinute, perHour } = this.#limits
    const last = this.#sent.at(-1)
    const pace = last === undefined ? 0 : last + MINUTE / perMinute - now
    return Math.max(0, pace, perHour === undefined ? 0 : untilBelow(this.#sent, perHour, HOUR, now))
  }

  /** The same of one domain alone. */
  domainWait(domain: string, now: number): number {
    const { perDomainMinute } = this.#limits
    const own = this.#byDomain.get(domain)
    return perDomainMinute === undefined || !own ? 0 : untilBelow(own, perDomainMinute, MINUTE, now)
  }

  note(domain: string, now: number): void {
    const { perHour, perDomainMinute } = this.#limits
    remember(this.#sent, perHour ?? 1, now)
    if (perDomainMinute === undefined) return
    const own = this.#byDomain.get(domain) ?? []
    this.#byDomain.set(domain, own)
    remember(own, perDomainMinute, now)
  }
}

/** Only as many as a limit can ask for. */
function remember(times: number[], limit: number, now: number): void {
  times.push(now)
  if (times.length > limit) times.splice(0, times.length - limit)
}

/** Until fewer than `limit` of these times lie within the window. */
function untilBelow(times: readonly number[], limit: number, window: number, now: number): number {
  const oldest = times.at(-limit)
  return times.length < limit || oldest === undefined ? 0 : Math.max(0, oldest + window - now)
}

export const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase()

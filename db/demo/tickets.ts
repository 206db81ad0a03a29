/**
 * Owns the demo rows of tickets and what was said on them. What is under way lies in the days before whoever looks at it, so
 * that some promises are about to run out, some have, and most were kept; the rest lies in the two years before that.
 */
import { addDays } from '../shared/dates/calendars.ts'
import { instantOf, wallTime } from '../shared/recurrenceZones.ts'
import { clocksOf, targetNames } from '../shared/sla/clocks.ts'
import { WorkingTime } from '../shared/sla/workingTime.ts'
import { type Priority, priorities, type ticketChannels } from '../shared/ticketCodes.ts'
import { articleTexts } from './data/articles.ts'
import { type CaseText, serviceTexts } from './data/tickets.ts'
import { type Random, weighted } from './random.ts'
import type { DemoLocale, DemoMessage, DemoTicket } from './rows.ts'
import { articleKeys, offices, queueKeys, standardTargets } from './service.ts'
import type { Source } from './source.ts'

const MINUTE = 60_000
const DAYS = 730
const OPEN = 0.14

/** How many for so many contacts: about one for every five. */
export const ticketCount = (contacts: number): number => Math.round(contacts * 0.2)

const priorityShares = weighted<Priority>([
  ['urgent', 6],
  ['high', 20],
  ['normal', 58],
  ['low', 16],
])
const channelShares = weighted<(typeof ticketChannels)[number]>([
  ['phone', 38],
  ['email', 36],
  ['web', 12],
  ['chat', 9],
  ['visit', 3],
  ['social', 2],
])
const statusShares = weighted<'new' | 'open' | 'waiting'>([
  ['new', 30],
  ['open', 45],
  ['waiting', 25],
])

interface Saying {
  readonly kind: DemoMessage['kind']
  readonly text: string
  readonly at: number
  readonly minutes?: number
}

/** What happens on one ticket, in order; the rest follows from it. */
interface Story {
  readonly key: number
  readonly locale: DemoLocale
  readonly contact: number
  readonly company: number | undefined
  readonly about: CaseText
  readonly priority: Priority
  readonly status: 'new' | 'open' | 'waiting' | 'solved' | 'closed'
  readonly channel: string
  readonly openedAt: number
  readonly solvedAt: number | undefined
  readonly byArticle: boolean
  readonly waits: readonly (readonly [number, number | null])[]
  readonly said: readonly Saying[]
}

class Stories {
  readonly #source: Source
  readonly #random: Random
  readonly #times: Readonly<Record<DemoLocale, WorkingTime>>
  readonly #today: string

  constructor(source: Source) {
    this.#source = source
    this.#random = source.world.random('ticket')
    const time = (locale: DemoLocale) =>
      new WorkingTime({
        timeZone: offices[locale].timeZone,
        week: offices[locale].week,
        isClosed: () => false,
      })
    this.#times = { th: time('th'), fa: time('fa'), en: time('en') }
    this.#today = wallTime(source.world.now, 'UTC').day
  }

  /** The moment so many days ago, in office hours there, and never one that is still to come. */
  #opened(locale: DemoLocale, days: number, minutes: number): number {
    const { timeZone } = offices[locale]
    const wanted = instantOf(addDays(this.#today, -days), minutes, timeZone)
    const at = Math.min(wanted, this.#source.world.now - 40 * MINUTE)
    return this.#times[locale].after(at, MINUTE) ?? at
  }

  at(key: number): Story {
    const { world, persons } = this.#source
    const random = this.#random.reset(key)
    // Some customers ask often.
    const contact = Math.floor(world.contacts * random.unit() ** 1.7)
    const { locale, companyKey: company } = persons.at(contact)
    const about = random.one(serviceTexts[locale].cases)
    const priority = random.from(priorityShares)
    const isOpen = random.chance(OPEN)
    const days = isOpen ? Math.floor(6 * random.unit() ** 1.8) : 7 + Math.floor(DAYS * random.unit() ** 1.4)
    const openedAt = Math.min(this.#opened(locale, days, 8 * 60 + random.below(10 * 60)), world.now - MINUTE)
    const channel = random.from(channelShares)
    const wanted = isOpen ? random.from(statusShares) : random.chance(0.6) ? 'closed' : 'solved'
    const known = { key, locale, contact, company, about, priority, channel, openedAt }
    return { ...known, ...this.#course(known, wanted, random) }
  }

  /** What is said until a ticket has come to where it is, or is now. */
  #course(
    { locale, about, priority, openedAt }: Pick<Story, 'locale' | 'about' | 'priority' | 'openedAt'>,
    wanted: Story['status'],
    random: Random,
  ): Pick<Story, 'status' | 'solvedAt' | 'byArticle' | 'waits' | 'said'> {
    const texts = serviceTexts[locale]
    const { first = 240, next = 480, solve = 2_400 } = standardTargets[priority]
    const said: Saying[] = []
    const waits: [number, number | null][] = []
    let last = openedAt
    /** So many open minutes after what was said last, if that is past. */
    const say = (kind: DemoMessage['kind'], text: string, after: number, minutes?: number): boolean => {
      const at = this.#times[locale].after(last, Math.max(1, Math.round(after)) * MINUTE)
      if (at === undefined || at > this.#source.world.now) return false
      said.push({ kind, text, at, ...(minutes !== undefined && { minutes }) })
      last = at
      return true
    }
    const ask = (): boolean => say('reply', random.one(texts.questions), random.between(10, 120), 3)
    const so = (status: Story['status']) => ({ status, solvedAt: undefined, byArticle: false, waits, said })
    const kept = random.chance(0.86)
    const late = kept ? 0.1 + 0.8 * random.unit() : 1.1 + random.unit()
    if (wanted === 'new' || !say('reply', random.one(texts.received), first * late, random.between(1, 12)))
      return so('new')
    if (random.chance(0.35))
      say('note', random.one(texts.notes), random.between(5, 90), random.between(1, 20))
    if (wanted === 'waiting') {
      if (!ask()) return so('open')
      waits.push([last, null])
      return so('waiting')
    }
    if (wanted === 'open') {
      if (random.chance(0.4)) say('incoming', random.one(texts.returned), random.between(30, 400))
      return so('open')
    }
    if (random.chance(0.4) && ask()) {
      const from = last
      if (say('incoming', random.one(texts.returned), random.between(60, 900))) waits.push([from, last])
    }
    const article = random.chance(0.45)
      ? articleTexts[locale].find(({ topic }) => topic === about[2])
      : undefined
    const words = article ? `${texts.lead}\n${article.body.join('\n')}` : random.one(texts.done)
    const after = solve * (kept ? 0.05 + 0.5 * random.unit() : 0.4 + 1.2 * random.unit())
    const asked = said.at(-1)?.kind === 'incoming'
    if (!say('reply', words, kept && asked ? Math.min(after, next * 0.9) : after, random.between(4, 45)))
      return so('open')
    waits.push([last, null])
    return { status: wanted, solvedAt: last, byArticle: article !== undefined, waits, said }
  }

  /** What had been promised when it was solved, and what of it was late: as the program keeps it. */
  promise({ locale, priority, openedAt, solvedAt, waits, said }: Story): unknown {
    if (solvedAt === undefined) return undefined
    const at = (kind: DemoMessage['kind']) => said.filter((each) => each.kind === kind).map((each) => each.at)
    const clocks = clocksOf(
      { openedAt, solvedAt, waits, incoming: at('incoming'), replies: at('reply') },
      standardTargets[priority],
      this.#times[locale],
    )
    return {
      policy: serviceTexts[locale].standard,
      due: Object.fromEntries(targetNames.map((name) => [name, clocks[name].due])),
      late: targetNames.filter((name) => clocks[name].late),
    }
  }
}

export function* ticketRows(source: Source): Generator<DemoTicket> {
  const { world } = source
  const stories = new Stories(source)
  const articleOf = articleKeys(source)
  for (let key = 0; key < ticketCount(world.contacts); key++) {
    const story = stories.at(key)
    const { locale, about, company, solvedAt, waits, priority } = story
    const [subject, description, topic, type] = about
    const queues = queueKeys(source, locale)
    const article = story.byArticle ? articleOf(locale, topic) : undefined
    const category = articleTexts[locale].find((text) => text.topic === topic)?.category
    yield {
      key,
      id: world.id('ticket', key, world.until),
      createdAt: story.openedAt,
      subject,
      description,
      type,
      status: story.status,
      ...levelsOf(priority),
      channel: story.channel,
      openedAt: story.openedAt,
      statusAt: solvedAt ?? waits.at(-1)?.[0] ?? story.said[0]?.at ?? story.openedAt,
      ...(waits.length > 0 && { waits }),
      ...(solvedAt !== undefined && { solvedAt, promise: stories.promise(story) }),
      ...(article !== undefined && { articleKey: article }),
      queueKey: category === 'billing' ? queues.billing : queues.support,
      contactKey: story.contact,
      ...(company !== undefined && { companyKey: company }),
      taken: story.status !== 'new',
    }
  }
}

/** Impact and urgency that make a priority. */
function levelsOf(priority: Priority): { impact: string; urgency: string } {
  const level = (['high', 'high', 'medium', 'low'] as const)[priorities.indexOf(priority)] ?? 'medium'
  return { impact: level, urgency: priority === 'high' ? 'medium' : priority === 'low' ? 'medium' : level }
}

export function* messageRows(source: Source): Generator<DemoMessage> {
  const { world } = source
  const stories = new Stories(source)
  let next = 0
  for (let ticketKey = 0; ticketKey < ticketCount(world.contacts); ticketKey++) {
    const { said, contact, company } = stories.at(ticketKey)
    for (const { kind, text, at, minutes } of said) {
      const key = next++
      yield {
        key,
        id: world.id('ticketMessage', key, world.until),
        createdAt: at,
        ticketKey,
        kind,
        body: text,
        html: text
          .split('\n')
          .map((line) => `<p>${line}</p>`)
          .join(''),
        at,
        ...(minutes !== undefined && { minutes }),
        contactKey: contact,
        ...(company !== undefined && { companyKey: company }),
      }
    }
  }
}

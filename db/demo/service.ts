/** Owns the demo rows that tickets stand on: queues, calendars, promises; the knowledge base, kept answers and macros. */
import { type Targets, targetNames } from '../shared/sla/clocks.ts'
import type { Span } from '../shared/sla/workingTime.ts'
import { type Priority, priorities } from '../shared/ticketCodes.ts'
import { articleTexts } from './data/articles.ts'
import { serviceTexts } from './data/tickets.ts'
import type { DemoEntityName, DemoLocale, DemoServiceRow } from './rows.ts'
import type { Source } from './source.ts'

/** When each office is open: seven weekdays from Sunday. */
export const offices: Readonly<Record<DemoLocale, { timeZone: string; country: string; week: Span[][] }>> = {
  th: { timeZone: 'Asia/Bangkok', country: 'TH', week: weekOf([1, 2, 3, 4, 5], [540, 1_080]) },
  fa: { timeZone: 'Asia/Tehran', country: 'IR', week: weekOf([6, 0, 1, 2, 3], [480, 1_020]) },
  en: { timeZone: 'Europe/London', country: 'GB', week: weekOf([1, 2, 3, 4, 5], [540, 1_050]) },
}

function weekOf(days: readonly number[], span: Span): Span[][] {
  return [0, 1, 2, 3, 4, 5, 6].map((day) => (days.includes(day) ? [span] : []))
}

type AllTargets = Readonly<Record<Priority, Targets>>

/** Open minutes. */
export const standardTargets: AllTargets = {
  urgent: { first: 30, next: 60, solve: 480 },
  high: { first: 120, next: 240, solve: 960 },
  normal: { first: 240, next: 480, solve: 2_700 },
  low: { first: 540, next: 1_080, solve: 5_400 },
}
const halved = (targets: Targets): Targets =>
  Object.fromEntries(targetNames.map((name) => [name, Math.ceil((targets[name] ?? 0) / 2)]))

const row = (
  { world }: Source,
  entity: DemoEntityName,
  key: number,
  fields: Readonly<Record<string, unknown>>,
): DemoServiceRow => ({ key, id: world.id(entity, key, world.until), createdAt: world.until, ...fields })

/** Two queues for each language: for most things, and for what has to do with money. */
export const queueKeys = (source: Source, locale: DemoLocale): { support: number; billing: number } => {
  const at = source.world.chosen.indexOf(locale) * 2
  return { support: at, billing: at + 1 }
}

/** Nothing where nobody is there who could ask. */
const chosen = ({ world }: Source): readonly DemoLocale[] => (world.contacts === 0 ? [] : world.chosen)

export function* queueRows(source: Source): Generator<DemoServiceRow> {
  for (const locale of chosen(source)) {
    const { support, billing } = queueKeys(source, locale)
    const texts = serviceTexts[locale]
    yield row(source, 'queue', support, { name: texts.support, assignment: 'manual' })
    yield row(source, 'queue', billing, { name: texts.billing, assignment: 'manual' })
  }
}

export function* hoursRows(source: Source): Generator<DemoServiceRow> {
  for (const [key, locale] of chosen(source).entries()) {
    const { timeZone, country, week } = offices[locale]
    const { calendar: name } = serviceTexts[locale]
    yield row(source, 'businessHours', key, { name, timeZone, week, holidays: 'country', country })
  }
}

/** What is promised to those who were promised more first, then what each queue promises. */
export function* policyRows(source: Source): Generator<DemoServiceRow> {
  let key = 0
  const policy = (fields: Readonly<Record<string, unknown>>): DemoServiceRow =>
    row(source, 'slaPolicy', key++, { position: key, ...fields })
  for (const [hoursKey, locale] of chosen(source).entries()) {
    const { vip, vipTag } = serviceTexts[locale]
    const targets = Object.fromEntries(priorities.map((each) => [each, halved(standardTargets[each])]))
    yield policy({ name: vip, customerTag: vipTag, hoursKey, targets })
  }
  for (const [hoursKey, locale] of chosen(source).entries()) {
    const { standard, support, billing } = serviceTexts[locale]
    const queues = queueKeys(source, locale)
    for (const [queueKey, name] of [
      [queues.support, support],
      [queues.billing, billing],
    ] as const)
      yield policy({ name: `${standard} · ${name}`, queueKey, hoursKey, targets: standardTargets })
  }
}

const categories = ['account', 'orders', 'billing', 'devices'] as const

export function* categoryRows(source: Source): Generator<DemoServiceRow> {
  let key = 0
  for (const locale of chosen(source))
    for (const category of categories)
      yield row(source, 'articleCategory', key++, { name: serviceTexts[locale].categories[category] })
}

interface Place {
  readonly key: number
  readonly locale: DemoLocale
  readonly at: number
  readonly topic: string
}

/** Every article of a run, language after language. */
function placesOf(source: Source): Place[] {
  return chosen(source)
    .flatMap((locale) => articleTexts[locale].map(({ topic }, at) => ({ locale, at, topic })))
    .map((place, key) => ({ key, ...place }))
}

/** The article that answers a topic in a language. */
export function articleKeys(source: Source): (locale: DemoLocale, topic: string) => number | undefined {
  const keys = new Map(placesOf(source).map(({ key, locale, topic }) => [`${locale} ${topic}`, key]))
  return (locale, topic) => keys.get(`${locale} ${topic}`)
}

/** The last of a language is still being written. */
const isDraft = ({ locale, at }: Place): boolean => at === articleTexts[locale].length - 1

const DAY = 86_400_000
const paragraphs = (body: readonly string[]): string => body.map((text) => `<p>${text}</p>`).join('')

export function* articleRows(source: Source): Generator<DemoServiceRow> {
  const places = placesOf(source)
  const { chosen: locales, until } = source.world
  for (const place of places) {
    const { key, locale, at, topic } = place
    const text = articleTexts[locale][at]
    if (!text) continue
    const original = places.find((other) => other.topic === topic)
    yield row(source, 'article', key, {
      title: text.title,
      categoryKey: locales.indexOf(locale) * categories.length + categories.indexOf(text.category),
      language: locale,
      keywords: text.keywords,
      body: text.body.join('\n'),
      html: paragraphs(text.body),
      ...(original && original.key !== key && { translatesKey: original.key }),
      ...(isDraft(place)
        ? { status: 'draft' }
        : { status: 'published', version: 1, publishedAt: until - (90 + key) * DAY }),
    })
  }
}

export function* versionRows(source: Source): Generator<DemoServiceRow> {
  let key = 0
  for (const place of placesOf(source)) {
    const text = articleTexts[place.locale][place.at]
    if (!text || isDraft(place)) continue
    yield row(source, 'articleVersion', key++, {
      articleKey: place.key,
      number: 1,
      title: text.title,
      body: text.body.join('\n'),
      html: paragraphs(text.body),
      at: source.world.until - (90 + place.key) * DAY,
    })
  }
}

export function* replyRows(source: Source): Generator<DemoServiceRow> {
  let key = 0
  for (const locale of chosen(source))
    for (const [name, category, html] of serviceTexts[locale].replies)
      yield row(source, 'cannedReply', key++, { name, category, language: locale, html })
}

/** What the macros of every language do beside what they say. */
const statuses = ['waiting', 'solved'] as const

export function* macroRows(source: Source): Generator<DemoServiceRow> {
  let key = 0
  for (const locale of chosen(source))
    for (const [at, [name, description, html, tag]] of serviceTexts[locale].macros.entries())
      yield row(source, 'macro', key++, {
        name,
        description,
        actions: [
          { do: 'assign', to: 'me' },
          { do: 'reply', html, send: false },
          { do: 'tag', tags: [tag] },
          { do: 'status', status: statuses[at] ?? 'open' },
        ],
      })
}

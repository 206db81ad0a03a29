/** What somebody must know to read an own report rightly: what was left out, and how amounts were put together. */
import { formatMoney, formatNumber } from '../../../shared/numbers/format.ts'
import { datesOf, type Reader } from '../../../shared/reader.ts'
import { word } from '../words.ts'
import type { Facts } from './facts.ts'

export function notesOf(facts: Facts, reader: Reader): string[] {
  const { plan, narrowed } = facts
  const { language } = reader
  const dates = datesOf(reader)
  const notes: string[] = []
  const say = (id: string, params: Readonly<Record<string, string>> = {}): void => {
    notes.push(
      Object.entries(params).reduce(
        (text, [name, value]) => text.replace(`{${name}}`, () => value),
        word(language, id),
      ),
    )
  }
  if (plan.gone.length) say('report.own.gone', { fields: plan.gone.join(', ') })
  if (plan.goneConditions.length) say('report.own.goneConditions', { fields: plan.goneConditions.join(', ') })
  if (plan.viewGone) say('report.own.goneView')
  const many = plan.levels.find(({ place }) => place.many)
  if (many) say('report.own.many', { field: many.label })
  const seen = new Set<string>()
  plan.measures.forEach(({ money, place }, at) => {
    if (!money || !place || seen.has(place.path)) return
    seen.add(place.path)
    const currencies = facts.currencies(at)
    const foreign = currencies.filter(({ currency }) => currency !== narrowed.currency)
    if (plan.levels.some(({ currency }) => currency)) {
      if (currencies.length > 1) say('report.own.apart', { field: place.label })
      return
    }
    if (foreign.length === 0) return
    say(plan.date ? 'report.own.converted' : 'report.own.convertedToday', {
      field: place.label,
      currency: narrowed.currency,
      date: plan.date?.place.label ?? '',
    })
    const missing = foreign.filter((each) => each.missing > 0)
    if (missing.length)
      say('report.own.noRate', {
        field: place.label,
        what: missing
          .map(({ currency, n, minor, missing: without }) =>
            without === n
              ? formatMoney(Math.round(minor), currency, dates)
              : `${currency} × ${formatNumber(without, dates)}`,
          )
          .join(', '),
      })
  })
  return notes
}

/** The calendar on paper: a sheet for one day, a week, a month, in the calendar, digits and direction of its reader. */
import { allRows } from '../../core/connection.ts'
import type { Handlers, JobCtx } from '../../core/context.ts'
import { workWeek } from '../../core/workingDays.ts'
import type { ActivityItem, activityProcedures } from '../../shared/activities.ts'
import { monthWeeks, weekDays } from '../../shared/calendarDays.ts'
import type { Parsed } from '../../shared/contract.ts'
import { fromIso, weekdayOf } from '../../shared/dates/calendars.ts'
import { formatDate, formatInstant, formatTime, localTime } from '../../shared/dates/format.ts'
import { weekdayNames } from '../../shared/dates/names.ts'
import { periodOf } from '../../shared/dates/periods.ts'
import { textToId } from '../../shared/id.ts'
import { localDigits } from '../../shared/numbers/digits.ts'
import { type PrintDocument, pageOf } from '../../shared/printing.ts'
import { datesOf, type Reader } from '../../shared/reader.ts'
import { phoneText } from '../../templates/fieldText.ts'
import { bdi, escapeHtml, ltr } from '../../templates/html.ts'
import { wordOf } from '../../templates/words.ts'
import { realDay } from './asked.ts'
import { byTime, itemOf, Names } from './stored.ts'
import { countedDays, occurrences } from './window.ts'

type Wanted = Parsed<'calendar.compose'>

/** Lines of a day that fit the cell of a month on A4 across, and on what is smaller. */
const LINES = { A4: 7, A5: 3, Letter: 7, Legal: 7 } as const
const MOST = 2_000

const word = ({ language }: Reader, id: string, otherwise = ''): string => wordOf(language, id) ?? otherwise

const clock = (reader: Reader, instant: string): string => {
  const { hour, minute } = localTime(Date.parse(instant), reader.timeZone)
  return formatTime(hour, minute, datesOf(reader))
}

const kindOf = (reader: Reader, kind: string): string => word(reader, `history.kind.${kind}`, kind)
const whomOf = ({ contact, company }: ActivityItem): string => contact?.name ?? company?.name ?? ''
const titleOf = (reader: Reader, item: ActivityItem): string => item.regarding || kindOf(reader, item.kind)

const holidaysOn = (ctx: JobCtx, from: string, to: string): ReadonlyMap<string, string> =>
  new Map(
    allRows<{ date: string; names: string }>(
      ctx.conn,
      "SELECT date, group_concat(name, ' · ') AS names FROM visibleHoliday WHERE date BETWEEN ? AND ? GROUP BY date",
      from,
      to,
    ).map(({ date, names }) => [date, names]),
  )

const head = (ctx: JobCtx, reader: Reader, title: string): string =>
  `<header class="doc-head"><h1>${bdi(title)}</h1><p>${bdi(formatInstant(ctx.now(), datesOf(reader)))}</p></header>`

/** Items from one day to another in order, each once. */
function itemsOf(ctx: JobCtx, input: Wanted, from: string, to: string): ActivityItem[] {
  const names = new Names(ctx.conn)
  const { users, closed, reader } = input
  return occurrences(ctx, { from, to, users, closed, timeZone: reader.timeZone })
    .sort(byTime)
    .slice(0, MOST)
    .map((time) => itemOf(time, names))
}

interface Page {
  readonly title: string
  readonly html: string
  readonly records: number
}

function month(ctx: JobCtx, input: Wanted): Page {
  const { reader, day: anchor, users, closed } = input
  const dates = datesOf(reader)
  const week = workWeek(ctx.conn)
  const weeks = monthWeeks(anchor, reader.calendar, input.weekStart ?? week.weekStart)
  const [from = anchor] = weeks[0] ?? []
  const to = weeks.at(-1)?.at(-1) ?? anchor
  const { start, end } = periodOf(anchor, 'month', reader.calendar)
  const names = new Names(ctx.conn)
  const each = LINES[input.page.paper]
  const { days, total } = countedDays(ctx, { from, to, each, users, closed, timeZone: reader.timeZone })
  const byDay = new Map(days.map((each) => [each.day, each]))
  const holidays = holidaysOn(ctx, from, to)
  const weekdays = weekdayNames(reader.language, 'short')
  const cell = (day: string): string => {
    const there = byDay.get(day)
    const number = fromIso(day, reader.calendar)?.day ?? 0
    const label =
      number === 1 || day === from
        ? formatDate(day, dates, 'monthDay')
        : localDigits(String(number), reader.digits)
    const lines = (there?.first ?? []).map((time) => {
      const item = itemOf(time, names)
      const at = item.allDay || item.firstDay !== day ? '' : `<b>${clock(reader, item.startAt)}</b> `
      const whom = whomOf(item)
      const about = titleOf(reader, item)
      return `<div class="line">${at}${bdi(about)}${whom !== '' && whom !== about ? ` · ${bdi(whom)}` : ''}</div>`
    })
    const rest = (there?.count ?? 0) - lines.length
    const off = week.weekend.includes(weekdayOf(day)) || holidays.has(day)
    return `<td class="cell" data-off="${off}" data-other="${day < start || day > end}"><div class="day"><span>${bdi(label)}</span><i>${bdi(holidays.get(day) ?? '')}</i></div>${lines.join('')}${
      rest > 0 ? `<div class="rest">+${localDigits(String(rest), reader.digits)}</div>` : ''
    }</td>`
  }
  const title = formatDate(anchor, dates, 'month')
  const columns = (weeks[0] ?? []).map(
    (day) => `<th class="weekday" scope="col">${escapeHtml(weekdays[weekdayOf(day)] ?? '')}</th>`,
  )
  const rows = weeks.map((days) => `<tr>${days.map(cell).join('')}</tr>`)
  const html = `<div class="month">${head(ctx, reader, title)}<table style="--weeks:${weeks.length}"><thead><tr>${columns.join('')}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`
  return { title, html, records: total }
}

/** The numbers of the contacts met, the first of each: a day sheet is taken along. */
function phonesOf(ctx: JobCtx, reader: Reader, items: readonly ActivityItem[]): ReadonlyMap<string, string> {
  const ids = [...new Set(items.flatMap(({ contact }) => contact?.id ?? []))]
  return new Map(
    ids.flatMap((id): [string, string][] => {
      const [row] = allRows<{ phones: string | null }>(
        ctx.conn,
        'SELECT phones FROM visibleContact WHERE id = ?',
        textToId(id),
      )
      const phones: unknown = row?.phones ? JSON.parse(row.phones) : []
      const [first] = Array.isArray(phones) ? phones : []
      return typeof first === 'object' && first !== null ? [[id, phoneText(reader, { ...first })]] : []
    }),
  )
}

/** One row a thing to do, with a box to tick; days as headings where there are several. */
function sheet(ctx: JobCtx, input: Wanted, days: readonly string[], title: string): Page {
  const { reader } = input
  const dates = datesOf(reader)
  const [from = input.day] = days
  const to = days.at(-1) ?? from
  const items = itemsOf(ctx, input, from, to)
  const phones = phonesOf(ctx, reader, items)
  const holidays = holidaysOn(ctx, from, to)
  const row = (item: ActivityItem, day: string): string => {
    const whole = item.allDay || (item.firstDay < day && item.lastDay > day)
    const begins = item.firstDay === day ? clock(reader, item.startAt) : ''
    const ends = item.lastDay === day && item.endAt !== item.startAt ? clock(reader, item.endAt) : ''
    // Each by itself: the earlier one stands where reading begins.
    const time = whole ? bdi(word(reader, 'activity.field.allDay')) : [begins, ends].map(ltr).join('–')
    const phone = item.contact ? (phones.get(item.contact.id) ?? '') : ''
    const done = item.status === 'open' ? '' : ' class="done"'
    return `<tr><td class="box">${item.status === 'done' ? '☑' : '☐'}</td><td class="time">${time}</td><td${done}><b>${bdi(titleOf(reader, item))}</b> <small>${bdi(kindOf(reader, item.kind))}</small>${
      item.priority === 'high' ? ` <small>${bdi(word(reader, 'activity.field.priority.high'))}</small>` : ''
    }</td><td>${[item.contact?.name ?? '', item.company?.name ?? ''].filter(Boolean).map(bdi).join(' · ')}<div>${ltr(phone)}</div></td><td>${bdi(item.place ?? '')}</td></tr>`
  }
  const parts = days.map((day) => {
    const there = items.filter(({ firstDay, lastDay }) => firstDay <= day && lastDay >= day)
    const holiday = holidays.get(day)
    const heading =
      days.length > 1
        ? `<tr class="dayHead"><th colspan="5" scope="colgroup">${bdi(formatDate(day, dates, 'full'))}${holiday ? ` · ${bdi(holiday)}` : ''}</th></tr>`
        : ''
    const none = there.length === 0 ? `<tr><td colspan="5" class="none">—</td></tr>` : ''
    return heading + none + there.map((item) => row(item, day)).join('')
  })
  const columns = [
    '',
    'activity.time',
    'activity.field.regarding',
    'calendar.paper.whom',
    'activity.field.place',
  ]
    .map((id) => `<th scope="col">${id === '' ? '' : bdi(word(reader, id))}</th>`)
    .join('')
  const html = `<div class="daySheet">${head(ctx, reader, title)}<table class="sheet"><thead><tr>${columns}</tr></thead><tfoot><tr><td class="foot-room"></td></tr></tfoot><tbody>${parts.join('')}</tbody></table></div>`
  return { title, html, records: items.length }
}

function paged(ctx: JobCtx, input: Wanted): Page {
  const { reader, day } = input
  const dates = datesOf(reader)
  if (input.view === 'month') return month(ctx, input)
  if (input.view === 'day') return sheet(ctx, input, [day], formatDate(day, dates, 'full'))
  const days = weekDays(day, reader.calendar, input.weekStart ?? workWeek(ctx.conn).weekStart)
  const title = `${formatDate(days[0] ?? day, dates)} – ${formatDate(days.at(-1) ?? day, dates)}`
  return sheet(ctx, input, days, title)
}

export const paperHandlers = {
  async 'calendar.compose'(ctx, input) {
    realDay('day', input.day)
    const { reader } = input
    const { title, html, records } = paged(ctx, input)
    const document: PrintDocument = {
      title: title.slice(0, 400),
      lang: reader.language,
      html,
      page: pageOf(input.page),
      footer: input.view === 'month' ? null : { text: word(reader, 'print.footer'), digits: reader.digits },
    }
    return { document, records }
  },
} satisfies Handlers<keyof Pick<typeof activityProcedures, 'calendar.compose'>>

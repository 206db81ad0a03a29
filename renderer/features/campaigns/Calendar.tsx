/** Campaigns as bars over the months of half a year, in the reader's calendar. */
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { addDays, addMonths, daysBetween, fromIso, toIso } from '#db/shared/dates/calendars.ts'
import { usePreferences, useText } from '../../i18n/I18nProvider.tsx'
import { useFormat } from '../../i18n/useFormat.tsx'
import { go } from '../../state/route.ts'
import { IconButton } from '../../ui/Button.tsx'
import { todayIso } from '../../ui/dates/typedDay.ts'
import layout from '../../ui/layout.module.css'
import classes from './Campaigns.module.css'
import type { Overview } from './Page.tsx'

const MONTHS = 6

export function Calendar({ campaigns }: { readonly campaigns: Overview }): ReactNode {
  const t = useText()
  const format = useFormat()
  const { calendar } = usePreferences()
  const [shift, setShift] = useState(0)
  const system = calendar === 'persian' ? 'persian' : 'gregory'
  const parts = fromIso(addMonths(todayIso(), shift - 1, system), system)
  const first = parts ? (toIso(system, { ...parts, day: 1 }) ?? todayIso()) : todayIso()
  const starts = Array.from({ length: MONTHS + 1 }, (_, at) => addMonths(first, at, system))
  const last = starts.at(-1) ?? first
  const total = daysBetween(first, last)
  const shown = campaigns.filter(
    ({ startsOn, endsOn }) => startsOn !== null && startsOn < last && (endsOn ?? startsOn) >= first,
  )
  const undated = campaigns.filter(({ startsOn }) => startsOn === null).length
  return (
    <div className={classes.calendar}>
      <div className={classes.months}>
        <IconButton label={t('campaign.earlier')} onClick={() => setShift(shift - 3)}>
          <IconChevronLeft size={16} className={classes.mirrored} />
        </IconButton>
        <div className={classes.monthNames}>
          {starts.slice(0, -1).map((month, at) => (
            <span
              key={month}
              className={classes.month}
              style={{ flexGrow: daysBetween(month, starts[at + 1] ?? last) }}
            >
              {format.monthHeading(month)}
            </span>
          ))}
        </div>
        <IconButton label={t('campaign.later')} onClick={() => setShift(shift + 3)}>
          <IconChevronRight size={16} className={classes.mirrored} />
        </IconButton>
      </div>
      {shown.length === 0 && <p className={layout.hint}>{t('campaign.calendar.none')}</p>}
      <ul className={classes.bars} aria-label={t('campaign.view.calendar')}>
        {shown.map((campaign) => {
          const from = campaign.startsOn ?? first
          const until = addDays(campaign.endsOn ?? from, 1)
          const start = Math.max(0, daysBetween(first, from))
          const end = Math.min(total, daysBetween(first, until))
          return (
            <li key={campaign.id} className={classes.barRow}>
              <button
                type="button"
                className={classes.bar}
                data-status={campaign.status}
                title={`${campaign.name} · ${format.date(from)}${campaign.endsOn ? ` – ${format.date(campaign.endsOn)}` : ''}`}
                style={{
                  marginInlineStart: `${(start / total) * 100}%`,
                  inlineSize: `${(Math.max(1, end - start) / total) * 100}%`,
                }}
                onClick={() => go({ section: 'campaigns', id: campaign.id })}
              >
                <bdi>{campaign.name}</bdi>
              </button>
            </li>
          )
        })}
      </ul>
      {undated > 0 && <p className={layout.hint}>{t('campaign.calendar.undated', { n: undated })}</p>}
    </div>
  )
}

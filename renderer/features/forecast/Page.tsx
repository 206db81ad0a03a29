/** The forecast: a column per period of the reader's calendar or of our own year, a block per owner, pipeline or category. */
import { IconChevronLeft, IconChevronRight, IconTarget } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import type { Output } from '#db/shared/contract.ts'
import { addDays } from '#db/shared/dates/calendars.ts'
import {
  type ForecastFigures,
  type ForecastPeriod,
  type ForecastUnit,
  forecastUnits,
} from '#db/shared/forecast.ts'
import { useRead } from '../../data/hooks.ts'
import { usePreferences, useText } from '../../i18n/I18nProvider.tsx'
import { Bdi, useFormat } from '../../i18n/useFormat.tsx'
import { FiscalYear } from '../../records/FiscalYear.tsx'
import { useMay } from '../../state/session.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { todayIso } from '../../ui/dates/typedDay.ts'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Select } from '../../ui/fields/Select.tsx'
import { Page } from '../../ui/Page.tsx'
import classes from './Forecast.module.css'
import { usePeriodName } from './periodName.ts'
import { QuotaDialog } from './QuotaDialog.tsx'

type By = 'owner' | 'pipeline' | 'category'
const groupings = ['none', 'owner', 'pipeline', 'category'] as const
const SHOWN = 6
const depends = { on: ['opportunity', 'stage', 'quota', 'exchangeRate', 'setting', 'user', 'pipeline'] }

const isBy = (value: string): value is By => value !== 'none' && groupings.some((one) => one === value)

export function ForecastPage(): ReactNode {
  const t = useText()
  const { calendar } = usePreferences()
  const [unit, setUnit] = useState<ForecastUnit>('month')
  const [by, setBy] = useState<By>()
  const [from, setFrom] = useState(todayIso())
  const [asking, setAsking] = useState<ForecastPeriod>()
  const mayEdit = useMay('create')
  const { data, error } = useRead(
    'forecast.get',
    { unit, calendar, from, periods: SHOWN, ...(by && { by }) },
    { depends, keep: true },
  )
  const first = data?.periods[0]
  const last = data?.periods.at(-1)
  const span = first && last ? Math.round((Date.parse(last.end) - Date.parse(first.start)) / 86_400_000) : 180
  return (
    <Page
      title={t('app.section.forecast')}
      text={t('forecast.text')}
      actions={
        <>
          <Select
            label={t('forecast.unit')}
            labelHidden
            options={forecastUnits.map((each) => ({ value: each, label: t(`forecast.unit.${each}`) }))}
            value={unit}
            onChange={(value) => setUnit(forecastUnits.find((each) => each === value) ?? 'month')}
          />
          <Select
            label={t('forecast.by')}
            labelHidden
            options={groupings.map((each) => ({ value: each, label: t(`forecast.by.${each}`) }))}
            value={by ?? 'none'}
            onChange={(value) => setBy(value !== null && isBy(value) ? value : undefined)}
          />
          {(unit === 'fiscalQuarter' || unit === 'fiscalYear') && <FiscalYear compact />}
          <IconButton
            label={t('forecast.earlier')}
            onClick={() => first && setFrom(addDays(first.start, -span))}
          >
            <IconChevronLeft size={16} className={classes.mirrored} />
          </IconButton>
          <Button size="small" tone="quiet" onClick={() => setFrom(todayIso())}>
            {t('forecast.now')}
          </Button>
          <IconButton label={t('forecast.later')} onClick={() => last && setFrom(addDays(last.end, 1))}>
            <IconChevronRight size={16} className={classes.mirrored} />
          </IconButton>
          {mayEdit && first && (
            <Button size="small" icon={<IconTarget size={15} />} onClick={() => setAsking(first)}>
              {t('forecast.setQuota')}
            </Button>
          )}
        </>
      }
    >
      {error && <ErrorNote error={error.record} />}
      {data && <Figures data={data} unit={unit} by={by} />}
      {asking && data && (
        <QuotaDialog periods={data.periods} unit={unit} onClose={() => setAsking(undefined)} />
      )}
    </Page>
  )
}

const lines = ['won', 'commit', 'bestCase', 'pipeline', 'weighted', 'quota'] as const

interface FiguresProps {
  readonly data: Output<'forecast.get'>
  readonly unit: ForecastUnit
  readonly by: By | undefined
}

function Figures({ data, unit, by }: FiguresProps): ReactNode {
  const t = useText()
  const name = usePeriodName(unit)
  const titleOf = (row: FiguresProps['data']['rows'][number]): string =>
    by === 'category'
      ? t(`opportunity.choice.category.${row.key ?? 'pipeline'}`)
      : by === undefined
        ? t('forecast.all')
        : (row.name ?? t('forecast.nobody'))
  return (
    <table className={classes.table} aria-label={t('app.section.forecast')}>
      <thead>
        <tr>
          <th scope="col">{t('forecast.by')}</th>
          {data.periods.map((period) => (
            <th key={period.start} scope="col" data-end>
              {name(period)}
            </th>
          ))}
        </tr>
      </thead>
      {data.rows.map((row) => (
        <Block key={row.key ?? ''} title={titleOf(row)} cells={row.cells} />
      ))}
      {by !== undefined && <Block title={t('forecast.all')} cells={data.total} />}
    </table>
  )
}

function Block({
  title,
  cells,
}: {
  readonly title: string
  readonly cells: readonly ForecastFigures[]
}): ReactNode {
  const t = useText()
  const format = useFormat()
  const goal = cells.some(({ quota }) => quota.minor > 0)
  return (
    <tbody>
      <tr className={classes.block}>
        <th scope="rowgroup" colSpan={cells.length + 1}>
          <Bdi>{title}</Bdi>
        </th>
      </tr>
      {lines
        .filter((line) => line !== 'quota' || goal)
        .map((line) => (
          <tr key={line} data-line={line}>
            <th scope="row">{t(`forecast.${line}`)}</th>
            {cells.map((cell, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: one cell per period, always
              <td key={at} data-zero={cell[line].minor === 0 || undefined}>
                {format.money(cell[line].minor, cell[line].currency)}
              </td>
            ))}
          </tr>
        ))}
      {goal && (
        <tr data-line="reached">
          <th scope="row">{t('forecast.reached')}</th>
          {cells.map((cell, at) => {
            const share = cell.quota.minor > 0 ? cell.won.minor / cell.quota.minor : undefined
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: one cell per period, always
              <td key={at}>
                {share !== undefined && (
                  <>
                    {format.percent(share)}
                    <meter className={classes.meter} min={0} max={1} value={Math.min(1, share)}>
                      {format.percent(share)}
                    </meter>
                  </>
                )}
              </td>
            )
          })}
        </tr>
      )}
    </tbody>
  )
}

/** When the business's own year begins: one setting of the database, wherever it is asked for. Its sums are db/shared/forecast.ts. */
import { type ReactNode, useState } from 'react'
import { monthNames } from '#db/shared/dates/names.ts'
import { type FiscalStart, fiscalStarts } from '#db/shared/dates/periods.ts'
import { FISCAL_START, fiscalStartOf } from '#db/shared/forecast.ts'
import { call } from '../data/port.ts'
import { useSettings } from '../data/settings.ts'
import { usePreferences, useText } from '../i18n/I18nProvider.tsx'
import { useFormat } from '../i18n/useFormat.tsx'
import { useDoing } from '../state/doing.ts'
import { useUserPreferences } from '../state/preferences.ts'
import { useMay } from '../state/session.ts'
import { Select } from '../ui/fields/Select.tsx'

const usual: readonly (readonly [string, FiscalStart])[] = [
  ['january', fiscalStarts.january],
  ['april', { calendar: 'gregory', month: 4, day: 1 }],
  ['july', { calendar: 'gregory', month: 7, day: 1 }],
  ['october', fiscalStarts.october],
  ['farvardin', fiscalStarts.farvardin],
]
const OWN = 'own'
const DAYS = Array.from({ length: 31 }, (_, at) => at + 1)

const isSame = (a: FiscalStart, b: FiscalStart): boolean =>
  a.calendar === b.calendar && a.month === b.month && a.day === b.day

interface Props {
  /** In a bar: without its label, a day of one's own only to be read. */
  readonly compact?: boolean
}

export function FiscalYear({ compact = false }: Props): ReactNode {
  const t = useText()
  const doing = useDoing()
  const format = useFormat()
  const { language, calendar } = usePreferences()
  const { country } = useUserPreferences()
  const settings = useSettings()
  const mayEdit = useMay('configure')
  const [choosing, setChoosing] = useState(false)
  if (!settings) return null
  const home = settings.database.defaultCountry
  const now = fiscalStartOf(settings.database[FISCAL_START], typeof home === 'string' ? home : country)
  const known = usual.find(([, start]) => isSame(start, now))?.[0]
  const isOwn = choosing || known === undefined
  // Months as the reader counts them (Buddhist ones are Gregorian); a day of one's own keeps its calendar.
  const counts = calendar === 'persian' ? 'persian' : 'gregory'
  const counted: FiscalStart =
    known === undefined || now.calendar === counts ? now : { calendar: counts, month: 1, day: 1 }
  const months = monthNames(language, counted.calendar)
  const own =
    compact && known === undefined
      ? `${format.integer(now.day)} ${months[now.month - 1] ?? ''}`
      : t('forecast.year.own')
  const save = async (start: FiscalStart): Promise<void> => {
    if (isSame(start, now)) return
    await doing(
      () => call('settings.set', { scope: 'database', key: FISCAL_START, value: { ...start } }),
      t('forecast.year.start'),
    )
  }
  return (
    <>
      <Select
        label={t('forecast.year.start')}
        labelHidden={compact}
        disabled={!mayEdit}
        options={[
          ...usual.map(([id]) => ({ value: id, label: t(`forecast.year.${id}`) })),
          ...(compact && !isOwn ? [] : [{ value: OWN, label: own }]),
        ]}
        value={isOwn ? OWN : (known ?? null)}
        onChange={(id) => {
          const start = usual.find(([name]) => name === id)?.[1]
          setChoosing(!start)
          if (start) void save(start)
        }}
      />
      {isOwn && !compact && (
        <>
          <Select
            label={t('forecast.year.month')}
            disabled={!mayEdit}
            options={months.map((label, at) => ({ value: String(at + 1), label }))}
            value={String(counted.month)}
            onChange={(month) => month && void save({ ...counted, month: Number(month) })}
          />
          <Select
            label={t('forecast.year.day')}
            disabled={!mayEdit}
            options={DAYS.map((day) => ({ value: String(day), label: format.integer(day) }))}
            value={String(counted.day)}
            onChange={(day) => day && void save({ ...counted, day: Number(day) })}
          />
        </>
      )}
    </>
  )
}

/** Names of forecast periods, in the reader's calendar. */
import type { ForecastPeriod, ForecastUnit } from '#db/shared/forecast.ts'
import { useText } from '../../i18n/I18nProvider.tsx'
import { useFormat } from '../../i18n/useFormat.tsx'

/** What a period is called, in the reader's calendar. */
export function usePeriodName(unit: ForecastUnit): (period: ForecastPeriod) => string {
  const t = useText()
  const format = useFormat()
  return ({ start, year, quarter }) => {
    const named = format.digits(String(year ?? ''))
    if (unit === 'month') return format.monthHeading(start)
    if (unit === 'fiscalYear') return t('forecast.year', { year: named })
    return t('forecast.quarter', { quarter: format.integer(quarter ?? 1), year: named })
  }
}

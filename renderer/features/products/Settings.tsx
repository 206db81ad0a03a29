/** Settings of prices: price lists, categories, exchange rates by day, tax rates by the day they come into force. */
import type { ReactNode } from 'react'
import { exchangeRate, priceList, productCategory, taxRate } from '#db/shared/products.ts'
import type { WireRecord } from '#db/shared/records.ts'
import { useRead } from '../../data/hooks.ts'
import { useText } from '../../i18n/I18nProvider.tsx'
import { useFormat } from '../../i18n/useFormat.tsx'
import { ShortList } from '../../records/ShortList.tsx'
import { todayIso } from '../../ui/dates/typedDay.ts'
import classes from './Products.module.css'

export function PriceSettings(): ReactNode {
  return (
    <>
      <ShortList entity={priceList} Detail={SayList} />
      <ShortList entity={productCategory} />
      <ShortList entity={exchangeRate} Detail={SayRate} sort="-day" />
      <ShortList entity={taxRate} Detail={SayTax} sort="-validFrom">
        <Known />
      </ShortList>
    </>
  )
}

interface SayProps {
  readonly row: WireRecord
}

function SayList({ row }: SayProps): ReactNode {
  return String(row.currency ?? '')
}
function SayRate({ row }: SayProps): ReactNode {
  const format = useFormat()
  return `→ ${String(row.toCurrency ?? '')} ${format.number(Number(row.rate ?? 0))} · ${format.date(String(row.day ?? ''))}`
}
function SayTax({ row }: SayProps): ReactNode {
  const format = useFormat()
  return `${format.percent(Number(row.rate ?? 0) / 100)} · ${format.date(String(row.validFrom ?? ''))}`
}

/** What the program knows by itself. */
function Known(): ReactNode {
  const t = useText()
  const format = useFormat()
  const data = useRead('tax.on', { on: todayIso() }, { depends: { on: ['taxRate', 'setting'] } }).data
  if (!data || data.own) return null
  const percent = (rate: string | null): string => (rate === null ? '—' : format.percent(Number(rate) / 100))
  return (
    <p className={classes.dim}>
      {t('settings.prices.known', {
        country: data.country,
        vat: percent(data.vat),
        withholding: percent(data.withholding),
      })}
    </p>
  )
}

/** What is sold or offered on a line: a product, with its price and tax of a day, or any text. */
import { type ReactNode, useRef, useState } from 'react'
import { currencyDecimals } from '#db/shared/numbers/currencies.ts'
import { toMinor } from '#db/shared/numbers/money.ts'
import type { OfferedProduct } from '#db/shared/products.ts'
import { useRead } from '../data/hooks.ts'
import { useText } from '../i18n/I18nProvider.tsx'
import { useFormat } from '../i18n/useFormat.tsx'
import { type Suggestion, TypeAhead } from '../ui/fields/TypeAhead.tsx'

interface Props {
  readonly label: string
  readonly value: string
  /** Whose prices are shown: in a currency, of a list if there is one, on a day. */
  readonly prices: {
    readonly currency: string
    readonly priceList?: string | null
    readonly on: string
  }
  readonly readOnly: boolean
  readonly onText: (name: string) => void
  readonly onPick: (product: OfferedProduct) => void
}

export function ProductField({ label, value, prices, readOnly, onText, onPick }: Props): ReactNode {
  const t = useText()
  const format = useFormat()
  const [query, setQuery] = useState<string>()
  const picked = useRef(false)
  const found = useRead(
    'product.offered',
    { search: query ?? '', ...prices, limit: 8 },
    {
      depends: { on: ['product', 'price', 'priceList', 'exchangeRate'] },
      enabled: query !== undefined,
      keep: true,
    },
  )
  const products = found.data?.products ?? []
  /** More decimals than the currency has are said as a number: 1.355 a metre is not 1.36. */
  const priceText = (unitPrice: string): string => {
    const decimals = unitPrice.split('.')[1]?.length ?? 0
    return decimals > currencyDecimals(prices.currency)
      ? `${format.number(Number(unitPrice))} ${prices.currency}`
      : format.money(toMinor(unitPrice, prices.currency), prices.currency)
  }
  const suggestions: Suggestion[] = products.map(({ id, name, code, unitPrice }) => ({
    id,
    label: name,
    detail: [code, unitPrice === null ? null : priceText(unitPrice)].filter(Boolean).join(' · '),
  }))
  return (
    <TypeAhead
      label={label}
      labelHidden
      readOnly={readOnly}
      value={value}
      query={query}
      onQuery={(next) => {
        const left = next === undefined && query !== undefined && query !== '' && query !== value
        // Picking a product closes the list, too: then what was typed was only to find it.
        if (left && !picked.current) onText(query)
        picked.current = false
        setQuery(next)
      }}
      suggestions={suggestions}
      busy={found.isPending}
      none={t('opportunity.lines.asText')}
      onPick={(id) => {
        const product = products.find((one) => one.id === id)
        setQuery(undefined)
        picked.current = product !== undefined
        if (product) onPick(product)
      }}
      onClear={() => onText('')}
    />
  )
}

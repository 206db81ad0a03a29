/** What is sold or offered on a line: a product, with its price and tax of a day, or any text. */
import { type ReactNode, useState } from 'react'
import type { OfferedProduct } from '#db/shared/products.ts'
import { useRead } from '../data/hooks.ts'
import { useText } from '../i18n/I18nProvider.tsx'
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
  const [query, setQuery] = useState<string>()
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
  const suggestions: Suggestion[] = products.map(({ id, name, code, unitPrice }) => ({
    id,
    label: name,
    detail: [code, unitPrice === null ? null : `${unitPrice} ${prices.currency}`].filter(Boolean).join(' · '),
  }))
  return (
    <TypeAhead
      label={label}
      labelHidden
      readOnly={readOnly}
      value={value}
      query={query}
      onQuery={(next) => {
        if (next === undefined && query !== undefined && query !== '' && query !== value) onText(query)
        setQuery(next)
      }}
      suggestions={suggestions}
      busy={found.isPending}
      none={t('opportunity.lines.asText')}
      onPick={(id) => {
        const product = products.find((one) => one.id === id)
        setQuery(undefined)
        if (product) onPick(product)
      }}
      onClear={() => onText('')}
    />
  )
}

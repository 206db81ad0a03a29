/** The lines of a quote: products or text, quantities, prices, discounts, taxes, and what it all comes to while one types. */
import { type ReactNode, useState } from 'react'
import type { QuoteLineInput, QuoteTerms, QuoteTotals } from '#db/shared/quotes.ts'
import { quoteTotals } from '#db/shared/quoteTotals.ts'
import { useRead } from '../../data/hooks.ts'
import { call } from '../../data/port.ts'
import { useHasText, useText } from '../../i18n/I18nProvider.tsx'
import { useFormat } from '../../i18n/useFormat.tsx'
import type { RecordProps, RecordTab } from '../../records/extensions.tsx'
import { type EditedLine, LinesBar, lineData, newKey, RemoveLine, useLines } from '../../records/lines.tsx'
import { ProductField } from '../../records/ProductField.tsx'
import { toastUndoable } from '../../state/feedback.ts'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { NumberField } from '../../ui/fields/NumberField.tsx'
import { Select } from '../../ui/fields/Select.tsx'
import { TextField } from '../../ui/fields/TextField.tsx'
import classes from './Quotes.module.css'
import { quoteDepends, statusOf } from './quote.ts'

interface Line extends Omit<QuoteLineInput, 'id'>, EditedLine {}

const fresh = (taxRate: number | null): Line => ({
  key: newKey(),
  productId: null,
  name: null,
  description: null,
  quantity: 1,
  unit: null,
  unitPrice: 0,
  discountKind: null,
  discountValue: null,
  taxRate,
})

/** Null beyond what a currency can hold. */
function reckon(lines: readonly Line[], terms: QuoteTerms): QuoteTotals | null {
  try {
    return quoteTotals(lines, terms)
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

function Panel({ record, readOnly }: RecordProps): ReactNode {
  const t = useText()
  const has = useHasText()
  const format = useFormat()
  const { data } = useRead('quote.get', { id: record.id }, { depends: quoteDepends, keep: true })
  const day = typeof record.issueDate === 'string' ? record.issueDate : '2000-01-01'
  const tax = useRead('tax.on', { on: day }, { depends: { on: ['taxRate', 'setting'] } }).data
  const lines = useLines<Line>((data?.lines ?? []).map((line) => ({ ...line, key: line.id })))
  if (!data) return null
  const { terms } = data
  const priceList = typeof record.priceListId === 'string' ? record.priceListId : null
  const fixed = readOnly || statusOf(data) !== 'draft'
  const totals = reckon(lines.all, terms)
  const money = (minor: number | undefined): string =>
    minor === undefined ? '—' : format.money(minor, terms.currency)
  const usual = tax?.vat === null || tax === undefined ? null : Number(tax.vat)
  const save = (): void =>
    lines.save(async (all) => {
      const { operation } = await call('quote.save', { id: record.id, lines: all.map(lineData) })
      toastUndoable(t('quote.saved'), operation, t, has)
    })
  return (
    <div className={classes.tab}>
      {lines.error && <ErrorNote error={lines.error} />}
      {fixed && !readOnly && <p className={classes.dim}>{t('quote.lines.fixed')}</p>}
      {lines.all.length === 0 && <p className={classes.dim}>{t('quote.lines.none')}</p>}
      {lines.all.length > 0 && (
        <div className={classes.scroll}>
          <table className={classes.lines} aria-label={t('quoteLine.many')}>
            <thead>
              <tr>
                <th scope="col">{t('quoteLine.field.name')}</th>
                <th scope="col">{t('quoteLine.field.quantity')}</th>
                <th scope="col">{t('quoteLine.field.unit')}</th>
                <th scope="col">{t('quoteLine.field.unitPrice')}</th>
                <th scope="col">{t('quote.lines.discount')}</th>
                <th scope="col">{t('quoteLine.field.taxRate')}</th>
                <th scope="col" className={classes.end}>
                  {t('quote.paper.amount')}
                </th>
                <th scope="col" aria-label={t('list.delete')} />
              </tr>
            </thead>
            <tbody>
              {lines.all.map((line, at) => (
                <tr key={line.key}>
                  <td className={classes.what}>
                    <ProductField
                      label={t('quoteLine.field.name')}
                      value={line.name ?? ''}
                      prices={{ currency: terms.currency, priceList, on: day }}
                      readOnly={fixed}
                      onText={(name) => lines.change(line.key, { name, productId: null })}
                      onPick={(product) =>
                        lines.change(line.key, {
                          productId: product.id,
                          name: product.name,
                          unit: product.unit,
                          description: product.description,
                          ...(product.unitPrice !== null && { unitPrice: Number(product.unitPrice) }),
                          ...(product.taxRate !== null && { taxRate: Number(product.taxRate) }),
                        })
                      }
                    />
                  </td>
                  <td className={classes.narrow}>
                    <NumberField
                      label={t('quoteLine.field.quantity')}
                      labelHidden
                      readOnly={fixed}
                      value={line.quantity}
                      onChange={(quantity) => lines.change(line.key, { quantity: quantity ?? 0 })}
                    />
                  </td>
                  <td className={classes.narrow}>
                    <TextField
                      label={t('quoteLine.field.unit')}
                      labelHidden
                      readOnly={fixed}
                      value={line.unit ?? ''}
                      onChange={(unit) => lines.change(line.key, { unit: unit || null })}
                    />
                  </td>
                  <td className={classes.price}>
                    <NumberField
                      label={t('quoteLine.field.unitPrice')}
                      labelHidden
                      readOnly={fixed}
                      value={line.unitPrice}
                      onChange={(unitPrice) => lines.change(line.key, { unitPrice: unitPrice ?? 0 })}
                    />
                  </td>
                  <td className={classes.discount}>
                    <Discount
                      line={line}
                      currency={terms.currency}
                      readOnly={fixed}
                      onChange={(more) => lines.change(line.key, more)}
                    />
                  </td>
                  <td className={classes.narrow}>
                    <NumberField
                      label={t('quoteLine.field.taxRate')}
                      labelHidden
                      readOnly={fixed}
                      value={line.taxRate}
                      onChange={(value) =>
                        lines.change(line.key, {
                          taxRate: value === null ? null : Math.min(100, Math.max(0, value)),
                        })
                      }
                    />
                  </td>
                  <td className={classes.end}>{money(totals?.lines[at]?.net)}</td>
                  <td>
                    {!fixed && <RemoveLine name={line.name ?? ''} onRemove={() => lines.remove(line.key)} />}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {!fixed && (
        <LinesBar
          lines={lines}
          add={t('quoteLine.new')}
          fresh={() => fresh(usual)}
          blocked={totals === null}
          onSave={save}
        />
      )}
      {lines.all.length > 0 && totals && <Sums totals={totals} money={money} />}
      {totals === null && <ErrorNote error={{ code: 'Invalid', reason: 'amountTooLarge' }} />}
    </div>
  )
}

interface DiscountProps {
  readonly line: Line
  readonly currency: string
  readonly readOnly: boolean
  readonly onChange: (more: Pick<Line, 'discountKind' | 'discountValue'>) => void
}

/** So many per cent of a line, or a sum off it. */
function Discount({ line, currency, readOnly, onChange }: DiscountProps): ReactNode {
  const t = useText()
  const [kind, setKind] = useState(line.discountKind ?? 'percent')
  const give = (value: number | null, next: 'percent' | 'amount'): void => {
    const most = next === 'percent' ? 100 : Number.MAX_SAFE_INTEGER
    onChange({
      discountKind: value === null ? null : next,
      discountValue: value === null ? null : Math.min(most, Math.max(0, value)),
    })
  }
  return (
    <div className={classes.pair}>
      <NumberField
        label={t('quote.lines.discount')}
        labelHidden
        readOnly={readOnly}
        value={line.discountValue}
        onChange={(value) => give(value, kind)}
      />
      <Select
        label={t('quote.lines.discountKind')}
        labelHidden
        disabled={readOnly}
        options={[
          { value: 'percent', label: '%' },
          { value: 'amount', label: currency },
        ]}
        value={kind}
        onChange={(value) => {
          const next = value === 'amount' ? 'amount' : 'percent'
          setKind(next)
          if (line.discountValue !== null) give(line.discountValue, next)
        }}
      />
    </div>
  )
}

function Sums({
  totals,
  money,
}: {
  readonly totals: QuoteTotals
  readonly money: (minor: number) => string
}): ReactNode {
  const t = useText()
  const format = useFormat()
  return (
    <table className={classes.sums} aria-label={t('quote.sums')}>
      <tbody>
        <tr>
          <th scope="row">{t('quote.field.subtotal')}</th>
          <td>{money(totals.subtotal)}</td>
        </tr>
        {totals.discount !== 0 && (
          <tr>
            <th scope="row">{t('quote.field.discount')}</th>
            <td>{money(-totals.discount)}</td>
          </tr>
        )}
        <tr>
          <th scope="row">{t('quote.field.net')}</th>
          <td>{money(totals.base)}</td>
        </tr>
        {totals.taxes
          .filter(({ rate }) => Number(rate) > 0)
          .map((one) => (
            <tr key={one.rate}>
              <th scope="row">
                {t('quote.field.tax')} {format.percent(Number(one.rate) / 100)}
              </th>
              <td>{money(one.tax)}</td>
            </tr>
          ))}
        <tr data-grand>
          <th scope="row">{t('quote.field.total')}</th>
          <td>{money(totals.total)}</td>
        </tr>
        {totals.withholding !== 0 && (
          <tr>
            <th scope="row">{t('quote.paper.payable')}</th>
            <td>{money(totals.payable)}</td>
          </tr>
        )}
      </tbody>
    </table>
  )
}

export const linesTab: RecordTab = {
  id: 'quoteLine',
  label: 'quoteLine.many',
  on: ({ name }) => name === 'quote',
  Panel,
}

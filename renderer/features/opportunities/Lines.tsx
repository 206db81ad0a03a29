/** The products of an opportunity: how many at what price; the amount follows them. */
import { type ReactNode, useState } from 'react'
import { isCurrency } from '#db/shared/numbers/currencies.ts'
import { netOfLines } from '#db/shared/quoteTotals.ts'
import { useRead } from '../../data/hooks.ts'
import { call } from '../../data/port.ts'
import { useSettings } from '../../data/settings.ts'
import { useHasText, usePreferences, useText } from '../../i18n/I18nProvider.tsx'
import { useFormat } from '../../i18n/useFormat.tsx'
import type { RecordProps, RecordTab } from '../../records/extensions.tsx'
import { type EditedLine, LinesBar, lineData, newKey, RemoveLine, useLines } from '../../records/lines.tsx'
import { ProductField } from '../../records/ProductField.tsx'
import { toastUndoable } from '../../state/feedback.ts'
import { todayIso } from '../../ui/dates/typedDay.ts'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { useCurrencies } from '../../ui/fields/countries.ts'
import { NumberField } from '../../ui/fields/NumberField.tsx'
import { Select } from '../../ui/fields/Select.tsx'
import classes from './Opportunities.module.css'

interface Line extends EditedLine {
  readonly productId: string | null
  readonly name: string
  readonly quantity: number
  readonly unitPrice: number
  readonly discountPercent: number | null
}

const fresh = (): Line => ({
  key: newKey(),
  productId: null,
  name: '',
  quantity: 1,
  unitPrice: 0,
  discountPercent: null,
})

const number = (value: unknown, otherwise: number): number => (typeof value === 'number' ? value : otherwise)

/** Minor units of one line; null beyond what a currency can hold. */
function netOf(lines: readonly Line[], currency: string): number | null {
  try {
    return netOfLines(lines, currency)
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

function Panel({ record, readOnly }: RecordProps): ReactNode {
  const t = useText()
  const has = useHasText()
  const format = useFormat()
  const usual = useUsualCurrency()
  const currencies = useCurrencies()
  const [chosen, setChosen] = useState<string>()
  const stored = useRead(
    'record.list',
    {
      entity: 'opportunityLine',
      filter: { field: 'opportunityId', op: 'is', value: record.id },
      sort: ['position'],
      limit: 500,
    },
    { depends: { on: ['opportunityLine', 'product'] }, keep: true },
  ).data?.rows
  const amount = record.amount
  const own =
    typeof amount === 'object' && amount !== null && 'currency' in amount ? String(amount.currency) : usual
  const currency = chosen ?? own
  const lines = useLines<Line>(
    (stored ?? []).map((row) => ({
      key: row.id,
      id: row.id,
      productId: typeof row.productId === 'string' ? row.productId : null,
      name: typeof row.name === 'string' ? row.name : '',
      quantity: number(row.quantity, 1),
      unitPrice: number(row.unitPrice, 0),
      discountPercent: typeof row.discountPercent === 'number' ? row.discountPercent : null,
    })),
  )
  const save = (): void =>
    lines.save(async (all) => {
      const { operation } = await call('opportunity.setLines', {
        id: record.id,
        currency,
        lines: all.map(lineData),
      })
      setChosen(undefined)
      toastUndoable(t('opportunity.lines.saved'), operation, t, has)
    })
  const cancel = (): void => {
    setChosen(undefined)
    lines.cancel()
  }
  const total = netOf(lines.all, currency)
  const money = (minor: number | null): string => (minor === null ? '—' : format.money(minor, currency))
  return (
    <div className={classes.tab}>
      {lines.error && <ErrorNote error={lines.error} />}
      {lines.all.length === 0 && <p className={classes.hint}>{t('opportunity.lines.none')}</p>}
      {lines.all.length > 0 && (
        <div className={classes.scroll}>
          <table className={classes.lines} aria-label={t('opportunityLine.many')}>
            <thead>
              <tr>
                <th scope="col">{t('opportunityLine.field.productId')}</th>
                <th scope="col">{t('opportunityLine.field.quantity')}</th>
                <th scope="col">{t('opportunityLine.field.unitPrice')}</th>
                <th scope="col">{t('opportunityLine.field.discountPercent')}</th>
                <th scope="col" data-end>
                  {t('opportunity.field.amount')}
                </th>
                <th scope="col" aria-label={t('list.delete')} />
              </tr>
            </thead>
            <tbody>
              {lines.all.map((line) => (
                <tr key={line.key}>
                  <td className={classes.what}>
                    <ProductField
                      label={t('opportunityLine.field.productId')}
                      value={line.name}
                      prices={{ currency, on: todayIso() }}
                      readOnly={readOnly}
                      onText={(name) => lines.change(line.key, { name, productId: null })}
                      onPick={(product) =>
                        lines.change(line.key, {
                          productId: product.id,
                          name: product.name,
                          ...(product.unitPrice !== null && { unitPrice: Number(product.unitPrice) }),
                        })
                      }
                    />
                  </td>
                  <td>
                    <NumberField
                      label={t('opportunityLine.field.quantity')}
                      labelHidden
                      readOnly={readOnly}
                      value={line.quantity}
                      onChange={(quantity) => lines.change(line.key, { quantity: quantity ?? 0 })}
                    />
                  </td>
                  <td>
                    <NumberField
                      label={t('opportunityLine.field.unitPrice')}
                      labelHidden
                      readOnly={readOnly}
                      value={line.unitPrice}
                      onChange={(unitPrice) => lines.change(line.key, { unitPrice: unitPrice ?? 0 })}
                    />
                  </td>
                  <td>
                    <NumberField
                      label={t('opportunityLine.field.discountPercent')}
                      labelHidden
                      readOnly={readOnly}
                      value={line.discountPercent}
                      onChange={(discountPercent) => lines.change(line.key, { discountPercent })}
                    />
                  </td>
                  <td data-end>{money(netOf([line], currency))}</td>
                  <td>
                    {!readOnly && <RemoveLine name={line.name} onRemove={() => lines.remove(line.key)} />}
                  </td>
                </tr>
              ))}
            </tbody>
            <tfoot>
              <tr>
                <th scope="row" colSpan={4}>
                  {t('opportunity.lines.total')}
                </th>
                <td data-end>
                  <strong>{money(total)}</strong>
                </td>
                <td />
              </tr>
            </tfoot>
          </table>
        </div>
      )}
      {!readOnly && (
        <LinesBar
          lines={{ ...lines, cancel }}
          add={t('opportunityLine.new')}
          fresh={fresh}
          blocked={total === null}
          onSave={save}
        >
          {lines.all.length > 0 && (
            <Select
              label={t('opportunity.lines.currency')}
              labelHidden
              options={currencies}
              value={currency}
              onChange={(picked) => {
                setChosen(picked ?? undefined)
                lines.begin()
              }}
            />
          )}
        </LinesBar>
      )}
    </div>
  )
}

/** Of an opportunity that has no amount yet: what the business usually sells in, as the host would take it. */
function useUsualCurrency(): string {
  const { currency } = usePreferences()
  const stored = useSettings()?.database.defaultCurrency
  return typeof stored === 'string' && isCurrency(stored) ? stored : currency
}

export const linesTab: RecordTab = {
  id: 'opportunityLine',
  label: 'opportunityLine.many',
  on: ({ name }) => name === 'opportunity',
  Panel,
}

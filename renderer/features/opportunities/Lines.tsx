/** The products of an opportunity: how many at what price; the amount follows them. */
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import type { ErrorRecord } from '#db/shared/errors.ts'
import { quoteTotals } from '#db/shared/quoteTotals.ts'
import { useRead } from '../../data/hooks.ts'
import { call, recordOf } from '../../data/port.ts'
import { useHasText, usePreferences, useText } from '../../i18n/I18nProvider.tsx'
import { useFormat } from '../../i18n/useFormat.tsx'
import type { RecordProps, RecordTab } from '../../records/extensions.tsx'
import { ProductField } from '../../records/ProductField.tsx'
import { toastUndoable } from '../../state/feedback.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { todayIso } from '../../ui/dates/typedDay.ts'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { NumberField } from '../../ui/fields/NumberField.tsx'
import classes from './Opportunities.module.css'

interface Line {
  readonly key: string
  readonly id?: string
  readonly productId: string | null
  readonly name: string
  readonly quantity: number
  readonly unitPrice: number
  readonly discountPercent: number | null
}

let made = 0
const fresh = (): Line => ({
  key: `new${made++}`,
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
    return quoteTotals(
      lines.map(({ quantity, unitPrice, discountPercent }) => ({
        quantity,
        unitPrice,
        discountKind: discountPercent === null ? null : ('percent' as const),
        discountValue: discountPercent,
        taxRate: null,
      })),
      {
        currency,
        taxIncluded: false,
        rounding: 'halfUp',
        discountKind: null,
        discountValue: null,
        withholdingRate: null,
      },
    ).subtotal
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

function Panel({ record, readOnly }: RecordProps): ReactNode {
  const t = useText()
  const has = useHasText()
  const format = useFormat()
  const preferences = usePreferences()
  const [edited, setEdited] = useState<readonly Line[]>()
  const [error, setError] = useState<ErrorRecord>()
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
  const currency =
    typeof amount === 'object' && amount !== null && 'currency' in amount
      ? String(amount.currency)
      : preferences.currency
  const lines: readonly Line[] =
    edited ??
    (stored ?? []).map((row) => ({
      key: row.id,
      id: row.id,
      productId: typeof row.productId === 'string' ? row.productId : null,
      name: typeof row.name === 'string' ? row.name : '',
      quantity: number(row.quantity, 1),
      unitPrice: number(row.unitPrice, 0),
      discountPercent: typeof row.discountPercent === 'number' ? row.discountPercent : null,
    }))
  const change = (key: string, data: Partial<Line>): void =>
    setEdited(lines.map((line) => (line.key === key ? { ...line, ...data } : line)))
  const save = async (): Promise<void> => {
    try {
      const { operation } = await call('opportunity.setLines', {
        id: record.id,
        currency,
        lines: lines.map(({ key: _, ...line }) => line),
      })
      toastUndoable(t('opportunity.lines.saved'), operation, t, has)
      setEdited(undefined)
      setError(undefined)
    } catch (failure) {
      setError(recordOf(failure))
    }
  }
  const total = netOf(lines, currency)
  const money = (minor: number | null): string => (minor === null ? '—' : format.money(minor, currency))
  return (
    <div className={classes.tab}>
      {error && <ErrorNote error={error} />}
      {lines.length === 0 && <p className={classes.hint}>{t('opportunity.lines.none')}</p>}
      {lines.length > 0 && (
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
              {lines.map((line) => (
                <tr key={line.key}>
                  <td className={classes.what}>
                    <ProductField
                      label={t('opportunityLine.field.productId')}
                      value={line.name}
                      prices={{ currency, on: todayIso() }}
                      readOnly={readOnly}
                      onText={(name) => change(line.key, { name, productId: null })}
                      onPick={(product) =>
                        change(line.key, {
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
                      onChange={(quantity) => change(line.key, { quantity: quantity ?? 0 })}
                    />
                  </td>
                  <td>
                    <NumberField
                      label={t('opportunityLine.field.unitPrice')}
                      labelHidden
                      readOnly={readOnly}
                      value={line.unitPrice}
                      onChange={(unitPrice) => change(line.key, { unitPrice: unitPrice ?? 0 })}
                    />
                  </td>
                  <td>
                    <NumberField
                      label={t('opportunityLine.field.discountPercent')}
                      labelHidden
                      readOnly={readOnly}
                      value={line.discountPercent}
                      onChange={(discountPercent) => change(line.key, { discountPercent })}
                    />
                  </td>
                  <td data-end>{money(netOf([line], currency))}</td>
                  <td>
                    {!readOnly && (
                      <IconButton
                        label={t('opportunity.lines.remove', { name: line.name })}
                        onClick={() => setEdited(lines.filter(({ key }) => key !== line.key))}
                      >
                        <IconTrash size={15} />
                      </IconButton>
                    )}
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
        <div className={classes.tabBar}>
          <Button size="small" icon={<IconPlus size={14} />} onClick={() => setEdited([...lines, fresh()])}>
            {t('opportunityLine.new')}
          </Button>
          {edited && (
            <>
              <span className={classes.space} />
              <Button size="small" onClick={() => setEdited(undefined)}>
                {t('ui.cancel')}
              </Button>
              <Button size="small" tone="primary" disabled={total === null} onClick={() => void save()}>
                {t('ui.save')}
              </Button>
            </>
          )}
        </div>
      )}
    </div>
  )
}

export const linesTab: RecordTab = {
  id: 'opportunityLine',
  label: 'opportunityLine.many',
  on: ({ name }) => name === 'opportunity',
  Panel,
}

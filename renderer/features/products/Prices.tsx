/** What a product costs in each price list: changed in place. */
import { type ReactNode, useState } from 'react'
import type { Output } from '#db/shared/contract.ts'
import { useRead } from '../../data/hooks.ts'
import { call } from '../../data/port.ts'
import { useText } from '../../i18n/I18nProvider.tsx'
import { Bdi, useFormat } from '../../i18n/useFormat.tsx'
import type { RecordProps, RecordTab } from '../../records/extensions.tsx'
import { useDoing } from '../../state/doing.ts'
import { NumberField } from '../../ui/fields/NumberField.tsx'
import { Table } from '../../ui/Table.tsx'
import classes from './Products.module.css'

type List = Output<'price.of'>['lists'][number]

function Panel({ record, readOnly }: RecordProps): ReactNode {
  const t = useText()
  const { data } = useRead(
    'price.of',
    { product: record.id },
    { depends: { on: ['price', 'priceList'] }, keep: true },
  )
  if (!data) return null
  if (data.lists.length === 0) return <p className={classes.dim}>{t('price.none')}</p>
  return (
    <div className={classes.tab}>
      <Table
        label={t('price.tab')}
        columns={[
          { id: 'list', label: t('price.field.priceListId') },
          { id: 'valid', label: t('priceList.field.validFrom') },
          { id: 'amount', label: t('price.field.amount'), end: true },
        ]}
      >
        {data.lists.map((list) => (
          <Row key={list.id} list={list} product={record.id} readOnly={readOnly} />
        ))}
      </Table>
    </div>
  )
}

interface RowProps {
  readonly list: List
  readonly product: string
  readonly readOnly: boolean
}

function Row({ list, product, readOnly }: RowProps): ReactNode {
  const t = useText()
  const doing = useDoing()
  const format = useFormat()
  const [typed, setTyped] = useState<number | null>()
  const leave = async (): Promise<void> => {
    if (typed === undefined || typed === list.amount) return
    await doing(() => call('price.set', { product, priceList: list.id, amount: typed }), t('price.saved'))
    setTyped(undefined)
  }
  return (
    <tr>
      <td>
        <Bdi>{list.name}</Bdi> <span className={classes.dim}>{list.currency}</span>
      </td>
      <td>
        {list.validFrom && format.date(list.validFrom)}
        {list.validUntil && ` – ${format.date(list.validUntil)}`}
      </td>
      <td className={classes.amount}>
        <NumberField
          label={t('price.field.amount')}
          labelHidden
          readOnly={readOnly}
          value={typed === undefined ? list.amount : typed}
          onChange={setTyped}
          onBlur={() => void leave()}
        />
      </td>
    </tr>
  )
}

export const pricesTab: RecordTab = {
  id: 'price',
  label: 'price.tab',
  on: ({ name }) => name === 'product',
  Panel,
}

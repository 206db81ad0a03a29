/** Settings of prices: price lists, categories, exchange rates by day, tax rates by the day they come into force. */
import { IconPencil, IconPlus } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import type { Entity } from '#db/shared/entity.ts'
import { exchangeRate, priceList, productCategory, taxRate } from '#db/shared/products.ts'
import type { WireRecord } from '#db/shared/records.ts'
import { useRead } from '../../data/hooks.ts'
import { useText } from '../../i18n/I18nProvider.tsx'
import { Bdi, useFormat } from '../../i18n/useFormat.tsx'
import { EditRecord } from '../../records/EditRecord.tsx'
import { NewRecord } from '../../records/NewRecord.tsx'
import { useMayCreate } from '../../records/useRights.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { todayIso } from '../../ui/dates/typedDay.ts'
import classes from './Products.module.css'

export function PriceSettings(): ReactNode {
  return (
    <>
      <Records entity={priceList} say={SayList} />
      <Records entity={productCategory} say={SayNothing} />
      <Records entity={exchangeRate} say={SayRate} sort="-day" />
      <Records entity={taxRate} say={SayTax} sort="-validFrom">
        <Known />
      </Records>
    </>
  )
}

interface SayProps {
  readonly row: WireRecord
}

function SayList({ row }: SayProps): ReactNode {
  return String(row.currency ?? '')
}
function SayNothing(): ReactNode {
  return null
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

interface Props {
  readonly entity: Entity
  readonly say: (props: SayProps) => ReactNode
  readonly sort?: string
  readonly children?: ReactNode
}

/** A short list of records without a page of their own. */
function Records({ entity, say: Say, sort, children }: Props): ReactNode {
  const t = useText()
  const mayCreate = useMayCreate(entity)
  const [making, setMaking] = useState(false)
  const [editing, setEditing] = useState<string>()
  const rows =
    useRead(
      'record.list',
      { entity: entity.name, limit: 500, ...(sort && { sort: [sort] }) },
      { depends: { on: [entity.name] } },
    ).data?.rows ?? []
  return (
    <section className={classes.group} aria-label={t(`${entity.name}.many`)}>
      <h3>{t(`${entity.name}.many`)}</h3>
      {children}
      <div>
        {rows.map((row) => {
          const name = String(row.displayName ?? '')
          return (
            <div key={row.id} className={classes.item}>
              <Bdi>{name}</Bdi>
              <span className={classes.dim}>
                <Say row={row} />
              </span>
              <IconButton label={t('record.related.edit', { name })} onClick={() => setEditing(row.id)}>
                <IconPencil size={15} />
              </IconButton>
            </div>
          )
        })}
      </div>
      {mayCreate && (
        <div>
          <Button size="small" icon={<IconPlus size={14} />} onClick={() => setMaking(true)}>
            {t(`${entity.name}.new`)}
          </Button>
        </div>
      )}
      {making && (
        <NewRecord entity={entity} onClose={() => setMaking(false)} onCreated={() => setMaking(false)} />
      )}
      {editing !== undefined && (
        <EditRecord entity={entity} id={editing} onClose={() => setEditing(undefined)} />
      )}
    </section>
  )
}

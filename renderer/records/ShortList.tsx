/** All records of an entity without a page of its own, such as the tax rates: a line each, edited and made in dialogs. */
import { IconPencil, IconPlus } from '@tabler/icons-react'
import { type ComponentType, type ReactNode, useState } from 'react'
import type { Entity } from '#db/shared/entity.ts'
import type { WireRecord } from '#db/shared/records.ts'
import { useRead } from '../data/hooks.ts'
import { useText } from '../i18n/I18nProvider.tsx'
import { Bdi } from '../i18n/useFormat.tsx'
import { Button, IconButton } from '../ui/Button.tsx'
import { EditRecord } from './EditRecord.tsx'
import { NewRecord } from './NewRecord.tsx'
import classes from './ShortList.module.css'
import { useMayCreate } from './useRights.ts'

interface Props {
  readonly entity: Entity
  /** What a line says behind the name. */
  readonly Detail?: ComponentType<{ readonly row: WireRecord }>
  readonly sort?: string
  /** Between the heading and the lines. */
  readonly children?: ReactNode
}

export function ShortList({ entity, Detail, sort, children }: Props): ReactNode {
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
    <section className={classes.list} aria-label={t(`${entity.name}.many`)}>
      <h3>{t(`${entity.name}.many`)}</h3>
      {children}
      <div>
        {rows.map((row) => {
          const name = String(row.displayName ?? '')
          return (
            <div key={row.id} className={classes.item}>
              <Bdi>{name}</Bdi>
              {Detail && (
                <span className={classes.detail}>
                  <Detail row={row} />
                </span>
              )}
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

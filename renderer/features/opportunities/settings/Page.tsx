/** Settings of selling: pipelines with their stages, reasons, competitors. */
import { IconPencil, IconPlus } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import type { Entity } from '#db/shared/entity.ts'
import { competitor } from '#db/shared/opportunities.ts'
import { closeReason, type PipelineRow } from '#db/shared/pipelines.ts'
import { useRead } from '../../../data/hooks.ts'
import { useText } from '../../../i18n/I18nProvider.tsx'
import { Bdi, useFormat } from '../../../i18n/useFormat.tsx'
import { EditRecord } from '../../../records/EditRecord.tsx'
import { NewRecord } from '../../../records/NewRecord.tsx'
import { useMayCreate } from '../../../records/useRights.ts'
import { useMay } from '../../../state/session.ts'
import { Badge } from '../../../ui/Badge.tsx'
import { Button, IconButton } from '../../../ui/Button.tsx'
import classes from '../Opportunities.module.css'
import { PipelineDialog } from './PipelineDialog.tsx'

export function SalesSettings(): ReactNode {
  return (
    <div className={classes.editor}>
      <Pipelines />
      <Records entity={closeReason} />
      <Records entity={competitor} />
    </div>
  )
}

function Pipelines(): ReactNode {
  const t = useText()
  const format = useFormat()
  const mayEdit = useMay('configure')
  const [editing, setEditing] = useState<PipelineRow | 'new'>()
  const pipelines =
    useRead('pipeline.list', { hidden: true }, { depends: { on: ['pipeline', 'stage', 'opportunity'] } }).data
      ?.pipelines ?? []
  return (
    <section className={classes.editor} aria-label={t('pipeline.many')}>
      <h3>{t('pipeline.many')}</h3>
      <p className={classes.hint}>{t('pipeline.settings.text')}</p>
      <div>
        {pipelines.map((one) => (
          <div key={one.id} className={classes.item}>
            <span>
              <strong>
                <Bdi>{one.name}</Bdi>
              </strong>{' '}
              <span className={classes.label}>{format.list(one.stages.map(({ name }) => name))}</span>
            </span>
            {one.hidden && <Badge>{t('pipeline.field.hidden')}</Badge>}
            <span className={classes.label}>
              {t('opportunity.count', { n: one.stages.reduce((sum, { count }) => sum + count, 0) })}
            </span>
            {mayEdit && (
              <IconButton label={t('pipeline.edit', { name: one.name })} onClick={() => setEditing(one)}>
                <IconPencil size={15} />
              </IconButton>
            )}
          </div>
        ))}
      </div>
      {mayEdit && (
        <div>
          <Button size="small" icon={<IconPlus size={14} />} onClick={() => setEditing('new')}>
            {t('pipeline.new')}
          </Button>
        </div>
      )}
      {editing && (
        <PipelineDialog
          {...(editing !== 'new' && { pipeline: editing })}
          others={pipelines.filter(({ id }) => editing === 'new' || id !== editing.id)}
          onClose={() => setEditing(undefined)}
        />
      )}
    </section>
  )
}

/** A short list of records without a page of their own. */
function Records({ entity }: { readonly entity: Entity }): ReactNode {
  const t = useText()
  const mayCreate = useMayCreate(entity)
  const [making, setMaking] = useState(false)
  const [editing, setEditing] = useState<string>()
  const rows =
    useRead('record.list', { entity: entity.name, limit: 500 }, { depends: { on: [entity.name] } }).data
      ?.rows ?? []
  return (
    <section className={classes.editor} aria-label={t(`${entity.name}.many`)}>
      <h3>{t(`${entity.name}.many`)}</h3>
      <div>
        {rows.map((row) => (
          <div key={row.id} className={classes.item}>
            <Bdi>{String(row.displayName ?? '')}</Bdi>
            {typeof row.outcome === 'string' && (
              <span className={classes.label}>{t(`${entity.name}.choice.outcome.${row.outcome}`)}</span>
            )}
            {row.hidden === true && <Badge>{t('pipeline.field.hidden')}</Badge>}
            <IconButton
              label={t('record.related.edit', { name: String(row.displayName ?? '') })}
              onClick={() => setEditing(row.id)}
            >
              <IconPencil size={15} />
            </IconButton>
          </div>
        ))}
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

/** Settings of selling: pipelines with their stages, reasons, competitors. */
import { IconPencil, IconPlus } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { competitor } from '#db/shared/opportunities.ts'
import { closeReason, type PipelineRow } from '#db/shared/pipelines.ts'
import type { WireRecord } from '#db/shared/records.ts'
import { useRead } from '../../../data/hooks.ts'
import { useText } from '../../../i18n/I18nProvider.tsx'
import { Bdi, useFormat } from '../../../i18n/useFormat.tsx'
import { ShortList } from '../../../records/ShortList.tsx'
import { useMay } from '../../../state/session.ts'
import { Badge } from '../../../ui/Badge.tsx'
import { Button, IconButton } from '../../../ui/Button.tsx'
import classes from '../Opportunities.module.css'
import { PipelineDialog } from './PipelineDialog.tsx'

export function SalesSettings(): ReactNode {
  return (
    <div className={classes.editor}>
      <Pipelines />
      <ShortList entity={closeReason} Detail={ReasonDetail} />
      <ShortList entity={competitor} />
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

function ReasonDetail({ row }: { readonly row: WireRecord }): ReactNode {
  const t = useText()
  return (
    <>
      {typeof row.outcome === 'string' && t(`closeReason.choice.outcome.${row.outcome}`)}{' '}
      {row.hidden === true && <Badge>{t('pipeline.field.hidden')}</Badge>}
    </>
  )
}

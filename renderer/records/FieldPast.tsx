/** What one field has said: now, and before that, until when and who changed it. */
import type { ReactNode } from 'react'
import type { Entity, Field } from '#db/shared/entity.ts'
import { useRead } from '../data/hooks.ts'
import { useHasText, useText } from '../i18n/I18nProvider.tsx'
import { Bdi, useFormat } from '../i18n/useFormat.tsx'
import { undo } from '../state/feedback.ts'
import { Button } from '../ui/Button.tsx'
import { ErrorNote } from '../ui/ErrorNote.tsx'
import { Dialog } from '../ui/overlay/Dialog.tsx'
import { fieldLabel } from './columns.tsx'
import classes from './FieldHistory.module.css'
import { useReturnFocus } from './focus.ts'
import { type Loaded, refNameOf } from './useRecord.ts'
import { useValueText } from './useValueText.ts'

interface Props {
  readonly entity: Entity
  readonly record: Loaded
  readonly field: Field
  readonly readOnly: boolean
  readonly onClose: () => void
}

export function FieldPast({ entity, record, field, readOnly, onClose }: Props): ReactNode {
  useReturnFocus()
  const t = useText()
  const has = useHasText()
  const format = useFormat()
  const valueText = useValueText()
  const { data, error } = useRead(
    'record.changes',
    { entity: entity.name, id: record.id, field: field.name, limit: 200 },
    { depends: { on: [entity.name], ids: [record.id] } },
  )
  const label = fieldLabel(entity.name, field, t, has)
  const shown = (value: unknown): string => valueText(field, value, entity.name) || t('record.empty')
  const now =
    field.kind === 'ref' ? (refNameOf(record, field.name) ?? t('record.empty')) : shown(record[field.name])
  const changes = (data?.changes ?? []).filter((change) => change.kind === 'update')
  return (
    <Dialog open size="small" title={t('record.past.title', { field: label })} onClose={onClose}>
      {error && <ErrorNote error={error.record} />}
      <p className={classes.now}>
        <span className={classes.nowLabel}>{t('record.past.now')}</span>
        <bdi className={classes.after}>{now}</bdi>
      </p>
      {data && changes.length === 0 && <p className={classes.nothing}>{t('record.past.never')}</p>}
      <ol className={classes.list} aria-label={t('record.past.title', { field: label })}>
        {changes.map((change, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: one operation may change a field twice
          <li key={`${change.operation} ${index}`} className={classes.change}>
            <div className={classes.past}>
              <bdi className={classes.pastValue}>
                {shown(change.fields.find((each) => each.field === field.name)?.before)}
              </bdi>
              {!readOnly && change.undoable && (
                <span className={classes.undo}>
                  <Button size="small" tone="quiet" onClick={() => void undo(change.operation, t, has)}>
                    {t('record.changes.undo')}
                  </Button>
                </span>
              )}
            </div>
            <div className={classes.meta}>
              <time dateTime={change.at}>{t('record.past.until', { when: format.dateTime(change.at) })}</time>
              {change.user && <Bdi>{change.user}</Bdi>}
              {change.source !== 'user' && <span>{t(`source.${change.source}`)}</span>}
              {change.of && <span>{t('record.changes.of', { name: change.of.displayName })}</span>}
            </div>
          </li>
        ))}
      </ol>
    </Dialog>
  )
}

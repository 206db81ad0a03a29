/** What was changed in a record, when, by whom, from what to what; each change can be taken back by itself. */
import { type ReactNode, useState } from 'react'
import type { Output } from '#db/shared/contract.ts'
import type { Entity, Field } from '#db/shared/entity.ts'
import { useRead } from '../data/hooks.ts'
import { useHasText, useText } from '../i18n/I18nProvider.tsx'
import { Bdi, useFormat } from '../i18n/useFormat.tsx'
import { undo } from '../state/feedback.ts'
import { Button } from '../ui/Button.tsx'
import { ErrorNote } from '../ui/ErrorNote.tsx'
import { Select } from '../ui/fields/Select.tsx'
import { fieldLabel } from './columns.tsx'
import classes from './FieldHistory.module.css'
import { useValueText } from './useValueText.ts'

type Change = Output<'record.changes'>['changes'][number]

const PAGE = 100
const MOST = 1000

interface Props {
  readonly entity: Entity
  readonly id: string
  readonly fields: readonly Field[]
  readonly readOnly: boolean
}

export function FieldHistory({ entity, id, fields, readOnly }: Props): ReactNode {
  const t = useText()
  const has = useHasText()
  const [field, setField] = useState<string | null>(null)
  const [limit, setLimit] = useState(PAGE)
  const { data, error } = useRead(
    'record.changes',
    { entity: entity.name, id, limit, ...(field && { field }) },
    { depends: { on: [entity.name], ids: [id] }, keep: true },
  )
  const known = new Map([...entity.fields, ...fields].map((each) => [each.name, each]))
  return (
    <div className={classes.history}>
      <div className={classes.filter}>
        <Select
          label={t('record.changes.field')}
          labelHidden
          placeholder={t('record.changes.all')}
          clearable
          options={fields
            .filter((each) => each.name !== 'createdAt')
            .map((each) => ({ value: each.name, label: fieldLabel(entity.name, each, t, has) }))}
          value={field}
          onChange={setField}
        />
      </div>
      {error && <ErrorNote error={error.record} />}
      {data?.changes.length === 0 && <p className={classes.nothing}>{t('record.changes.none')}</p>}
      <ol className={classes.list}>
        {data?.changes.map((change, index) => (
          <ChangeEntry
            // biome-ignore lint/suspicious/noArrayIndexKey: one operation may change a record twice
            key={`${change.operation} ${index}`}
            entity={entity}
            change={change}
            fields={known}
            readOnly={readOnly}
          />
        ))}
      </ol>
      {data && data.changes.length === limit && limit < MOST && (
        <Button tone="quiet" size="small" onClick={() => setLimit(MOST)}>
          {t('record.timeline.older')}
        </Button>
      )}
    </div>
  )
}

interface EntryProps {
  readonly entity: Entity
  readonly change: Change
  readonly fields: ReadonlyMap<string, Field>
  readonly readOnly: boolean
}

function ChangeEntry({ entity, change, fields, readOnly }: EntryProps): ReactNode {
  const t = useText()
  const has = useHasText()
  const format = useFormat()
  const valueText = useValueText()
  const word = (name: string): string => {
    const field = fields.get(name)
    return field ? fieldLabel(entity.name, field, t, has) : t('record.changes.unknownField')
  }
  const shown = (name: string, value: unknown): string => {
    const field = fields.get(name)
    return (field ? valueText(field, value, entity.name) : '') || t('record.empty')
  }
  return (
    <li className={classes.change}>
      <div className={classes.meta}>
        <time dateTime={change.at}>{format.dateTime(change.at)}</time>
        {change.user && <Bdi>{change.user}</Bdi>}
        {change.source !== 'user' && <span>{t(`source.${change.source}`)}</span>}
        {change.of && <span>{t('record.changes.of', { name: change.of.displayName })}</span>}
        {!readOnly && change.undoable && change.kind === 'update' && (
          <span className={classes.undo}>
            <Button size="small" tone="quiet" onClick={() => void undo(change.operation, t, has)}>
              {t('record.changes.undo')}
            </Button>
          </span>
        )}
      </div>
      {change.kind === 'create' ? (
        <div>{t('operation.record.create')}</div>
      ) : (
        <dl className={classes.fields}>
          {change.fields.map(({ field, before, after }) => (
            <div key={field} className={classes.field}>
              <dt>{word(field)}</dt>
              <dd>
                <del className={classes.before} dir="auto">
                  {shown(field, before)}
                </del>
                <span aria-hidden="true" className={classes.arrow}>
                  →
                </span>
                <ins className={classes.after} dir="auto">
                  {shown(field, after)}
                </ins>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </li>
  )
}

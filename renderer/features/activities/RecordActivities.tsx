/** The activities with the record in front: what is open, what was done, and a new one. */
import { IconListCheck, IconPhoneCall, IconPlus } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { systemTimeZone } from '#db/shared/dates/format.ts'
import type { Entity } from '#db/shared/entity.ts'
import { useRead } from '../../data/hooks.ts'
import { useText } from '../../i18n/I18nProvider.tsx'
import type { ListAction, RecordAction, RecordProps, RecordTab } from '../../records/extensions.tsx'
import { Button } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Segments } from '../../ui/fields/Checkbox.tsx'
import { callsNow, dialNumber, startCall } from './calls/calls.ts'
import { openDialog, type Preset } from './dialogs.ts'
import { ItemRow } from './ItemRow.tsx'
import classes from './Items.module.css'
import { SeriesRuns } from './series/SeriesRuns.tsx'

const PAGE = 100
const depends = { on: ['activity', 'activityParticipant'] }

const about = (
  entity: Entity,
  id: string,
): { contact: string } | { company: string } | { opportunity: string } =>
  entity.name === 'company'
    ? { company: id }
    : entity.name === 'opportunity'
      ? { opportunity: id }
      : { contact: id }

/** What is scheduled from an opportunity is with whom that is with. */
function presetOf(entity: Entity, record: RecordProps['record']): Preset {
  const { id, companyId, contactId } = record
  const company = typeof companyId === 'string' ? { companyId } : {}
  if (entity.name === 'company') return { companyId: id }
  if (entity.name === 'opportunity')
    return { opportunityId: id, ...company, ...(typeof contactId === 'string' && { contactId }) }
  return { contactId: id, ...company }
}

function Panel({ entity, record, readOnly }: RecordProps): ReactNode {
  const t = useText()
  const [show, setShow] = useState<'open' | 'closed'>('open')
  const { data, error } = useRead(
    'activity.tasks',
    { ...about(entity, record.id), show, limit: PAGE, timeZone: systemTimeZone() },
    { depends, keep: true },
  )
  const preset = presetOf(entity, record)
  return (
    <div className={classes.panel}>
      <div className={classes.bar}>
        <Segments
          label={t('tasks.show')}
          labelHidden
          options={[
            { value: 'open', label: t('tasks.show.open') },
            { value: 'closed', label: t('tasks.show.closed') },
          ]}
          value={show}
          onChange={(value) => setShow(value === 'closed' ? 'closed' : 'open')}
        />
        <span className={classes.space} />
        {!readOnly &&
          (['call', 'meeting', 'todo'] as const).map((kind) => (
            <Button
              key={kind}
              size="small"
              icon={<IconPlus size={14} />}
              onClick={() => openDialog({ what: 'schedule', preset: { ...preset, kind } })}
            >
              {t(`history.kind.${kind}`)}
            </Button>
          ))}
      </div>
      {error && <ErrorNote error={error.record} />}
      {data?.items.length === 0 && <p className={classes.nothing}>{t('tasks.none')}</p>}
      <ul className={classes.list} aria-label={t('activity.many')}>
        {data?.items.map((item) => (
          <ItemRow key={`${item.id} ${item.occurrence}`} item={item} readOnly={readOnly} />
        ))}
      </ul>
      {isParty(entity) && (
        <SeriesRuns
          entity={entity.name === 'company' ? 'company' : 'contact'}
          id={record.id}
          readOnly={readOnly}
        />
      )}
    </div>
  )
}

const isParty = ({ name }: Entity): boolean => name === 'contact' || name === 'company'
const isSubject = (entity: Entity): boolean => isParty(entity) || entity.name === 'opportunity'

export const activitiesTab: RecordTab = {
  // The same as the entity: it stands in place of the plain list a timeline would give.
  id: 'activity',
  label: 'activity.many',
  on: isSubject,
  Panel,
  useCount: (entity, id) =>
    useRead(
      'activity.tasks',
      { ...about(entity, id), show: 'open', limit: 1, timeZone: systemTimeZone() },
      { depends },
    ).data?.total,
}

const firstPhone = (phones: unknown): string | undefined => {
  const first: unknown = Array.isArray(phones) ? phones[0] : undefined
  if (typeof first !== 'object' || first === null) return undefined
  const number = 'e164' in first ? first.e164 : 'value' in first ? first.value : undefined
  return typeof number === 'string' ? number : undefined
}

export const activityActions: readonly RecordAction[] = [
  {
    id: 'call.dial',
    label: 'call.start',
    icon: <IconPhoneCall size={15} />,
    on: isParty,
    needsWrite: true,
    run({ entity, record }) {
      const number = firstPhone(record.phones) ?? ''
      const party = entity.name === 'company' ? { companyId: record.id } : { contactId: record.id }
      startCall(callsNow(), { number, name: String(record.displayName ?? ''), ...party })
      if (number !== '') void dialNumber(number)
    },
  },
  ...(['call', 'meeting', 'todo'] as const).map((kind) => ({
    id: `activity.${kind}`,
    label: `command.activity.${kind}`,
    keys: { call: 'CmdOrCtrl+L', meeting: 'CmdOrCtrl+M', todo: 'CmdOrCtrl+T' }[kind],
    on: isSubject,
    needsWrite: true,
    run: ({ entity, record }: Parameters<RecordAction['run']>[0]) =>
      openDialog({ what: 'schedule', preset: { ...presetOf(entity, record), kind } }),
  })),
]

export const seriesAction: ListAction = {
  id: 'series.apply',
  label: 'series.apply',
  icon: <IconListCheck size={15} />,
  on: isParty,
  needsWrite: true,
  run: ({ entity, target, count }) =>
    openDialog({ what: 'series', entity: entity.name === 'company' ? 'company' : 'contact', target, count }),
}

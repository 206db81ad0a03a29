/** One entry of a timeline: a note, a piece of history, or a record of any other entity that happens at a time. */
import {
  IconCalendarEvent,
  IconDots,
  IconHistory,
  IconMail,
  IconMailOpened,
  IconMessage,
  IconNote,
  IconPencil,
  IconPhone,
  IconPin,
  IconPinnedOff,
  IconSquareCheck,
  IconTrash,
  IconUsers,
} from '@tabler/icons-react'
import { memo, type ReactNode, useState } from 'react'
import type { Entity, Field } from '#db/shared/entity.ts'
import type { WireRecord } from '#db/shared/records.ts'
import { findEntity } from '#db/shared/registry.ts'
import type { TimelineEntry } from '#db/shared/timeline.ts'
import { native } from '../data/native.ts'
import { call } from '../data/port.ts'
import { useHasText, useText } from '../i18n/I18nProvider.tsx'
import { Bdi, useFormat } from '../i18n/useFormat.tsx'
import { reportFailure, toastUndoable } from '../state/feedback.ts'
import { Badge } from '../ui/Badge.tsx'
import { IconButton } from '../ui/Button.tsx'
import { Markup } from '../ui/Markup.tsx'
import { Menu, type MenuEntry } from '../ui/Menu.tsx'
import { saysTheSame } from '../ui/markup.ts'
import { HistoryDialog } from './HistoryDialog.tsx'
import { EditNote } from './NoteEditor.tsx'
import { openRecord } from './open.ts'
import { RefLink } from './RecordHeader.tsx'
import classes from './Timeline.module.css'
import { refNameOf } from './useRecord.ts'
import { type Rights, useRights } from './useRights.ts'
import { useValueText } from './useValueText.ts'

const icons: Readonly<Record<string, typeof IconNote>> = {
  note: IconNote,
  call: IconPhone,
  meeting: IconUsers,
  email: IconMail,
  letter: IconMailOpened,
  message: IconMessage,
  todo: IconSquareCheck,
  other: IconHistory,
}

interface Props {
  /** The entity whose timeline this is. */
  readonly subject: Entity
  readonly entry: TimelineEntry
  readonly readOnly: boolean
  /** Says the day too, where the entry does not stand under it. */
  readonly dated?: boolean
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** The long text of an entry, whatever its entity calls it. */
const bodyField = (kind: Entity): Field | undefined => kind.fields.find((field) => field.kind === 'longText')

export const Entry = memo(function Entry({ subject, entry, readOnly, dated = false }: Props): ReactNode {
  const kind = findEntity(entry.entity)
  return kind ? <KnownEntry {...{ subject, entry, readOnly, dated, kind }} /> : null
})

function KnownEntry({
  subject,
  entry,
  readOnly,
  dated,
  kind,
}: Required<Props> & { readonly kind: Entity }): ReactNode {
  const format = useFormat()
  const [editing, setEditing] = useState(false)
  const rights = useRights(kind, entry.record)
  const { record } = entry
  const isNote = entry.entity === 'note'
  const code = text(record.kind)
  const Icon = icons[isNote ? 'note' : code] ?? (entry.entity === 'history' ? IconHistory : IconCalendarEvent)
  const body = text(record[bodyField(kind)?.name ?? ''])
  const markup = isNote ? text(record.html) : ''
  const html = markup !== '' && saysTheSame(markup, body) ? markup : undefined
  return (
    <li className={classes.entry} data-entity={entry.entity}>
      <span className={classes.icon} data-kind={isNote ? 'note' : undefined}>
        <Icon size={15} aria-hidden="true" />
      </span>
      <div className={classes.content}>
        <div className={classes.meta}>
          <Heading kind={kind} record={record} />
          <time className={classes.time} dateTime={entry.at}>
            {dated ? format.dateTime(entry.at) : format.time(entry.at)}
          </time>
          <Others subject={subject} kind={kind} record={record} />
          <Author record={record} />
        </div>
        {editing && isNote ? (
          <EditNote id={entry.id} body={body} {...(html && { html })} onDone={() => setEditing(false)} />
        ) : (
          <Body text={body} {...(html && { html })} />
        )}
      </div>
      {!readOnly && (rights.edit || rights.trash) && !(editing && isNote) && (
        <div className={classes.menu}>
          <EntryMenu entry={entry} kind={kind} rights={rights} onEdit={() => setEditing(true)} />
        </div>
      )}
      {editing && entry.entity === 'history' && (
        <HistoryDialog record={record} onClose={() => setEditing(false)} />
      )}
    </li>
  )
}

/** `Call · About the price`, with the result and how long it took; other entities by their title. */
function Heading({ kind, record }: { readonly kind: Entity; readonly record: WireRecord }): ReactNode {
  const t = useText()
  const has = useHasText()
  const format = useFormat()
  if (kind.name === 'note') return <span className={classes.what}>{t('note.one')}</span>
  const worded = (prefix: string, value: string): string =>
    has(`${prefix}.${value}`) ? t(`${prefix}.${value}`) : value
  const code = text(record.kind)
  const regarding = text(record.regarding)
  const result = text(record.resultCode)
  const minutes = record.durationMinutes
  return (
    <>
      <span className={classes.what}>
        <Bdi>{code ? worded('history.kind', code) : t(`${kind.name}.one`)}</Bdi>
      </span>
      {kind.name === 'history' ? (
        regarding && (
          <strong className={classes.title}>
            <Bdi>{regarding}</Bdi>
          </strong>
        )
      ) : (
        <strong className={classes.title}>
          <Bdi>{text(record.displayName)}</Bdi>
        </strong>
      )}
      {result && (
        <Badge tone="accent">
          <Bdi>{worded('record.result', result)}</Bdi>
        </Badge>
      )}
      {typeof minutes === 'number' && minutes > 0 && (
        <span>{t('record.minutes', { n: format.integer(minutes) })}</span>
      )}
      {kind.name !== 'history' && <Facts kind={kind} record={record} />}
    </>
  )
}

/** What else the definition lists of an entity without words of its own here. */
function Facts({ kind, record }: { readonly kind: Entity; readonly record: WireRecord }): ReactNode {
  const valueText = useValueText()
  return kind.fields
    .filter((field) => field.list !== undefined && field.kind !== 'ref' && field.name !== kind.timeline?.at)
    .filter((field) => field.kind !== 'longText' && record[field.name] !== record.displayName)
    .map((field) => (
      <span key={field.name}>
        <Bdi>{valueText(field, record[field.name], kind.name)}</Bdi>
      </span>
    ))
}

/** Whom else it is about: on a company's timeline, the person. */
function Others({
  subject,
  kind,
  record,
}: {
  readonly subject: Entity
  readonly kind: Entity
  readonly record: WireRecord
}): ReactNode {
  const others = (kind.timeline?.subjects ?? []).flatMap((name) => {
    const field = kind.fields.find((candidate) => candidate.name === name)
    const id = record[name]
    return field?.to && field.to !== subject.name && typeof id === 'string'
      ? [{ to: field.to, id, name }]
      : []
  })
  return others.map(({ to, id, name }) => (
    <RefLink key={name} to={to} id={id} known={refNameOf(record, name)} />
  ))
}

function Author({ record }: { readonly record: WireRecord }): ReactNode {
  const name = refNameOf(record, 'createdBy')
  return name === null ? null : (
    <span className={classes.author}>
      <Bdi>{name}</Bdi>
    </span>
  )
}

const LONG = 900

/** Text with its lines; a long one folded. */
function Body({ text: whole, html }: { readonly text: string; readonly html?: string }): ReactNode {
  const t = useText()
  const [open, setOpen] = useState(false)
  if (whole === '') return null
  const long = whole.length > LONG || whole.split('\n').length > 14
  return (
    <>
      <div
        className={classes.body}
        data-folded={(long && !open) || undefined}
        data-formatted={html !== undefined || undefined}
        dir="auto"
      >
        {html === undefined ? (
          whole
        ) : (
          <Markup
            html={html}
            onLink={(address) => void native?.openExternal(address)}
            onMention={(entity, id) => openRecord(entity, id)}
          />
        )}
      </div>
      {long && (
        <button type="button" className={classes.unfold} aria-expanded={open} onClick={() => setOpen(!open)}>
          {t(open ? 'record.timeline.less' : 'record.timeline.all.text')}
        </button>
      )}
    </>
  )
}

interface EntryMenuProps {
  readonly entry: TimelineEntry
  readonly kind: Entity
  readonly rights: Rights
  readonly onEdit: () => void
}

function EntryMenu({ entry, kind, rights, onEdit }: EntryMenuProps): ReactNode {
  const t = useText()
  const has = useHasText()
  const pinned = entry.record.pinned === true
  const act = async (work: () => Promise<{ operation?: unknown }>, message: string): Promise<void> => {
    try {
      const { operation } = await work()
      toastUndoable(message, operation, t, has)
    } catch (failure) {
      reportFailure(failure, t, has)
    }
  }
  const pin = (): Promise<void> =>
    act(
      () => call('record.update', { entity: entry.entity, id: entry.id, data: { pinned: !pinned } }),
      t(pinned ? 'record.note.unpinned' : 'record.note.pinned'),
    )
  const trash = (): Promise<void> =>
    act(
      () => call('record.trash', { entity: entry.entity, id: entry.id }),
      t('record.timeline.deleted', { what: t(`${entry.entity}.one`) }),
    )
  const canPin = rights.edit && kind.fields.some((field) => field.name === 'pinned')
  const canEdit = rights.edit && (entry.entity === 'note' || entry.entity === 'history')
  const entries: MenuEntry[] = [
    ...(canEdit
      ? [{ id: 'edit', label: t('record.timeline.edit'), icon: <IconPencil size={15} />, onSelect: onEdit }]
      : []),
    ...(canPin
      ? [
          {
            id: 'pin',
            label: t(pinned ? 'record.note.unpin' : 'record.note.pin'),
            icon: pinned ? <IconPinnedOff size={15} /> : <IconPin size={15} />,
            onSelect: () => void pin(),
          },
        ]
      : []),
    ...(rights.trash
      ? [
          {
            id: 'delete',
            label: t('list.delete'),
            icon: <IconTrash size={15} />,
            danger: true,
            onSelect: () => void trash(),
          },
        ]
      : []),
  ]
  const label = t('record.timeline.actions', { what: t(`${entry.entity}.one`) })
  return (
    <Menu
      label={label}
      position="bottom-end"
      trigger={
        <IconButton label={label} size={24}>
          <IconDots size={15} />
        </IconButton>
      }
      entries={entries}
    />
  )
}

/** The head of a record's page: who it is, where one stands in the lookup, and what can be done at once. */
import {
  IconChevronLeft,
  IconChevronRight,
  IconCopy,
  IconDots,
  IconExternalLink,
  IconLock,
  IconMail,
  IconPhone,
  IconTrash,
  IconWorld,
  IconX,
} from '@tabler/icons-react'
import { Fragment, type ReactNode } from 'react'
import type { ElementKind, Entity, Field } from '#db/shared/entity.ts'
import { native } from '../data/native.ts'
import { useHasText, useText } from '../i18n/I18nProvider.tsx'
import { Bdi, useFormat } from '../i18n/useFormat.tsx'
import { keyText } from '../state/keys.ts'
import { Badge } from '../ui/Badge.tsx'
import { IconButton } from '../ui/Button.tsx'
import { Kbd } from '../ui/Kbd.tsx'
import { Menu } from '../ui/Menu.tsx'
import { useExtensions } from './extensions.tsx'
import { hasPage, openRecord } from './open.ts'
import { Photo } from './Photo.tsx'
import classes from './RecordHeader.module.css'
import { layoutOf } from './sections.ts'
import { type Loaded, refNameOf, useRefName } from './useRecord.ts'
import { useValueText } from './useValueText.ts'

export interface Paging {
  readonly index: number
  readonly total: number
  previous(): void
  next(): void
  first(): void
  last(): void
}

interface Props {
  readonly entity: Entity
  readonly record: Loaded
  readonly fields: readonly Field[]
  readonly paging?: Paging | undefined
  readonly canEdit: boolean
  readonly canTrash: boolean
  readonly onTrash: () => void
  readonly onCopy: () => void
  readonly onDetach?: (() => void) | undefined
  readonly onClosed?: (() => void) | undefined
}

export function RecordHeader(props: Props): ReactNode {
  const has = useHasText()
  const { entity, record, fields, paging, canEdit, canTrash, onTrash, onCopy, onDetach, onClosed } = props
  const t = useText()
  const { marks, recordActions } = useExtensions()
  const added = recordActions.filter((action) => action.on(entity))
  // A status that is said under the name is not said again.
  const { status } = record
  const statusWord = `${entity.name}.choice.status.${String(status)}`
  const said = has(statusWord) ? t(statusWord) : status
  const badge = typeof said === 'string' && !layoutOf(entity).under.includes('status') ? said : undefined
  const name = typeof record.displayName === 'string' && record.displayName ? record.displayName : undefined
  const tags = Array.isArray(record.tags) ? record.tags.filter((tag) => typeof tag === 'string') : []
  return (
    <header className={classes.header}>
      <div className={classes.bar}>
        {paging && <PagingBar paging={paging} />}
        <div className={classes.tools}>
          {marks.map((Mark, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the list of features is fixed
            <Mark key={index} entity={entity} record={record} readOnly={!canTrash} />
          ))}
          {onDetach && (
            <IconButton label={t('command.window.detach')} onClick={onDetach}>
              <IconExternalLink size={16} className={classes.mirrored} />
            </IconButton>
          )}
          <Menu
            label={t('record.more')}
            position="bottom-end"
            trigger={
              <IconButton label={t('record.more')}>
                <IconDots size={17} />
              </IconButton>
            }
            entries={[
              { id: 'copy', label: t('record.copy'), icon: <IconCopy size={15} />, onSelect: onCopy },
              ...added.map(({ id, label, icon, keys, needsWrite, run }) => ({
                id,
                label: t(label),
                icon,
                disabled: needsWrite === true && !canEdit,
                ...(keys && { keys: keyText(keys) }),
                onSelect: () => run({ entity, record }),
              })),
              { kind: 'line', id: 'line' },
              {
                id: 'trash',
                label: t('command.record.trash'),
                icon: <IconTrash size={15} />,
                keys: keyText('CmdOrCtrl+Delete'),
                danger: true,
                disabled: !canTrash,
                onSelect: onTrash,
              },
            ]}
          />
          {onClosed && (
            <IconButton label={t('record.close')} hint={<Kbd keys="Esc" />} onClick={onClosed}>
              <IconX size={17} />
            </IconButton>
          )}
        </div>
      </div>
      <div className={classes.identity}>
        <Photo entity={entity} record={record} readOnly={!canEdit} />
        <div className={classes.who}>
          <h1 className={classes.name}>
            <Bdi>{name ?? t('list.unnamed')}</Bdi>
          </h1>
          <Under entity={entity} record={record} fields={fields} />
          {(record.private === true || tags.length > 0 || badge !== undefined) && (
            <div className={classes.badges}>
              {record.private === true && (
                <Badge tone="warning">
                  <IconLock size={12} aria-hidden="true" className={classes.lock} />
                  {t('field.private')}
                </Badge>
              )}
              {badge !== undefined && (
                <Badge tone="accent">
                  <Bdi>{badge}</Bdi>
                </Badge>
              )}
              {tags.map((tag) => (
                <Badge key={tag}>
                  <Bdi>{tag}</Bdi>
                </Badge>
              ))}
            </div>
          )}
        </div>
        <div className={classes.actions}>
          <Reach record={record} fields={fields} />
        </div>
      </div>
    </header>
  )
}

function PagingBar({ paging }: { readonly paging: Paging }): ReactNode {
  const t = useText()
  const format = useFormat()
  const { index, total } = paging
  return (
    <nav className={classes.paging} aria-label={t('record.paging')}>
      <IconButton
        label={t('command.lookup.previousRecord')}
        hint={<Kbd keys={keyText('PageUp')} />}
        disabled={index <= 0}
        onClick={paging.previous}
      >
        <IconChevronLeft size={17} className={classes.mirrored} />
      </IconButton>
      <span className={classes.place}>
        {t('record.place', { n: format.integer(index + 1), total: format.integer(total) })}
      </span>
      <IconButton
        label={t('command.lookup.nextRecord')}
        hint={<Kbd keys={keyText('PageDown')} />}
        disabled={index >= total - 1}
        onClick={paging.next}
      >
        <IconChevronRight size={17} className={classes.mirrored} />
      </IconButton>
    </nav>
  )
}

interface PartProps {
  readonly entity: Entity
  readonly record: Loaded
  readonly fields: readonly Field[]
}

/** Job title and company, industry and parent: what the layout puts under the name. */
function Under({ entity, record, fields }: PartProps): ReactNode {
  const valueText = useValueText()
  const shown = layoutOf(entity).under.flatMap((name) => {
    const field = fields.find((candidate) => candidate.name === name)
    const value = record[name]
    if (!field || value === null || value === undefined || value === '') return []
    return [{ field, value }]
  })
  if (shown.length === 0) return null
  return (
    <div className={classes.under}>
      {shown.map(({ field, value }, index) => (
        <Fragment key={field.name}>
          {index > 0 && <span aria-hidden="true">·</span>}
          {field.kind === 'ref' && typeof value === 'string' ? (
            <RefLink to={field.to ?? ''} id={value} known={refNameOf(record, field.name)} />
          ) : (
            <Bdi>{valueText(field, value, entity.name)}</Bdi>
          )}
        </Fragment>
      ))}
    </div>
  )
}

interface RefLinkProps {
  readonly to: string
  readonly id: string
  readonly known: string | null
}

/** The name of another record, and the way to it. */
export function RefLink({ to, id, known }: RefLinkProps): ReactNode {
  const t = useText()
  const name = useRefName(to, id, known)
  if (name === undefined) return <span>{t('record.ref.hidden')}</span>
  if (!hasPage(to)) return <Bdi>{name}</Bdi>
  return (
    <button type="button" className={classes.link} onClick={() => openRecord(to, id)}>
      <Bdi>{name}</Bdi>
    </button>
  )
}

/** How each kind of contact point is reached: the address to open, the picture, the words. */
const reaches = [
  { kind: 'email', icon: IconMail, label: 'record.email', scheme: 'mailto:' },
  { kind: 'phone', icon: IconPhone, label: 'record.call', scheme: 'tel:' },
  { kind: 'website', icon: IconWorld, label: 'record.visit', scheme: '' },
] as const satisfies readonly { kind: ElementKind; [part: string]: unknown }[]

function addressOf(kind: ElementKind, scheme: string, value: string, e164: unknown): string {
  if (kind === 'phone') return scheme + (typeof e164 === 'string' ? e164 : value.replace(/[^\d+*#]/g, ''))
  if (kind === 'email') return scheme + encodeURIComponent(value).replace('%40', '@')
  return /^https?:/i.test(value) ? value : `https://${value}`
}

/** Write, call, visit: a button for the first address, a menu when there are more. */
function Reach({ record, fields }: Omit<PartProps, 'entity'>): ReactNode {
  const t = useText()
  const format = useFormat()
  return reaches.map(({ kind, icon: Icon, label, scheme }) => {
    const field = fields.find((candidate) => candidate.elements === kind)
    const elements: unknown = field && record[field.name]
    const targets = (Array.isArray(elements) ? elements : []).flatMap((element) => {
      const { value, e164 } = Object(element)
      if (typeof value !== 'string') return []
      const shown =
        kind === 'phone' ? format.phone(value, typeof e164 === 'string' ? e164 : undefined) : value
      return [{ shown, open: () => void native?.openExternal(addressOf(kind, scheme, value, e164)) }]
    })
    const [first] = targets
    if (!first) return null
    if (targets.length === 1)
      return (
        <IconButton
          key={kind}
          tone="plain"
          size={32}
          label={t(label, { address: first.shown })}
          onClick={first.open}
        >
          <Icon size={17} />
        </IconButton>
      )
    return (
      <Menu
        key={kind}
        label={t(`${label}.which`)}
        position="bottom-end"
        trigger={
          <IconButton tone="plain" size={32} label={t(`${label}.which`)}>
            <Icon size={17} />
          </IconButton>
        }
        entries={targets.map((target) => ({
          id: target.shown,
          label: format.ltr(target.shown),
          onSelect: target.open,
        }))}
      />
    )
  })
}

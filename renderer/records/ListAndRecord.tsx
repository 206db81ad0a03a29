/**
 * A section of records: the list, and beside it the record in front; or the record alone (`full`, F11). The route says
 * which record; the list says where it stands; PgUp and PgDn page through the lookup from either.
 */
import { type ReactNode, useCallback, useRef, useState } from 'react'
import type { CommandId } from '#db/shared/commands.ts'
import type { Entity } from '#db/shared/entity.ts'
import { call } from '../data/port.ts'
import { useText } from '../i18n/I18nProvider.tsx'
import { useCommand } from '../state/commands.ts'
import { useDoing } from '../state/doing.ts'
import { askFor, useAsked } from '../state/lookup.ts'
import { useRemembered } from '../state/remembered.ts'
import { go, type Route, useLocation } from '../state/route.ts'
import { useUi } from '../state/ui.ts'
import { openInWindow } from '../state/windows.ts'
import type { MenuEntry } from '../ui/Menu.tsx'
import { Split } from '../ui/Split.tsx'
import { NewRecord, useHalfMade } from './NewRecord.tsx'
import { type Place, RecordList, type RecordListHandle } from './RecordList.tsx'
import { RecordPage } from './RecordPage.tsx'
import { useMayCreate, useMayTrash } from './useRights.ts'
import { useSettledSearch } from './useSettledSearch.ts'

interface Props {
  readonly entity: Entity
  readonly route: Route
  readonly empty: ReactNode
  /** Absent: somebody else makes records of this kind. */
  readonly newCommand?: CommandId
  readonly actions?: ReactNode
}

const parseShare = (stored: unknown): number | undefined => (typeof stored === 'number' ? stored : undefined)

export function ListAndRecord({ entity, route, empty, newCommand, actions }: Props): ReactNode {
  const t = useText()
  const doing = useDoing()
  const list = useRef<RecordListHandle>(null)
  const [place, setPlace] = useState<Place>()
  const [making, setMaking] = useState(false)
  const halfMade = useHalfMade(entity.name)
  const [share, setShare] = useRemembered<number>(`split.${entity.name}`, 0.56, parseShare)
  const search = useSettledSearch()
  const asked = useAsked(entity.name)
  const section = route.section
  const alone = route.full === true

  const show = useCallback(
    (id: string | undefined) => {
      // Rows that come late do not call anybody back who has gone elsewhere meanwhile.
      if (useLocation.getState().route.section !== section) return
      if (id) go({ section, id, ...(alone && { full: true as const }) }, { replace: true })
      else go({ section }, { replace: true })
    },
    [section, alone],
  )
  const open = (id: string): void => go({ section, id, full: true })
  const step = (index: number): void => list.current?.moveTo(index)

  useCommand('view.list', () => {
    go({ section, ...(route.id && { id: route.id }) })
    list.current?.focus()
  })
  useCommand('view.record', route.id && !alone ? () => route.id && open(route.id) : undefined)
  const mayCreate = useMayCreate(entity)
  useCommand(newCommand ?? 'record.new', mayCreate && newCommand ? () => setMaking(true) : undefined)

  const trash = async (id: string): Promise<void> => {
    await doing(
      () => call('record.trash', { entity: entity.name, id }),
      (gone) => t('list.deleted', { name: String(gone.displayName ?? '') }),
    )
  }
  const mayTrash = useMayTrash(entity)
  const rowMenu = (id: string, ownerId: string | null): MenuEntry[] => [
    { id: 'open', label: t('list.open'), onSelect: () => open(id) },
    { id: 'window', label: t('list.openWindow'), onSelect: () => openInWindow({ section, id, full: true }) },
    ...(mayTrash(ownerId)
      ? [
          { kind: 'line' as const, id: 'line' },
          { id: 'delete', label: t('list.delete'), danger: true, onSelect: () => void trash(id) },
        ]
      : []),
  ]

  const paging = place && {
    index: place.index,
    total: place.total,
    previous: () => list.current?.moveBy(-1),
    next: () => list.current?.moveBy(1),
    first: () => step(0),
    last: () => step(place.total - 1),
  }
  const record = route.id ? (
    <RecordPage
      key={alone ? 'alone' : 'beside'}
      entity={entity}
      id={route.id}
      alone={alone}
      {...(paging && { paging })}
      onClosed={() => go({ section })}
    />
  ) : undefined
  const records = (
    <RecordList
      ref={list}
      entity={entity}
      search={search}
      current={route.id}
      onCurrent={show}
      onPlace={setPlace}
      onOpen={open}
      {...(asked && { filter: asked })}
      onClearSearch={() => {
        useUi.setState({ search: '' })
        askFor(entity.name, undefined)
      }}
      rowMenu={rowMenu}
      empty={empty}
      actions={actions}
    />
  )
  return (
    <>
      {/* The list stays mounted behind a record shown alone: its lookup is what PgUp and PgDn page through. */}
      <Split
        label={t('list.split')}
        share={share}
        onShare={setShare}
        start={records}
        end={record}
        {...(alone && { only: 'end' as const })}
      />
      {(making || (halfMade && mayCreate && newCommand)) && (
        <NewRecord
          entity={entity}
          onClose={() => setMaking(false)}
          onCreated={(id) => {
            setMaking(false)
            go({ section, id })
            list.current?.refresh()
          }}
        />
      )}
    </>
  )
}

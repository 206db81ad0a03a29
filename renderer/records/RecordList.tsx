/**
 * The working set of an entity: bar and grid over one lookup. Owns the lookup, the layout and the selection; which record
 * is in front belongs to the page.
 */
import {
  type ReactNode,
  type Ref,
  useCallback,
  useEffect,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
} from 'react'
import type { Entity } from '#db/shared/entity.ts'
import type { Filter } from '#db/shared/filter.ts'
import { useText } from '../i18n/I18nProvider.tsx'
import { useCommand } from '../state/commands.ts'
import { showLookup } from '../state/lookup.ts'
import { useRemembered } from '../state/remembered.ts'
import { setLookupText } from '../state/ui.ts'
import { ErrorNote } from '../ui/ErrorNote.tsx'
import { Grid, type GridHandle } from '../ui/grid/Grid.tsx'
import { type GridLayout, grouped } from '../ui/grid/layout.ts'
import { nothing, type Selection, sizeOf } from '../ui/grid/selection.ts'
import type { MenuEntry } from '../ui/Menu.tsx'
import { idIn, useColumns } from './columns.tsx'
import type { ListScope } from './extensions.tsx'
import { useLockedFields } from './formLayout.ts'
import { LookupBar } from './LookupBar.tsx'
import {
  type ListLayout,
  layoutOf,
  NO_LAYOUT,
  parseLayouts,
  type StoredLayouts,
  sortOf,
} from './listLayout.ts'
import classes from './RecordList.module.css'
import { useGroups } from './useGroups.ts'
import { type LookupQuery, type LookupRow, useLookup } from './useLookup.ts'
import { useLookupTools } from './useLookupTools.tsx'
import { usePrefetchRecord } from './useRecord.ts'

/** Where the record in front stands in the lookup. */
export interface Place {
  readonly index: number
  readonly total: number
}

export interface RecordListHandle {
  /** Brings the record at a position to the front. */
  moveTo(index: number): void
  /** From the one last asked for, however fast the keys come. */
  moveBy(steps: number): void
  focus(): void
  /** Takes the snapshot anew: the user made something that belongs in it. */
  refresh(): void
}

interface Props {
  readonly entity: Entity
  /** Typed into the search box. */
  readonly search: string
  readonly filter?: Filter
  readonly current: string | undefined
  /** The record in front has changed, by keys or mouse in the list. */
  readonly onCurrent: (id: string | undefined) => void
  /** Where the list has moved to: said at once, before the record there has been read. */
  readonly onPlace: (place: Place | undefined) => void
  readonly onOpen: (id: string) => void
  readonly onClearSearch: () => void
  readonly rowMenu?: (id: string, ownerId: string | null) => readonly MenuEntry[]
  readonly empty: ReactNode
  readonly actions?: ReactNode
  readonly ref?: Ref<RecordListHandle>
}

export function RecordList(props: Props): ReactNode {
  const { entity, search, filter, current, onCurrent, onPlace, onOpen } = props
  const { onClearSearch, rowMenu, empty, actions, ref } = props
  const t = useText()
  const grid = useRef<GridHandle>(null)
  const locked = useLockedFields(entity)
  const { columns, fields: asked } = useColumns(entity, locked)
  const [layouts, setLayouts, known] = useRemembered<StoredLayouts>(
    `list.${entity.name}`,
    NO_LAYOUT,
    parseLayouts,
  )
  /** The view in front, and the columns it came with. */
  const [view, setView] = useState<{ id: string; layout: ListLayout | undefined }>()
  const layout: ListLayout = view ? (layouts.views[view.id] ?? view.layout ?? layouts) : layouts
  const [cursor, setCursor] = useState(0)
  const [selection, setSelection] = useState<Selection>(nothing)
  const sort = useMemo(() => sortOf(layout), [layout])
  const query = useMemo<LookupQuery>(
    () => ({ ...(search && { search }), ...(filter && { filter }) }),
    [search, filter],
  )
  const state = useLookup(entity.name, query, search ? [] : sort)
  const { lookup, total = 0, rows, locate } = state
  const source = lookup ? `${lookup.lookupId}:${lookup.version}` : 'none'

  const latest = useRef({ onCurrent, onPlace, total })
  latest.current = { onCurrent, onPlace, total }
  /** The position asked for, and the one whose record was last brought to the front. */
  const wanted = useRef(0)
  const brought = useRef(0)
  const prefetch = usePrefetchRecord(entity.name)
  const front = useCallback(
    async (index: number) => {
      wanted.current = index
      setCursor(index)
      latest.current.onPlace({ index, total: latest.current.total })
      // With its neighbours, which PgUp and PgDn turn to next.
      const start = Math.max(0, index - 1)
      const around = await rows(['displayName'], start, 3)
      if (wanted.current !== index) return
      const row = around[index - start]
      brought.current = index
      latest.current.onCurrent(row?.id)
      for (const neighbour of around) if (neighbour !== row) prefetch(neighbour.id)
    },
    [rows, prefetch],
  )
  /** Grows with every move a person makes; what was under way on their behalf then stands back. */
  const moves = useRef(0)
  const moveTo = (index: number): void => {
    moves.current++
    void front(index)
  }
  // Another lookup is another set of positions: the record in front is found in it, or its first one comes to the front.
  // Keys that came before it could be brought count on from there.
  const placed = useRef('none')
  // biome-ignore lint/correctness/useExhaustiveDependencies: when the lookup or its size becomes known
  useEffect(() => {
    if (!lookup || placed.current === source) return
    setSelection(nothing)
    if (total === 0) return
    placed.current = source
    const before = moves.current
    const ahead = wanted.current - brought.current
    void (async () => {
      const at = current ? await locate(current) : undefined
      if (placed.current !== source || moves.current !== before) return
      if (at === undefined) return await front(0)
      const index = Math.min(Math.max(at + ahead, 0), latest.current.total - 1)
      grid.current?.show(index)
      await front(index)
    })()
  }, [source, total])

  function turnTo(index: number): void {
    if (total === 0) return
    const bounded = Math.min(Math.max(index, 0), total - 1)
    grid.current?.show(bounded)
    moveTo(bounded)
  }
  useImperativeHandle(ref, () => ({
    moveTo: turnTo,
    moveBy: (steps) => turnTo(wanted.current + steps),
    focus: () => grid.current?.focus(),
    refresh: () => void state.refresh(),
  }))

  const words = lookup ? t(`${entity.name}.count`, { n: total }) : undefined
  useEffect(() => {
    setLookupText(words)
    return () => setLookupText(undefined)
  }, [words])

  useEffect(() => {
    if (lookup) showLookup(entity.name, { lookupId: lookup.lookupId, total, steps: lookup.steps })
    return () => showLookup(entity.name, undefined)
  }, [entity.name, lookup, total])

  const all = (): void => {
    onClearSearch()
    setView(undefined)
    void state.apply({}, 'replace')
  }
  const tools = useLookupTools({
    entity,
    state,
    layout,
    selection,
    view: view?.id,
    onView: (next, shown) => setView(next && { id: next.id, layout: shown }),
    onAll: all,
  })
  useCommand('view.refresh', () => void state.refresh())

  // A snapshot keeps what is under the user in its place; an empty list of everything has nothing to keep.
  const { refresh, changed } = state
  const isAll = lookup?.steps.every((step) => !step.filter && !step.search && !step.picked) ?? false
  const isStaleAndEmpty = isAll && state.total === 0 && changed > 0
  useEffect(() => {
    if (isStaleAndEmpty) void refresh()
  }, [isStaleAndEmpty, refresh])

  const load = useCallback(
    (offset: number, limit: number, signal: AbortSignal) => rows(asked, offset, limit, signal),
    [rows, asked],
  )
  const groups = useGroups(entity, layout.group, lookup, asked, columns)
  function onLayout(given: GridLayout): void {
    const next = given.group === undefined ? given : grouped(given, given.group)
    const kept = layoutOf(next)
    setLayouts(
      view ? { ...layouts, views: { ...layouts.views, [view.id]: kept } } : { views: layouts.views, ...kept },
    )
    if (JSON.stringify(next.sort) !== JSON.stringify(layout.sort)) void state.resort(sortOf(next))
  }

  const scope: ListScope | undefined = lookup && {
    entity,
    count: selection.length > 0 ? sizeOf(selection) : total,
    picked: selection.length > 0,
    target: {
      lookupId: lookup.lookupId,
      version: lookup.version,
      ...(selection.length > 0 && { ranges: selection.map(([first, last]) => [first, last]) }),
    },
  }

  return (
    <section className={classes.list} aria-label={t(`${entity.name}.many`)}>
      <LookupBar
        entity={entity}
        state={state}
        cursor={total > 0 ? cursor : undefined}
        selected={sizeOf(selection)}
        tools={tools}
        onAll={all}
        scope={scope}
        actions={actions}
      />
      {state.error && <ErrorNote error={state.error} onRetry={() => void state.refresh()} />}
      {known && (
        <Grid<LookupRow>
          ref={grid}
          label={t(`${entity.name}.many`)}
          columns={columns}
          count={total}
          source={source}
          revision={state.revision}
          load={load}
          layout={layout.columns.length ? layout : undefined}
          groups={groups}
          onLayout={onLayout}
          cursor={Math.min(cursor, Math.max(0, total - 1))}
          onCursor={moveTo}
          selection={selection}
          onSelection={setSelection}
          onOpen={(_index, row) => row && onOpen(row.id)}
          onTypeAhead={state.typeAhead}
          {...(rowMenu && {
            menu: (_index: number, row: LookupRow | undefined) =>
              row ? rowMenu(row.id, ownerOf(row, asked)) : [],
          })}
          empty={
            lookup && state.total === 0
              ? search || lookup.steps.some((step) => step.filter)
                ? t('list.nothing')
                : empty
              : null
          }
        />
      )}
      {tools.dialogs}
    </section>
  )
}

/** Whose the record of a row is; a reference comes with its name. */
const ownerOf = ({ values }: LookupRow, asked: readonly string[]): string | null =>
  idIn(values?.[asked.indexOf('ownerId')])

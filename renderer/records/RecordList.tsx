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
import type { GridLayout } from '../ui/grid/layout.ts'
import { nothing, type Selection, sizeOf } from '../ui/grid/selection.ts'
import type { MenuEntry } from '../ui/Menu.tsx'
import { useColumns, useFields } from './columns.tsx'
import type { ListScope } from './extensions.tsx'
import { FilterDialog } from './FilterDialog.tsx'
import { LookupBar } from './LookupBar.tsx'
import classes from './RecordList.module.css'
import { type Combine, type LookupQuery, type LookupRow, useLookup } from './useLookup.ts'

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
  const fields = useFields(entity)
  const { columns, fields: asked } = useColumns(entity)
  const [layout, setLayout, known] = useRemembered<StoredLayout>(
    `list.${entity.name}`,
    NO_LAYOUT,
    parseLayout,
  )
  const [cursor, setCursor] = useState(0)
  const [selection, setSelection] = useState<Selection>(nothing)
  const [asking, setAsking] = useState(false)
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
  const front = useCallback(
    async (index: number) => {
      wanted.current = index
      setCursor(index)
      latest.current.onPlace({ index, total: latest.current.total })
      const [row] = await rows(['displayName'], index, 1)
      if (wanted.current !== index) return
      brought.current = index
      latest.current.onCurrent(row?.id)
    },
    [rows],
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
      await front(at === undefined ? 0 : Math.min(Math.max(at + ahead, 0), latest.current.total - 1))
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

  const lookupId = lookup?.lookupId
  useEffect(() => {
    if (lookupId !== undefined) showLookup(entity.name, { lookupId, total })
    return () => showLookup(entity.name, undefined)
  }, [entity.name, lookupId, total])

  useCommand('lookup.filter', () => setAsking(true))
  const all = (): void => {
    onClearSearch()
    void state.apply({}, 'replace')
  }
  useCommand('lookup.all', all)
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
  function onLayout(next: GridLayout): void {
    setLayout({
      columns: next.columns.map((column) => ({ ...column })),
      sort: next.sort.map((key) => ({ ...key })),
    })
    if (JSON.stringify(next.sort) !== JSON.stringify(layout.sort)) void state.resort(sortOf(next))
  }
  function apply(wantedFilter: Filter, combine: Combine): void {
    setAsking(false)
    void state.apply({ filter: wantedFilter }, combine)
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
        fields={fields}
        state={state}
        cursor={total > 0 ? cursor : undefined}
        selected={sizeOf(selection)}
        onFilter={() => setAsking(true)}
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
          revision={state.changed}
          load={load}
          layout={layout.columns.length ? layout : undefined}
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
      {asking && (
        <FilterDialog entity={entity} fields={fields} onClose={() => setAsking(false)} onApply={apply} />
      )}
    </section>
  )
}

/** Whose the record of a row is; a reference comes with its name. */
function ownerOf({ values }: LookupRow, asked: readonly string[]): string | null {
  const owner = values?.[asked.indexOf('ownerId')]
  return typeof owner === 'object' && owner !== null && 'id' in owner ? String(owner.id) : null
}

interface StoredLayout {
  readonly columns: { id: string; width: number; shown: boolean }[]
  readonly sort: { column: string; descending: boolean }[]
}
const NO_LAYOUT: StoredLayout = { columns: [], sort: [] }

const sortOf = (layout: Pick<GridLayout, 'sort'>): string[] =>
  layout.sort.map((key) => (key.descending ? `-${key.column}` : key.column))

function parseLayout(stored: unknown): StoredLayout | undefined {
  if (typeof stored !== 'object' || stored === null) return undefined
  const { columns, sort } = stored as Partial<StoredLayout>
  if (!Array.isArray(columns) || !Array.isArray(sort)) return undefined
  return {
    columns: columns.filter((column) => typeof column?.id === 'string' && typeof column.width === 'number'),
    sort: sort.filter((key) => typeof key?.column === 'string'),
  }
}

/**
 * The list of any number of rows: every one reachable by bar, keys and typing; sorted, arranged, selected and edited
 * in place. Owns the cursor's column, typing and drawing; which rows there are, the layout, the selection and the
 * cursor belong to the caller. Never holds an array of all ids.
 */
import { useDirection } from '@mantine/core'
import {
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  type Ref,
  useCallback,
  useEffect,
  useId,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react'
import { useText } from '../../i18n/I18nProvider.tsx'
import { ContextMenu, type MenuEntry, type MenuPoint } from '../Menu.tsx'
import { ColumnChooser } from './ColumnChooser.tsx'
import classes from './Grid.module.css'
import { GridHeader } from './GridHeader.tsx'
import { GridGroupRow, GridRow } from './GridRow.tsx'
import { commandFor } from './gridKeys.ts'
import { atLine, type GridGroup, lineOf, rowFrom } from './groups.ts'
import { type Finish, type GridColumn, type GridLayout, layoutFor } from './layout.ts'
import { createPages, type LoadRows } from './pages.ts'
import { rowsAt, spacerHeight } from './scroll.ts'
import { add, everything, isSelected, nothing, remove, type Selection, sizeOf, toggle } from './selection.ts'
import { useGridScroll } from './useGridScroll.ts'
import { useTypeAhead } from './useTypeAhead.ts'

export interface GridHandle {
  focus(): void
  /** Brings a row into sight. */
  show(index: number): void
}

interface Props<Row> {
  readonly label: string
  readonly columns: readonly GridColumn<Row>[]
  readonly count: number
  /** Another key is another list: all rows are forgotten. */
  readonly source: string
  readonly load: LoadRows<Row>
  /** Another revision is the same list with other contents: rows are fetched anew and stay in sight meanwhile. */
  readonly revision?: string | number
  readonly layout?: GridLayout | undefined
  /** Heads between the rows. */
  readonly groups?: readonly GridGroup[] | undefined
  readonly onLayout: (layout: GridLayout) => void
  readonly cursor: number
  readonly onCursor: (index: number) => void
  readonly selection: Selection
  readonly onSelection: (selection: Selection) => void
  readonly onOpen?: (index: number, row: Row | undefined) => void
  /** Position of the first row starting with what was typed. */
  readonly onTypeAhead?: (typed: string) => Promise<number | undefined>
  readonly menu?: (index: number, row: Row | undefined) => readonly MenuEntry[]
  /** Shown instead of rows when there are none. */
  readonly empty?: ReactNode
  readonly onFailure?: (failure: unknown) => void
  readonly ref?: Ref<GridHandle>
}

const OVERSCAN = 8
/** Rows are placed relative to an anchor that moves rarely, so that most keep their style from frame to frame. */
const ANCHOR = 1000

export function Grid<Row>(props: Props<Row>): ReactNode {
  const {
    label,
    columns,
    count,
    source,
    cursor,
    onCursor,
    selection,
    onSelection,
    onOpen,
    menu,
    empty,
    ref,
  } = props
  const t = useText()
  const id = useId()
  const { dir } = useDirection()
  const rtl = dir === 'rtl'
  const scroller = useRef<HTMLDivElement>(null)
  const firstHeader = useRef<HTMLButtonElement>(null)
  const anchor = useRef(cursor)
  const [column, setColumn] = useState(0)
  const [editing, setEditing] = useState<{ row: number; column: number }>()
  const [preview, setPreview] = useState<GridLayout>()
  const [menuAt, setMenuAt] = useState<{ at: MenuPoint; index: number }>()
  const groups = props.groups ?? NO_GROUPS
  const scroll = useGridScroll(scroller, count + groups.length)
  const { space, position, direction, onScroll } = scroll
  function show(row: number): void {
    const line = lineOf(row, groups)
    // The first of a group comes with its head.
    if (groups.some(({ start }) => start === row)) scroll.show(line - 1)
    scroll.show(line)
  }

  const load = useRef(props.load)
  useEffect(() => {
    load.current = props.load
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new source is a new set of pages
  const pages = useMemo(
    () => createPages<Row>((offset, limit, signal) => load.current(offset, limit, signal)),
    [source],
  )
  useEffect(() => () => pages.close(), [pages])
  const version = useSyncExternalStore(pages.subscribe, pages.version)
  // Until the first rows of a new list are here, those of the old one stay: no flash between keystrokes.
  const shownPages = useRef(pages)
  if (version > 0) shownPages.current = pages

  const revision = props.revision
  const seen = useRef(revision)
  useEffect(() => {
    if (seen.current !== revision) pages.refresh()
    seen.current = revision
  }, [pages, revision])

  const failure = pages.failure()
  const onFailure = props.onFailure
  useEffect(() => {
    if (failure !== undefined) onFailure?.(failure)
  }, [failure, onFailure])

  const layout = useMemo(() => preview ?? layoutFor(columns, props.layout), [columns, props.layout, preview])
  const shown = useMemo(
    () =>
      layout.columns.flatMap((entry) => {
        const found = entry.shown ? columns.find((candidate) => candidate.id === entry.id) : undefined
        return found ? [found] : []
      }),
    [columns, layout.columns],
  )
  const template = useMemo(() => templateOf(layout, shown), [layout, shown])

  const window = rowsAt(position, space, OVERSCAN)
  const [firstRow, endRow] = [rowFrom(window.first, groups), rowFrom(window.end, groups)]
  useEffect(() => pages.want(firstRow, endRow, direction, count), [pages, firstRow, endRow, direction, count])

  useImperativeHandle(ref, () => ({ focus: () => scroller.current?.focus({ preventScroll: true }), show }))

  const typeAhead = useTypeAhead(props.onTypeAhead, (index) => moveTo(index, column, false))
  const here = Math.min(column, shown.length - 1)
  const pageRows = Math.max(1, Math.floor(space.viewport / space.rowHeight) - 1)
  const rowAt = (index: number): Row | undefined => pages.row(index) ?? shownPages.current.row(index)

  function moveTo(row: number, toColumn: number, extend: boolean): void {
    if (extend) onSelection(add(nothing, anchor.current, row))
    else anchor.current = row
    setColumn(toColumn)
    onCursor(row)
    show(row)
  }
  function mayEdit(row: number, at: number): boolean {
    const column = shown[at]
    const found = rowAt(row)
    return column?.edit !== undefined && found !== undefined && (column.mayEdit?.(found) ?? true)
  }
  function edit(row: number, at: number): void {
    if (!mayEdit(row, at)) return
    show(row)
    setColumn(at)
    setEditing({ row, column: at })
  }
  const ended = useRef<Finish>(() => undefined)
  ended.current = (how) => {
    setEditing(undefined)
    if (how === 'left' || !editing) return
    scroller.current?.focus({ preventScroll: true })
    if (how === 'stay') return
    const step = how === 'next' ? 1 : -1
    for (let at = editing.column + step; at >= 0 && at < shown.length; at += step)
      if (mayEdit(editing.row, at)) return edit(editing.row, at)
  }
  // Stable, so that rows drawn again can stay as they are.
  const finish = useCallback<Finish>((how) => ended.current(how), [])
  function openMenu(index: number, at: MenuPoint): void {
    if (menu) setMenuAt({ at, index })
  }

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>): void {
    if (event.target !== event.currentTarget || count === 0 || event.nativeEvent.isComposing) return
    const ctrl = event.ctrlKey || event.metaKey
    if (ctrl && (event.key.toLowerCase() === 'a' || event.code === 'KeyA')) {
      event.preventDefault()
      onSelection(everything(count))
      return
    }
    const command = commandFor(
      { key: event.key, ctrl, shift: event.shiftKey, alt: event.altKey },
      { row: cursor, column: here },
      { count, columns: shown.length, page: pageRows, rtl },
      typeAhead.typing,
    )
    if (!command || (command.do === 'open' && !onOpen) || (command.do === 'type' && !props.onTypeAhead))
      return
    if (command.do === 'clear' && selection.length === 0 && !typeAhead.typing) return
    event.preventDefault()
    switch (command.do) {
      case 'move':
        moveTo(command.to.row, command.to.column, command.extend)
        break
      case 'toggle':
        anchor.current = cursor
        onSelection(toggle(selection, cursor))
        break
      case 'open':
        onOpen?.(cursor, rowAt(cursor))
        break
      case 'edit':
        edit(cursor, here)
        break
      case 'clear':
        typeAhead.clear()
        onSelection(nothing)
        break
      case 'header':
        firstHeader.current?.focus()
        break
      case 'menu': {
        show(cursor)
        const cell = document.getElementById(`${id}-${cursor}-${here}`)?.getBoundingClientRect()
        if (cell) openMenu(cursor, { x: rtl ? cell.right : cell.left, y: cell.bottom })
        break
      }
      case 'type':
        typeAhead.type(command.text)
        break
      default:
    }
  }

  function targetOf(event: MouseEvent): { row: number; column: number; tick: boolean } | undefined {
    if (!(event.target instanceof Element)) return undefined
    const row = event.target.closest<HTMLElement>('[data-row]')
    if (!row) return undefined
    const cell = event.target.closest<HTMLElement>('[data-column]')
    return {
      row: Number(row.dataset.row),
      column: cell ? Number(cell.dataset.column) : here,
      tick: event.target.closest('[data-tick]') !== null,
    }
  }
  function onClick(event: MouseEvent): void {
    const target = targetOf(event)
    if (!target || (editing && editing.row === target.row && editing.column === target.column)) return
    if (event.shiftKey) {
      const last = anchor.current
      onSelection(
        target.tick && !isSelected(selection, last)
          ? remove(selection, last, target.row)
          : add(selection, last, target.row),
      )
    } else if (target.tick || event.ctrlKey || event.metaKey) {
      onSelection(toggle(selection, target.row))
      anchor.current = target.row
    } else anchor.current = target.row
    setColumn(target.column)
    if (!target.tick) onCursor(target.row)
  }

  const from = Math.floor(window.first / ANCHOR) * ANCHOR
  const rows: ReactNode[] = []
  for (let line = window.first; line < window.end; line++) {
    const what = atLine(line, groups)
    const top = (line - from) * space.rowHeight
    if ('group' in what) {
      const group = groups[what.group]
      if (group)
        rows.push(
          <GridGroupRow
            key={`group ${group.start}`}
            line={line}
            top={top}
            group={group}
            width={shown.length + 1}
          />,
        )
      continue
    }
    const index = what.row
    rows.push(
      <GridRow
        key={index}
        gridId={id}
        index={index}
        line={line}
        top={top}
        row={rowAt(index)}
        columns={shown}
        selected={isSelected(selection, index)}
        cursor={index === cursor ? here : -1}
        editing={editing?.row === index ? editing.column : -1}
        onFinish={finish}
      />,
    )
  }
  const cursorLine = lineOf(cursor, groups)
  const cursorShown = count > 0 && cursorLine >= window.first && cursorLine < window.end
  const selectedCount = sizeOf(selection)

  return (
    <div className={classes.frame}>
      <div
        ref={scroller}
        role="grid"
        aria-label={label}
        aria-rowcount={space.count + 1}
        aria-colcount={shown.length + 1}
        aria-multiselectable="true"
        {...(cursorShown && { 'aria-activedescendant': `${id}-${cursor}-${here}` })}
        tabIndex={0}
        className={classes.grid}
        data-selecting={selectedCount > 0 || undefined}
        style={{ '--grid-columns': template.columns, '--grid-width': template.total }}
        onScroll={onScroll}
        onKeyDown={onKeyDown}
      >
        <GridHeader
          shown={shown}
          layout={layout}
          rtl={rtl}
          allSelected={count > 0 && selectedCount === count}
          someSelected={selectedCount > 0}
          firstHeader={firstHeader}
          onLayout={props.onLayout}
          onPreview={setPreview}
          onSelectAll={(all) => onSelection(all ? everything(count) : nothing)}
          onLeave={() => scroller.current?.focus()}
        />
        <div
          role="rowgroup"
          className={classes.body}
          style={{ blockSize: spacerHeight(space) }}
          onClick={onClick}
          onDoubleClick={(event) => {
            const target = targetOf(event)
            if (!target || target.tick) return
            if (mayEdit(target.row, target.column)) edit(target.row, target.column)
            else onOpen?.(target.row, rowAt(target.row))
          }}
          onContextMenu={(event) => {
            const target = targetOf(event)
            if (!target || !menu) return
            event.preventDefault()
            onCursor(target.row)
            openMenu(target.row, { x: event.clientX, y: event.clientY })
          }}
        >
          <div className={classes.layer} style={{ blockSize: Math.min(space.viewport, spacerHeight(space)) }}>
            <div style={{ transform: `translateY(${from * space.rowHeight - position}px)` }}>{rows}</div>
          </div>
        </div>
      </div>
      <div className={classes.chooser}>
        <ColumnChooser columns={columns} layout={layout} onLayout={props.onLayout} />
      </div>
      {count === 0 && <div className={classes.empty}>{empty}</div>}
      {typeAhead.typing && (
        <div className={classes.typed} role="status" aria-label={t('ui.grid.typed')}>
          <bdi>{typeAhead.text}</bdi>
        </div>
      )}
      <ContextMenu
        label={t('ui.grid.row')}
        at={menuAt?.at}
        entries={menuAt && menu ? menu(menuAt.index, rowAt(menuAt.index)) : []}
        onClose={() => {
          setMenuAt(undefined)
          scroller.current?.focus({ preventScroll: true })
        }}
      />
    </div>
  )
}

const NO_GROUPS: readonly GridGroup[] = []

/** The tracks all rows share, and the width below which the grid scrolls sideways. */
function templateOf<Row>(
  layout: GridLayout,
  shown: readonly GridColumn<Row>[],
): { columns: string; total: string } {
  const widths = shown.map((column) => layout.columns.find(({ id }) => id === column.id)?.width ?? 0)
  const grower = Math.max(
    0,
    shown.findIndex((column) => column.grows),
  )
  const tracks = widths.map((width, at) => (at === grower ? `minmax(${width}px, 1fr)` : `${width}px`))
  const sum = widths.reduce((so, width) => so + width, TICK + CHOOSER)
  return { columns: [`${TICK}px`, ...tracks, `${CHOOSER}px`].join(' '), total: `max(100%, ${sum}px)` }
}

const TICK = 36
const CHOOSER = 32

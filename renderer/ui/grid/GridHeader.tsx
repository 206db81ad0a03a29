/** The grid's head: names, sorting, resizing, moving and choosing columns, by mouse and by keyboard. */
import { IconCheck, IconChevronDown, IconChevronUp, IconListTree, IconMinus } from '@tabler/icons-react'
import {
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
  type RefObject,
  useRef,
  useState,
} from 'react'
import { useText } from '../../i18n/I18nProvider.tsx'
import { useFormat } from '../../i18n/useFormat.tsx'
import { ContextMenu, type MenuEntry, type MenuPoint } from '../Menu.tsx'
import classes from './Grid.module.css'
import {
  type GridColumn,
  type GridLayout,
  grouped,
  MIN_WIDTH,
  moved,
  resized,
  shownOrHidden,
  sorted,
} from './layout.ts'

interface Props<Row> {
  /** Columns shown, in order. */
  readonly shown: readonly GridColumn<Row>[]
  readonly layout: GridLayout
  readonly rtl: boolean
  readonly allSelected: boolean
  readonly someSelected: boolean
  readonly firstHeader: RefObject<HTMLButtonElement | null>
  readonly onLayout: (layout: GridLayout) => void
  /** While dragging: widths before they are final. */
  readonly onPreview: (layout: GridLayout | undefined) => void
  readonly onSelectAll: (all: boolean) => void
  readonly onLeave: () => void
}

const STEP = 16
const DRAG_FROM = 5

export function GridHeader<Row>(props: Props<Row>): ReactNode {
  const { shown, layout, rtl, allSelected, someSelected, firstHeader, onLayout, onSelectAll, onLeave } = props
  const t = useText()
  const format = useFormat()
  const [roving, setRoving] = useState(0)
  const [dropBefore, setDropBefore] = useState<string>()
  const [menu, setMenu] = useState<{ at: MenuPoint; column: GridColumn<Row> }>()
  const head = useRef<HTMLDivElement>(null)
  const dragged = useRef(false)
  const here = Math.min(roving, shown.length - 1)

  const widthOf = (id: string): number =>
    layout.columns.find((column) => column.id === id)?.width ?? MIN_WIDTH
  const buttons = (): HTMLElement[] => [
    ...(head.current?.querySelectorAll<HTMLElement>('[data-header]') ?? []),
  ]

  function columnEntries(column: GridColumn<Row>): MenuEntry[] {
    const at = shown.indexOf(column)
    const sort = (descending: boolean): void =>
      onLayout({ ...layout, sort: [{ column: column.id, descending }] })
    const entries: MenuEntry[] = []
    if (column.sortable) {
      entries.push(
        {
          id: 'up',
          label: t('ui.grid.sortUp'),
          icon: <IconChevronUp size={15} />,
          onSelect: () => sort(false),
        },
        {
          id: 'down',
          label: t('ui.grid.sortDown'),
          icon: <IconChevronDown size={15} />,
          onSelect: () => sort(true),
        },
        layout.group === column.id
          ? {
              id: 'ungroup',
              label: t('ui.grid.ungroup'),
              icon: <IconListTree size={15} />,
              onSelect: () => onLayout(grouped(layout, undefined)),
            }
          : {
              id: 'group',
              label: t('ui.grid.group'),
              icon: <IconListTree size={15} />,
              onSelect: () => onLayout(grouped(layout, column.id)),
            },
        { kind: 'line', id: 'l1' },
      )
    }
    entries.push(
      { id: 'before', label: t('ui.grid.moveBack'), disabled: at === 0, onSelect: () => shift(column, -1) },
      {
        id: 'after',
        label: t('ui.grid.moveOn'),
        disabled: at === shown.length - 1,
        onSelect: () => shift(column, 1),
      },
      {
        id: 'hide',
        label: t('ui.grid.hide'),
        disabled: shown.length === 1,
        onSelect: () => onLayout(shownOrHidden(layout, column.id, false)),
      },
    )
    return entries
  }

  function shift(column: GridColumn<Row>, step: -1 | 1): void {
    const at = shown.indexOf(column)
    const before = step < 0 ? shown[at - 1] : shown[at + 2]
    if (step < 0 && !before) return
    onLayout(moved(layout, column.id, before?.id))
    setRoving(Math.min(Math.max(at + step, 0), shown.length - 1))
  }

  function onKeyDown(event: KeyboardEvent, column: GridColumn<Row>, at: number): void {
    const forward = event.key === (rtl ? 'ArrowLeft' : 'ArrowRight')
    const back = event.key === (rtl ? 'ArrowRight' : 'ArrowLeft')
    event.stopPropagation()
    if (event.key === 'ArrowDown' && !event.altKey) {
      event.preventDefault()
      onLeave()
    } else if (
      event.key === 'ContextMenu' ||
      (event.key === 'F10' && event.shiftKey) ||
      (event.key === 'ArrowDown' && event.altKey)
    ) {
      event.preventDefault()
      const box = event.currentTarget.getBoundingClientRect()
      setMenu({ at: { x: rtl ? box.right : box.left, y: box.bottom }, column })
    } else if (forward || back) {
      event.preventDefault()
      const step = forward ? 1 : -1
      if (event.ctrlKey) shift(column, step)
      else if (event.shiftKey)
        onLayout(resized(layout, column.id, widthOf(column.id) + step * STEP, column.minWidth))
      else {
        const next = Math.min(Math.max(at + step, 0), shown.length - 1)
        setRoving(next)
        buttons()[next]?.focus()
      }
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault()
      if (column.sortable) onLayout(sorted(layout, column.id, event.shiftKey))
    }
  }

  function startResize(event: PointerEvent<HTMLElement>, column: GridColumn<Row>): void {
    event.preventDefault()
    event.stopPropagation()
    const from = event.clientX
    const cell = event.currentTarget.parentElement
    const width = cell?.getBoundingClientRect().width ?? widthOf(column.id)
    const sign = rtl ? -1 : 1
    const at = (x: number): GridLayout =>
      resized(layout, column.id, width + sign * (x - from), column.minWidth)
    track(
      event,
      (x) => props.onPreview(at(x)),
      (x) => {
        props.onPreview(undefined)
        if (x !== from) onLayout(at(x))
      },
    )
  }

  function startMove(event: PointerEvent<HTMLElement>, column: GridColumn<Row>): void {
    if (event.button !== 0) return
    dragged.current = false
    const from = event.clientX
    const targetAt = (x: number): string | undefined => {
      const cells = buttons()
      for (const [at, cell] of cells.entries()) {
        const box = cell.getBoundingClientRect()
        const middle = (box.left + box.right) / 2
        if (rtl ? x > middle : x < middle) return shown[at]?.id
      }
      return undefined
    }
    track(
      event,
      (x) => {
        if (!dragged.current && Math.abs(x - from) < DRAG_FROM) return
        dragged.current = true
        setDropBefore(targetAt(x) ?? END)
      },
      (x) => {
        setDropBefore(undefined)
        if (dragged.current) onLayout(moved(layout, column.id, targetAt(x)))
      },
    )
  }

  return (
    <div role="rowgroup" className={classes.head}>
      <div role="row" aria-rowindex={1} className={classes.headRow} ref={head}>
        <div role="columnheader" className={classes.tick}>
          <button
            type="button"
            role="checkbox"
            aria-checked={allSelected ? true : someSelected ? 'mixed' : false}
            aria-label={t('ui.grid.selectAll')}
            tabIndex={-1}
            className={classes.box}
            data-on={someSelected || undefined}
            onClick={() => onSelectAll(!allSelected)}
          >
            {allSelected ? (
              <IconCheck size={12} stroke={3} />
            ) : someSelected ? (
              <IconMinus size={12} stroke={3} />
            ) : null}
          </button>
        </div>
        {shown.map((column, at) => {
          const rank = layout.sort.findIndex((key) => key.column === column.id)
          const key = layout.sort[rank]
          return (
            <div
              key={column.id}
              role="columnheader"
              aria-sort={key ? (key.descending ? 'descending' : 'ascending') : 'none'}
              data-align={column.align}
              data-drop={
                dropBefore === column.id ||
                (dropBefore === END && at === shown.length - 1 ? 'end' : undefined)
              }
              className={classes.headCell}
            >
              <button
                type="button"
                ref={at === here ? firstHeader : undefined}
                data-header=""
                tabIndex={at === here ? 0 : -1}
                className={classes.headButton}
                data-sortable={column.sortable || undefined}
                onFocus={() => setRoving(at)}
                onPointerDown={(event) => startMove(event, column)}
                onClick={(event) => {
                  if (!dragged.current && column.sortable) onLayout(sorted(layout, column.id, event.shiftKey))
                }}
                onKeyDown={(event) => onKeyDown(event, column, at)}
                onContextMenu={(event) => {
                  event.preventDefault()
                  setMenu({ at: { x: event.clientX, y: event.clientY }, column })
                }}
              >
                <span className={classes.headLabel}>{column.label}</span>
                {key && (key.descending ? <IconChevronDown size={13} /> : <IconChevronUp size={13} />)}
                {key && layout.sort.length > 1 && (
                  <span className={classes.rank}>{format.integer(rank + 1)}</span>
                )}
              </button>
              <span
                className={classes.resize}
                aria-hidden="true"
                onPointerDown={(event) => startResize(event, column)}
              />
            </div>
          )
        })}
      </div>
      <ContextMenu
        label={t('ui.grid.column')}
        at={menu?.at}
        entries={menu ? columnEntries(menu.column) : []}
        onClose={() => setMenu(undefined)}
      />
    </div>
  )
}

const END = ' end'

/** Follows the pointer until it is let go. */
function track(
  event: PointerEvent<HTMLElement>,
  onMove: (x: number) => void,
  onEnd: (x: number) => void,
): void {
  const element = event.currentTarget
  element.setPointerCapture(event.pointerId)
  const move = (next: globalThis.PointerEvent): void => onMove(next.clientX)
  const end = (next: globalThis.PointerEvent): void => {
    element.removeEventListener('pointermove', move)
    element.removeEventListener('pointerup', end)
    element.removeEventListener('pointercancel', end)
    onEnd(next.clientX)
  }
  element.addEventListener('pointermove', move)
  element.addEventListener('pointerup', end)
  element.addEventListener('pointercancel', end)
}

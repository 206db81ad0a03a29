/** One row of the grid. Drawn often: no handlers of its own, memoised on what it shows. */
import { IconCheck } from '@tabler/icons-react'
import { memo, type ReactNode } from 'react'
import { useFormat } from '../../i18n/useFormat.tsx'
import classes from './Grid.module.css'
import type { GridGroup } from './groups.ts'
import type { Finish, GridColumn } from './layout.ts'

interface Props<Row> {
  readonly gridId: string
  readonly index: number
  /** Where it stands among rows and heads of groups. */
  readonly line: number
  readonly top: number
  readonly row: Row | undefined
  readonly columns: readonly GridColumn<Row>[]
  readonly selected: boolean
  /** Column of the cursor when it is in this row, else -1. */
  readonly cursor: number
  /** Column being edited, else -1. */
  readonly editing: number
  readonly onFinish: Finish
}

function PlainGridRow<Row>(props: Props<Row>): ReactNode {
  const { gridId, index, line, top, row, columns, selected, cursor, editing, onFinish } = props
  return (
    <div
      role="row"
      aria-rowindex={line + 2}
      aria-selected={selected}
      aria-busy={row === undefined || undefined}
      data-row={index}
      data-current={cursor >= 0 || undefined}
      data-editing={editing >= 0 || undefined}
      className={classes.row}
      style={{ transform: `translateY(${top}px)` }}
    >
      <div role="gridcell" className={classes.tick} data-tick="">
        <span className={classes.box} data-on={selected || undefined}>
          {selected && <IconCheck size={12} stroke={3} />}
        </span>
      </div>
      {columns.map((column, at) => (
        <div
          key={column.id}
          role="gridcell"
          id={`${gridId}-${index}-${at}`}
          data-column={at}
          data-cursor={cursor === at || undefined}
          data-editing={editing === at || undefined}
          data-align={column.align}
          className={classes.cell}
          data-cut
        >
          {row === undefined ? (
            <span
              className={classes.waiting}
              style={{ inlineSize: `${35 + ((index * 7 + at * 13) % 45)}%` }}
            />
          ) : editing === at && column.edit ? (
            column.edit(row, onFinish)
          ) : (
            column.cell(row)
          )}
        </div>
      ))}
    </div>
  )
}

// `memo` forgets type parameters; the props are the same.
export const GridRow = memo(PlainGridRow) as typeof PlainGridRow

interface GroupProps {
  readonly line: number
  readonly top: number
  readonly group: GridGroup
  /** Columns, the one of the ticks included. */
  readonly width: number
}

/** The head of a group: what its rows have in common, and how many they are. */
export function GridGroupRow({ line, top, group, width }: GroupProps): ReactNode {
  const format = useFormat()
  return (
    <div
      role="row"
      aria-rowindex={line + 2}
      className={classes.group}
      style={{ transform: `translateY(${top}px)` }}
    >
      <div role="gridcell" aria-colspan={width} className={classes.groupCell}>
        <strong className={classes.groupLabel}>{group.label}</strong>
        <span className={classes.groupCount}>{format.integer(group.count)}</span>
      </div>
    </div>
  )
}

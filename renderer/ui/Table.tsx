/** A short table to read: rows are the caller's, the heading stays in sight. For long lists of records there is the grid. */
import type { ReactNode } from 'react'
import classes from './Table.module.css'

export interface Column {
  readonly id: string
  readonly label: ReactNode
  readonly end?: boolean
  /** As wide as what it holds. */
  readonly narrow?: boolean
}

interface Props {
  readonly label: string
  readonly columns: readonly Column[]
  readonly children: ReactNode
}

export function Table({ label, columns, children }: Props): ReactNode {
  return (
    <table className={classes.table} aria-label={label}>
      <thead>
        <tr>
          {columns.map((column) => (
            <th
              key={column.id}
              scope="col"
              data-end={column.end || undefined}
              data-narrow={column.narrow || undefined}
            >
              {column.label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  )
}

/** Which columns are shown, in what order, and by which of them the list is sorted: a dialog at the end of the grid's head. */
import { IconChevronDown, IconChevronUp, IconLayoutColumns, IconPlus, IconX } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { useText } from '../../i18n/I18nProvider.tsx'
import { Button, IconButton } from '../Button.tsx'
import { Checkbox } from '../fields/Checkbox.tsx'
import { Select } from '../fields/Select.tsx'
import { Dialog } from '../overlay/Dialog.tsx'
import { SearchBox } from '../SearchBox.tsx'
import classes from './ColumnChooser.module.css'
import {
  type GridColumn,
  type GridLayout,
  MAX_SORT_KEYS,
  moved,
  type SortKey,
  shownOrHidden,
} from './layout.ts'

interface Props<Row> {
  readonly columns: readonly GridColumn<Row>[]
  readonly layout: GridLayout
  readonly onLayout: (layout: GridLayout) => void
}

export function ColumnChooser<Row>(props: Props<Row>): ReactNode {
  const t = useText()
  const [open, setOpen] = useState(false)
  return (
    <>
      <IconButton label={t('ui.grid.columns')} size={26} onClick={() => setOpen(true)}>
        <IconLayoutColumns size={15} />
      </IconButton>
      {open && <ColumnsDialog {...props} onClose={() => setOpen(false)} />}
    </>
  )
}

/** Every change is seen in the list behind it at once. */
function ColumnsDialog<Row>({
  columns,
  layout,
  onLayout,
  onClose,
}: Props<Row> & { readonly onClose: () => void }): ReactNode {
  const t = useText()
  const [query, setQuery] = useState('')
  const typed = query.trim().toLocaleLowerCase()
  const shown = layout.columns.filter((entry) => entry.shown).length
  const labelOf = (id: string): string => columns.find((column) => column.id === id)?.label ?? id
  const found = layout.columns.filter(({ id }) => labelOf(id).toLocaleLowerCase().includes(typed))
  function shift(id: string, step: -1 | 1): void {
    const at = layout.columns.findIndex((column) => column.id === id)
    const before = step < 0 ? layout.columns[at - 1] : layout.columns[at + 2]
    if (step < 0 && !before) return
    onLayout(moved(layout, id, before?.id))
  }
  return (
    <Dialog
      open
      title={t('ui.grid.columns')}
      onClose={onClose}
      footer={
        <Button tone="primary" onClick={onClose}>
          {t('ui.close')}
        </Button>
      }
    >
      <SearchBox
        label={t('ui.grid.findColumn')}
        placeholder={t('ui.grid.findColumn')}
        value={query}
        onChange={setQuery}
      />
      <ul className={classes.columns}>
        {found.map((entry) => (
          <li key={entry.id} className={classes.column}>
            <Checkbox
              label={labelOf(entry.id)}
              checked={entry.shown}
              disabled={entry.shown && shown === 1}
              onChange={(on) => onLayout(shownOrHidden(layout, entry.id, on))}
            />
            {entry.shown && typed === '' && (
              <span className={classes.order}>
                <IconButton
                  label={t('ui.grid.columnBack', { column: labelOf(entry.id) })}
                  size={24}
                  disabled={layout.columns[0] === entry}
                  onClick={() => shift(entry.id, -1)}
                >
                  <IconChevronUp size={15} />
                </IconButton>
                <IconButton
                  label={t('ui.grid.columnOn', { column: labelOf(entry.id) })}
                  size={24}
                  disabled={layout.columns.at(-1) === entry}
                  onClick={() => shift(entry.id, 1)}
                >
                  <IconChevronDown size={15} />
                </IconButton>
              </span>
            )}
          </li>
        ))}
      </ul>
      <SortKeys columns={columns} sort={layout.sort} onSort={(sort) => onLayout({ ...layout, sort })} />
    </Dialog>
  )
}

interface SortProps<Row> {
  readonly columns: readonly GridColumn<Row>[]
  readonly sort: readonly SortKey[]
  readonly onSort: (sort: readonly SortKey[]) => void
}

function SortKeys<Row>({ columns, sort, onSort }: SortProps<Row>): ReactNode {
  const t = useText()
  const free = columns.filter((column) => column.sortable && !sort.some((key) => key.column === column.id))
  const change = (at: number, next: SortKey): void => onSort(sort.with(at, next))
  return (
    <fieldset className={classes.sort}>
      <legend className={classes.legend}>{t('ui.grid.sortBy')}</legend>
      {sort.map((key, at) => (
        <div key={key.column} className={classes.key}>
          <Select
            label={t('ui.grid.sortKey', { n: at + 1 })}
            labelHidden
            value={key.column}
            options={columns
              .filter((column) => column.id === key.column || free.includes(column))
              .map(({ id, label }) => ({ value: id, label }))}
            onChange={(column) => column && change(at, { ...key, column })}
          />
          <Select
            label={t('ui.grid.sortOrder', { n: at + 1 })}
            labelHidden
            value={key.descending ? 'down' : 'up'}
            options={[
              { value: 'up', label: t('ui.grid.sortUp') },
              { value: 'down', label: t('ui.grid.sortDown') },
            ]}
            onChange={(way) => change(at, { ...key, descending: way === 'down' })}
          />
          <IconButton
            label={t('ui.grid.sortRemove', { n: at + 1 })}
            onClick={() => onSort(sort.filter((other) => other !== key))}
          >
            <IconX size={15} />
          </IconButton>
        </div>
      ))}
      <Button
        tone="quiet"
        size="small"
        icon={<IconPlus size={14} />}
        disabled={sort.length >= MAX_SORT_KEYS || free.length === 0}
        onClick={() => free[0] && onSort([...sort, { column: free[0].id, descending: false }])}
      >
        {t('ui.grid.sortAdd')}
      </Button>
    </fieldset>
  )
}

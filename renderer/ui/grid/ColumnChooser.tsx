/** Which columns are shown: a menu at the end of the grid's head. */
import { IconLayoutColumns } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useText } from '../../i18n/I18nProvider.tsx'
import { IconButton } from '../Button.tsx'
import { Menu, type MenuEntry } from '../Menu.tsx'
import { type GridColumn, type GridLayout, shownOrHidden } from './layout.ts'

interface Props<Row> {
  readonly columns: readonly GridColumn<Row>[]
  readonly layout: GridLayout
  readonly onLayout: (layout: GridLayout) => void
}

export function ColumnChooser<Row>({ columns, layout, onLayout }: Props<Row>): ReactNode {
  const t = useText()
  const shown = layout.columns.filter((entry) => entry.shown).length
  const entries = layout.columns.flatMap((entry): MenuEntry[] => {
    const column = columns.find(({ id }) => id === entry.id)
    if (!column) return []
    return [
      {
        kind: 'check',
        id: entry.id,
        label: column.label,
        checked: entry.shown,
        disabled: entry.shown && shown === 1,
        onSelect: () => onLayout(shownOrHidden(layout, entry.id, !entry.shown)),
      },
    ]
  })
  return (
    <Menu
      label={t('ui.grid.columns')}
      position="bottom-end"
      entries={entries}
      trigger={
        <IconButton label={t('ui.grid.columns')} size={26}>
          <IconLayoutColumns size={15} />
        </IconButton>
      }
    />
  )
}

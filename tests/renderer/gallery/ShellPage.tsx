/** The whole frame with a list of any length and a record beside it. */
import { IconAddressBook, IconPlus } from '@tabler/icons-react'
import { type ReactNode, useMemo, useState } from 'react'
import { usePreferences } from '../../../renderer/i18n/I18nProvider.tsx'
import { Bdi, Ltr, useFormat } from '../../../renderer/i18n/useFormat.tsx'
import { AppPalette } from '../../../renderer/shell/AppPalette.tsx'
import { Shell } from '../../../renderer/shell/Shell.tsx'
import { StatusBar } from '../../../renderer/shell/StatusBar.tsx'
import { sectionsOf } from '../../../renderer/shell/sections.tsx'
import { TopBar } from '../../../renderer/shell/TopBar.tsx'
import { useCommand } from '../../../renderer/state/commands.ts'
import { applyPreferences } from '../../../renderer/state/preferences.ts'
import { toast } from '../../../renderer/state/ui.ts'
import { Badge } from '../../../renderer/ui/Badge.tsx'
import { Button } from '../../../renderer/ui/Button.tsx'
import { EmptyState } from '../../../renderer/ui/EmptyState.tsx'
import { TextField } from '../../../renderer/ui/fields/TextField.tsx'
import { Grid } from '../../../renderer/ui/grid/Grid.tsx'
import type { GridColumn, GridLayout } from '../../../renderer/ui/grid/layout.ts'
import { nothing } from '../../../renderer/ui/grid/selection.ts'
import { Named } from '../../../renderer/ui/Named.tsx'
import { Split } from '../../../renderer/ui/Split.tsx'
import { currencyOf, type Person, person } from './people.ts'
import { RecordPane } from './RecordPane.tsx'
import { words } from './words.ts'

const tones = ['neutral', 'success', 'warning', 'accent'] as const

interface Props {
  readonly count: number
  readonly open: boolean
}

export function ShellPage({ count, open }: Props): ReactNode {
  const { language } = usePreferences()
  const format = useFormat()
  const w = words[language]
  const [cursor, setCursor] = useState(1)
  const [selection, setSelection] = useState(nothing)
  const [layout, setLayout] = useState<GridLayout>()
  const [share, setShare] = useState(0.64)
  useCommand('contact.new', () =>
    toast({ tone: 'done', text: w.saved, action: { label: 'Undo', onSelect: () => undefined } }),
  )
  useCommand('company.new', () => toast({ tone: 'info', text: w.saved }))
  useCommand('edit.undo', () => toast({ tone: 'problem', text: w.note }))
  const columns = useMemo(
    (): GridColumn<Person>[] => [
      {
        id: 'name',
        label: w.name,
        width: 210,
        sortable: true,
        grows: true,
        cell: (row) => <Named name={row.name} initials={row.initials} seed={row.id} />,
        edit: (row, finish) => (
          <TextField
            label={w.name}
            labelHidden
            autoFocus
            value={row.name}
            onChange={() => undefined}
            onBlur={() => finish('left')}
          />
        ),
      },
      {
        id: 'company',
        label: w.company,
        width: 170,
        sortable: true,
        cell: (row) => <Bdi>{row.company}</Bdi>,
      },
      {
        id: 'status',
        label: w.status,
        width: 110,
        sortable: true,
        cell: (row) => <Badge tone={tones[row.status]}>{w.statuses[row.status]}</Badge>,
      },
      { id: 'phone', label: w.phone, width: 140, cell: (row) => format.phone(row.phone) },
      {
        id: 'value',
        label: w.value,
        width: 120,
        align: 'end',
        sortable: true,
        cell: (row) => format.money(row.minor, currencyOf(language)),
      },
      { id: 'seen', label: w.seen, width: 110, sortable: true, cell: (row) => format.date(row.seen) },
      { id: 'email', label: w.email, width: 180, optional: true, cell: (row) => <Ltr>{row.email}</Ltr> },
    ],
    [w, format, language],
  )
  const list = (
    <div style={{ display: 'grid', gridTemplateRows: 'auto minmax(0,1fr)', blockSize: '100%' }}>
      <div style={{ display: 'flex', gap: 10, alignItems: 'baseline', padding: '10px 14px' }}>
        <h1 style={{ fontSize: 'var(--text-title)' }}>{w.name}</h1>
        <span style={{ color: 'var(--text-dim)' }}>
          {format.integer(count)} {w.count}
        </span>
      </div>
      <Grid
        label={w.name}
        columns={columns}
        count={count}
        source={`${language} ${JSON.stringify(layout?.sort ?? [])}`}
        load={async (offset, limit, signal) => {
          await new Promise((resolve) => setTimeout(resolve, 4))
          signal.throwIfAborted()
          const rows = Math.max(0, Math.min(limit, count - offset))
          return Array.from({ length: rows }, (_, at) => person(offset + at, language))
        }}
        layout={layout}
        onLayout={setLayout}
        cursor={cursor}
        onCursor={setCursor}
        selection={selection}
        onSelection={setSelection}
        onOpen={(index) => toast({ tone: 'info', text: `${index}` })}
        onTypeAhead={async (typed) => typed.length * 100_000}
        menu={(index) => [
          { id: 'open', label: `${w.name} ${index}`, keys: 'F11', onSelect: () => undefined },
          { kind: 'line', id: 'l' },
          { id: 'trash', label: w.status, danger: true, onSelect: () => undefined },
        ]}
        empty={
          <EmptyState
            icon={<IconAddressBook size={28} stroke={1.5} />}
            title={w.empty}
            action={
              <Button tone="primary" icon={<IconPlus size={15} />}>
                {w.name}
              </Button>
            }
            second={<Button>{w.imp}</Button>}
          >
            {w.teach}
          </EmptyState>
        }
      />
    </div>
  )
  return (
    <>
      <Shell
        sections={sectionsOf(new Set(['home', 'contacts', 'companies', 'operations', 'trash', 'settings']))}
        counts={{ contacts: count, companies: 40_233 }}
        topBar={
          <TopBar
            user={{ id: 'u', name: person(3, language).name, initials: person(3, language).initials }}
            onPreferences={applyPreferences}
            onSearch={() => undefined}
          />
        }
        statusBar={<StatusBar file="/home/user/Acme.samphan" readOnly={false} />}
      >
        <Split
          label={w.split}
          share={share}
          onShare={setShare}
          start={list}
          end={open && count > 0 ? <RecordPane person={person(cursor, language)} /> : undefined}
        />
      </Shell>
      <AppPalette />
    </>
  )
}

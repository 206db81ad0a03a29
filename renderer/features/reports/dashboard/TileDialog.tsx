/** What a tile shows: which report, how, in which period, how wide, against which goal. */
import { type ReactNode, useState } from 'react'
import { type Tile, tileKinds, tileSizes } from '#db/shared/dashboards.ts'
import { periodNames } from '#db/shared/ownReports.ts'
import { useRead } from '../../../data/hooks.ts'
import { useText } from '../../../i18n/I18nProvider.tsx'
import { useReader } from '../../../i18n/useReader.ts'
import { SaveDialog } from '../../../records/SaveDialog.tsx'
import { Segments } from '../../../ui/fields/Checkbox.tsx'
import { NumberField } from '../../../ui/fields/NumberField.tsx'
import { Select } from '../../../ui/fields/Select.tsx'
import { TextField } from '../../../ui/fields/TextField.tsx'
import { useTileTitle } from './Tile.tsx'

interface Props {
  /** Undefined: a new one. */
  readonly tile: Tile | undefined
  readonly onSave: (tile: Tile) => void
  readonly onClose: () => void
}

const fresh = (): Tile => ({ id: crypto.randomUUID(), kind: 'chart', size: 'medium', measure: 0 })

/** What the tile brought with it, where it is of no stored report. */
const BUILT_IN = ''

export function TileDialog({ tile, onSave, onClose }: Props): ReactNode {
  const t = useText()
  const reader = useReader()
  const titleOf = useTileTitle()
  const [value, setValue] = useState<Tile>(tile ?? fresh)
  const reports = useRead('report.list', { reader }, { depends: { on: ['report'] } }).data?.reports ?? []
  const chosen = reports.find(({ name }) => name === value.report)
  const { title, goal, period, ...rest } = value
  const takesPeriod = chosen ? chosen.parameters.includes('period') : value.definition?.date !== undefined
  const kind = tileKinds.find((each) => each === value.kind) ?? 'chart'
  return (
    <SaveDialog
      title={t(tile ? 'dashboard.tile.change' : 'dashboard.add')}
      error={undefined}
      ready={value.report !== undefined || value.definition !== undefined}
      onSave={() => onSave(value)}
      onClose={onClose}
    >
      <Select
        label={t('report.one')}
        value={value.report ?? (value.definition ? BUILT_IN : null)}
        options={[
          ...(tile?.definition ? [{ value: BUILT_IN, label: titleOf(tile) }] : []),
          ...reports.map(({ name, title: label }) => ({ value: name, label })),
        ]}
        onChange={(name) => {
          const { definition: _, report: __, label: ___, ...kept } = value
          if (name === BUILT_IN && tile?.definition)
            setValue({ ...kept, definition: tile.definition, ...(tile.label && { label: tile.label }) })
          else if (name) setValue({ ...kept, report: name })
        }}
      />
      <Segments
        label={t('dashboard.kind')}
        value={kind}
        options={tileKinds.map((each) => ({ value: each, label: t(`dashboard.kind.${each}`) }))}
        onChange={(next) => setValue({ ...value, kind: tileKinds.find((each) => each === next) ?? kind })}
      />
      <Segments
        label={t('dashboard.size')}
        value={value.size}
        options={tileSizes.map((each) => ({ value: each, label: t(`dashboard.size.${each}`) }))}
        onChange={(next) =>
          setValue({ ...value, size: tileSizes.find((each) => each === next) ?? value.size })
        }
      />
      {takesPeriod && (
        <Select
          label={t('report.parameter.period')}
          clearable
          value={typeof period === 'string' ? period : null}
          options={periodNames.map((name) => ({ value: name, label: t(`report.period.${name}`) }))}
          onChange={(next) => {
            const known = periodNames.find((name) => name === next)
            setValue({
              ...rest,
              ...(title && { title }),
              ...(goal && { goal }),
              ...(known && { period: known }),
            })
          }}
        />
      )}
      {kind === 'gauge' && (
        <NumberField
          label={t('dashboard.goal')}
          value={typeof goal === 'number' ? goal : null}
          onChange={(n) =>
            setValue({
              ...rest,
              ...(title && { title }),
              ...(period && { period }),
              ...(n !== null && n > 0 && { goal: n }),
            })
          }
        />
      )}
      <TextField
        label={t('dashboard.title')}
        value={title ?? ''}
        onChange={(typed) =>
          setValue({
            ...rest,
            ...(goal && { goal }),
            ...(period && { period }),
            ...(typed.trim() !== '' && { title: typed.slice(0, 100) }),
          })
        }
      />
    </SaveDialog>
  )
}

/** What an own report is about, what it is grouped by, what it counts, and how it is shown. */
import { type ReactNode, useState } from 'react'
import type { Entity } from '#db/shared/entity.ts'
import { dateUnits, measureKinds, periodNames, type ReportDefinition } from '#db/shared/ownReports.ts'
import { allEntities, findEntity } from '#db/shared/registry.ts'
import { useHasText, useText } from '../../i18n/I18nProvider.tsx'
import { useDescribeSteps } from '../../records/describe.ts'
import { FilterDialog } from '../../records/filter/FilterDialog.tsx'
import { useAskFields } from '../../records/filter/useAskFields.ts'
import { useViews } from '../../records/views.tsx'
import { Button } from '../../ui/Button.tsx'
import { Segments, Switch } from '../../ui/fields/Checkbox.tsx'
import { NumberField } from '../../ui/fields/NumberField.tsx'
import { type Option, Select } from '../../ui/fields/Select.tsx'
import classes from './Builder.module.css'
import { type Choices, choicesOf, fieldsFor } from './choices.ts'
import { definitionOf } from './draft.ts'
import { PartList } from './PartList.tsx'

interface Props {
  readonly value: ReportDefinition
  readonly onChange: (value: ReportDefinition) => void
}

interface PartProps extends Props {
  readonly entity: Entity
  readonly choices: Choices
}

const fallback = findEntity('contact')

export function BuilderForm({ value, onChange }: Props): ReactNode {
  const t = useText()
  const has = useHasText()
  const asking = useAskFields()
  const entity = findEntity(value.base) ?? fallback
  if (!entity) return null
  const choices = choicesOf(entity, asking.of(entity), t)
  const bases = allEntities()
    .filter(({ listed, name }) => listed && has(`${name}.many`))
    .map(({ name }) => ({ value: name, label: t(`${name}.many`) }))
    .sort((a, b) => a.label.localeCompare(b.label))
  const parts = { entity, choices, value, onChange }
  return (
    <div className={classes.form}>
      <Select
        label={t('report.own.base')}
        value={value.base}
        options={bases}
        onChange={(base) => base !== null && base !== value.base && onChange(definitionOf(base))}
      />
      <Records {...parts} />
      <Segments
        label={t('report.own.shape')}
        value={value.columns.length > 0 ? 'list' : 'groups'}
        options={(['groups', 'list'] as const).map((each) => ({
          value: each,
          label: t(`report.own.shape.${each}`),
        }))}
        onChange={(shape) => {
          const { sort: _, ...rest } = value
          const first = choices.columns[0]?.value
          onChange(
            shape === 'list' && first !== undefined
              ? { ...rest, columns: [first], by: [], measures: [] }
              : { ...rest, columns: [], measures: [{ of: 'count' }] },
          )
        }}
      />
      {value.columns.length > 0 ? <Columns {...parts} /> : <Groups {...parts} />}
      <Order {...parts} />
    </div>
  )
}

/** Which records: a saved view, conditions, a period. */
function Records({ entity, choices, value, onChange }: PartProps): ReactNode {
  const t = useText()
  const [filtering, setFiltering] = useState(false)
  const views = useViews(entity)
  const { filter, view, date, ...rest } = value
  const described = useDescribeSteps(entity, filter ? [{ combine: 'replace', filter }] : [])
  return (
    <>
      {(views.length > 0 || view !== undefined) && (
        <Select
          label={t('report.own.view')}
          value={view ?? null}
          clearable
          error={
            view !== undefined && !views.some(({ id }) => id === view) ? t('report.own.viewGone') : undefined
          }
          options={views.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(next) =>
            onChange({
              ...rest,
              ...(filter && { filter }),
              ...(date && { date }),
              ...(next && { view: next }),
            })
          }
        />
      )}
      <div className={classes.conditions}>
        <span className={classes.legend}>{t('report.own.conditions')}</span>
        <p className={classes.text}>{described || t('report.own.all')}</p>
        <div className={classes.row}>
          <Button size="small" onClick={() => setFiltering(true)}>
            {t('report.own.ask')}
          </Button>
          {filter && (
            <Button
              size="small"
              tone="quiet"
              onClick={() => onChange({ ...rest, ...(view && { view }), ...(date && { date }) })}
            >
              {t('report.own.noConditions')}
            </Button>
          )}
        </div>
      </div>
      <div className={classes.row}>
        <Select
          label={t('report.own.date')}
          value={date ?? null}
          clearable
          options={withGone(choices.dates, date)}
          error={goneError(choices.dates, date, t('filter.fieldGone'))}
          onChange={(next) =>
            onChange({
              ...rest,
              ...(filter && { filter }),
              ...(view && { view }),
              ...(next ? { date: next } : { compare: false, period: 'all' }),
            })
          }
        />
        {date !== undefined && (
          <Select
            label={t('report.parameter.period')}
            value={typeof value.period === 'string' ? value.period : null}
            options={periodNames.map((name) => ({ value: name, label: t(`report.period.${name}`) }))}
            onChange={(next) => {
              const period = periodNames.find((name) => name === next)
              if (period) onChange({ ...value, period })
            }}
          />
        )}
      </div>
      {date !== undefined && (
        <Switch
          label={t('report.compare')}
          checked={value.compare}
          onChange={(compare) => onChange({ ...value, compare })}
        />
      )}
      {filtering && (
        <FilterDialog
          entity={entity}
          filter={filter}
          plain
          title={t('report.own.conditions')}
          done={t('report.own.useConditions')}
          onClose={() => setFiltering(false)}
          onApply={(next) => {
            setFiltering(false)
            onChange({ ...value, filter: next })
          }}
        />
      )}
    </>
  )
}

/** A field that is gone stays in the list, so that one sees which it was. */
const withGone = (options: readonly Option[], path: string | undefined): readonly Option[] =>
  path === undefined || options.some(({ value }) => value === path)
    ? options
    : [...options, { value: path, label: path.startsWith('custom.') ? '…' : path }]
const goneError = (options: readonly Option[], path: string | undefined, text: string): string | undefined =>
  path === undefined || options.some(({ value }) => value === path) ? undefined : text
const labelIn = (options: readonly Option[], path: string | undefined): string =>
  options.find(({ value }) => value === path)?.label ?? path ?? ''

function Groups({ choices, value, onChange }: PartProps): ReactNode {
  const t = useText()
  const first = choices.groups[0]?.value
  const hasMoney = value.measures.some(({ field }) => field !== undefined && choices.isMoney(field))
  return (
    <>
      <PartList
        label={t('report.own.by')}
        parts={value.by}
        most={4}
        fresh={first === undefined ? undefined : { field: first }}
        add={t('report.own.addGroup')}
        nameOf={({ field }) => labelIn(choices.groups, field)}
        onChange={(by) => onChange({ ...value, by: [...by] })}
      >
        {(part, set, at) => (
          <>
            <Select
              label={t('report.own.groupField', { n: at + 1 })}
              labelHidden
              value={part.field}
              options={withGone(choices.groups, part.field)}
              error={goneError(choices.groups, part.field, t('filter.fieldGone'))}
              onChange={(field) =>
                field !== null && set(choices.isDate(field) ? { field, unit: 'month' } : { field })
              }
            />
            {choices.isDate(part.field) && (
              <Select
                label={t('report.own.unit', { n: at + 1 })}
                labelHidden
                value={part.unit ?? 'month'}
                options={dateUnits.map((unit) => ({ value: unit, label: t(`report.unit.${unit}`) }))}
                onChange={(next) => {
                  const unit = dateUnits.find((each) => each === next)
                  if (unit) set({ field: part.field, unit })
                }}
              />
            )}
          </>
        )}
      </PartList>
      <PartList
        label={t('report.own.measures')}
        parts={value.measures}
        most={8}
        fresh={{ of: 'count' as const }}
        add={t('report.own.addMeasure')}
        nameOf={({ of, field }) => [t(`report.measure.${of}`), labelIn(choices.ordered, field)].join(' ')}
        onChange={(measures) => onChange({ ...value, measures: [...measures] })}
      >
        {(part, set, at) => {
          const fields = fieldsFor(choices, part.of)
          return (
            <>
              <Select
                label={t('report.own.measure', { n: at + 1 })}
                labelHidden
                value={part.of}
                options={measureKinds
                  .filter(
                    (of) => of === 'count' || of === 'share' || (fieldsFor(choices, of)?.length ?? 0) > 0,
                  )
                  .map((of) => ({ value: of, label: t(`report.measure.${of}`) }))}
                onChange={(next) => {
                  const of = measureKinds.find((each) => each === next)
                  if (!of) return
                  const known = fieldsFor(choices, of)
                  const field = known?.find(({ value: path }) => path === part.field) ?? known?.[0]
                  set(of === 'count' || of === 'share' || !field ? { of } : { of, field: field.value })
                }}
              />
              {fields && (fields.length > 0 || part.field !== undefined) && (
                <Select
                  label={t('report.own.measureField', { n: at + 1 })}
                  labelHidden
                  value={part.field ?? ''}
                  options={[
                    ...(part.of === 'share' ? [{ value: '', label: t('report.own.ofNumber') }] : []),
                    ...withGone(fields, part.field),
                  ]}
                  error={goneError(fields, part.field, t('filter.fieldGone'))}
                  onChange={(field) => set(field ? { of: part.of, field } : { of: part.of })}
                />
              )}
            </>
          )
        }}
      </PartList>
      {hasMoney && (
        <Segments
          label={t('report.own.currencies')}
          value={value.currencies}
          options={(['convert', 'apart'] as const).map((each) => ({
            value: each,
            label: t(`report.own.currencies.${each}`),
          }))}
          onChange={(next) => onChange({ ...value, currencies: next === 'apart' ? 'apart' : 'convert' })}
        />
      )}
      <Segments
        label={t('report.own.chart')}
        value={value.chart}
        options={(['none', 'bars', 'columns'] as const).map((each) => ({
          value: each,
          label: t(`report.own.chart.${each}`),
        }))}
        onChange={(next) =>
          onChange({ ...value, chart: next === 'bars' || next === 'columns' ? next : 'none' })
        }
      />
    </>
  )
}

function Columns({ choices, value, onChange }: PartProps): ReactNode {
  const t = useText()
  const fresh = choices.columns.find(({ value: path }) => !value.columns.includes(path))?.value
  return (
    <PartList
      label={t('report.own.columns')}
      parts={value.columns}
      most={30}
      fresh={fresh}
      add={t('report.own.addColumn')}
      nameOf={(path) => labelIn(choices.columns, path)}
      onChange={(columns) => columns.length > 0 && onChange({ ...value, columns: [...columns] })}
    >
      {(path, set, at) => (
        <Select
          label={t('report.own.column', { n: at + 1 })}
          labelHidden
          value={path}
          options={withGone(choices.columns, path)}
          error={goneError(choices.columns, path, t('filter.fieldGone'))}
          onChange={(next) => next !== null && set(next)}
        />
      )}
    </PartList>
  )
}

/** In which order, and how much of it. */
function Order({ choices, value, onChange }: PartProps): ReactNode {
  const t = useText()
  const { sort, top, ...rest } = value
  const isList = value.columns.length > 0
  const options = isList
    ? value.columns.map((path, at) => ({ value: `column ${at}`, label: labelIn(choices.columns, path) }))
    : [
        { value: 'group 0', label: t('report.own.sort.group') },
        ...value.measures.map(({ of, field }, at) => ({
          value: `measure ${at}`,
          label:
            field === undefined
              ? t(`report.measure.${of}`)
              : `${labelIn(choices.ordered, field)}: ${t(`report.measure.${of}`)}`,
        })),
      ]
  return (
    <div className={classes.row}>
      <Select
        label={t('report.own.sort')}
        value={sort ? `${sort.on} ${sort.at}` : null}
        clearable
        options={options}
        onChange={(next) => {
          const [on, at] = (next ?? '').split(' ')
          const kept = { ...rest, ...(top !== undefined && { top }) }
          if (on === 'group' || on === 'measure' || on === 'column')
            onChange({
              ...kept,
              sort: { on, at: Number(at), descending: sort?.descending ?? on === 'measure' },
            })
          else onChange(kept)
        }}
      />
      {sort && (
        <Segments
          label={t('report.own.direction')}
          value={sort.descending ? 'down' : 'up'}
          options={(['up', 'down'] as const).map((each) => ({
            value: each,
            label: t(`report.own.direction.${each}`),
          }))}
          onChange={(next) => onChange({ ...value, sort: { ...sort, descending: next === 'down' } })}
        />
      )}
      <NumberField
        label={t('report.own.top')}
        integer
        value={top ?? null}
        onChange={(n) =>
          onChange({
            ...rest,
            ...(sort && { sort }),
            ...(n !== null && n >= 1 && { top: Math.min(1_000, Math.round(n)) }),
          })
        }
      />
    </div>
  )
}

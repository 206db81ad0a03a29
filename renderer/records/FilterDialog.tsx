/** Asking for records by their fields: conditions that all, or any, must hold; replacing, adding to or narrowing the lookup. */
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import type { Entity, Field, FieldKind } from '#db/shared/entity.ts'
import type { FieldFilter, Filter, FilterOp } from '#db/shared/filter.ts'
import { useHasText, useText } from '../i18n/I18nProvider.tsx'
import { Button, IconButton } from '../ui/Button.tsx'
import { DateField } from '../ui/dates/DateField.tsx'
import { Select } from '../ui/fields/Select.tsx'
import { TextField } from '../ui/fields/TextField.tsx'
import { Dialog } from '../ui/overlay/Dialog.tsx'
import { fieldLabel } from './columns.tsx'
import classes from './FilterDialog.module.css'
import type { Combine } from './useLookup.ts'

interface Condition {
  readonly key: number
  readonly field: string
  readonly op: FilterOp
  readonly value: string
}

const text: readonly FilterOp[] = ['contains', 'startsWith', 'is', 'isNot', 'isEmpty', 'notEmpty']
const number: readonly FilterOp[] = ['is', 'isNot', 'gt', 'gte', 'lt', 'lte', 'isEmpty', 'notEmpty']
const date: readonly FilterOp[] = ['is', 'lt', 'gt', 'withinLast', 'withinNext', 'isEmpty', 'notEmpty']
const choice: readonly FilterOp[] = ['is', 'isNot', 'isEmpty', 'notEmpty']
const opsByKind: Partial<Record<FieldKind, readonly FilterOp[]>> = {
  number,
  integer: number,
  money: ['isEmpty', 'notEmpty'],
  date,
  instant: ['lt', 'gt', 'withinLast', 'withinNext', 'isEmpty', 'notEmpty'],
  yearly: ['anniversaryWithin', 'isEmpty', 'notEmpty'],
  yesNo: ['is'],
  choice,
  tags: ['contains', 'isEmpty', 'notEmpty'],
  ref: ['isEmpty', 'notEmpty'],
  list: ['contains', 'isEmpty', 'notEmpty'],
}
/** A reference is asked for by the name of what it points to. */
const opsOf = (field: Field): readonly FilterOp[] =>
  field.kind === 'ref' ? text : (opsByKind[field.kind] ?? text)

const valueless: ReadonlySet<FilterOp> = new Set(['isEmpty', 'notEmpty'])
const inDays: ReadonlySet<FilterOp> = new Set(['withinLast', 'withinNext', 'anniversaryWithin'])

interface Props {
  readonly entity: Entity
  readonly fields: readonly Field[]
  readonly onClose: () => void
  readonly onApply: (filter: Filter, combine: Combine) => void
}

export function FilterDialog({ entity, fields, onClose, onApply }: Props): ReactNode {
  const t = useText()
  const has = useHasText()
  const usable = fields.filter((field) => field.kind !== 'file' && field.kind !== 'json')
  const blank = (key: number): Condition => ({ key, field: usable[0]?.name ?? '', op: 'contains', value: '' })
  const [conditions, setConditions] = useState<readonly Condition[]>([blank(0)])
  const [join, setJoin] = useState<'and' | 'or'>('and')
  const [combine, setCombine] = useState<Combine>('replace')
  const fieldOf = (name: string): Field | undefined => usable.find((field) => field.name === name)
  const change = (key: number, part: Partial<Condition>): void =>
    setConditions((all) =>
      all.map((condition) => (condition.key === key ? { ...condition, ...part } : condition)),
    )
  const ready = conditions.every(({ op, value }) => valueless.has(op) || value.trim() !== '')

  function apply(): void {
    if (!ready) return
    const filters = conditions.flatMap((condition) => {
      const field = fieldOf(condition.field)
      return field ? [filterOf(field, condition)] : []
    })
    const [only] = filters
    onApply(
      filters.length === 1 && only ? only : join === 'and' ? { and: filters } : { or: filters },
      combine,
    )
  }

  return (
    <Dialog
      open
      title={t('filter.title', { what: t(`${entity.name}.many`) })}
      onClose={onClose}
      onSubmit={apply}
      size="large"
      footer={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button tone="primary" type="submit" disabled={!ready}>
            {t('filter.apply')}
          </Button>
        </>
      }
    >
      <div className={classes.rows}>
        {conditions.map((condition, index) => {
          const field = fieldOf(condition.field)
          return (
            <div key={condition.key} className={classes.row}>
              <Select
                label={t('filter.field', { n: index + 1 })}
                labelHidden
                value={condition.field}
                options={usable.map((each) => ({
                  value: each.name,
                  label: fieldLabel(entity.name, each, t, has),
                }))}
                onChange={(name) => {
                  const next = fieldOf(name ?? '')
                  if (next) change(condition.key, { field: next.name, op: opsOf(next)[0] ?? 'is', value: '' })
                }}
              />
              <Select
                label={t('filter.op', { n: index + 1 })}
                labelHidden
                value={condition.op}
                options={(field ? opsOf(field) : text).map((op) => ({
                  value: op,
                  label: t(`filter.op.${op}`),
                }))}
                onChange={(op) => op && change(condition.key, { op: op as FilterOp })}
              />
              {field && (
                <Value
                  field={field}
                  entity={entity.name}
                  condition={condition}
                  label={t('filter.value', { n: index + 1 })}
                  autoFocus={index === conditions.length - 1}
                  onChange={(value) => change(condition.key, { value })}
                />
              )}
              <IconButton
                label={t('filter.remove', { n: index + 1 })}
                disabled={conditions.length === 1}
                onClick={() => setConditions((all) => all.filter(({ key }) => key !== condition.key))}
              >
                <IconTrash size={15} />
              </IconButton>
            </div>
          )
        })}
      </div>
      <div className={classes.foot}>
        <Button
          tone="quiet"
          size="small"
          icon={<IconPlus size={14} />}
          onClick={() => setConditions((all) => [...all, blank(Math.max(...all.map(({ key }) => key)) + 1)])}
        >
          {t('filter.add')}
        </Button>
        <Select
          label={t('filter.join')}
          value={join}
          options={(['and', 'or'] as const).map((value) => ({
            value,
            label: t(`filter.join.${value}.choice`),
          }))}
          onChange={(value) => setJoin(value === 'or' ? 'or' : 'and')}
        />
        <Select
          label={t('filter.combine')}
          value={combine}
          options={combines.map((value) => ({ value, label: t(`filter.combine.${value}`) }))}
          onChange={(value) => setCombine(combines.find((known) => known === value) ?? 'replace')}
        />
      </div>
    </Dialog>
  )
}

const combines: readonly Combine[] = ['replace', 'add', 'narrow', 'remove']

interface ValueProps {
  readonly field: Field
  readonly entity: string
  readonly condition: Condition
  readonly label: string
  readonly autoFocus: boolean
  readonly onChange: (value: string) => void
}

function Value({ field, entity, condition, label, autoFocus, onChange }: ValueProps): ReactNode {
  const t = useText()
  const { op, value } = condition
  if (valueless.has(op)) return <span />
  if (inDays.has(op)) {
    return (
      <TextField
        label={label}
        labelHidden
        placeholder={t('filter.days')}
        value={value}
        onChange={onChange}
        autoFocus={autoFocus}
      />
    )
  }
  if (field.kind === 'date' || field.kind === 'instant') {
    return (
      <DateField label={label} labelHidden value={value || null} onChange={(day) => onChange(day ?? '')} />
    )
  }
  if (field.kind === 'yesNo') {
    return (
      <Select
        label={label}
        labelHidden
        value={value || null}
        options={['true', 'false'].map((each) => ({
          value: each,
          label: t(each === 'true' ? 'value.yes' : 'value.no'),
        }))}
        onChange={(next) => onChange(next ?? '')}
      />
    )
  }
  if (field.kind === 'choice') {
    return (
      <Select
        label={label}
        labelHidden
        value={value || null}
        options={(field.options ?? []).map((code) => ({
          value: code,
          label: t(`${entity}.choice.${field.name}.${code}`),
        }))}
        onChange={(next) => onChange(next ?? '')}
      />
    )
  }
  return <TextField label={label} labelHidden value={value} onChange={onChange} autoFocus={autoFocus} />
}

function filterOf(field: Field, { op, value }: Condition): FieldFilter {
  if (valueless.has(op)) return { field: field.name, op }
  if (inDays.has(op)) return { field: field.name, op, value: Number(value) }
  if (field.kind === 'number' || field.kind === 'integer')
    return { field: field.name, op, value: Number(value) }
  if (field.kind === 'yesNo') return { field: field.name, op, value: value === 'true' }
  // `company.name`: a reference by what it points to.
  if (field.kind === 'ref') return { field: `${field.name}.displayName`, op, value: value.trim() }
  return { field: field.name, op, value: value.trim() }
}

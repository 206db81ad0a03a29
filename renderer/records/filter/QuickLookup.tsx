/** The quickest question: one field, how it begins or what it holds. Enter asks. */
import { type ReactNode, useState } from 'react'
import type { Entity } from '#db/shared/entity.ts'
import type { Filter, FilterOp } from '#db/shared/filter.ts'
import { useText } from '../../i18n/I18nProvider.tsx'
import { Button } from '../../ui/Button.tsx'
import { Segments } from '../../ui/fields/Checkbox.tsx'
import { Select } from '../../ui/fields/Select.tsx'
import { Dialog } from '../../ui/overlay/Dialog.tsx'
import type { Combine } from '../useLookup.ts'
import { CombineChoice } from './combine.tsx'
import classes from './Filter.module.css'
import { type AskField, opsOf, opWord } from './fields.ts'
import { condition, filterOf } from './model.ts'
import { useAskFields } from './useAskFields.ts'
import { ValueInput } from './ValueInput.tsx'

/** What is worth a button; the rest is for the builder. */
const MOST_OPS = 4
const quick: readonly FilterOp[] = [
  'startsWith',
  'contains',
  'is',
  'anniversaryWithin',
  'lt',
  'gt',
  'withinLast',
  'isEmpty',
]
const opsFor = (field: AskField): readonly FilterOp[] =>
  quick.filter((op) => opsOf(field).includes(op)).slice(0, MOST_OPS)

/** The field asked for last, by entity, as long as the window lives. */
const lastPaths = new Map<string, string>()

interface Props {
  readonly entity: Entity
  readonly onClose: () => void
  readonly onApply: (filter: Filter, combine: Combine) => void
}

export function QuickLookup({ entity, onClose, onApply }: Props): ReactNode {
  const t = useText()
  const fields = useAskFields().of(entity)
  const [path, setPath] = useState(
    lastPaths.get(entity.name) ?? fields.find(({ field }) => field.search === 2)?.path,
  )
  const ask = fields.find((each) => each.path === path) ?? fields[0]
  const [op, setOp] = useState<FilterOp>()
  const [value, setValue] = useState<unknown>(null)
  const [unit, setUnit] = useState(condition(undefined).unit)
  const [combine, setCombine] = useState<Combine>('replace')
  const ops = ask ? opsFor(ask) : []
  const chosen = op && ops.includes(op) ? op : (ops[0] ?? 'is')
  const filter = ask && filterOf({ ...condition(ask), op: chosen, value, unit })
  function apply(): void {
    if (!filter || !ask) return
    lastPaths.set(entity.name, ask.path)
    onApply(filter, combine)
  }
  return (
    <Dialog
      open
      title={t('filter.quick.title', { what: t(`${entity.name}.many`) })}
      onClose={onClose}
      onSubmit={apply}
      footer={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button tone="primary" type="submit" disabled={!filter}>
            {t('filter.apply')}
          </Button>
        </>
      }
    >
      <div className={classes.quick}>
        <Select
          label={t('filter.quick.field')}
          value={ask?.path ?? null}
          options={fields.map((each) => ({ value: each.path, label: each.label }))}
          onChange={(next) => {
            setPath(next ?? undefined)
            setValue(fields.find((each) => each.path === next)?.field.kind === 'yesNo' ? true : null)
          }}
        />
        {ask && (
          <>
            <Segments
              label={t('filter.quick.op')}
              labelHidden
              value={chosen}
              options={ops.map((each) => ({
                value: each,
                label: t(`filter.op.${ask ? opWord(each, ask.field) : each}`),
              }))}
              onChange={(next) => setOp(ops.find((each) => each === next))}
            />
            <ValueInput
              key={`${ask.path} ${chosen === 'withinLast' || chosen === 'anniversaryWithin'}`}
              ask={ask}
              op={chosen}
              value={value}
              unit={unit}
              label={t('filter.quick.value')}
              autoFocus
              onChange={(next, in_) => {
                setValue(next)
                setUnit(in_)
              }}
            />
          </>
        )}
        <CombineChoice value={combine} onChange={setCombine} />
      </div>
    </Dialog>
  )
}

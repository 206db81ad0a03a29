/** The value of a condition, entered as the field's kind and the comparison want it. */
import type { ReactNode } from 'react'
import type { FieldKind } from '#db/shared/entity.ts'
import type { FilterOp } from '#db/shared/filter.ts'
import { useText } from '../../i18n/I18nProvider.tsx'
import { NumberField } from '../../ui/fields/NumberField.tsx'
import { Select } from '../../ui/fields/Select.tsx'
import { TagsField } from '../../ui/fields/TagsField.tsx'
import { TextField } from '../../ui/fields/TextField.tsx'
import { FieldInput } from '../FieldInput.tsx'
import { RefField } from '../RefField.tsx'
import classes from './Filter.module.css'
import { type AskField, spanned, valueless } from './fields.ts'
import { type Unit, units } from './model.ts'

interface Props {
  readonly ask: AskField
  readonly op: FilterOp
  readonly value: unknown
  readonly unit: Unit
  readonly label: string
  readonly autoFocus?: boolean
  readonly onChange: (value: unknown, unit: Unit) => void
}

const asText = (value: unknown): string => (typeof value === 'string' ? value : '')
const asNumber = (value: unknown): number | null => (typeof value === 'number' ? value : null)
const asPair = (value: unknown): [unknown, unknown] =>
  Array.isArray(value) ? [value[0] ?? null, value[1] ?? null] : [null, null]

export function ValueInput(props: Props): ReactNode {
  const { ask, op, value, unit, label, autoFocus, onChange } = props
  const t = useText()
  if (valueless.has(op)) return null
  const common = { label, labelHidden: true, ...(autoFocus && { autoFocus }) }
  if (spanned.has(op))
    return (
      <div className={classes.span}>
        <NumberField {...common} integer value={asNumber(value)} onChange={(n) => onChange(n, unit)} />
        <Select
          label={t('filter.unit')}
          labelHidden
          value={unit}
          options={units.map((each) => ({ value: each, label: t(`filter.unit.${each}`) }))}
          onChange={(next) => onChange(value, units.find((each) => each === next) ?? 'day')}
        />
      </div>
    )
  if (op === 'anniversaryWithin')
    return (
      <div className={classes.span}>
        <NumberField {...common} integer value={asNumber(value)} onChange={(n) => onChange(n, unit)} />
        <span className={classes.word}>{t('filter.days')}</span>
      </div>
    )
  if (op === 'between') {
    const [from, to] = asPair(value)
    return (
      <div className={classes.pair}>
        <One
          {...props}
          value={from}
          label={t('filter.from')}
          onChange={(next) => onChange([next, to], unit)}
        />
        <One
          {...props}
          autoFocus={false}
          value={to}
          label={t('filter.to')}
          onChange={(next) => onChange([from, next], unit)}
        />
      </div>
    )
  }
  if (op === 'in')
    return (
      <TagsField
        {...common}
        suggestions={(ask.field.options ?? []).map((code) => choiceLabel(t, ask, code))}
        value={(Array.isArray(value) ? value : []).map((code) => choiceLabel(t, ask, String(code)))}
        onChange={(labels) =>
          onChange(
            labels.flatMap((text) => {
              const code = ask.field.options?.find((each) => choiceLabel(t, ask, each) === text)
              return code ? [code] : []
            }),
            unit,
          )
        }
      />
    )
  return <One {...props} onChange={(next) => onChange(next, unit)} />
}

type Translate = ReturnType<typeof useText>
const choiceLabel = (t: Translate, { entity, field }: AskField, code: string): string =>
  t(`${entity}.choice.${field.name}.${code}`)

interface OneProps extends Omit<Props, 'onChange'> {
  readonly onChange: (value: unknown) => void
}

function One({ ask, op, value, label, autoFocus, onChange }: OneProps): ReactNode {
  const t = useText()
  const { field } = ask
  const common = { label, labelHidden: true, ...(autoFocus && { autoFocus }) }
  if (ask.property !== undefined || (field.kind === 'ref' && op !== 'is' && op !== 'isNot'))
    return <TextField {...common} value={asText(value)} onChange={onChange} />
  if (field.kind === 'yesNo')
    return (
      <Select
        {...common}
        value={value === false ? 'no' : 'yes'}
        options={['yes', 'no'].map((each) => ({ value: each, label: t(`value.${each}`) }))}
        onChange={(next) => onChange(next !== 'no')}
      />
    )
  if (field.kind === 'ref')
    return (
      <RefField
        {...common}
        to={field.to ?? ''}
        canCreate={false}
        value={asText(value) || null}
        onChange={onChange}
      />
    )
  // A condition asks for one line, one tag and a whole day, whatever the record holds.
  const asked = { ...field, required: false, kind: asOne[field.kind] ?? field.kind }
  return <FieldInput {...common} entity={ask.entity} field={asked} value={value} asking onChange={onChange} />
}

const asOne: Partial<Record<FieldKind, FieldKind>> = {
  longText: 'text',
  tags: 'pickList',
  instant: 'date',
  list: 'text',
  email: 'text',
  url: 'text',
}

/** The value of a condition, entered as the field's kind and the comparison want it. */
import { type ReactNode, useState } from 'react'
import type { FilterOp } from '#db/shared/filter.ts'
import { currencyCodes } from '#db/shared/numbers/currencies.ts'
import { usePreferences, useText } from '../../i18n/I18nProvider.tsx'
import { DateField } from '../../ui/dates/DateField.tsx'
import { YearlyDateField } from '../../ui/dates/YearlyDateField.tsx'
import { MoneyField, NumberField } from '../../ui/fields/NumberField.tsx'
import { PickList } from '../../ui/fields/PickList.tsx'
import { Select } from '../../ui/fields/Select.tsx'
import { TagsField } from '../../ui/fields/TagsField.tsx'
import { TextField } from '../../ui/fields/TextField.tsx'
import { RefField } from '../RefField.tsx'
import { usePickList } from '../usePickList.ts'
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
  const { currency } = usePreferences()
  const { field } = ask
  const common = { label, labelHidden: true, ...(autoFocus && { autoFocus }) }
  if (ask.property !== undefined) return <TextField {...common} value={asText(value)} onChange={onChange} />
  switch (field.kind) {
    case 'number':
    case 'integer':
      return (
        <NumberField
          {...common}
          integer={field.kind === 'integer'}
          value={asNumber(value)}
          onChange={onChange}
        />
      )
    case 'money':
      return (
        <MoneyField
          {...common}
          currencies={[currency, ...currencyCodes]}
          value={
            typeof value === 'object' && value !== null && 'minor' in value && 'currency' in value
              ? { minor: Number(value.minor), currency: String(value.currency) }
              : null
          }
          onChange={onChange}
        />
      )
    case 'date':
    case 'instant':
      return <DateField {...common} value={asText(value) || null} onChange={onChange} />
    case 'yearly':
      return <YearlyDateField {...common} value={asText(value) || null} onChange={onChange} />
    case 'yesNo':
      return (
        <Select
          {...common}
          value={value === false ? 'no' : 'yes'}
          options={['yes', 'no'].map((each) => ({ value: each, label: t(`value.${each}`) }))}
          onChange={(next) => onChange(next !== 'no')}
        />
      )
    case 'choice':
      return (
        <Select
          {...common}
          value={asText(value) || null}
          options={(field.options ?? []).map((code) => ({ value: code, label: choiceLabel(t, ask, code) }))}
          onChange={onChange}
        />
      )
    case 'ref':
      if (op !== 'is' && op !== 'isNot')
        return <TextField {...common} value={asText(value)} onChange={onChange} />
      return (
        <RefField
          {...common}
          to={field.to ?? ''}
          canCreate={false}
          value={asText(value) || null}
          onChange={onChange}
        />
      )
    case 'pickList':
    case 'tags':
      return <Suggested ask={ask} common={common} value={asText(value)} onChange={onChange} />
    default:
      return <TextField {...common} value={asText(value)} onChange={onChange} />
  }
}

interface SuggestedProps {
  readonly ask: AskField
  readonly common: { readonly label: string; readonly labelHidden: boolean; readonly autoFocus?: boolean }
  readonly value: string
  readonly onChange: (value: string) => void
}

function Suggested({ ask, common, value, onChange }: SuggestedProps): ReactNode {
  const [wanted, setWanted] = useState(false)
  const suggestions = usePickList(ask.entity, ask.field, wanted)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only learns that its control got the cursor
    <div onFocus={() => setWanted(true)}>
      <PickList {...common} suggestions={suggestions} value={value} onChange={onChange} />
    </div>
  )
}

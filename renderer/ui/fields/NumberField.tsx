/** Numbers and money: typed in any digits, shown in the reader's, kept as numbers. */
import { TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { parseNumber } from '#db/shared/numbers/parse.ts'
import { useText } from '../../i18n/I18nProvider.tsx'
import { useFormat } from '../../i18n/useFormat.tsx'
import { type FieldProps, inputProps } from './field.ts'
import classes from './NumberField.module.css'
import { Select } from './Select.tsx'

interface Props extends FieldProps<number | null> {
  readonly integer?: boolean
  readonly fractionDigits?: number
}

export function NumberField({ integer, fractionDigits, value, onChange, onBlur, ...rest }: Props): ReactNode {
  const t = useText()
  const format = useFormat()
  const [typed, setTyped] = useState<string>()
  const digits = integer ? 0 : fractionDigits
  const shown = value === null ? '' : format.number(value, digits)
  const wrong = typed !== undefined && typed.trim() !== '' && parseNumber(typed) === undefined
  const leave = (): void => {
    if (!wrong) setTyped(undefined)
    onBlur?.()
  }
  const type = (text: string): void => {
    setTyped(text)
    const number = parseNumber(text)
    if (text.trim() === '') onChange(null)
    else if (number !== undefined) onChange(integer ? Math.round(Number(number)) : Number(number))
  }
  return (
    <TextInput
      {...inputProps({ ...rest, onBlur: leave, error: wrong ? t('issue.number') : rest.error })}
      className={classes.number}
      inputMode={integer ? 'numeric' : 'decimal'}
      autoComplete="off"
      value={typed ?? shown}
      onChange={(event) => type(event.currentTarget.value)}
    />
  )
}

export interface Money {
  readonly minor: number
  readonly currency: string
}

interface MoneyProps extends FieldProps<Money | null> {
  /** Currencies to choose from, the usual one first. */
  readonly currencies: readonly string[]
}

export function MoneyField({ value, onChange, currencies, label, ...rest }: MoneyProps): ReactNode {
  const t = useText()
  const format = useFormat()
  const currency = value?.currency ?? currencies[0] ?? 'USD'
  const scale = 10 ** format.fractionDigits(currency)
  return (
    <div className={classes.money}>
      <NumberField
        {...rest}
        label={label}
        fractionDigits={format.fractionDigits(currency)}
        value={value === null ? null : value.minor / scale}
        onChange={(amount) =>
          onChange(amount === null ? null : { minor: Math.round(amount * scale), currency })
        }
      />
      <Select
        label={t('ui.currencyOf', { field: label })}
        labelHidden
        value={currency}
        options={[...new Set([currency, ...currencies])].map((code) => ({ value: code, label: code }))}
        onChange={(code) => {
          if (!code || !value) return
          const next = 10 ** format.fractionDigits(code)
          onChange({ minor: Math.round((value.minor / scale) * next), currency: code })
        }}
      />
    </div>
  )
}

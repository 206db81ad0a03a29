/** A password: hidden unless asked for, always left to right, never spelled, never kept. */
import { PasswordInput } from '@mantine/core'
import type { ReactNode, Ref } from 'react'
import { useText } from '../../i18n/I18nProvider.tsx'
import { withDirection, writesLtr } from './direction.ts'
import { type FieldProps, inputProps } from './field.ts'

interface Props extends FieldProps<string> {
  /** Whether it is being made up rather than remembered. */
  readonly fresh?: boolean
  readonly ref?: Ref<HTMLInputElement>
}

export function PasswordField({ fresh, value, onChange, ref, ...rest }: Props): ReactNode {
  const t = useText()
  return (
    <PasswordInput
      {...inputProps(rest)}
      ref={withDirection(writesLtr, ref)}
      spellCheck={false}
      autoComplete={fresh ? 'new-password' : 'current-password'}
      visibilityToggleButtonProps={{ 'aria-label': t('ui.showPassword') }}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}

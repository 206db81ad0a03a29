/** One or several lines of text. User text finds its own direction; addresses and numbers stay left to right. */
import { Textarea, TextInput } from '@mantine/core'
import type { KeyboardEventHandler, ReactNode, Ref } from 'react'
import { withDirection, writesAuto, writesLtr } from './direction.ts'
import { type FieldProps, inputProps } from './field.ts'

interface Props extends FieldProps<string> {
  /** What is typed: decides direction, keyboard and spelling. */
  readonly kind?: 'text' | 'email' | 'tel' | 'url' | 'code'
  readonly icon?: ReactNode
  readonly end?: ReactNode
  readonly onKeyDown?: KeyboardEventHandler<HTMLInputElement>
  readonly ref?: Ref<HTMLInputElement>
}

export function TextField({
  kind = 'text',
  icon,
  end,
  value,
  onChange,
  onKeyDown,
  ref,
  ...rest
}: Props): ReactNode {
  return (
    <TextInput
      {...inputProps(rest)}
      {...(onKeyDown && { onKeyDown })}
      ref={withDirection(kind === 'text' ? writesAuto : writesLtr, ref)}
      spellCheck={kind === 'text'}
      autoComplete="off"
      inputMode={kind === 'code' ? 'text' : kind}
      leftSection={icon}
      rightSection={end}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}

interface LongProps extends FieldProps<string> {
  readonly rows?: number
}

export function LongTextField({ rows = 3, value, onChange, ...rest }: LongProps): ReactNode {
  return (
    <Textarea
      {...inputProps(rest)}
      ref={writesAuto}
      autosize
      minRows={rows}
      maxRows={16}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}

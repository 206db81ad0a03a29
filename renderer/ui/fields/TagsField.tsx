/** A handful of words. Enter or a comma of any script ends one. */
import { TagsInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { writesAuto } from './direction.ts'
import { type FieldProps, inputProps } from './field.ts'

interface Props extends FieldProps<readonly string[]> {
  readonly suggestions?: readonly string[]
}

export function TagsField({ suggestions = [], value, onChange, ...rest }: Props): ReactNode {
  return (
    <TagsInput
      {...inputProps(rest)}
      ref={writesAuto}
      data={[...suggestions]}
      splitChars={[',', '،', ';']}
      value={[...value]}
      onChange={onChange}
      maxDropdownHeight={240}
    />
  )
}

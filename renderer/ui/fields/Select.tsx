/** One of a known set. Long sets can be typed into. */
import { Select as MantineSelect } from '@mantine/core'
import type { ReactNode } from 'react'
import { useText } from '../../i18n/I18nProvider.tsx'
import { type FieldProps, inputProps } from './field.ts'

export interface Option {
  readonly value: string
  readonly label: string
  readonly disabled?: boolean
}

interface Props extends FieldProps<string | null> {
  readonly options: readonly Option[]
  /** Whether nothing may be chosen. */
  readonly clearable?: boolean
  readonly icon?: ReactNode
}

const SEARCH_FROM = 9

export function Select({ options, clearable, icon, value, onChange, ...rest }: Props): ReactNode {
  const t = useText()
  return (
    <MantineSelect
      {...inputProps(rest)}
      data={options.map((option) => ({ ...option }))}
      value={value}
      onChange={onChange}
      searchable={options.length >= SEARCH_FROM}
      clearable={clearable ?? false}
      allowDeselect={clearable ?? false}
      clearButtonProps={{ 'aria-label': t('ui.clearField', { field: rest.label }) }}
      nothingFoundMessage={t('ui.nothingFound')}
      leftSection={icon}
      checkIconPosition="right"
      maxDropdownHeight={320}
    />
  )
}

/** Yes or no; and one of a few shown side by side. */
import { Checkbox as MantineCheckbox, Switch as MantineSwitch, SegmentedControl } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './Checkbox.module.css'
import type { Option } from './Select.tsx'

interface Props {
  readonly label: string
  readonly labelHidden?: boolean
  readonly description?: string
  readonly checked: boolean
  readonly mixed?: boolean
  readonly disabled?: boolean
  readonly onChange: (checked: boolean) => void
}

export function Checkbox({
  label,
  labelHidden,
  description,
  checked,
  mixed,
  disabled,
  onChange,
}: Props): ReactNode {
  return (
    <MantineCheckbox
      {...(labelHidden ? { 'aria-label': label } : { label })}
      {...(description && { description })}
      size="xs"
      radius="xs"
      checked={checked}
      indeterminate={mixed ?? false}
      disabled={disabled ?? false}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  )
}

export function Switch({ label, description, checked, disabled, onChange }: Props): ReactNode {
  return (
    <MantineSwitch
      label={label}
      {...(description && { description })}
      size="sm"
      checked={checked}
      disabled={disabled ?? false}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  )
}

interface SegmentsProps {
  readonly label: string
  readonly labelHidden?: boolean
  readonly options: readonly Option[]
  readonly value: string
  readonly onChange: (value: string) => void
}

/** A few exclusive choices, all in sight. */
export function Segments({ label, labelHidden, options, value, onChange }: SegmentsProps): ReactNode {
  return (
    <div className={classes.segments}>
      {!labelHidden && <span className={classes.label}>{label}</span>}
      <SegmentedControl
        aria-label={label}
        data={options.map((option) => ({ ...option }))}
        value={value}
        onChange={onChange}
      />
    </div>
  )
}

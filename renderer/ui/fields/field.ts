/** What all fields have in common, and how it reaches the control underneath. */

export interface FieldProps<Value> {
  readonly label: string
  readonly value: Value
  readonly onChange: (value: Value) => void
  /** Leaving the field: where records save. */
  readonly onBlur?: (() => void) | undefined
  /** The label is read aloud but not shown (grids, list rows). */
  readonly labelHidden?: boolean | undefined
  readonly description?: string | undefined
  readonly error?: string | undefined
  readonly required?: boolean | undefined
  readonly disabled?: boolean | undefined
  readonly readOnly?: boolean | undefined
  readonly autoFocus?: boolean | undefined
  readonly placeholder?: string | undefined
}

const inputWrapperOrder: ('label' | 'input' | 'description' | 'error')[] = [
  'label',
  'input',
  'description',
  'error',
]

/** The shared properties in the form Mantine's inputs take them. */
export function inputProps(props: Omit<FieldProps<never>, 'value' | 'onChange'>) {
  const {
    label,
    labelHidden,
    onBlur,
    description,
    error,
    required,
    disabled,
    readOnly,
    autoFocus,
    placeholder,
  } = props
  return {
    ...(labelHidden ? { 'aria-label': label } : { label }),
    ...(onBlur && { onBlur }),
    ...(description && { description }),
    ...(error && { error }),
    ...(required && { withAsterisk: true, 'aria-required': true }),
    ...(disabled && { disabled }),
    ...(readOnly && { readOnly }),
    ...(autoFocus && { 'data-autofocus': true, autoFocus }),
    ...(placeholder && { placeholder }),
    inputWrapperOrder,
  }
}

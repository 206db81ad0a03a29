/** Text with the usual answers at hand: F2 or Alt+↓ opens the list, anything else may be typed. */
import { Autocomplete } from '@mantine/core'
import { type KeyboardEvent, type ReactNode, useState } from 'react'
import { writesAuto } from './direction.ts'
import { type FieldProps, inputProps } from './field.ts'

interface Props extends FieldProps<string> {
  readonly suggestions: readonly string[]
  /** The last entry of the list, which opens its editor. */
  readonly edit?: { readonly label: string; readonly onEdit: () => void } | undefined
}

export function PickList({ suggestions, edit, value, onChange, onBlur, ...rest }: Props): ReactNode {
  const [open, setOpen] = useState(false)
  const [all, setAll] = useState(false)
  const show = (whole: boolean): void => {
    setAll(whole)
    setOpen(true)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'F2' || (event.altKey && event.key === 'ArrowDown')) {
      event.preventDefault()
      event.stopPropagation()
      show(true)
    }
  }
  return (
    <Autocomplete
      {...inputProps({
        ...rest,
        onBlur: () => {
          setOpen(false)
          onBlur?.()
        },
      })}
      ref={writesAuto}
      autoComplete="off"
      // The entry that edits is part of the whole list only: what is typed never means it.
      data={[...new Set(all && edit ? [...suggestions, edit.label] : suggestions)]}
      {...(all && { filter: ({ options }) => options })}
      value={value}
      onChange={(text) => {
        if (all && edit && text === edit.label) {
          setOpen(false)
          edit.onEdit()
          return
        }
        onChange(text)
        setAll(false)
        setOpen(text !== '' && text !== value)
      }}
      onOptionSubmit={() => setOpen(false)}
      dropdownOpened={open && (suggestions.length > 0 || (all && edit !== undefined))}
      onDropdownClose={() => setOpen(false)}
      openOnFocus={false}
      onKeyDown={onKeyDown}
      onDoubleClick={() => show(true)}
      maxDropdownHeight={280}
    />
  )
}

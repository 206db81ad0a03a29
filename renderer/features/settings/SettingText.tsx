/** One line of text that is a setting: typed freely, saved on leaving the field. */
import { type ReactNode, useState } from 'react'
import { PickList } from '../../ui/fields/PickList.tsx'
import { LongTextField, TextField } from '../../ui/fields/TextField.tsx'

interface Props {
  readonly label: string
  readonly value: unknown
  readonly onSave: (text: string | null) => void
  readonly kind?: 'text' | 'email' | 'tel' | 'url' | 'code'
  readonly readOnly?: boolean
  readonly description?: (typed: string) => string | undefined
  readonly error?: (typed: string) => string | undefined
  readonly placeholder?: string
  readonly suggestions?: readonly string[]
  readonly long?: boolean
}

export function SettingText(props: Props): ReactNode {
  const {
    label,
    value,
    onSave,
    kind = 'text',
    readOnly,
    description,
    error,
    placeholder,
    suggestions,
    long,
  } = props
  const stored = typeof value === 'string' ? value : ''
  const [typed, setTyped] = useState<string>()
  const shown = typed ?? stored
  const field = {
    label,
    readOnly,
    placeholder,
    value: shown,
    onChange: setTyped,
    description: description?.(shown.trim()),
    error: error?.(shown.trim()),
    onBlur: () => {
      const text = shown.trim()
      setTyped(undefined)
      if (typed !== undefined && text !== stored) onSave(text === '' ? null : text)
    },
  }
  if (long) return <LongTextField {...field} rows={2} />
  if (suggestions?.length) return <PickList {...field} suggestions={suggestions} />
  return <TextField {...field} kind={kind} />
}

/** A time of day, typed as people type it: `9`, `9:05`, `14.30`, `۱۴:۳۰`. Keeps minutes since midnight; ↑ and ↓ move by a quarter. */
import { type ReactNode, useState } from 'react'
import { formatTime } from '#db/shared/dates/format.ts'
import { asciiDigits } from '#db/shared/numbers/digits.ts'
import { useText } from '../../i18n/I18nProvider.tsx'
import { useFormat } from '../../i18n/useFormat.tsx'
import type { FieldProps } from '../../ui/fields/field.ts'
import { TextField } from '../../ui/fields/TextField.tsx'

const DAY = 1440
const STEP = 15

/** Undefined when it is no time of day. */
export function readTime(typed: string): number | undefined {
  const match = /^(\d{1,2})(?:[:.٫ ]?(\d{2}))?$/.exec(asciiDigits(typed).trim())
  if (!match) return undefined
  const [hour, minute] = [Number(match[1]), Number(match[2] ?? 0)]
  return hour < 24 && minute < 60 ? hour * 60 + minute : undefined
}

export function TimeField({ value, onChange, ...rest }: FieldProps<number>): ReactNode {
  const t = useText()
  const format = useFormat()
  const [typed, setTyped] = useState<string>()
  const bad = typed !== undefined && readTime(typed) === undefined
  const shown = formatTime(Math.floor(value / 60), value % 60, {
    lang: 'en',
    calendar: 'gregory',
    digits: 'latn',
  })
  return (
    <TextField
      {...rest}
      kind="code"
      error={bad ? t('issue.time') : rest.error}
      value={typed ?? format.digits(shown)}
      onChange={(next) => {
        setTyped(next)
        const read = readTime(next)
        if (read !== undefined) onChange(read)
      }}
      onBlur={() => bad || setTyped(undefined)}
      onKeyDown={(event) => {
        if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return
        event.preventDefault()
        setTyped(undefined)
        onChange((value + (event.key === 'ArrowUp' ? STEP : -STEP) + DAY) % DAY)
      }}
    />
  )
}

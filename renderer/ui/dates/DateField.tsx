/**
 * A day: typed as people type days ("15/8/69", "tomorrow", "+3") or picked from the calendar. Keeps ISO, shows the
 * reader's calendar. ↑ and ↓ move by a day.
 */
import { Popover, TextInput } from '@mantine/core'
import { IconCalendar } from '@tabler/icons-react'
import { type KeyboardEvent, type ReactNode, useState } from 'react'
import { addDays } from '#db/shared/dates/calendars.ts'
import { usePreferences, useText } from '../../i18n/I18nProvider.tsx'
import { useFormat } from '../../i18n/useFormat.tsx'
import { IconButton } from '../Button.tsx'
import { type FieldProps, inputProps } from '../fields/field.ts'
import { Calendar } from './Calendar.tsx'
import classes from './DateField.module.css'
import { readDay, todayIso } from './typedDay.ts'

interface Props extends FieldProps<string | null> {
  readonly min?: string
  readonly max?: string
}

export function DateField({ value, onChange, onBlur, min, max, ...rest }: Props): ReactNode {
  const t = useText()
  const format = useFormat()
  const preferences = usePreferences()
  const [typed, setTyped] = useState<string>()
  const [open, setOpen] = useState(false)
  const [wrong, setWrong] = useState(false)

  const settle = (): void => {
    if (typed !== undefined) {
      const iso = typed.trim() === '' ? null : readDay(typed, preferences)
      setWrong(iso === undefined)
      if (iso !== undefined) {
        if (iso !== value) onChange(iso)
        setTyped(undefined)
      }
    }
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.altKey && event.key === 'ArrowDown') {
      event.preventDefault()
      setOpen(true)
    } else if ((event.key === 'ArrowUp' || event.key === 'ArrowDown') && !rest.readOnly) {
      event.preventDefault()
      setTyped(undefined)
      onChange(value ? addDays(value, event.key === 'ArrowUp' ? 1 : -1) : todayIso())
    } else if (event.key === 'Enter') settle()
  }
  return (
    <Popover
      opened={open}
      onChange={setOpen}
      position="bottom-end"
      trapFocus
      returnFocus
      withinPortal
      withRoles={false}
      shadow="none"
    >
      <Popover.Target>
        <div className={classes.target}>
          <TextInput
            {...inputProps({
              ...rest,
              onBlur: () => {
                settle()
                onBlur?.()
              },
              error: wrong ? t('issue.date') : rest.error,
            })}
            autoComplete="off"
            value={typed ?? (value ? format.date(value) : '')}
            onChange={(event) => {
              setWrong(false)
              setTyped(event.currentTarget.value)
            }}
            onKeyDown={onKeyDown}
            rightSection={
              !rest.readOnly && (
                <IconButton
                  label={t('ui.calendar.open', { field: rest.label })}
                  size={24}
                  aria-haspopup="dialog"
                  aria-expanded={open}
                  onClick={() => setOpen(!open)}
                >
                  <IconCalendar size={15} />
                </IconButton>
              )
            }
          />
        </div>
      </Popover.Target>
      <Popover.Dropdown role="dialog" aria-label={rest.label}>
        <Calendar
          label={rest.label}
          value={value}
          {...(min && { min })}
          {...(max && { max })}
          autoFocus
          onChange={(iso) => {
            setWrong(false)
            setTyped(undefined)
            setOpen(false)
            onChange(iso)
          }}
        />
      </Popover.Dropdown>
    </Popover>
  )
}

/** A colour as it is written (#1f6feb), with the system's picker beside it. */
import type { ReactNode } from 'react'
import classes from './ColourField.module.css'
import { TextField } from './TextField.tsx'

interface Props {
  readonly label: string
  readonly pickLabel: string
  /** What was typed; no colour yet while it is unfinished. */
  readonly value: string
  readonly error?: string | undefined
  readonly onChange: (typed: string) => void
}

export const isColour = (typed: string): boolean => /^#[0-9a-f]{6}$/i.test(typed)

export function ColourField({ label, pickLabel, value, error, onChange }: Props): ReactNode {
  return (
    <TextField
      label={label}
      kind="code"
      value={value}
      {...(error && { error })}
      onChange={onChange}
      end={
        <input
          type="color"
          className={classes.swatch}
          aria-label={pickLabel}
          value={isColour(value) ? value : '#000000'}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      }
    />
  )
}

/**
 * Writing direction of a text control. Mantine puts a `dir` property on its wrapper, so it is set on the control itself:
 * `auto` for what people write, `ltr` for addresses and numbers.
 */
import type { Ref } from 'react'

type TextControl = HTMLInputElement | HTMLTextAreaElement

/** Stable refs, so that React does not detach and attach them on every render. */
export const writesAuto = (control: TextControl | null): void => {
  if (control) control.dir = 'auto'
}
export const writesLtr = (control: TextControl | null): void => {
  if (control) control.dir = 'ltr'
}

/** The direction, and a ref of the caller's. */
export function withDirection<Control extends TextControl>(
  direction: typeof writesAuto,
  ref: Ref<Control> | undefined,
): (control: Control | null) => void {
  if (!ref) return direction
  return (control) => {
    direction(control)
    if (typeof ref === 'function') ref(control)
    else ref.current = control
  }
}

/** Whether the first letter of a text that has a direction runs from right to left, as `dir="auto"` decides. */
export const beginsRtl = (text: string): boolean =>
  /^[^\p{L}]*[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/u.test(text)

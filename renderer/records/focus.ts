/** Where the cursor is, as forms and dialogs need to know it. */
import { useEffect, useRef } from 'react'

/** Menus, calendars and lists of a control hang at the end of the document, yet belong to it. */
export const isOverlay = (node: Node): boolean =>
  node instanceof Element && node.closest('[data-portal] :is([role="dialog"], [role="menu"])') !== null

/** A list hanging from this control is open; Enter and Escape are its. */
export const isListOpen = (target: EventTarget): boolean =>
  target instanceof Element && target.closest('[data-mantine-stop-propagation]') !== null

/** The first control of a field takes the cursor. */
export function focusFirst(frame: Element | null): void {
  frame?.querySelector<HTMLElement>('input:not([readonly]), textarea, button')?.focus()
}

/** Gives the cursor back to whoever had it when the component appeared, unless somebody else has it by then. */
export function useReturnFocus(): void {
  const before = useRef(document.activeElement)
  useEffect(
    () => () => {
      requestAnimationFrame(() => {
        const { current } = before
        if (document.activeElement === document.body && current instanceof HTMLElement && current.isConnected)
          current.focus({ preventScroll: true })
      })
    },
    [],
  )
}

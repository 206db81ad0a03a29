/** Where the cursor is, as forms need to know it. */

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

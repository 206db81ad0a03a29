/** The formatters of the reader in front of the screen, and isolation of what they quote. */
import { type ReactNode, useMemo } from 'react'
import { createFormat, type Format } from './format.ts'
import { usePreferences } from './I18nProvider.tsx'

export function useFormat(): Format {
  const preferences = usePreferences()
  return useMemo(() => createFormat(preferences), [preferences])
}

/** User text inside a sentence or a cell: takes its direction from itself and leaves its neighbours alone. */
export function Bdi({ children }: { readonly children: ReactNode }): ReactNode {
  return <bdi>{children}</bdi>
}

/** E-mail addresses, phone numbers, paths and links: left to right in every language. */
export function Ltr({ children }: { readonly children: ReactNode }): ReactNode {
  return <bdi dir="ltr">{children}</bdi>
}

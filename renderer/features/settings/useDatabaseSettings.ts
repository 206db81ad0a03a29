/** Settings that hold for everybody who works with this database: read together, written one by one, with a way back. */
import { call } from '../../data/port.ts'
import { useSettings } from '../../data/settings.ts'
import { useHasText, useText } from '../../i18n/I18nProvider.tsx'
import { reportFailure, toastUndoable } from '../../state/feedback.ts'
import { useMay } from '../../state/session.ts'

/** Anything JSON can hold. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

export interface DatabaseSettings {
  /** Undefined until the host has answered. */
  readonly values: Readonly<Record<string, unknown>> | undefined
  /** Only administrators change them. */
  readonly mayEdit: boolean
  readonly save: (key: string, value: Json) => Promise<void>
}

export function useDatabaseSettings(): DatabaseSettings {
  const t = useText()
  const has = useHasText()
  const values = useSettings()?.database
  const mayEdit = useMay('configure')
  return {
    values,
    mayEdit,
    async save(key, value) {
      if (JSON.stringify(values?.[key] ?? null) === JSON.stringify(value)) return
      try {
        const { operation } = await call('settings.set', {
          scope: 'database',
          key,
          value: structuredClone(value) as never,
        })
        toastUndoable(t('settings.saved'), operation, t, has)
      } catch (failure) {
        reportFailure(failure, t, has)
      }
    },
  }
}

/** The work behind a button without a dialog: what was done is said with the way back, what failed in words. */
import { useHasText, useText } from '../i18n/I18nProvider.tsx'
import { reportFailure, toastUndoable } from './feedback.ts'

interface Done {
  readonly operation?: string | null | undefined
}

/** Answers what the work answered, or undefined where it failed. */
export type Doing = <R extends Done>(
  work: () => Promise<R>,
  said: string | ((done: R) => string),
) => Promise<R | undefined>

export function useDoing(): Doing {
  const t = useText()
  const has = useHasText()
  return async (work, said) => {
    try {
      const done = await work()
      toastUndoable(typeof said === 'string' ? said : said(done), done.operation, t, has)
      return done
    } catch (failure) {
      reportFailure(failure, t, has)
      return undefined
    }
  }
}

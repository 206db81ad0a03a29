/** What is said after something was done or failed: a toast with the way back, or the error in words. */
import { call, recordOf } from '../data/port.ts'
import { errorText } from '../i18n/errorText.ts'
import type { Text } from '../i18n/I18nProvider.tsx'
import { useSession } from './session.ts'
import { closeToast, toast } from './ui.ts'

/** Words any failure for a person; a cancelled call says nothing. */
export function reportFailure(failure: unknown, t: Text, has: (id: string) => boolean): void {
  const record = recordOf(failure)
  if (record.code === 'Cancelled') return
  toast({ tone: 'problem', text: errorText(record, t, has) })
}

const UNDOABLE = 'undoable'

/** “Saved · Undo”, for those who may. Without an operation nothing changed and nothing is said. */
export function toastUndoable(text: string, operation: unknown, t: Text, has: (id: string) => boolean): void {
  if (typeof operation !== 'string') return
  toast({
    id: UNDOABLE,
    tone: 'done',
    text,
    ...(useSession.getState().may.includes('undo') && {
      action: { label: t('ui.undo'), onSelect: () => void undo(operation, t, has) },
    }),
  })
}

/** Takes back one operation, or the newest; says what could not be taken back. */
export async function undo(
  operation: string | undefined,
  t: Text,
  has: (id: string) => boolean,
): Promise<void> {
  try {
    const { kept, reverted } = await call('operation.undo', operation === undefined ? {} : { operation })
    // Its own way back would undo nothing now.
    closeToast(UNDOABLE)
    toast({
      id: 'undone',
      tone: 'done',
      text: t('undo.done', { n: reverted }),
      ...(kept.length > 0 && { detail: t('undo.kept', { n: kept.length }) }),
    })
  } catch (failure) {
    reportFailure(failure, t, has)
  }
}

export async function redo(t: Text, has: (id: string) => boolean): Promise<void> {
  try {
    const { reverted } = await call('operation.redo', {})
    toast({ id: 'undone', tone: 'done', text: t('undo.redone', { n: reverted }) })
  } catch (failure) {
    reportFailure(failure, t, has)
  }
}

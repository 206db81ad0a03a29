/** How sharing stands, as this window knows it: asked of the host now and then, and after everything it did itself. */
import { create } from 'zustand'
import type { ErrorRecord } from '#db/shared/errors.ts'
import type { SyncStatus } from '#db/shared/sync.ts'
import { call, recordOf } from '../../data/port.ts'

type Dialog = 'share' | 'join'

interface Sharing {
  readonly status: SyncStatus | undefined
  /** A round runs. */
  readonly busy: boolean
  readonly dialog: Dialog | undefined
}

export const useSharing = create<Sharing>()(() => ({ status: undefined, busy: false, dialog: undefined }))

/** Whether others have any of this. */
export const isShared = (): boolean => (useSharing.getState().status?.state ?? 'off') !== 'off'

export const openDialog = (dialog: Dialog | undefined): void => useSharing.setState({ dialog })

export async function refresh(): Promise<void> {
  try {
    useSharing.setState({ status: await call('sync.status', {}) })
  } catch {
    // The host restarts; it is asked again soon.
  }
}

let running: Promise<unknown> = Promise.resolve()

/**
 * One round, after the one that runs already if there is one: what was done meanwhile is to go too. Answers why it ended early,
 * if it did; another window that is at it is no reason.
 */
export function exchange(): Promise<ErrorRecord | undefined> {
  const next = running.then(oneRound)
  running = next
  return next
}

async function oneRound(): Promise<ErrorRecord | undefined> {
  useSharing.setState({ busy: true })
  try {
    await call('sync.now', {})
    return undefined
  } catch (error) {
    const record = recordOf(error)
    return record.reason === 'syncRunning' ? undefined : record
  } finally {
    useSharing.setState({ busy: false })
    await refresh()
  }
}

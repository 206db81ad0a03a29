/** Backing up: where to, doing it, and what came of it. The folder belongs to this computer, not to the database. */
import { useState } from 'react'
import type { ErrorRecord } from '#db/shared/errors.ts'
import { useRead } from '../../data/hooks.ts'
import { native } from '../../data/native.ts'
import { call, recordOf } from '../../data/port.ts'
import { useSettings } from '../../data/settings.ts'
import { type Text, useText } from '../../i18n/I18nProvider.tsx'
import { useRemembered } from '../../state/remembered.ts'
import { showJob, toast } from '../../state/ui.ts'

export interface LastBackup {
  readonly file: string
  readonly bytes: number
  readonly at: string
}

function lastOf(value: unknown): LastBackup | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { file, bytes, at } = { file: undefined, bytes: undefined, at: undefined, ...value }
  return typeof file === 'string' && typeof bytes === 'number' && typeof at === 'string'
    ? { file, bytes, at }
    : undefined
}

export const everies = ['never', 'day', 'week'] as const

/** How often this computer backs up by itself, and how many of its backups stay. */
export interface Rhythm {
  readonly every: (typeof everies)[number]
  readonly keep: number
}
export const usualRhythm: Rhythm = { every: 'day', keep: 10 }

export function rhythmOf(stored: unknown): Rhythm | undefined {
  if (typeof stored !== 'object' || stored === null) return undefined
  const { every, keep } = { every: undefined, keep: undefined, ...stored }
  return {
    every: everies.find((each) => each === every) ?? usualRhythm.every,
    keep: typeof keep === 'number' && keep >= 1 ? Math.min(1_000, Math.round(keep)) : usualRhythm.keep,
  }
}

const JOB = 'backup'

/** Shows a file where it lies; where the system will not, its path goes to the clipboard. */
export async function showFile(path: string, t: Text): Promise<void> {
  if (await native?.showInFolder(path)) return
  await native?.copyText(path)
  toast({ tone: 'info', text: t('settings.path.copied'), detail: path })
}

export function useBackup() {
  const t = useText()
  const settings = useSettings()
  const readOnly = useRead('app.info', {}, { depends: { on: ['user', 'setting'] } }).data?.readOnly ?? false
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<ErrorRecord>()
  // Settings of the device are not in the change log, so nothing announces what was just written.
  const [own, setOwn] = useState<{ readonly folder?: string | null; readonly last?: LastBackup }>({})
  const stored = settings?.device['backup.folder']
  const folder = own.folder === undefined ? (typeof stored === 'string' ? stored : null) : own.folder
  const last = own.last ?? lastOf(settings?.device['backup.last'])

  const [rhythm, setRhythm] = useRemembered('backup.rhythm', usualRhythm, rhythmOf)

  const setFolder = async (next: string | null): Promise<void> => {
    setOwn((before) => ({ ...before, folder: next }))
    if (!readOnly) await call('settings.setLocal', { key: 'backup.folder', value: next })
  }

  return {
    /** Null: beside the database. */
    folder,
    last,
    rhythm,
    setRhythm,
    known: settings !== undefined,
    busy,
    error,
    setFolder,

    async chooseFolder(): Promise<void> {
      const [picked] = (await native?.openFiles({ title: t('settings.backup.folder'), folder: true })) ?? []
      if (picked) await setFolder(picked)
    },

    async backUp(): Promise<LastBackup | undefined> {
      if (busy) return undefined
      setBusy(true)
      setError(undefined)
      showJob(JOB, { label: t('settings.backup'), done: 0, startedAt: Date.now() })
      try {
        const { file, bytes } = await call('backup.create', {
          ...(folder !== null && { folder }),
          keep: rhythm.keep,
        })
        const done = { file, bytes, at: new Date().toISOString() }
        setOwn((before) => ({ ...before, last: done }))
        // In a file that cannot be written it is only this window that remembers.
        if (!readOnly) await call('settings.setLocal', { key: 'backup.last', value: done })
        toast({
          id: JOB,
          tone: 'done',
          text: t('settings.backup.done'),
          detail: file,
          action: { label: t('settings.showInFolder'), onSelect: () => void showFile(file, t) },
        })
        return done
      } catch (failure) {
        setError(recordOf(failure))
        return undefined
      } finally {
        setBusy(false)
        showJob(JOB, undefined)
      }
    },
  }
}

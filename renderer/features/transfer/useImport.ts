/**
 * One import from choosing files to its summary. Lives as long as the window, so that the wizard can be closed while it
 * goes on. Owns what was chosen and the two jobs; draws nothing.
 */
import { useCallback, useEffect, useRef, useState } from 'react'
import type { About } from '#db/shared/about.ts'
import type { Input } from '#db/shared/contract.ts'
import type { ErrorRecord } from '#db/shared/errors.ts'
import type { Undone } from '#db/shared/operations.ts'
import { BIG_IMPORT_ROWS, type ImportSummary } from '#db/shared/transfer.ts'
import { type JobState, useJob } from '../../data/hooks.ts'
import { call, recordOf } from '../../data/port.ts'
import { useSettings } from '../../data/settings.ts'
import { type Counts, doneBefore } from './fileErrors.ts'
import { asFound, importInput, type Matching, noMatching, previewInput, type Reading } from './reading.ts'
import { mapFor, type SavedMap, saveMap, useSavedMaps } from './savedMaps.ts'
import type { Preview } from './targets.ts'

export type Step = 'files' | 'columns' | 'options' | 'run'
export const steps: readonly Step[] = ['files', 'columns', 'options', 'run']

/** How an import ended, whichever way. */
export interface Outcome {
  readonly end: 'done' | 'stopped' | 'failed'
  readonly counts: Counts
  readonly related: Readonly<Record<string, number>>
  /** Why rows were rejected, as far as the import came to its end. */
  readonly reasons: Readonly<Record<string, number>>
  readonly entity: string
  readonly rejectsFile: string | null
  readonly operation: string | null
  readonly error?: ErrorRecord
}

export type UndoState =
  | { readonly state: 'none' }
  | { readonly state: 'running' }
  | { readonly state: 'done'; readonly undone: Undone }
  | { readonly state: 'failed'; readonly error: ErrorRecord }

export interface Import {
  readonly step: Step
  readonly files: readonly string[]
  readonly reading: Reading
  readonly matching: Matching
  readonly preview: Preview | undefined
  /** The preview does not yet show what was last chosen. */
  readonly looking: boolean
  readonly previewError: ErrorRecord | undefined
  /** The saved map in force. */
  readonly map: SavedMap | undefined
  readonly maps: readonly SavedMap[]
  /** Name under which the choices are to be kept; undefined: not at all. */
  readonly keepAs: string | undefined
  readonly job: JobState<'transfer.import'>
  /** What is there is being backed up before a big import. */
  readonly backingUp: boolean
  readonly outcome: Outcome | undefined
  /** When the import began and ended, to find what it made. */
  readonly span: { readonly from: string; readonly to: string } | undefined
  readonly undoing: UndoState
  choose(files: readonly string[]): void
  read(change: Partial<Reading>): void
  /** What the file says of people who are here; not read again for it, so that typing does not wait. */
  tell(about: About): void
  match(change: Partial<Matching>): void
  applyMap(map: SavedMap | undefined): void
  keep(name: string | undefined): void
  show(step: Step): void
  begin(): Promise<void>
  cancel(): void
  undo(): Promise<void>
  /** Empty again; `about`: for a file that says that of people. */
  reset(about?: About): void
}

const SETTLE_MS = 250

export function useImport(): Import {
  const maps = useSavedMaps()
  const [step, setStep] = useState<Step>('files')
  const [files, setFiles] = useState<readonly string[]>([])
  const [reading, setReading] = useState<Reading>(asFound)
  const [matching, setMatching] = useState<Matching>(noMatching)
  const [preview, setPreview] = useState<Preview>()
  const [looking, setLooking] = useState(false)
  const [map, setMap] = useState<SavedMap>()
  const [keepAs, setKeepAs] = useState<string>()
  const [span, setSpan] = useState<{ from: string; to: string }>()
  const [undoing, setUndoing] = useState<UndoState>({ state: 'none' })
  const previewJob = useJob('transfer.preview')
  const importJob = useJob('transfer.import')
  const backupJob = useJob('backup.create')
  const folder = useSettings()?.device['backup.folder']

  // One look at a time, and always at what was chosen last: a large file must not be read ten times at once.
  const wanted = useRef<Input<'transfer.preview'>>(undefined)
  const busy = useRef(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const startPreview = previewJob.start
  const look = useCallback(async (): Promise<Preview | undefined> => {
    if (busy.current) return undefined
    busy.current = true
    setLooking(true)
    let found: Preview | undefined
    while (wanted.current) {
      const next = wanted.current
      wanted.current = undefined
      found = await startPreview(next)
      if (found && !wanted.current) setPreview(found)
    }
    busy.current = false
    setLooking(false)
    return found
  }, [startPreview])
  useEffect(() => () => clearTimeout(timer.current), [])

  const lookSoon = (nextFiles: readonly string[], next: Reading, afterMs: number): void => {
    wanted.current = previewInput(nextFiles, next)
    setLooking(true)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => void look(), afterMs)
  }
  function apply(saved: SavedMap | undefined, toFiles: readonly string[]): void {
    const next = saved?.reading ?? asFound
    setMap(saved)
    setReading(next)
    setMatching(saved?.matching ?? noMatching)
    setKeepAs(saved?.name)
    lookSoon(toFiles, next, 0)
  }
  function clear(about?: About): void {
    setPreview(undefined)
    setMap(undefined)
    setKeepAs(undefined)
    setReading({ ...asFound, about })
    setMatching(noMatching)
    setSpan(undefined)
    setUndoing({ state: 'none' })
    previewJob.reset()
    importJob.reset()
    backupJob.reset()
  }

  /** Whether the import may begin: a big one not before what is there has been backed up. */
  async function secured(): Promise<boolean> {
    if (!preview || preview.rows < BIG_IMPORT_ROWS) return true
    const { counts } = await call('app.counts', {})
    if (Number(counts.contact) + Number(counts.company) === 0) return true
    return (await backupJob.start(typeof folder === 'string' ? { folder } : {})) !== undefined
  }

  return {
    step,
    files,
    reading,
    matching,
    preview,
    looking,
    previewError: previewJob.job.state === 'failed' ? previewJob.job.error : undefined,
    map,
    maps,
    keepAs,
    job: importJob.job,
    backingUp: backupJob.job.state === 'running',
    outcome:
      outcomeOf(importJob.job, preview?.entity ?? 'contact') ??
      (backupJob.job.state === 'failed'
        ? notBegun(backupJob.job.error, preview?.entity ?? 'contact')
        : undefined),
    span,
    undoing,
    choose(next) {
      if (next.length === 0) return
      const { about } = reading
      clear(about)
      setFiles(next)
      wanted.current = previewInput(next, { ...asFound, about })
      void look().then((found) => {
        if (!found) return
        setStep('columns')
        const known = about ? undefined : mapFor(maps, found.header)
        if (known) apply(known, next)
      })
    },
    read(change) {
      const next = { ...reading, ...change }
      setReading(next)
      lookSoon(files, next, SETTLE_MS)
    },
    tell: (about) => setReading({ ...reading, about }),
    match: (change) => setMatching({ ...matching, ...change }),
    applyMap: (saved) => apply(saved, files),
    keep: setKeepAs,
    show: setStep,
    async begin() {
      setStep('run')
      setUndoing({ state: 'none' })
      if (keepAs && preview) {
        const { header } = preview
        await saveMap({ name: keepAs, header, reading, matching }).catch((error: unknown) => {
          console.error('the map could not be kept', error)
        })
      }
      setSpan(undefined)
      if (!(await secured())) return
      const from = new Date().toISOString()
      await importJob.start(importInput(files, reading, matching))
      setSpan({ from, to: new Date().toISOString() })
    },
    cancel() {
      backupJob.cancel()
      importJob.cancel()
    },
    async undo() {
      const operation = outcomeOf(importJob.job, '')?.operation
      if (!operation) return
      setUndoing({ state: 'running' })
      try {
        setUndoing({ state: 'done', undone: await call('operation.undo', { operation }) })
      } catch (error) {
        setUndoing({ state: 'failed', error: recordOf(error) })
      }
    },
    reset(about) {
      clear(about)
      setFiles([])
      setStep('files')
    },
  }
}

/** Nothing was imported, because what was there could not be backed up. */
const notBegun = (error: ErrorRecord, entity: string): Outcome => ({
  end: 'failed',
  counts: { read: 0, created: 0, updated: 0, skipped: 0, rejected: 0 },
  related: {},
  reasons: {},
  entity,
  rejectsFile: null,
  operation: null,
  error,
})

function outcomeOf(job: JobState<'transfer.import'>, entity: string): Outcome | undefined {
  if (job.state === 'done') return { end: 'done', ...ended(job.result) }
  if (job.state !== 'failed') return undefined
  const done = doneBefore(job.error)
  return {
    end: job.error.code === 'Cancelled' ? 'stopped' : 'failed',
    counts: done ?? { read: 0, created: 0, updated: 0, skipped: 0, rejected: 0 },
    related: {},
    reasons: {},
    entity,
    rejectsFile: done?.rejectsFile ?? null,
    operation: done?.operation ?? null,
    error: job.error,
  }
}

function ended(summary: ImportSummary): Omit<Outcome, 'end'> {
  const { read, created, updated, skipped, rejected, ...rest } = summary
  const { related, reasons, entity, rejectsFile, operation } = rest
  const counts = { read, created, updated, skipped, rejected }
  return { counts, related, reasons, entity, rejectsFile, operation }
}

/** Taking files in as documents of a record: chosen or dropped, watched in the status bar, taken back by the toast. */
import type { Input, Output } from '#db/shared/contract.ts'
import { MAX_DOCUMENT } from '#db/shared/documents.ts'
import type { WireRecord } from '#db/shared/records.ts'
import { native } from '../data/native.ts'
import { call } from '../data/port.ts'
import { errorText } from '../i18n/errorText.ts'
import type { Format } from '../i18n/format.ts'
import type { Text } from '../i18n/I18nProvider.tsx'
import { reportFailure, undo } from '../state/feedback.ts'
import { showJob, toast } from '../state/ui.ts'

export interface Words {
  readonly t: Text
  readonly has: (id: string) => boolean
  readonly format: Format
}

const fileName = (path: string): string => path.split(/[\\/]/).at(-1) ?? path

/** The records that can have documents. */
export type Subject = {
  readonly entity: 'contact' | 'company' | 'activity' | 'opportunity'
  readonly id: string
}
export function subjectOf({ entity, id }: WireRecord): Subject | undefined {
  return entity === 'contact' || entity === 'company' || entity === 'activity' || entity === 'opportunity'
    ? { entity, id }
    : undefined
}

export async function chooseAndAttach(subject: Subject, words: Words): Promise<void> {
  const { t, format } = words
  const title = t('documents.choose', { size: format.bytes(MAX_DOCUMENT) })
  const files = await native?.openFiles({ title, many: true })
  if (files?.length) await attach(subject, files, words)
}

/** Runs it in the status bar, where it can be given up. @throws what the call throws */
async function watched<T>(
  files: readonly string[],
  { t }: Words,
  work: (options: { signal: AbortSignal; onProgress: (progress: { done: number }) => void }) => Promise<T>,
): Promise<T> {
  const controller = new AbortController()
  const job = `documents ${files.join(' ')}`
  const startedAt = Date.now()
  const label = t('documents.attaching', { n: files.length })
  const show = (done: number): void =>
    showJob(job, { label, done, total: files.length, startedAt, cancel: () => controller.abort() })
  show(0)
  try {
    return await work({ signal: controller.signal, onProgress: ({ done }) => show(done) })
  } finally {
    showJob(job, undefined)
  }
}

interface Taken {
  readonly failed: Output<'document.attach'>['failed']
  readonly operation: string | null
}

/** What came of it, with what could not be read, and Undo. */
function told(text: string, { failed, operation }: Taken, { t, has, format }: Words, present = 0): void {
  const detail = [
    present > 0 ? t('documents.present', { n: present }) : '',
    ...failed.map(({ file, error }) => `${format.isolate(fileName(file))}: ${errorText(error, t, has)}`),
  ].filter(Boolean)
  toast({
    id: 'documents',
    tone: failed.length > 0 ? 'problem' : 'done',
    text,
    ...(detail.length > 0 && { detail: detail.join('\n') }),
    ...(operation && { action: { label: t('ui.undo'), onSelect: () => void undo(operation, t, has) } }),
  })
}

export async function attach(subject: Subject, files: readonly string[], words: Words): Promise<void> {
  try {
    const done = await watched(files, words, (options) =>
      call('document.attach', { ...subject, files: [...files] }, options),
    )
    told(words.t('documents.attached', { n: done.added.length }), done, words, done.present.length)
  } catch (failure) {
    reportFailure(failure, words.t, words.has)
  }
}

/** A new activity with files: made together, and taken back together. @throws what the host refuses */
export async function scheduleWithFiles(
  made: Omit<Input<'document.schedule'>, 'files'>,
  files: readonly string[],
  words: Words,
): Promise<void> {
  const done = await watched(files, words, (options) =>
    call('document.schedule', { ...made, files: [...files] }, options),
  )
  told(words.t('documents.scheduled', { n: done.added.length }), done, words)
}

/** Failures of files in words: named by the file, not by its whole path, and as exactly as the host told. */
import type { ErrorRecord } from '#db/shared/errors.ts'
import { baseName } from './reading.ts'

/** The same error, ready to be worded: `unsupportedFile` says of what kind, paths are short. */
export function worded(error: ErrorRecord): ErrorRecord {
  const { file, kind } = error.params ?? {}
  return {
    ...error,
    ...(error.reason === 'unsupportedFile' && { reason: `unsupportedFile.${kind}` }),
    ...(typeof file === 'string' && { params: { ...error.params, file: baseName(file) } }),
  }
}

export interface Counts {
  readonly read: number
  readonly created: number
  readonly updated: number
  readonly skipped: number
  readonly rejected: number
}

/** What an import had done when it ended early: the host says so in the error's parameters. */
export function doneBefore({
  params,
}: ErrorRecord): (Counts & { operation?: string; rejectsFile?: string }) | undefined {
  const number = (name: string): number => (typeof params?.[name] === 'number' ? params[name] : 0)
  if (typeof params?.read !== 'number') return undefined
  const { operation, rejectsFile } = params
  return {
    read: number('read'),
    created: number('created'),
    updated: number('updated'),
    skipped: number('skipped'),
    rejected: number('rejected'),
    ...(typeof operation === 'string' && { operation }),
    ...(typeof rejectsFile === 'string' && { rejectsFile }),
  }
}

/**
 * The error record: the only form in which a failure crosses a port, leaves the command line or reaches a screen.
 * Records carry codes and parameters; whoever shows them words them. Never prose, never a stack.
 */
import { z } from 'zod'

export const errorCodes = [
  'Invalid',
  'NotFound',
  'Conflict',
  'Denied',
  'Locked',
  'Unavailable',
  'Cancelled',
  'Corrupt',
  'Bug',
] as const
export type ErrorCode = (typeof errorCodes)[number]

/** One thing wrong with the input: the field (dotted path) and a code the catalogues word as `issue.<code>`. */
export interface Issue {
  readonly field: string
  readonly code: string
  readonly params?: Readonly<Record<string, string | number>>
}

export interface ErrorRecord {
  readonly code: ErrorCode
  /** What happened within the code, worded as `error.<code>.<reason>`. */
  readonly reason?: string
  readonly params?: Readonly<Record<string, string | number>>
  readonly issues?: readonly Issue[]
  /** Where the log tells more; only `Bug` has one. */
  readonly ref?: string
}

const paramsSchema = z.record(z.string(), z.union([z.string(), z.number()]))
export const errorRecordSchema = z.object({
  code: z.enum(errorCodes),
  reason: z.string().optional(),
  params: paramsSchema.optional(),
  issues: z
    .array(z.object({ field: z.string(), code: z.string(), params: paramsSchema.optional() }))
    .readonly()
    .optional(),
  ref: z.string().optional(),
})

/** An expected failure. Throw it anywhere below a procedure; the door turns it into its record. */
export class AppError extends Error {
  readonly record: ErrorRecord
  constructor(record: ErrorRecord, options?: ErrorOptions) {
    super(record.reason ? `${record.code}: ${record.reason}` : record.code, options)
    this.name = 'AppError'
    this.record = record
  }
}

type Params = Readonly<Record<string, string | number>>

export const invalid = (field: string, code: string, params?: Params): AppError =>
  new AppError({ code: 'Invalid', issues: [{ field, code, ...(params && { params }) }] })
export const invalidIssues = (issues: readonly Issue[]): AppError => new AppError({ code: 'Invalid', issues })
export const notFound = (entity: string, id: string): AppError =>
  new AppError({ code: 'NotFound', params: { entity, id } })
export const failure = (code: ErrorCode, reason: string, params?: Params, cause?: unknown): AppError =>
  new AppError({ code, reason, ...(params && { params }) }, { cause })

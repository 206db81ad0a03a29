/**
 * Import, export and demo data. All are jobs: long work in chunks, with progress and a clean cancel. Paths are absolute and
 * come from a dialog or the command line; what a file says is never trusted.
 */
import { z } from 'zod'
import { aboutSchema } from './about.ts'
import { sortSchema } from './filter.ts'
import { boundedFilterSchema } from './lookups.ts'
import { job, query } from './procedure.ts'
import { idSchema, recordSchema } from './records.ts'
import { targetSchema } from './target.ts'

/** Absolute on either kind of system. */
const path = z
  .string()
  .max(4_096)
  .regex(/^(\/|[A-Za-z]:[\\/]|\\\\)/)
  .refine((text) => !text.includes('\0'))
const name = z.string().min(1).max(200)
const count = z.number().int().min(0)

/** Where a column goes: a field (`emails`, `addresses.city`, `notes`, `custom.<uuid>` …), with the label and the element it belongs to. */
export const mappingSchema = z.object({
  column: z.string(),
  field: z.string(),
  confidence: z.number(),
  label: z.string().optional(),
  slot: z.string().optional(),
})
export type Mapping = z.infer<typeof mappingSchema>

/** Column → `field[:label][@slot]`, null for "keep as an extra"; or rows as an import's `mapping` shows them. */
const mapSchema = z.union([
  z.record(z.string(), z.string().max(400).nullable()),
  z.array(mappingSchema.partial({ confidence: true })).max(5_000),
])

/** Mending that the preview offers and nobody gets unasked. */
const repairSchema = z.object({
  /** Text that was encoded twice. */
  mojibake: z.boolean().default(false),
  /** Columns whose leading zeros a spreadsheet took. */
  zeros: z.array(z.string()).max(5_000).default([]),
})

const reading = {
  files: z.array(path).min(1).max(100),
  entity: name.optional(),
  /** Not people themselves, but something said of people who are here. */
  about: aboutSchema.optional(),
  source: name.default('auto'),
  map: mapSchema.optional(),
  encoding: name.default('auto'),
  dates: z.enum(['auto', 'dmy', 'mdy', 'ymd']).default('auto'),
  calendar: z.enum(['auto', 'gregory', 'buddhist', 'persian']).default('auto'),
  repair: repairSchema.optional(),
}

/** So many rows are a big import: what was there is backed up first. */
export const BIG_IMPORT_ROWS = 5_000
/** The same where rows have not been counted. */
export const BIG_IMPORT_BYTES = 2 << 20

export const importInputSchema = z.object({
  ...reading,
  /** Keys tried in turn, `name+company` for several that must agree: `id`, `email`, `phone`, `name`, `company`, any text field. */
  match: z.array(name).max(16).optional(),
  onMatch: z.enum(['update', 'skip', 'create']).default('update'),
  dryRun: z.boolean().default(false),
  rejects: path.optional(),
})
export type ImportInput = z.output<typeof importInputSchema>

/** What one file turned out to be. */
const recognised = {
  source: z.string(),
  encoding: z.string(),
  entity: z.string(),
  mapping: z.array(mappingSchema),
  unmapped: z.array(z.string()),
}

export const importSummarySchema = z.object({
  ...recognised,
  /** Records in the files; each is one of created, updated, skipped, rejected. */
  read: count,
  created: count,
  updated: count,
  skipped: count,
  rejected: count,
  /** How many were rejected for which reason, worded as `transfer.reject.<code>`. */
  reasons: z.record(z.string(), count),
  rejectsFile: z.string().nullable(),
  /** Null when nothing was written. */
  operation: z.string().nullable(),
  /** Records made along the way, by entity: companies named in contacts, notes, further people of a row. */
  related: z.record(z.string(), count),
  files: z.array(z.object({ file: z.string(), ...recognised, read: count })),
})
export type ImportSummary = z.infer<typeof importSummarySchema>

export const exportFormats = ['csv', 'xlsx', 'json', 'vcf'] as const

export const transferProcedures = {
  /** What an import would make of a file; nothing is written. */
  'transfer.preview': job(
    z.object(reading),
    z.object({
      ...recognised,
      delimiter: z.string().nullable(),
      header: z.array(z.string()),
      /** What stands in each column first, cut short; empty where the beginning of the file has nothing in it. */
      examples: z.array(z.string()),
      /** The first records as they would be written. */
      sample: z.array(recordSchema.partial()),
      /** Records in the file, counted over all of it; for vCards estimated from the first. */
      rows: count,
      exact: z.boolean(),
      repairs: z.array(
        z.object({
          kind: z.enum(['mojibake', 'phone', 'postalCode', 'taxId']),
          column: z.string().nullable(),
          count,
          samples: z.array(z.string()),
        }),
      ),
      /** Codes worded as `transfer.warning.<code>`. */
      warnings: z.array(
        z.object({
          code: z.string(),
          params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
        }),
      ),
    }),
    { on: 'reader', right: 'import', undo: 'local' },
  ),
  'transfer.import': job(importInputSchema, importSummarySchema, { source: 'import', right: 'import' }),
  /** Goes on with an import or demo data that a crash interrupted; see `operation.interrupted`. */
  'transfer.resume': job(
    z.object({ operation: z.uuid() }),
    z
      .object({
        operation: z.string().nullable(),
        created: count,
        updated: count,
        skipped: count,
        rejected: count,
      })
      .loose(),
    { undo: 'operation', source: 'import', right: 'import' },
  ),
  /** One contact or company as a vCard short enough for a code that a telephone reads: what does not fit is left out. */
  'transfer.card': query(
    z.object({ entity: z.enum(['contact', 'company']), id: idSchema }),
    z.object({ vcard: z.string(), complete: z.boolean() }),
    { right: 'export' },
  ),
  'transfer.export': job(
    z.object({
      entity: name,
      out: path,
      format: z.enum(exportFormats).default('csv'),
      filter: boundedFilterSchema.optional(),
      view: name.optional(),
      /** These rows instead, in their order. */
      target: targetSchema.optional(),
      fields: z.array(name).max(300).optional(),
      sort: sortSchema.optional(),
      headers: z.enum(['fields', 'labels']).default('fields'),
      lang: z.enum(['en', 'th', 'fa']).optional(),
      vcard: z.enum(['3.0', '4.0']).default('3.0'),
    }),
    z.object({ file: z.string(), rows: count, bytes: count }),
    { on: 'reader', right: 'export', undo: 'local' },
  ),
  'demo.create': job(
    z.object({
      contacts: z.number().int().min(1).max(10_000_000),
      seed: z.union([z.number(), z.string().max(200)]).default(1),
      locales: z
        .array(z.enum(['en', 'th', 'fa']))
        .min(1)
        .max(3)
        .optional(),
    }),
    z.object({
      operation: z.string().nullable(),
      created: count,
      counts: z.record(z.string(), count),
    }),
    { source: 'demo', right: 'import' },
  ),
}

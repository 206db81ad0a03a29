/**
 * Reports: each answers one written question (`report.<name>.question`) from one query, for a period, an owner, a number of
 * days. What a report is made of is in db/domains/reports; here is what a window, a script and a file may ask of it.
 */
import { z } from 'zod'
import { periodSchema, reportDefinitionSchema } from './ownReports.ts'
import { documentSchema, pageSetupSchema } from './printing.ts'
import { job, mutation, query } from './procedure.ts'
import { readerSchema } from './reader.ts'
import { idSchema } from './records.ts'

export const reportAreas = [
  'own',
  'contacts',
  'activities',
  'sales',
  'campaigns',
  'service',
  'staff',
  'quality',
] as const
export type ReportArea = (typeof reportAreas)[number]

export const parameterNames = ['period', 'owner', 'pipeline', 'queue', 'campaign', 'days'] as const
export type ParameterName = (typeof parameterNames)[number]

const name = z.string().min(1).max(100)
const count = z.number().int().min(0)

export const reportParametersSchema = z.object({
  /** That of the report when absent: this year for a ready-made one. */
  period: periodSchema.optional(),
  /** Only what this user looks after. */
  owner: idSchema.optional(),
  /** Only what is in this pipeline, this queue, this campaign. */
  pipeline: idSchema.optional(),
  queue: idSchema.optional(),
  campaign: idSchema.optional(),
  days: z.number().int().min(1).max(36_500).default(90),
  /** The period before beside it. */
  compare: z.boolean().optional(),
})
export type ReportParameters = z.output<typeof reportParametersSchema>

/** What the cells of a column are. */
export const cellKinds = [
  'text',
  'record',
  'count',
  'minutes',
  'number',
  /** In whole units of the currency that another cell of the row or its column names. */
  'money',
  /** As `YYYY-MM-DD`. */
  'day',
  'share',
  'bytes',
  'instant',
] as const
export type CellKind = (typeof cellKinds)[number]

const value = z.union([z.string(), z.number(), z.null()])
export const reportColumnSchema = z.object({
  id: z.string(),
  kind: z.enum(cellKinds),
  label: z.string(),
  /** Of the records in it. */
  entity: z.string().optional(),
  /** Of the amounts in it, which are in whole units; without one each cell says its own. */
  currency: z.string().optional(),
})
export type ReportColumn = z.infer<typeof reportColumnSchema>

export const reportCellSchema = z.object({
  value,
  /** In the reader's words, where the value alone is not. */
  text: z.string().optional(),
  /** The record it names. */
  id: z.string().optional(),
})
export type ReportCell = z.infer<typeof reportCellSchema>

export const reportResultSchema = z.object({
  name: z.string(),
  title: z.string(),
  question: z.string(),
  /** The parameters in words. */
  about: z.string(),
  asOf: z.string(),
  columns: z.array(reportColumnSchema),
  rows: z.array(
    z.object({
      key: z.array(value),
      cells: z.array(reportCellSchema),
      /** The total of a group of so many levels, after the rows it is of. */
      subtotal: z.number().int().optional(),
    }),
  ),
  totals: z.array(reportCellSchema).nullable(),
  /** How it is drawn: one bar a row, or one column a period; which column holds the numbers. */
  chart: z.object({ form: z.enum(['bars', 'columns']), column: z.number().int() }).nullable(),
  /** There were more rows than are shown. */
  cut: z.boolean(),
  /** What one must know to read it: rates used, fields that are gone. */
  notes: z.array(z.string()),
})
export type ReportResult = z.infer<typeof reportResultSchema>

/** A ready-made report by its name, an own one by its identity or name, or one that is being made by its definition. */
const asked = {
  name,
  definition: reportDefinitionSchema.optional(),
  parameters: reportParametersSchema.prefault({}),
  reader: readerSchema,
}
/** Absolute on either kind of system. */
const path = z
  .string()
  .max(4_096)
  .regex(/^(\/|[A-Za-z]:[\\/]|\\\\)/)
  .refine((text) => !text.includes('\0'))

export const reportFormats = ['csv', 'xlsx', 'json'] as const

export const reportProcedures = {
  'report.list': query(
    z.object({ reader: readerSchema }),
    z.object({
      reports: z.array(
        z.object({
          name: z.string(),
          area: z.enum(reportAreas),
          title: z.string(),
          question: z.string(),
          parameters: z.array(z.enum(parameterNames)),
          /** Of an own report: what it is asked unless somebody says otherwise, and who sees it. */
          own: z.object({ private: z.boolean(), period: periodSchema, compare: z.boolean() }).optional(),
        }),
      ),
    }),
  ),
  'report.run': query(z.object(asked), reportResultSchema, { slow: true }),
  /** The records behind a row, by its key; behind all of it without one. */
  'report.records': query(
    z.object({ ...asked, key: z.array(value).max(4).optional(), limit: count.max(100_000).default(200) }),
    z.object({
      entity: z.string(),
      total: count,
      records: z.array(z.object({ id: z.string(), name: z.string().nullable() })),
    }),
    { slow: true },
  ),
  /** An own report as it was defined; `definition` is null where it cannot be read, `gone` names fields there are no more. */
  'report.get': query(
    z.object({ name, reader: readerSchema }),
    z.object({
      id: z.string(),
      name: z.string(),
      question: z.string(),
      private: z.boolean(),
      definition: reportDefinitionSchema.nullable(),
      gone: z.array(z.string()),
    }),
  ),
  /** Makes an own report, or changes the one of that identity. */
  'report.save': mutation(
    z.object({
      id: idSchema.optional(),
      name,
      question: z.string().max(1_000).default(''),
      private: z.boolean().default(true),
      definition: reportDefinitionSchema,
    }),
    z.object({ id: z.string(), operation: z.string().nullable() }),
  ),
  'report.export': job(
    z.object({ ...asked, out: path, format: z.enum(reportFormats) }),
    z.object({ file: z.string(), rows: count, bytes: count }),
    { on: 'reader', right: 'export', undo: 'local' },
  ),
  /** The report as a document; the window or the command line lays it out. */
  'report.compose': job(
    z.object({ ...asked, page: pageSetupSchema.prefault({}) }),
    z.object({ document: documentSchema, rows: count }),
    { on: 'reader', right: 'export', undo: 'local' },
  ),
}

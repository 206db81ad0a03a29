/**
 * Reports: each answers one written question (`report.<name>.question`) from one query, for a period, an owner, a number of
 * days. What a report is made of is in db/domains/reports; here is what a window, a script and a file may ask of it.
 */
import { z } from 'zod'
import { documentSchema, pageSetupSchema } from './printing.ts'
import { job, query } from './procedure.ts'
import { readerSchema } from './reader.ts'
import { idSchema } from './records.ts'

export const reportAreas = [
  'contacts',
  'activities',
  'sales',
  'campaigns',
  'service',
  'staff',
  'quality',
] as const
export type ReportArea = (typeof reportAreas)[number]

export const periodNames = [
  'thisWeek',
  'thisMonth',
  'lastMonth',
  'thisQuarter',
  'lastQuarter',
  'thisYear',
  'lastYear',
  'thisFiscalYear',
  'lastFiscalYear',
  'last12Months',
  'all',
] as const
export type PeriodName = (typeof periodNames)[number]

export const parameterNames = ['period', 'owner', 'pipeline', 'queue', 'campaign', 'days'] as const
export type ParameterName = (typeof parameterNames)[number]

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)
const name = z.string().min(1).max(100)
const count = z.number().int().min(0)

export const reportParametersSchema = z.object({
  /** Named, or from the first to the last of two days, both inside. */
  period: z.union([z.enum(periodNames), z.object({ from: day, to: day })]).default('thisYear'),
  /** Only what this user looks after. */
  owner: idSchema.optional(),
  /** Only what is in this pipeline, this queue, this campaign. */
  pipeline: idSchema.optional(),
  queue: idSchema.optional(),
  campaign: idSchema.optional(),
  days: z.number().int().min(1).max(36_500).default(90),
  /** The period before beside it. */
  compare: z.boolean().default(false),
})
export type ReportParameters = z.output<typeof reportParametersSchema>

/** What the cells of a column are. */
export const cellKinds = [
  'text',
  'record',
  'count',
  'minutes',
  'number',
  /** In whole units of the currency that another cell of the row names. */
  'money',
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
  rows: z.array(z.object({ key: z.array(value), cells: z.array(reportCellSchema) })),
  totals: z.array(reportCellSchema).nullable(),
  /** How it is drawn: one bar a row, or one column a period; which column holds the numbers. */
  chart: z.object({ form: z.enum(['bars', 'columns']), column: z.number().int() }).nullable(),
  /** There were more rows than are shown. */
  cut: z.boolean(),
})
export type ReportResult = z.infer<typeof reportResultSchema>

const asked = { name, parameters: reportParametersSchema.prefault({}), reader: readerSchema }
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
        }),
      ),
    }),
  ),
  'report.run': query(z.object(asked), reportResultSchema, { slow: true }),
  /** The records behind a row, by its key; behind all of it without one. */
  'report.records': query(
    z.object({ ...asked, key: z.array(value).max(4).optional(), limit: count.max(10_000).default(200) }),
    z.object({
      entity: z.string(),
      total: count,
      records: z.array(z.object({ id: z.string(), name: z.string().nullable() })),
    }),
    { slow: true },
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

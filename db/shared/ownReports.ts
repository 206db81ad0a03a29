/**
 * Own reports: what somebody wants to know of the records of an entity, as data. What is asked of which fields is checked
 * when it runs, since fields come and go; a definition that names one that is gone still opens and says so.
 */
import { z } from 'zod'
import { defineEntity } from './entity.ts'
import { boundedFilterSchema } from './lookups.ts'
import { idSchema } from './records.ts'

/** A report somebody made; private: for its owner alone. */
export const report = defineEntity({
  id: 200,
  name: 'report',
  domain: 'reports',
  title: { from: 'text', field: 'name' },
  listed: false,
  fields: {
    name: [10, 'text', { required: true, list: 1 }],
    /** The question it answers. */
    question: [11, 'text', { list: 2 }],
    /** The entity it is about. */
    base: [12, 'text', { required: true }],
    definition: [13, 'json'],
  },
})

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

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)
/** Named, or from the first to the last of two days, both inside. */
export const periodSchema = z.union([z.enum(periodNames), z.object({ from: day, to: day })])

export const dateUnits = ['day', 'week', 'month', 'quarter', 'year'] as const
export type DateUnit = (typeof dateUnits)[number]

/** `count` and `share` need no field; a share of a field is one of its sum. */
export const measureKinds = ['count', 'sum', 'average', 'median', 'min', 'max', 'share'] as const
export type MeasureKind = (typeof measureKinds)[number]

/** As in filters: `jobTitle`, `addresses.city`, `companyId.industry`, `custom.<uuid>`; `id` is the record itself. */
const path = z.string().min(1).max(200)
const place = z.number().int().min(0).max(30)

export const reportDefinitionSchema = z.strictObject({
  base: z.string().min(1).max(64),
  /** A saved view whose conditions hold as well. */
  view: idSchema.optional(),
  filter: boundedFilterSchema.optional(),
  /** The date the period is about. */
  date: path.optional(),
  period: periodSchema.default('all'),
  /** What the records are grouped by, outermost first. */
  by: z
    .array(z.strictObject({ field: path, unit: z.enum(dateUnits).optional() }))
    .max(4)
    .default([]),
  measures: z
    .array(z.strictObject({ of: z.enum(measureKinds), field: path.optional() }))
    .max(8)
    .default([]),
  /** Without groups and measures: the records themselves, with these columns. */
  columns: z.array(path).max(30).default([]),
  /** By a measure or a column of the list; by the groups' own order otherwise. */
  sort: z
    .strictObject({
      on: z.enum(['group', 'measure', 'column']),
      at: place.default(0),
      descending: z.boolean(),
    })
    .optional(),
  /** Only so many groups of the first level, or records. */
  top: z.number().int().min(1).max(1_000).optional(),
  compare: z.boolean().default(false),
  chart: z.enum(['none', 'bars', 'columns']).default('none'),
  /** Amounts in the business's currency by the rate of their day, or each currency by itself. */
  currencies: z.enum(['convert', 'apart']).default('convert'),
})
export type ReportDefinition = z.output<typeof reportDefinitionSchema>
export type ReportDefinitionInput = z.input<typeof reportDefinitionSchema>

/**
 * Forecast: what is expected to be sold, when, by whom, how surely, against what was asked for. Periods are those of a
 * calendar or of the business's own year (setting `fiscalStart`).
 */
import { z } from 'zod'
import { type Calendar, fromIso } from './dates/calendars.ts'
import {
  type FiscalStart,
  fiscalQuarters,
  fiscalStarts,
  fiscalYearOf,
  periodOf,
  shiftPeriod,
} from './dates/periods.ts'
import { moneyTotalSchema } from './money/sums.ts'
import { mutation, query } from './procedure.ts'
import { idSchema } from './records.ts'

const calendar = z.enum(['gregory', 'buddhist', 'persian'])
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)
const count = z.number().int().min(0)

export const fiscalStartSchema = z.object({
  calendar,
  month: z.number().int().min(1).max(12),
  day: z.number().int().min(1).max(31),
})
/** The setting that says when the business's own year begins. */
export const FISCAL_START = 'fiscalStart'
/** What is set, else what is usual in a country. */
export const fiscalStartOf = (stored: unknown, country: unknown): FiscalStart => {
  const parsed = fiscalStartSchema.safeParse(stored)
  if (parsed.success) return parsed.data
  return country === 'IR' || country === 'AF' ? fiscalStarts.farvardin : fiscalStarts.january
}

export const forecastUnits = ['month', 'quarter', 'fiscalQuarter', 'fiscalYear'] as const
export type ForecastUnit = (typeof forecastUnits)[number]

export interface ForecastPeriod {
  readonly start: string
  readonly end: string
  /** Fiscal: the year it is called by, and its quarter. */
  readonly year?: number
  readonly quarter?: number
}

/** `count` periods from the one that holds a day on. */
export function forecastPeriods(
  from: string,
  unit: ForecastUnit,
  of: Calendar,
  fiscal: FiscalStart,
  count: number,
): ForecastPeriod[] {
  if (unit === 'month' || unit === 'quarter') {
    const periods: ForecastPeriod[] = []
    for (let at = 0; at < count; at++) {
      const period = at === 0 ? periodOf(from, unit, of) : shiftPeriod(from, unit, at, of)
      const parts = fromIso(period.start, of)
      periods.push({
        ...period,
        ...(parts && { year: parts.year }),
        ...(unit === 'quarter' && parts && { quarter: Math.ceil(parts.month / 3) }),
      })
    }
    return periods
  }
  const periods: ForecastPeriod[] = []
  let day = from
  while (periods.length < count) {
    const year = fiscalYearOf(day, fiscal, of)
    const parts =
      unit === 'fiscalYear' ? [year] : fiscalQuarters(year, fiscal).filter(({ end }) => end >= from)
    periods.push(...parts)
    day = nextDay(year.end)
  }
  return periods.slice(0, count)
}

const nextDay = (iso: string): string =>
  new Date(Date.parse(`${iso}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)

const figures = z.object({
  won: moneyTotalSchema,
  commit: moneyTotalSchema,
  bestCase: moneyTotalSchema,
  pipeline: moneyTotalSchema,
  weighted: moneyTotalSchema,
  quota: moneyTotalSchema,
  count,
})
export type ForecastFigures = z.infer<typeof figures>

export const forecastProcedures = {
  /** `by`: one row for each owner, pipeline or category; without it one row for all. */
  'forecast.get': query(
    z.object({
      unit: z.enum(forecastUnits).default('month'),
      calendar: calendar.default('gregory'),
      from: day,
      periods: z.number().int().min(1).max(36).default(6),
      by: z.enum(['owner', 'pipeline', 'category']).optional(),
      owner: idSchema.optional(),
      pipeline: idSchema.optional(),
      currency: z
        .string()
        .regex(/^[A-Z]{3}$/)
        .optional(),
    }),
    z.object({
      currency: z.string(),
      periods: z.array(
        z.object({
          start: z.string(),
          end: z.string(),
          year: z.number().optional(),
          quarter: z.number().optional(),
        }),
      ),
      rows: z.array(
        z.object({
          /** Owner or pipeline; null: nobody, none. For categories their code. */
          key: z.string().nullable(),
          name: z.string().nullable(),
          cells: z.array(figures),
          total: figures,
        }),
      ),
      total: z.array(figures),
    }),
    { slow: true },
  ),
  /** What somebody (or, without `user`, everybody together) is to sell in a period; null takes it away. */
  'quota.set': mutation(
    z.object({
      user: idSchema.nullable().default(null),
      pipeline: idSchema.nullable().default(null),
      start: day,
      end: day,
      amount: z
        .object({ minor: z.number().int().min(0), currency: z.string().regex(/^[A-Z]{3}$/) })
        .nullable(),
    }),
    z.object({ operation: z.string().nullable() }),
  ),
}

/**
 * What a report is: facts, one row each with the record it is about, and how they are grouped and counted. Every number can
 * therefore be opened: the records behind it are the facts of its group. Plain data; run.ts does it.
 */
import type { CellKind, ParameterName, ReportArea } from '../../shared/reports.ts'

export type ColumnKind =
  /** As it is. */
  | { readonly kind: 'text' }
  /** A code, worded by the first of these prefixes that knows it. */
  | { readonly kind: 'word'; readonly words: readonly string[] }
  | { readonly kind: 'country' }
  /** A local row of an entity, merged ones as what they became. */
  | { readonly kind: 'record'; readonly entity: string }
  /** An instant, or a day as `YYYY-MM-DD`, by the days, months or years of the reader's calendar. */
  | { readonly kind: 'time'; readonly of?: 'day' }
  /** A day as it is. */
  | { readonly kind: 'day' }
  /** Minor units of what the column `currency` of the same facts says. */
  | { readonly kind: 'money' }
  | { readonly kind: 'instant' | 'bytes' | 'count' | 'minutes' | 'number' }

export type Column = ColumnKind & {
  /** Of the facts. */
  readonly column: string
  /** `report.column.<label>`. */
  readonly label: string
}

export interface Measure {
  readonly label: string
  /** An aggregate over the facts. */
  readonly sql: string
  /** Amounts are in minor units, and the facts are grouped by `currency` too: what is in two currencies is never added up. */
  readonly kind: Exclude<CellKind, 'text' | 'record'>
}

interface Common {
  readonly area: ReportArea
  /** What `record` of the facts is. */
  readonly entity: string
  readonly parameters: readonly ParameterName[]
  /**
   * A SELECT over visible views with `record` and the columns. May use `:from`, `:to` (milliseconds), `:firstDay`, `:lastDay`
   * and `:today` (days), `:now`, `:before` (now less the days asked for), `:untilDay` (today and as many days), and the local rows
   * `:owner`, `:pipeline`, `:queue`, `:campaign`, each null for all. `record` may be null in facts that only add to a sum.
   */
  readonly facts: string
}

export type Definition = Common &
  (
    | {
        readonly by: readonly Column[]
        readonly measures: readonly [Measure, ...Measure[]]
        /** Adds what part of the whole the first measure is. */
        readonly share?: true
        readonly chart: 'bars' | 'columns' | null
      }
    | { readonly list: readonly Column[]; readonly order: string }
  )

export type Definitions = Readonly<Record<string, Definition>>

export const count: Measure = { label: 'count', sql: 'count(DISTINCT record)', kind: 'count' }
/** Only what the owner asked for looks after; everything when none is asked for. */
export const owned = (alias = 'r'): string => `(:owner IS NULL OR ${alias}.ownerId = :owner)`
export const within = (column: string): string => `${column} >= :from AND ${column} < :to`
/** The same of days. */
export const withinDays = (column: string): string => `${column} BETWEEN :firstDay AND :lastDay`
/** Only what refers to what was asked for. */
export const asked = (parameter: 'pipeline' | 'queue' | 'campaign', column: string): string =>
  `(:${parameter} IS NULL OR ${column} = :${parameter})`
/** How long ago something began, in four steps worded as `report.word.age.<step>`. */
export const ageOf = (begun: string): string =>
  `CASE WHEN :now - ${begun} < ${7 * 86_400_000} THEN 'week' WHEN :now - ${begun} < ${30 * 86_400_000} THEN 'month'
    WHEN :now - ${begun} < ${90 * 86_400_000} THEN 'quarter' ELSE 'older' END`
/** The column that amounts need beside them. */
export const inCurrency: Column = { column: 'currency', label: 'currency', kind: 'text' }

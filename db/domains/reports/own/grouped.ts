/** An own report of groups: a tree of them, sorted on every level, with totals after each group and beside the period before. */
import type { Ctx } from '../../../core/context.ts'
import { formatNumber } from '../../../shared/numbers/format.ts'
import { datesOf, type Reader } from '../../../shared/reader.ts'
import type { ReportCell, ReportColumn, ReportResult } from '../../../shared/reports.ts'
import { sideBySide } from '../money.ts'
import { word } from '../words.ts'
import { Cells, kindOf } from './cells.ts'
import { type Facts, type Group, MOST_GROUPS } from './facts.ts'
import type { Value } from './parts.ts'
import type { Level, Measured } from './plan.ts'
import { counterpart, filledStarts } from './stretches.ts'

type Made = Pick<ReportResult, 'columns' | 'rows' | 'totals' | 'chart' | 'cut' | 'notes'>

interface Asked {
  readonly reader: Reader
  readonly limit: number
  /** Amounts are converted to it. */
  readonly currency: string
}

interface Node extends Group {
  readonly children: Node[]
}

const textKey = (keys: readonly Value[]): string => JSON.stringify(keys)
const numberOf = (value: Value | undefined): number | undefined =>
  typeof value === 'number' ? value : undefined

/** What is set beside the period before. */
const comparable: ReadonlySet<Measured['kind']> = new Set(['count', 'number', 'money'])

class Grouping {
  readonly #facts: Facts
  readonly #before: Facts | undefined
  readonly #asked: Asked
  readonly #cells: Cells
  readonly #levels: readonly Level[]
  readonly #measures: readonly Measured[]
  readonly #whole: readonly Value[]
  /** Of the level of currencies, if there is one: it is always the last. */
  readonly #apart: Level | undefined
  readonly #compared: number
  readonly #earlier = new Map<string, Value>()
  readonly #perCurrency = new Map<string, Group[]>()
  cut = false

  constructor(ctx: Ctx, facts: Facts, before: Facts | undefined, asked: Asked) {
    this.#facts = facts
    this.#asked = asked
    this.#cells = new Cells(ctx.conn, asked.reader)
    this.#levels = facts.plan.levels
    this.#measures = facts.plan.measures
    this.#apart = this.#levels.find(({ currency }) => currency)
    this.#compared = this.#measures.findIndex(({ kind, of }) => comparable.has(kind) && of !== 'share')
    this.#before = this.#compared < 0 ? undefined : before
    this.#whole = facts.groups([]).groups[0]?.measures ?? []
    if (this.#before) this.#compare(this.#before)
    if (this.#apart) this.#splitTotals(this.#apart)
  }

  /** The same groups of the period before, known by what they are of in this one. */
  #compare(before: Facts): void {
    const { span: then } = before.narrowed
    const { span: now } = this.#facts.narrowed
    for (let depth = 0; depth <= this.#levels.length; depth++) {
      const levels = before.plan.levels.slice(0, depth)
      for (const { keys, measures } of before.groups(levels).groups) {
        const moved = keys.map((key, at) => {
          const time = levels[at]?.time
          const isDate = levels[at]?.place.path === before.plan.date?.place.path
          return time && isDate && typeof key === 'string' && then && now
            ? counterpart(key, then, now, time.unit, this.#asked.reader)
            : key
        })
        const known = numberOf(this.#earlier.get(textKey(moved)))
        const value = measures[this.#compared] ?? null
        // Two days of a longer month may have the same counterpart in a shorter one.
        const adds =
          this.#measures[this.#compared]?.of === 'count' || this.#measures[this.#compared]?.of === 'sum'
        if (known === undefined) this.#earlier.set(textKey(moved), value)
        else if (adds && typeof value === 'number') this.#earlier.set(textKey(moved), known + value)
      }
    }
  }

  /** Totals over several currencies are one amount each. */
  #splitTotals(apart: Level): void {
    for (let depth = 0; depth < this.#levels.length; depth++) {
      const levels = [...this.#levels.slice(0, depth), apart]
      for (const group of this.#facts.groups(levels).groups) {
        const key = textKey(group.keys.slice(0, -1))
        const list = this.#perCurrency.get(key)
        if (list) list.push(group)
        else this.#perCurrency.set(key, [group])
      }
    }
  }

  /** The groups of all levels as a tree. */
  tree(): Node {
    const root: Node = { keys: [], measures: this.#whole, children: [] }
    let above = new Map<string, Node>([[textKey([]), root]])
    for (let depth = 1; depth <= this.#levels.length; depth++) {
      const { groups, cut } = this.#facts.groups(this.#levels.slice(0, depth))
      this.cut ||= cut
      const here = new Map<string, Node>()
      for (const group of this.#filled(groups, depth)) {
        const node: Node = { ...group, children: [] }
        here.set(textKey(group.keys), node)
        above.get(textKey(group.keys.slice(0, -1)))?.children.push(node)
      }
      above = here
    }
    this.#sort(root, 0)
    return root
  }

  /** Of a single row of dates also those on which nothing happened. */
  #filled(groups: readonly Group[], depth: number): readonly Group[] {
    const level = this.#levels[0]
    if (depth !== 1 || this.#levels.length !== 1 || !level?.time) return groups
    const { reader } = this.#asked
    const { span } = this.#facts.narrowed
    const isDate = level.place.path === this.#facts.plan.date?.place.path
    const starts = groups.flatMap(({ keys: [key] }) => (typeof key === 'string' ? [key] : [])).sort()
    const first = isDate && span ? span.start : starts[0]
    const last = isDate && span ? span.end : starts.at(-1)
    if (first === undefined || last === undefined || starts.length === 0) return groups
    const all = filledStarts(first, last, level.time.unit, reader)
    if (!all) return groups
    const known = new Set(starts)
    const nothing = this.#measures.map(({ of }) => (of === 'count' || of === 'share' ? 0 : null))
    return [
      ...groups,
      ...all.filter((start) => !known.has(start)).map((start) => ({ keys: [start], measures: nothing })),
    ]
  }

  #sort(node: Node, depth: number): void {
    const { sort } = this.#facts.plan.definition
    const level = this.#levels[depth]
    if (!level) return
    const isTime = level.time !== undefined
    const by = sort ?? { on: isTime ? ('group' as const) : ('measure' as const), at: 0, descending: !isTime }
    // Groups keep their own order on the other levels of dates: a year does not begin with its best month.
    const onGroup = by.on !== 'measure' || (isTime && !sort)
    const way = by.descending ? -1 : 1
    const keyed = node.children.map((child) => ({
      child,
      key: onGroup
        ? this.#cells.order(level, child.keys[depth] ?? null)
        : (numberOf(child.measures[by.at]) ?? null),
    }))
    keyed.sort((a, b) => {
      // What is not given comes last either way.
      if (a.key === null || b.key === null) return Number(a.key === null) - Number(b.key === null)
      if (a.key !== b.key) return compareKeys(a.key, b.key) * way
      return compareKeys(textKey(a.child.keys), textKey(b.child.keys))
    })
    node.children.splice(0, node.children.length, ...keyed.map(({ child }) => child))
    for (const child of node.children) this.#sort(child, depth + 1)
  }

  /** Rows in order: each group's own, then its total where it has further ones. */
  rows(root: Node): ReportResult['rows'] {
    const rows: ReportResult['rows'] = []
    const walk = (node: Node): void => {
      for (const child of node.children) {
        if (rows.length > this.#asked.limit) return
        if (child.keys.length === this.#levels.length) rows.push(this.#row(child))
        else {
          walk(child)
          rows.push({ ...this.#row(child), subtotal: child.keys.length })
        }
      }
    }
    walk(root)
    return rows
  }

  #row({ keys, measures }: Node): ReportResult['rows'][number] {
    const { language } = this.#asked.reader
    return {
      key: [...keys],
      cells: [
        ...this.#levels.map((level, at): ReportCell => {
          if (at < keys.length) return this.#cells.level(level, keys[at] ?? null)
          return at === keys.length ? { value: null, text: word(language, 'report.total') } : { value: null }
        }),
        ...this.cellsOf(keys, measures),
      ],
    }
  }

  /** The measures of a group, and what they were a period before. */
  cellsOf(keys: readonly Value[], measures: readonly Value[]): ReportCell[] {
    const isTotal = keys.length < this.#levels.length
    const currencyOf = (): string =>
      this.#apart && !isTotal ? String(keys.at(-1) ?? this.#asked.currency) : this.#asked.currency
    const cells = this.#measures.map((measure, at): ReportCell => {
      if (this.#apart && isTotal && measure.money) return this.#severalOf(keys, measure, at)
      return this.#cells.measure(measure, measures[at] ?? null, currencyOf(), this.#whole[at] ?? null)
    })
    if (!this.#before) return cells
    const compared = this.#measures[this.#compared]
    if (!compared || (this.#apart && isTotal && compared.money))
      return [...cells, { value: null }, { value: null }]
    const now = numberOf(measures[this.#compared]) ?? 0
    const then = numberOf(this.#earlier.get(textKey(keys))) ?? 0
    return [
      ...cells,
      this.#cells.measure(compared, then, currencyOf(), null),
      { value: then === 0 ? null : (now - then) / then },
    ]
  }

  #severalOf(keys: readonly Value[], measure: Measured, at: number): ReportCell {
    const groups = this.#perCurrency.get(textKey(keys)) ?? []
    const said = groups.flatMap((group) => {
      const currency = group.keys.at(-1)
      const value = group.measures[at] ?? null
      return typeof currency === 'string' && value !== null ? [{ currency, value }] : []
    })
    const [only, ...others] = said
    if (measure.of === 'share' || !only) return { value: null }
    if (others.length === 0) return this.#cells.money(only.value, only.currency)
    return {
      value: null,
      text: sideBySide(
        this.#asked.reader,
        said
          .sort((a, b) => (a.currency < b.currency ? -1 : 1))
          .map(({ currency, value }) => this.#cells.money(value, currency).text),
      ),
    }
  }

  columns(): ReportColumn[] {
    const { reader, currency } = this.#asked
    const { language } = reader
    const compared = this.#before && this.#measures[this.#compared]
    const inCurrency = (measure: Measured): string =>
      measure.kind === 'money' && !this.#apart ? `${measure.label} (${currency})` : measure.label
    return [
      ...this.#levels.map((level, at) => ({
        id: `k${at}`,
        ...(level.time || level.currency || level.place.many
          ? { kind: 'text' as const }
          : kindOf(level.place)),
        label: level.label,
      })),
      ...this.#measures.map((measure, at) => ({
        id: `m${at}`,
        kind: measure.kind,
        label: inCurrency(measure),
      })),
      ...(compared
        ? [
            { id: 'previous', kind: compared.kind, label: word(language, 'report.column.previous') },
            { id: 'change', kind: 'share' as const, label: word(language, 'report.column.change') },
          ]
        : []),
    ]
  }

  totals(): ReportCell[] {
    const { language } = this.#asked.reader
    const labels = this.#levels.map(
      (_, at): ReportCell => ({
        value: null,
        ...(at === 0 && { text: word(language, 'report.total') }),
      }),
    )
    return [...labels, ...this.cellsOf([], this.#whole)]
  }
}

const compareKeys = (a: string | number, b: string | number): number => (a < b ? -1 : a > b ? 1 : 0)

export function grouped(ctx: Ctx, facts: Facts, before: Facts | undefined, asked: Asked): Made {
  const { definition, levels, measures } = facts.plan
  const { language } = asked.reader
  const grouping = new Grouping(ctx, facts, before, asked)
  const columns = grouping.columns()
  const notes: string[] = []
  if (levels.length === 0)
    // One row that says it all.
    return {
      columns,
      rows: [{ key: [], cells: grouping.totals() }],
      totals: null,
      chart: null,
      cut: false,
      notes,
    }
  const root = grouping.tree()
  const { top } = definition
  if (top !== undefined && root.children.length > top) {
    const number = (n: number): string => formatNumber(n, datesOf(asked.reader))
    notes.push(
      word(language, 'report.own.topGroups')
        .replace('{n}', number(top))
        .replace('{all}', number(root.children.length)),
    )
    root.children.splice(top)
  }
  const rows = grouping.rows(root)
  const drawn = definition.chart === 'none' ? null : definition.chart
  const column = columns.findIndex(({ id }) => id === 'm0')
  return {
    columns,
    rows: rows.slice(0, asked.limit),
    totals: grouping.totals(),
    chart: drawn && measures.length > 0 ? { form: drawn, column } : null,
    cut: grouping.cut || rows.length > asked.limit,
    notes: grouping.cut
      ? [
          ...notes,
          word(language, 'report.own.tooMany').replace(
            '{n}',
            formatNumber(MOST_GROUPS, datesOf(asked.reader)),
          ),
        ]
      : notes,
  }
}

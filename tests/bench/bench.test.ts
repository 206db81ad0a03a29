// What a benchmark says must be true before it is fast: every line has its fields, and a program that answers wrongly
// gets no figure. Nothing here looks at a time.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { Bench, type Row } from '#db/bench/bench.ts'
import { assertSame, compare, type Line, median, quantile } from '#db/bench/measure.ts'
import { measure, rows, rowsNamed } from '#db/bench/run.ts'
import { Applier } from '#db/core/applyRemote.ts'
import type { Engine } from '#db/host/engine.ts'
import { Thread } from '#db/host/thread.ts'
import type { Name } from '#db/shared/contract.ts'

const N = 400
const lineSchema = z.strictObject({
  name: z.string().min(1),
  n: z.literal(N),
  value: z.number().positive(),
  unit: z.string().min(1),
  p50: z.number().positive().nullable(),
  p95: z.number().positive().nullable(),
  p99: z.number().positive().nullable(),
  baseline: z.number().positive(),
  ratio: z.number().positive(),
  note: z.string().regex(/limit:/),
})

let folder = ''
const program = process.argv[1]
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'samphan-bench-test-'))
  // What `import.memory` starts.
  process.argv[1] = join(import.meta.dirname, '../../db/cli/main.ts')
})
afterAll(() => {
  process.argv[1] = program ?? ''
  rmSync(folder, { recursive: true, force: true })
})

type Lie = (answer: never, engine: Engine) => unknown

/** Runs rows on a small database; `lies` bend the answers of some procedures. */
async function lines(chosen: readonly Row[], lies: Partial<Record<Name, Lie>> = {}): Promise<Line[]> {
  const options = {
    contacts: N,
    small: N,
    runs: 1,
    folder,
    signal: new AbortController().signal,
    say: () => undefined,
    async ask(engine: Engine, name: Name, input: unknown) {
      const answer = await engine.call(name, input, { session: 'bench', source: 'cli' })
      const lie = lies[name]
      return lie ? lie(answer as never, engine) : answer
    },
  }
  const all: Line[] = []
  for await (const line of measure(options, chosen)) all.push(line)
  return all
}

const row = (name: string): Row => {
  const found = rows.find((known) => known.name === name)
  if (!found) throw new Error(`no row ${name}`)
  return found
}

describe('lines', () => {
  it.each(rows.map(({ name }) => name))(
    '%s has all its fields',
    async (name) => {
      const [machine, ...measured] = await lines([row(name)])
      expect(machine).toMatchObject({
        name: 'machine',
        n: N,
        note: expect.stringMatching(/Node v.*SQLite 3\..*FULL/),
      })
      expect(measured.length).toBeGreaterThan(0)
      for (const line of measured) expect(lineSchema.parse(line)).toEqual(line)
    },
    180_000,
  )

  it('are chosen by name or group', () => {
    expect(rowsNamed(['list']).map(({ name }) => name)).toEqual(['list.jump', 'list.sort', 'list.filterSort'])
    expect(rowsNamed(['list.jump', 'undo.bulk']).map(({ name }) => name)).toEqual(['list.jump', 'undo.bulk'])
    expect(rowsNamed(['nothing'])).toEqual([])
    expect(rowsNamed(undefined)).toBe(rows)
  })
})

interface Page {
  ids: string[]
}
const without = <T>(list: readonly T[]): T[] => list.slice(0, -1)
const shorterPage: Lie = (page: Page) => ({ ...page, ids: without(page.ids) })

interface Report {
  columns: { kind: string }[]
  totals: { value: unknown }[] | null
}
/** One more than there is in each total that counts. */
const oneMore: Lie = (answer: Report) => ({
  ...answer,
  totals:
    answer.totals?.map(({ value }, at) => ({
      value: answer.columns[at]?.kind === 'count' && typeof value === 'number' ? value + 1 : value,
    })) ?? null,
})

/** For each row a program that is wrong by one row, one hit, one edit. */
const liars: Readonly<Record<string, Partial<Record<Name, Lie>>>> = {
  'sales.board': {
    'opportunity.board': (answer: { lanes: { cells: { count: number }[] }[] }) => ({
      ...answer,
      lanes: answer.lanes.map((lane) => ({
        ...lane,
        cells: lane.cells.map((cell) => ({ ...cell, count: cell.count + 1 })),
      })),
    }),
  },
  'sales.forecast': {
    'forecast.get': (answer: { total: { count: number }[] }) => ({
      ...answer,
      total: answer.total.map((sum) => ({ ...sum, count: sum.count - 1 })),
    }),
  },
  'service.queue': {
    'ticket.board': (answer: { columns: { cards: unknown[] }[] }) => ({
      columns: answer.columns.map((column) => ({ ...column, cards: without(column.cards) })),
    }),
  },
  'service.recompute': {
    'sla.recompute': (answer: { changed: number }) => ({ ...answer, changed: answer.changed - 1 }),
  },
  'service.search': {
    'search.run': (answer: { total: number }) => ({ ...answer, total: answer.total + 1 }),
  },
  'service.suggest': {
    'article.suggest': () => ({ articles: [] }),
  },
  'import.committed': {
    'transfer.import': (answer, { conn }) => {
      conn.db.exec('DELETE FROM contact WHERE rowId = 7')
      return answer
    },
  },
  'import.searchable': {
    'record.list': (answer: { total: number }) => ({ ...answer, total: answer.total - 1 }),
  },
  'search.keystroke': {
    'record.list': (answer: { rows: unknown[] }) => ({ ...answer, rows: answer.rows.slice(1) }),
  },
  'search.size': {
    'search.status': (answer: { documents: number }) => ({ ...answer, documents: answer.documents - 1 }),
  },
  'list.jump': { 'lookup.page': shorterPage },
  'list.sort': { 'lookup.page': (page: Page) => ({ ...page, ids: page.ids.toReversed() }) },
  'list.filterSort': {
    'lookup.create': (answer: { total: number }) => ({ ...answer, total: answer.total + 1 }),
  },
  'lookup.algebra': { 'lookup.page': shorterPage },
  'port.page': { 'lookup.page': shorterPage },
  'open.firstList': {
    'lookup.create': (answer: { page?: Page }) => ({
      ...answer,
      page: answer.page && shorterPage(answer.page as never, undefined as never),
    }),
  },
  'save.edit': {
    'record.update': (answer, { conn }) => {
      conn.db.exec("UPDATE contact SET jobTitle = 'lost'")
      return answer
    },
  },
  'save.searchable': { 'search.run': (answer: { hits: unknown[] }) => ({ ...answer, hits: [] }) },
  'activities.month': {
    'activity.days': (answer: { total: number }) => ({ ...answer, total: answer.total - 1 }),
  },
  'timeline.10k': {
    'timeline.list': (answer: { entries: unknown[] }) => ({ ...answer, entries: without(answer.entries) }),
  },
  'series.10k': {
    'series.apply': (answer: { scheduled: number }) => ({ ...answer, scheduled: answer.scheduled + 1 }),
  },
  'duplicates.scan': {
    'duplicate.scan': (answer: { groups: unknown[] }) => ({ ...answer, groups: answer.groups.slice(1) }),
  },
  'duplicates.check': { 'duplicate.check': () => ({ twins: [] }) },
  'merge.children': {
    'duplicate.merge': (answer, { conn }) => {
      conn.db.exec('UPDATE note SET contactId = (SELECT max(rowId) FROM contact)')
      return answer
    },
  },
  'segment.count': {
    'list.counts': ({ counts }: { counts: Record<string, number> }) => ({
      counts: Object.fromEntries(Object.entries(counts).map(([id, n]) => [id, n + 1])),
    }),
  },
  'report.ready': { 'report.run': oneMore },
  'report.own': { 'report.run': oneMore },
  'dashboard.sales': { 'report.run': oneMore },
  'dashboard.service': { 'report.run': oneMore },
  'segment.members': {
    'list.counts': ({ counts }: { counts: Record<string, number> }) => ({
      counts: Object.fromEntries(Object.entries(counts).map(([id, n]) => [id, n - 1])),
    }),
  },
  'segment.screen': {
    'campaign.addMembers': (answer: { added: number }) => ({ ...answer, added: answer.added + 1 }),
  },
  'undo.bulk': {
    'operation.undo': (answer: { reverted: number }) => ({ ...answer, reverted: answer.reverted - 1 }),
  },
}

describe('a wrong answer', () => {
  it.each(Object.entries(liars))('of %s gets no figure', async (name, lies) => {
    const [, line] = await lines([row(name)], lies)
    expect(line).toMatchObject({
      name,
      value: null,
      ratio: null,
      note: expect.stringContaining('FAILED wrongAnswer'),
    })
  })

  it('of the log gets no figure', async () => {
    const bench = new Bench({
      contacts: N,
      runs: 1,
      folder,
      signal: new AbortController().signal,
      say: () => undefined,
    })
    try {
      const { conn } = await bench.scratch()
      conn.db.exec('CREATE TRIGGER forgetful BEFORE INSERT ON change BEGIN SELECT RAISE(IGNORE); END')
      await expect(row('capture').measure(bench)).rejects.toMatchObject({ record: { reason: 'wrongAnswer' } })
    } finally {
      bench.close()
    }
  })

  it('of sharing gets no figure', async () => {
    const applied = vi.spyOn(Applier.prototype, 'apply').mockReturnValue({ state: 'known' })
    try {
      const [, line] = await lines([row('sync.apply')])
      expect(line).toMatchObject({ value: null, note: expect.stringContaining('FAILED wrongAnswer') })
    } finally {
      applied.mockRestore()
    }
  })

  it('of a thread that does not stop gets no figure', async () => {
    const deaf = vi.spyOn(Thread.prototype, 'cancel').mockReturnValue()
    try {
      const [, line] = await lines([row('report.stop')])
      expect(line).toMatchObject({ value: null, note: expect.stringContaining('FAILED wrongAnswer') })
    } finally {
      deaf.mockRestore()
    }
  })

  it('is told from a right one by rows with a measurement of their own', () => {
    const shared = ['sync.apply', 'sync.bytes', 'sync.idle', 'sync.bootstrap']
    const checked = new Set([...Object.keys(liars), 'capture', 'import.memory', 'report.stop', ...shared])
    expect(rows.map(({ name }) => name).filter((name) => !checked.has(name))).toEqual([])
  })
})

describe('measuring', () => {
  const line = (answers: { ours: unknown; plain: unknown }, timings: string[]) =>
    compare({
      name: 'x',
      n: N,
      unit: 'ms',
      runs: 3,
      answers: () => answers,
      ours: (run) => {
        timings.push(`ours ${run}`)
        return [2, 4, 6]
      },
      limit: (run) => {
        timings.push(`limit ${run}`)
        return [1, 2, 3]
      },
      note: () => 'limit: nothing',
    })

  it('takes turns, and only after equal answers', async () => {
    const timings: string[] = []
    await expect(line({ ours: [1, { a: 2 }], plain: [1, { a: 2 }] }, timings)).resolves.toMatchObject({
      value: 4,
      baseline: 2,
      ratio: 2,
      p50: 4,
      p95: 6,
    })
    expect(timings).toEqual(['ours 0', 'limit 0', 'ours 1', 'limit 1', 'ours 2', 'limit 2'])
  })

  it('times nothing after different answers', async () => {
    const timings: string[] = []
    await expect(line({ ours: [1, { a: 2 }], plain: [1, { a: 3 }] }, timings)).rejects.toThrow('wrongAnswer')
    expect(timings).toEqual([])
    expect(() => assertSame('x', { ours: 1, plain: '1' })).toThrow('wrongAnswer')
  })

  it('takes medians and quantiles as people expect', () => {
    expect([median([3, 1, 2]), median([4, 1, 3, 2]), median([7])]).toEqual([2, 2.5, 7])
    const hundred = Array.from({ length: 100 }, (_, at) => at + 1)
    expect([0, 0.5, 0.95, 0.99, 1].map((share) => quantile(hundred, share))).toEqual([1, 50, 95, 99, 100])
  })
})

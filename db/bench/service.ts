/** Service at its goal's size: a queue's board, the knowledge base, due times worked out again; each on a database made for it. */
import { allRows } from '../core/connection.ts'
import { createDatabase } from '../core/database.ts'
import { originate, type Write } from '../core/write.ts'
import { articleTexts } from '../demo/data/articles.ts'
import { Engine } from '../host/engine.ts'
import { idToText } from '../shared/id.ts'
import { article } from '../shared/knowledge.ts'
import { businessHours, slaPolicy } from '../shared/sla.ts'
import { priorities } from '../shared/ticketCodes.ts'
import { queue, ticket } from '../shared/tickets.ts'
import { type Bench, index, type Row } from './bench.ts'
import { compare, type Line, timed, timedAsync } from './measure.ts'

const TICKETS = 200_000
const OPEN = 50_000
const ARTICLES = 2_000
const PAGE = 50
const HOUR = 3_600_000
const MONDAY = Date.UTC(2026, 10, 16)

/** Fewer where the whole measurement is small. */
const upTo = (bench: Bench, most: number): number => Math.max(20, Math.min(most, bench.n))

async function onFresh(
  bench: Bench,
  name: string,
  fill: (write: Write) => void,
  measure: (engine: Engine) => Promise<Line>,
): Promise<Line> {
  const engine = new Engine(createDatabase(bench.leftover(`${name}-${process.pid}.samphan`)))
  try {
    originate(engine.conn, bench.start(engine.conn, 'bench'), fill)
    return await measure(engine)
  } finally {
    engine.close()
  }
}

const week = JSON.stringify([[], ...Array.from({ length: 5 }, () => [[540, 1_020]]), []])
const targets = (solve: number): string =>
  JSON.stringify(
    Object.fromEntries(priorities.map((priority) => [priority, { first: 60, next: 120, solve }])),
  )

const columns = ['new', 'open', 'waiting'] as const

/** Tickets of five queues, one of four of them not over, under one promise. */
function fillTickets(write: Write, count: number, open: (at: number) => boolean, waits = true): void {
  const hoursId = write.insert(businessHours, { name: 'Office', timeZone: 'Asia/Bangkok', week })
  write.insert(slaPolicy, { name: 'All', hoursId, targets: targets(2_400) })
  const queues = ['A', 'B', 'C', 'D', 'E'].map((name) => write.insert(queue, { name }))
  for (let i = 0; i < count; i++)
    write.insert(ticket, {
      number: `BENCH-${i}`,
      subject: `Ticket ${i}`,
      status: open(i) ? (columns[i % (waits ? 3 : 2)] ?? 'new') : 'solved',
      givenPriority: priorities[i % priorities.length] ?? null,
      queueId: queues[i % queues.length] ?? null,
      openedAt: MONDAY - ((i * 7_919) % 2_000) * HOUR,
    })
}

const board = `SELECT id FROM ticket WHERE phase IN ('new', 'open', 'waiting') AND queueId = ? AND status = ?
  ORDER BY dueAt IS NULL, dueAt, openedAt, rowId LIMIT ${PAGE}`
/** What is over: the newest of a queue. */
const done = `SELECT id FROM ticket WHERE queueId = ? AND status = ? ORDER BY openedAt DESC, rowId LIMIT ${PAGE}`
const doneCount = 'SELECT count(*) AS n FROM ticket WHERE queueId = ? AND status = ?'
const boardCount = `SELECT count(*) AS n FROM ticket WHERE phase IN ('new', 'open', 'waiting') AND queueId = ? AND status = ?`

const queueView: Row = {
  name: 'service.queue',
  measure: (bench) =>
    onFresh(
      bench,
      'queue',
      (write) => fillTickets(write, upTo(bench, TICKETS), (i) => i % 4 === 0),
      async (engine) => {
        const { conn } = engine
        const [first] = allRows<{ rowId: number; id: Uint8Array }>(
          conn,
          'SELECT rowId, id FROM queue ORDER BY rowId',
        )
        const asked = { queue: first ? idToText(first.id) : '', each: PAGE }
        const column = (status: string, count: string, cards: string) => [
          status,
          allRows<{ n: number }>(conn, count, first?.rowId, status)[0]?.n ?? 0,
          allRows<{ id: Uint8Array }>(conn, cards, first?.rowId, status).map(({ id }) => idToText(id)),
        ]
        const byHand = () => [
          ...columns.map((status) => column(status, boardCount, board)),
          ...['solved', 'closed'].map((status) => column(status, doneCount, done)),
        ]
        return compare({
          name: 'service.queue',
          n: bench.n,
          unit: 'ms',
          runs: bench.runs,
          async answers() {
            const answer = await bench.call('ticket.board', asked, engine)
            const ours = answer.columns.map(({ status, count, cards }) => [
              status,
              count,
              cards.map(({ id }) => id),
            ])
            return { ours, plain: byHand() }
          },
          ours: async () => [await timedAsync(() => bench.call('ticket.board', asked, engine))],
          limit: () => [timed(byHand)],
          note: () =>
            `${upTo(bench, TICKETS)} tickets, a quarter not over, five queues; the board of one queue: counts and ${PAGE} cards in each of its five columns with the names on them; limit: ids and counts of the same columns by plain SQL, rights unasked`,
        })
      },
    ),
}

const due = `UPDATE ticket SET dueAt = dueAt + 1, firstDueAt = firstDueAt + 1, solveDueAt = solveDueAt + 1 WHERE phase IN ('new', 'open', 'waiting')`

const recompute: Row = {
  name: 'service.recompute',
  measure: (bench) =>
    onFresh(
      bench,
      'recompute',
      (write) => fillTickets(write, upTo(bench, OPEN), () => true, false),
      async (engine) => {
        const { conn } = engine
        let solve = 2_400
        const promise = (): void => {
          solve += 60
          originate(conn, bench.start(conn, 'bench'), (write) => {
            const [row] = allRows<{ rowId: number }>(conn, 'SELECT rowId FROM slaPolicy')
            if (row) write.set(slaPolicy, row.rowId, { targets: targets(solve) })
          })
        }
        const running = () =>
          allRows<{ n: number }>(conn, 'SELECT count(*) AS n FROM ticket WHERE solveDueAt IS NOT NULL')[0]
            ?.n ?? 0
        return compare({
          name: 'service.recompute',
          n: bench.n,
          unit: 'ms',
          runs: bench.runs,
          async answers() {
            promise()
            const answer = await bench.call('sla.recompute', {}, engine)
            return { ours: [answer.checked, answer.changed], plain: [upTo(bench, OPEN), running()] }
          },
          async ours() {
            promise()
            return [await timedAsync(() => bench.call('sla.recompute', {}, engine))]
          },
          limit: () => [
            timed(() => conn.db.exec(`SAVEPOINT bench; ${due}; ROLLBACK TO bench; RELEASE bench`)),
          ],
          note: () =>
            `${upTo(bench, OPEN)} open tickets after a policy changed, in chunks with the log told of each that moved; limit: one SQL update of the three due times of as many rows, not committed`,
        })
      },
    ),
}

/** The knowledge base, as many articles as asked for. */
function fillArticles(write: Write, count: number): void {
  const all = Object.entries(articleTexts).flatMap(([language, texts]) =>
    texts.map((text) => ({ ...text, language })),
  )
  for (let i = 0; i < count; i++) {
    const text = all[i % all.length]
    if (text)
      write.insert(article, {
        title: `${text.title} ${i}`,
        body: text.body.join('\n'),
        keywords: JSON.stringify(text.keywords),
        language: text.language,
        status: 'published',
      })
  }
}

/** A word of each script that some articles say. */
const asked = ['printer', 'รหัสผ่าน', 'گذرواژه'] as const

const search: Row = {
  name: 'service.search',
  measure: (bench) =>
    onFresh(
      bench,
      'search',
      (write) => fillArticles(write, upTo(bench, ARTICLES)),
      async (engine) => {
        const { conn } = engine
        const run = (text: string, count = false) =>
          bench.call('search.run', { text, entity: 'article', limit: PAGE, count }, engine)
        const like = (word: string): number =>
          allRows<{ n: number }>(
            conn,
            'SELECT count(*) AS n FROM article WHERE title LIKE :word OR body LIKE :word OR keywords LIKE :word',
            { word: `%${word}%` },
          )[0]?.n ?? 0
        index(engine)
        return compare({
          name: 'service.search',
          n: bench.n,
          unit: 'ms',
          runs: bench.runs,
          async answers() {
            const ours: number[] = []
            for (const word of asked) ours.push((await run(word, true)).total)
            return { ours, plain: asked.map(like) }
          },
          async ours() {
            const times: number[] = []
            for (const word of asked) times.push(await timedAsync(() => run(word)))
            return times
          },
          limit: () => asked.map((word) => timed(() => like(word))),
          note: () =>
            `${upTo(bench, ARTICLES)} articles in three scripts; one word of each script, ranked, with marked excerpts; limit: LIKE counting articles with the word`,
        })
      },
    ),
}

const suggest: Row = {
  name: 'service.suggest',
  measure: (bench) =>
    onFresh(
      bench,
      'knowledge',
      (write) => fillArticles(write, upTo(bench, ARTICLES)),
      async (engine) => {
        const { conn } = engine
        const asked = { text: 'ลืมรหัสผ่านเข้าระบบไม่ได้', language: 'th' as const, limit: 5 }
        const like = `SELECT id FROM article WHERE status = 'published' AND (title LIKE '%รหัสผ่าน%' OR body LIKE '%รหัสผ่าน%')`
        const named = () => allRows<{ id: Uint8Array }>(conn, like).map(({ id }) => idToText(id))
        return compare({
          name: 'service.suggest',
          n: bench.n,
          unit: 'ms',
          runs: bench.runs,
          async answers() {
            const { articles } = await bench.call('article.suggest', asked, engine)
            const known = new Set(named())
            return { ours: articles.length > 0 && articles.every(({ id }) => known.has(id)), plain: true }
          },
          ours: async () => [await timedAsync(() => bench.call('article.suggest', asked, engine))],
          limit: () => [timed(named)],
          note: () =>
            `${upTo(bench, ARTICLES)} articles in three scripts; the five likeliest answers to a sentence, with texts and how often they solved; limit: LIKE over titles and texts for its one telling word`,
        })
      },
    ),
}

export const serviceRows: readonly Row[] = [queueView, recompute, search, suggest]

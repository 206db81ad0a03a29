/** Search as people type: one to eight characters in three scripts, and inside words. The limit is reading 50 rows by id. */

import { allRows, type Connection } from '../core/connection.ts'
import { registerFunctions } from '../core/lookup/functions.ts'
import { prepared } from '../core/lookup/statements.ts'
import { searchSources } from '../core/search/document.ts'
import { searchFile } from '../core/search/search.ts'
import type { Engine } from '../host/engine.ts'
import { idToText } from '../shared/id.ts'
import { allEntities } from '../shared/registry.ts'
import { fold } from '../shared/text/fold.ts'
import { type Bench, type Row, sizeOf } from './bench.ts'
import { type Answers, compare, type Line, places, quantile, rounded, timed, timedAsync } from './measure.ts'

const LENGTHS = [1, 2, 3, 4, 5, 6, 7, 8]
const PER_SCRIPT = 12
const SHOWN = 50
const HYDRATIONS = 60
const CHECKED_PER_SCRIPT = 4
/** Beyond this many a check by plain SQL says no more. */
const MOST_CHECKED = 10_000

const scripts = { en: /^[a-z]+$/i, th: /^[\u0e00-\u0e7f]+$/, fa: /^[\u0600-\u06ff]+$/ } as const
type Script = keyof typeof scripts
const allScripts: readonly Script[] = ['en', 'th', 'fa']

/** Words of names, drawn from all over the table, by script. */
function nameWords(conn: Connection, script: Script, longerThan: number, count: number): string[] {
  const last = allRows<{ last: number }>(conn, 'SELECT max(rowId) AS last FROM contact')[0]?.last ?? 1
  const place = places(longerThan * 31 + count)
  const select = prepared(conn, 'SELECT givenName, familyName FROM visibleContact WHERE rowId = ?', 'raw')
  const found: string[] = []
  for (let tries = 0; found.length < count && tries < 50_000; tries++) {
    const names = (select.get(1 + place(last)) ?? []) as (string | null)[]
    const word = names[tries % 2]?.split(/[\s.\-'’]+/u).find((part) => scripts[script].test(part))
    if (word && [...word].length >= longerThan) found.push(word)
  }
  return found
}

const first = (word: string, length: number): string => [...word].slice(0, length).join('')
const inside = (word: string): string => [...word].slice(1, 6).join('')

/** Every contact in whose name plain SQL finds the text must be among what the search finds. */
async function nothingMissed(bench: Bench, engine: Engine): Promise<Answers> {
  const { conn } = engine
  registerFunctions(conn)
  const names = ['givenName', 'middleName', 'familyName', 'nickname']
  const sql = `SELECT id FROM visibleContact WHERE ${names.map((name) => `instr(foldText(${name}), @text)`).join(' OR ')} LIMIT ${MOST_CHECKED + 1}`
  const ours: Record<string, string[]> = {}
  const plain: Record<string, string[]> = {}
  for (const script of allScripts) {
    const words = nameWords(conn, script, 6, CHECKED_PER_SCRIPT)
    for (const text of [...words.map((word) => first(word, 5)), ...words.map(inside)]) {
      const expected = (prepared(conn, sql, 'pluck').all({ text: fold(text) }) as Uint8Array[]).map(idToText)
      if (expected.length > MOST_CHECKED) continue
      const input = { entity: 'contact', search: text, limit: MOST_CHECKED }
      const { total, rows } = await bench.call('record.list', input, engine)
      if (total > MOST_CHECKED) continue
      const found = new Set(rows.map((row) => String(row.id)))
      plain[text] = expected.sort()
      ours[text] = expected.filter((id) => found.has(id))
    }
  }
  return { ours, plain }
}

/** 50 rows by id, each with all that search reads of it. */
function hydration(conn: Connection): () => number[] {
  const source = searchSources(new Set(['contact'])).find(({ entity }) => entity.name === 'contact')
  const select = prepared(
    conn,
    `SELECT ${source?.shownColumns} FROM visibleContact r WHERE r.rowId = ?`,
    'raw',
  )
  const last = allRows<{ last: number }>(conn, 'SELECT max(rowId) AS last FROM contact')[0]?.last ?? 1
  const place = places(7)
  return () =>
    Array.from({ length: HYDRATIONS }, () =>
      timed(() => {
        for (let i = 0; i < SHOWN; i++) select.get(1 + place(last))
      }),
    )
}

async function keystrokes(
  bench: Bench,
  name: string,
  what: string,
  texts: readonly string[],
  check: Answers,
): Promise<Line> {
  const engine = await bench.engine()
  return compare({
    name,
    n: bench.n,
    unit: 'ms',
    runs: bench.runs,
    answers: () => check,
    async ours() {
      const samples: number[] = []
      for (const text of texts)
        samples.push(await timedAsync(() => bench.call('search.run', { text, limit: SHOWN }, engine)))
      return samples
    },
    limit: hydration(engine.conn),
    note: ({ ours, baseline }) => {
      const high = quantile(ours, 0.95) / baseline
      return `goal p50 ≤ 6, p95 ≤ 30, never > 100 ms; p95 ${rounded(high)}×, longest ${rounded(ours.at(-1) ?? 0)} ms; ${texts.length} ${what}, all entities, ${SHOWN} hits with snippets; limit: ${SHOWN} contacts by id`
    },
  })
}

const keystroke: Row = {
  name: 'search.keystroke',
  async measure(bench) {
    const engine = await bench.engine()
    const { conn } = engine
    const check = await nothingMissed(bench, engine)
    const typed = (script: Script, length: number): string[] =>
      nameWords(conn, script, length, PER_SCRIPT).map((word) => first(word, length))
    const lines: Line[] = []
    for (const length of LENGTHS) {
      const texts = allScripts.flatMap((script) => typed(script, length))
      lines.push(
        await keystrokes(
          bench,
          `search.keystroke.${length}`,
          `beginnings of ${length} characters in en, th, fa`,
          texts,
          check,
        ),
      )
    }
    for (const script of allScripts) {
      const texts = LENGTHS.flatMap((length) => typed(script, length))
      lines.push(
        await keystrokes(
          bench,
          `search.keystroke.${script}`,
          `beginnings of 1–8 characters in ${script}`,
          texts,
          check,
        ),
      )
    }
    const texts = allScripts.flatMap((script) => nameWords(conn, script, 7, PER_SCRIPT).map(inside))
    lines.push(
      await keystrokes(
        bench,
        'search.keystroke.infix',
        'times 5 characters from inside a name',
        texts,
        check,
      ),
    )
    return lines
  },
}

const size: Row = {
  name: 'search.size',
  async measure(bench) {
    const engine = await bench.engine()
    const [ours, database] = [sizeOf(searchFile(engine.conn.file)), sizeOf(engine.conn.file)]
    const { documents } = await bench.call('search.status', {}, engine)
    const sources = searchSources(new Set(allEntities().map((entity) => entity.name)))
    const plain = sources
      .map(
        ({ entity, live }) =>
          allRows<{ n: number }>(
            engine.conn,
            `SELECT count(*) AS n FROM main."${entity.name}" r WHERE ${live}`,
          )[0]?.n ?? 0,
      )
      .reduce((sum, count) => sum + count, 0)
    return compare({
      name: 'search.size',
      n: bench.n,
      unit: 'B',
      runs: 1,
      answers: () => ({ ours: documents, plain }),
      ours: () => [ours],
      limit: () => [database],
      note: () =>
        `goal ≤ 0.15; ${documents} documents of ${sources.length} entities; limit: the database file`,
    })
  },
}

export const searchRows: readonly Row[] = [keystroke, size]

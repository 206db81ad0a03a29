/** One edit: saved for good, and found. The limit is one fdatasync on the same disk. */
import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs'
import { getRow } from '../core/connection.ts'
import { openExisting } from '../core/database.ts'
import type { Engine } from '../host/engine.ts'
import { idToText, textToId } from '../shared/id.ts'
import { type Bench, index, type Row } from './bench.ts'
import { type Answers, compare, timed, timedAsync } from './measure.ts'

const EDITS = 100

/** Somewhere in the table, spread over it. */
function someIds({ conn }: Engine): string[] {
  const last = getRow<{ last: number }>(conn, 'SELECT max(rowId) AS last FROM contact')?.last ?? 0
  const select = 'SELECT id FROM visibleContact WHERE rowId >= ? LIMIT 1'
  return Array.from({ length: EDITS }, (_, at) => 1 + Math.floor((at * last) / (EDITS + 1))).flatMap(
    (rowId) => {
      const row = getRow<{ id: Uint8Array }>(conn, select, rowId)
      return row ? [idToText(row.id)] : []
    },
  )
}

/** Appends a page to a file of its own and waits for the disk. */
function fdatasync(bench: Bench): { samples(): number[]; close(): void } {
  const handle = openSync(bench.leftover('fdatasync'), 'w')
  const page = Buffer.alloc(4096, 1)
  return {
    samples: () =>
      Array.from({ length: EDITS }, () => {
        writeSync(handle, page)
        return timed(() => fdatasyncSync(handle))
      }),
    close: () => closeSync(handle),
  }
}

/** Another connection sees the new value, and the log has the old one. */
async function isCommitted(bench: Bench, engine: Engine, id: string): Promise<Answers> {
  const before = getRow<{ jobTitle: string | null }>(
    engine.conn,
    'SELECT jobTitle FROM contact WHERE id = ?',
    textToId(id),
  )
  const jobTitle = `Checked ${Date.now()}`
  await bench.call('record.update', { entity: 'contact', id, data: { jobTitle } }, engine)
  const other = openExisting(engine.conn.file, 'read')
  try {
    const stored = getRow(other, 'SELECT jobTitle FROM contact WHERE id = ?', textToId(id))
    const logged = getRow<{ before: string | null }>(
      other,
      'SELECT before FROM change ORDER BY seq DESC LIMIT 1',
    )
    return {
      ours: [stored, JSON.parse(logged?.before ?? 'null')],
      plain: [{ jobTitle }, { 20: before?.jobTitle ?? null }],
    }
  } finally {
    other.close()
  }
}

const edit: Row = {
  name: 'save.edit',
  async measure(bench) {
    const engine = await bench.scratch()
    const ids = someIds(engine)
    const disk = fdatasync(bench)
    let count = 0
    const synchronous = engine.conn.db.pragma('synchronous', { simple: true })
    const line = await compare({
      name: 'save.edit',
      n: bench.n,
      unit: 'ms',
      runs: bench.runs,
      answers: () => isCommitted(bench, engine, ids[0] ?? ''),
      async ours() {
        const samples: number[] = []
        for (const id of ids) {
          const data = { jobTitle: `Edited ${++count}` }
          samples.push(
            await timedAsync(() => bench.call('record.update', { entity: 'contact', id, data }, engine)),
          )
        }
        return samples
      },
      limit: disk.samples,
      note: () =>
        `goal p50 ≤ 2; record.update from validation to the record read back: indexes, log, undo stack; WAL, synchronous=${synchronous}; limit: fdatasync after 4 KiB appended`,
    })
    disk.close()
    return line
  },
}

const searchable: Row = {
  name: 'save.searchable',
  async measure(bench) {
    const engine = await bench.scratch()
    const ids = someIds(engine)
    const disk = fdatasync(bench)
    let count = 0
    const saveAndFind = async (id: string): Promise<string | undefined> => {
      const jobTitle = `zq${(++count).toString(36)}x${bench.n.toString(36)}`
      await bench.call('record.update', { entity: 'contact', id, data: { jobTitle } }, engine)
      const { hits } = await bench.call('search.run', { text: jobTitle }, engine)
      return hits[0]?.id
    }
    const line = await compare({
      name: 'save.searchable',
      n: bench.n,
      unit: 'ms',
      runs: bench.runs,
      answers: async () => ({ ours: await saveAndFind(ids[1] ?? ''), plain: ids[1] }),
      async ours() {
        const samples: number[] = []
        for (const id of ids) {
          samples.push(await timedAsync(() => saveAndFind(id)))
          // What the indexer does between a person's edits, in its own thread.
          index(engine)
        }
        return samples
      },
      limit: disk.samples,
      note: () =>
        'goal p50 ≤ 10; the same edit until a search for it has answered with it, segments merged between edits; limit: fdatasync after 4 KiB appended',
    })
    disk.close()
    return line
  },
}

export const saveRows: readonly Row[] = [edit, searchable]

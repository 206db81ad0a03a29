/** Records made ready by a thread of their own are those made ready here, and the thread goes when its import does. */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, it, vi } from 'vitest'
import { type PreparedFile, Preparing } from '#db/domains/transfer/preparing.ts'
import { sceneOf } from '#db/domains/transfer/scene.ts'
import type { ImportInput } from '#db/shared/transfer.ts'
import { importInputSchema } from '#db/shared/transfer.ts'
import { type TestDatabase, testDatabase } from '../helpers/database.ts'
import { fileOf, people } from './import.support.ts'

const options = (file: string): ImportInput => importInputSchema.parse({ files: [file] })

/** Everything a file gives, but for ids of elements, which are random. */
async function read(file: PreparedFile, after = 0): Promise<unknown[]> {
  const items: unknown[] = []
  const reading = file.read(after)
  for (let batch = await reading.next(); batch; batch = reading.ready() ?? (await reading.next()))
    items.push(...batch.items)
  return JSON.parse(JSON.stringify(items).replaceAll(/\\"id\\":\\"[\w-]{8}\\"/g, ''))
}

function preparing(db: TestDatabase, large: number): Preparing {
  const scene = sceneOf({ conn: db.conn, now: db.conn.sources.now, timeZone: 'UTC' })
  return new Preparing({ ...scene, now: 0 }, db.conn.newElementId, large)
}

describe('records made ready', () => {
  const vcards = Array.from(
    { length: 300 },
    (_, i) =>
      `BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Person ${i}\r\nTEL:+1718229${4000 + i}\r\nEMAIL:p${i}@example.com\r\nPHOTO;ENCODING=b;TYPE=PNG:iVBORw0KGgo=\r\nNOTE:n ${i}\r\nEND:VCARD\r\n`,
  ).join('')
  const files: readonly (readonly [name: string, content: string])[] = [
    ['people.csv', `${people(9_000)}Bad,Row,,,8.12E+08,,\n,,,,,,41\n`],
    ['people.vcf', vcards],
    [
      'own.csv',
      `id,givenName,companyId,phones\n${'0198b1c0-0000-7000-8000-000000000001,Ann,,\n'.repeat(40)}`,
    ],
  ]

  it.each(files)('are the same in both threads: %s', async (name, content) => {
    const db = testDatabase()
    const file = fileOf(db, name, content)
    const [here, there] = [preparing(db, Number.POSITIVE_INFINITY), preparing(db, 0)]
    try {
      const [left, right] = [await here.open(file, options(file)), await there.open(file, options(file))]
      const { read: _a, ...facts } = left
      const { read: _b, ...others } = right
      expect(others).toEqual(facts)
      const all = await read(left)
      expect(all.length).toBeGreaterThan(10)
      expect(await read(right)).toEqual(all)
      // Going on from a line, and from the beginning once more.
      const lines = all.map((item) => (item as { line: number }).line)
      const middle = lines[lines.length >> 1] ?? 0
      expect(await read(right, middle)).toEqual(await read(left, middle))
      expect((await read(right)).length).toBe(all.length)
    } finally {
      await there.close()
    }
  })

  it('what the thread cannot read is a record of the error', async () => {
    const db = testDatabase()
    const there = preparing(db, 0)
    const file = fileOf(db, 'book.xlsx', 'PK\u0003\u0004 and more')
    await expect(there.open(file, options(file))).rejects.toMatchObject({ record: { code: 'Invalid' } })
    await there.close()
  })

  it('a cancelled import leaves no thread behind', async () => {
    const db = testDatabase()
    const file = fileOf(db, 'people.csv', people(20_000))
    const stop = new AbortController()
    const before = threads()
    const work = db.engine.call(
      'transfer.import',
      { files: [file] },
      { ...db.caller(), signal: stop.signal, onProgress: () => stop.abort() },
    )
    await expect(work).rejects.toMatchObject({ record: { code: 'Cancelled' } })
    await vi.waitFor(() => expect(threads()).toBeLessThanOrEqual(before), 10_000)
  })
})

it('keeps nothing of the file in memory but what it remembers on purpose', async () => {
  const db = testDatabase()
  // Telephone numbers that no plan knows at once are remembered; long cells are windows on the text they were cut from.
  const line = (i: number) =>
    `Given${i},Family${i},${'long '.repeat(300)},p${i}@example.com,0098 912 313 ${String(1_000_000 + i)},,\n`
  const rows = Array.from({ length: 18_000 }, (_, i) => line(i)).join('')
  const file = fileOf(
    db,
    'long.csv',
    `First Name,Last Name,Company,E-mail,Mobile Phone,Notes,Shoe size\n${rows}`,
  )
  const here = await preparing(db, Number.POSITIVE_INFINITY).open(file, options(file))
  const used = (): number => {
    collect()
    return process.memoryUsage().heapUsed
  }
  const reading = here.read(0)
  let before = 0
  let read = 0
  for (let batch = await reading.next(); batch; batch = await reading.next()) {
    read += batch.items.length
    if (before === 0 && read > 3_000) before = used()
  }
  expect(read).toBe(18_000)
  expect(used() - before).toBeLessThan(8_000_000)
})

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

const threads = (): number =>
  process.getActiveResourcesInfo().filter((name) => name === 'MessagePort' || name === 'Worker').length

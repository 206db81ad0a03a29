/** Files while the disk fills up or is pulled out: no half file under the final name, what stood there stays, words one can act on. */
import { execFileSync } from 'node:child_process'
import * as fs from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { temporaryFolder, testDatabase } from '../helpers/database.ts'
import { fileOf, importInto, people } from './import.support.ts'

/** The disk under this folder is gone from now on; undefined: it is there. */
let unplugged: string | undefined
vi.mock('node:fs', async (original) => {
  const real = await original<typeof fs>()
  const refuse = (path: unknown): void => {
    if (unplugged !== undefined && String(path).startsWith(unplugged))
      throw Object.assign(new Error('EIO: i/o error'), { code: 'EIO' })
  }
  return {
    ...real,
    renameSync: (from: string, to: string) => {
      refuse(to)
      real.renameSync(from, to)
    },
    rmSync: (path: string, options?: fs.RmOptions) => {
      if (real.existsSync(path)) refuse(path)
      real.rmSync(path, options)
    },
  }
})
afterEach(() => {
  unplugged = undefined
})

describe('a disk that fills up in the middle', () => {
  it('leaves of every export and backup what stood there before, and says that it is full', async () => {
    const db = testDatabase()
    await importInto(db, fileOf(db, 'p.csv', people(2_000)))
    const folder = temporaryFolder()
    fs.mkdirSync(join(folder, 'backups'))
    for (const name of ['report.csv', 'report.pdf', 'list.xlsx', 'all.zip'])
      fs.writeFileSync(join(folder, name), 'before')
    const before = fs.readdirSync(folder, { recursive: true }).sort()
    // No file may become longer than some kilobytes: the write in which it would ends short, the next fails.
    const child = join(import.meta.dirname, 'onFullDisk.ts')
    const said: Record<string, unknown> = JSON.parse(
      execFileSync('sh', ['-c', `ulimit -f 50; exec "$0" "$@"`, process.execPath, child, db.file, folder], {
        encoding: 'utf8',
      }),
    )
    expect(Object.keys(said)).toHaveLength(10)
    for (const [name, record] of Object.entries(said))
      expect(record, name).toMatchObject({
        code: 'Unavailable',
        reason: name === 'backup' ? expect.stringMatching(/^disk/) : 'diskFull',
      })
    expect(fs.readdirSync(folder, { recursive: true }).sort()).toEqual(before)
    for (const name of ['report.csv', 'report.pdf', 'list.xlsx', 'all.zip'])
      expect(fs.readFileSync(join(folder, name), 'utf8'), name).toBe('before')
  })
})

describe('a disk pulled out while a backup is written to it', () => {
  it('leaves the older backups whole and nothing that looks like one; the next one takes the rest away', async () => {
    const db = testDatabase()
    const folder = join(temporaryFolder(), 'stick')
    const backup = () => db.call('backup.create', { folder, keep: 5 })
    const first = await backup()
    db.sources.advance(60_000)
    unplugged = folder
    await expect(backup()).rejects.toMatchObject({
      record: { code: 'Unavailable', reason: 'folder', params: { file: folder } },
    })
    unplugged = undefined
    const listed = async (): Promise<string[]> =>
      (await db.call('backup.list', { folder })).backups.map(({ name }) => join(folder, name))
    expect(await listed()).toEqual([first.file])
    const [left = ''] = fs.readdirSync(folder).filter((name) => name.endsWith('.partial'))
    expect(left).not.toBe('')
    // Plugged in again the day after.
    fs.utimesSync(join(folder, left), new Date(0), new Date(0))
    db.sources.advance(60_000)
    const second = await backup()
    expect(await listed()).toEqual([second.file, first.file])
    expect(fs.readdirSync(folder)).toHaveLength(2)
  })
})

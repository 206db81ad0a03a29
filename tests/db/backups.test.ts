/** Backups: with the attached files, rotated, looked into, put back; and what happens when the target fails. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, it } from 'vitest'
import { attachmentPath, readAttachment, saveAttachment } from '#db/core/attachments.ts'
import { restoreFrom } from '#db/core/backup.ts'
import { openExisting } from '#db/core/database.ts'
import { temporaryFolder, testDatabase } from '../helpers/database.ts'

it('is one file with the database and its attached files, and gives both back', async () => {
  const db = testDatabase()
  await db.call('demo.create', { contacts: 5, seed: 2 })
  const { sha256 } = saveAttachment(db.file, Buffer.from('a picture'), 'image/png')
  const folder = temporaryFolder()
  const { file } = await db.call('backup.create', { folder })
  const home = join(temporaryFolder(), 'other.samphan')
  expect(restoreFrom(file, home).previous).toBeNull()
  expect(Buffer.from(readAttachment(home, sha256)).toString()).toBe('a picture')
  const restored = openExisting(home, 'write')
  expect(restored.prepare('SELECT count(*) FROM contact').pluck().get()).toBe(5)
  expect(
    restored.prepare("SELECT count(*) FROM sqlite_schema WHERE name = 'attachedFile'").pluck().get(),
  ).toBe(0)
  restored.close()
})

it('keeps as many as asked, the newest, and leaves alone what it did not make', async () => {
  const db = testDatabase()
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'mine.samphan'), 'somebody else made this')
  const made: string[] = []
  for (let n = 0; n < 5; n++) {
    db.sources.advance(2_000)
    made.push(basename((await db.call('backup.create', { folder, keep: 3 })).file))
  }
  expect(readdirSync(folder).sort()).toEqual([...made.slice(2), 'mine.samphan'].sort())
  const { backups } = await db.call('backup.list', { folder })
  expect(backups.map(({ name }) => name)).toEqual(made.slice(2).reverse())
})

it('says what restoring would change, and refuses a damaged copy', async () => {
  const db = testDatabase()
  await db.call('demo.create', { contacts: 5, seed: 2 })
  const make = async (givenName: string): Promise<string> =>
    (await db.call('record.create', { entity: 'contact', data: { givenName } })).id
  const [changes, goes] = [await make('Changes'), await make('Goes')]
  const { file, folder } = await db.call('backup.create', {})
  db.sources.advance(1_000)
  await make('Later')
  await db.call('record.update', { entity: 'contact', id: changes, data: { jobTitle: 'Owner' } })
  await db.call('record.trash', { entity: 'contact', id: goes })
  const found = await db.call('backup.inspect', { folder, name: basename(file) })
  expect(found.sameDatabase).toBe(true)
  expect(found.operations).toBe(3)
  expect(found.counts.find(({ entity }) => entity === 'contact')).toEqual({
    entity: 'contact',
    now: 7,
    kept: 7,
    gone: 1,
    back: 1,
    changed: 1,
  })
  const bytes = readFileSync(file)
  writeFileSync(join(folder, 'bad.samphan'), bytes.subarray(0, bytes.length / 2))
  await expect(db.call('backup.inspect', { folder, name: 'bad.samphan' })).rejects.toMatchObject({
    record: { code: 'Corrupt' },
  })
  await expect(db.call('backup.inspect', { folder, name: '../x.samphan' })).rejects.toMatchObject({
    record: { code: 'Invalid' },
  })
})

it('leaves nothing behind when an attached file turns out damaged or the folder cannot be written', async () => {
  const db = testDatabase()
  const { sha256 } = saveAttachment(db.file, Buffer.from('whole'), 'text/plain')
  writeFileSync(attachmentPath(db.file, sha256), 'broken')
  const folder = temporaryFolder()
  await expect(db.call('backup.create', { folder })).rejects.toMatchObject({ record: { code: 'Corrupt' } })
  expect(readdirSync(folder)).toEqual([])
  const blocked = join(folder, 'file')
  writeFileSync(blocked, '')
  await expect(db.call('backup.create', { folder: join(blocked, 'below') })).rejects.toMatchObject({
    record: { code: 'Unavailable' },
  })
  mkdirSync(join(folder, 'gone'))
  rmSync(join(folder, 'gone'), { recursive: true })
  expect(
    existsSync((await testDatabase().call('backup.create', { folder: join(folder, 'gone') })).file),
  ).toBe(true)
})

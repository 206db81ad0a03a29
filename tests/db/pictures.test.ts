/** Pictures of people and companies: kept whole, shown to whoever may see the record, refused when they are none. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder, testDatabase } from '../helpers/database.ts'

const PNG = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.from('the rest of it')])

it('a picture is taken in, read back byte for byte, undone and removed', async () => {
  const db = testDatabase()
  const { id } = await db.call('record.create', { entity: 'contact', data: { givenName: 'Ann' } })
  const file = join(temporaryFolder(), 'ann.png')
  writeFileSync(file, PNG)
  const picture = { entity: 'contact', id, field: 'photo' }
  await db.call('attachment.set', { ...picture, files: [file] })
  const read = await db.call('attachment.read', picture)
  expect(read.file).toMatchObject({ mime: 'image/png', size: PNG.length })
  expect(Buffer.from(read.file?.data ?? '', 'base64')).toEqual(PNG)
  await db.call('operation.undo', {})
  expect(await db.call('attachment.read', picture)).toEqual({ file: null })
  await db.call('operation.redo', {})
  await db.call('record.update', { entity: 'contact', id, data: { photo: null } })
  expect(await db.call('attachment.read', picture)).toEqual({ file: null })
})

it('what is no picture, not there, or not a picture field is refused in words', async () => {
  const db = testDatabase()
  const { id } = await db.call('record.create', { entity: 'contact', data: { givenName: 'Ann' } })
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'script.svg'), '<svg onload="alert(1)"/>')
  const set = (field: string, name: string) =>
    db.call('attachment.set', { entity: 'contact', id, field, files: [join(folder, name)] })
  await expect(set('photo', 'script.svg')).rejects.toMatchObject({
    record: { code: 'Invalid', issues: [{ code: 'picture' }] },
  })
  await expect(set('photo', 'none.png')).rejects.toMatchObject({
    record: { code: 'Unavailable', reason: 'cannotOpen' },
  })
  await expect(set('givenName', 'script.svg')).rejects.toMatchObject({
    record: { code: 'Invalid', issues: [{ code: 'file' }] },
  })
  expect((await db.call('record.get', { entity: 'contact', id })).photo).toBeNull()
})

/** Documents: taken in once, found by what they say, handed out whole; files that are not what they should be. */
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { attachmentPath } from '#db/core/attachments.ts'
import { mayRun, mimeOf, safeName } from '#db/core/fileKinds.ts'
import { activity } from '#db/shared/activities.ts'
import { type TestDatabase, temporaryFolder, testDatabase } from '../helpers/database.ts'

const folder = () => temporaryFolder()

function file(name: string, content: string | Uint8Array, at = folder()): string {
  mkdirSync(at, { recursive: true })
  const path = join(at, name)
  writeFileSync(path, content)
  return path
}

/** A page that says one line, as small as a PDF can be. */
function pdf(text: string): string {
  const stream = `BT /F1 18 Tf 20 100 Td (${text}) Tj ET`
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ]
  let body = '%PDF-1.4\n'
  const offsets = objects.map((object, index) => {
    const at = body.length
    body += `${index + 1} 0 obj\n${object}\nendobj\n`
    return at
  })
  const xref = body.length
  const rows = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')
  return `${body}xref\n0 6\n0000000000 65535 f \n${rows}trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n${xref}\n%%EOF\n`
}

const docx = (...paragraphs: string[]): Uint8Array =>
  zipSync({
    'word/document.xml': strToU8(
      `<?xml version="1.0"?><w:document xmlns:w="x"><w:body>${paragraphs
        .map((text) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`)
        .join('')}</w:body></w:document>`,
    ),
  })

async function contact(db: TestDatabase, name = 'Ann'): Promise<string> {
  return (await db.call('record.create', { entity: 'contact', data: { givenName: name } })).id
}
const attach = (db: TestDatabase, id: string, ...files: string[]) =>
  db.call('document.attach', { entity: 'contact', id, files })
/** The titles found once the search has seen everything. */
async function found(db: TestDatabase, text: string): Promise<string[]> {
  for (;;) {
    const { hits, behind } = await db.call('search.run', { text, entity: 'document' })
    if (behind === 0) return hits.map(({ title }) => title)
  }
}

describe('what is brought to an activity', () => {
  it('is a document of whom it is with, and goes and comes back with one undo', async () => {
    const db = testDatabase()
    const contactId = await contact(db)
    const { id } = await db.call('activity.schedule', {
      data: { kind: 'meeting', startAt: '2026-11-23T03:00:00Z', contactId },
    })
    const files = [file('วาระ.txt', 'Agenda')]
    const { added, operation } = await db.call('document.attach', { entity: 'activity', id, files })
    expect(added).toHaveLength(1)
    const at = (field: string, value: string) =>
      db.call('record.list', { entity: 'document', filter: { field, op: 'is', value }, count: true })
    expect((await at('activityId', id)).total).toBe(1)
    expect((await at('contactId', contactId)).total).toBe(1)
    expect((await db.call('document.attach', { entity: 'activity', id, files })).present).toHaveLength(1)
    await db.call('operation.undo', { operation: operation ?? '' })
    expect((await at('contactId', contactId)).total).toBe(0)
  })

  it('a new activity and its files are one operation; a file that cannot be read does not hold it up', async () => {
    const db = testDatabase()
    const contactId = await contact(db)
    const missing = join(temporaryFolder(), 'gone.txt')
    const input = {
      data: { kind: 'meeting', regarding: 'Fair', startAt: '2026-11-23T03:00:00Z', contactId },
      files: [file('agenda.txt', 'Ferry'), file('same.txt', 'Ferry'), missing],
    }
    const { id, added, failed, operation } = await db.call('document.schedule', input)
    expect(added).toMatchObject([{ name: 'same.txt' }])
    expect(failed).toMatchObject([{ file: missing }])
    const count = async (entity: string) => (await db.call('record.list', { entity, count: true })).total
    expect([await count('activity'), await count('document')]).toEqual([1, 1])
    expect(await db.call('activity.get', { id })).toMatchObject({ record: { regarding: 'Fair', contactId } })
    await db.call('operation.undo', { operation: operation ?? '' })
    expect([await count('activity'), await count('document')]).toEqual([0, 0])
    await db.call('operation.redo', {})
    expect([await count('activity'), await count('document')]).toEqual([1, 1])
    // What cannot be is refused before any file is read.
    await expect(
      db.call('document.schedule', { ...input, data: { ...input.data, rule: 'FREQ=NEVER' } }),
    ).rejects.toMatchObject({ record: { code: 'Invalid' } })
  })

  it('says how large files are before anything is done with them', async () => {
    const db = testDatabase()
    const known = file('a.txt', 'four')
    const missing = join(temporaryFolder(), 'gone.txt')
    expect(await db.call('document.weigh', { files: [known, missing, temporaryFolder()] })).toMatchObject({
      files: [{ size: 4 }, { size: null }, { size: null }],
    })
  })

  it('is as private as the activity', async () => {
    const db = testDatabase()
    const { id } = await db.call('activity.schedule', {
      data: { kind: 'meeting', startAt: '2026-11-23T03:00:00Z', private: true },
    })
    await db.call('document.attach', { entity: 'activity', id, files: [file('a.txt', 'Secret')] })
    db.write((write) => write.set(activity, 1, { ownerId: 99 }))
    expect((await db.call('record.list', { entity: 'document', count: true })).total).toBe(0)
  })
})

describe('documents', () => {
  it('are found by their names and by the words of text, PDF and Word files', async () => {
    const db = testDatabase()
    const id = await contact(db)
    const { added, failed } = await attach(
      db,
      id,
      file('ferry.txt', 'The ferry leaves at six from Sathorn pier'),
      file('thai.txt', 'เรือด่วนเจ้าพระยาออกหกโมงเย็น'),
      file('contract.pdf', pdf('Charter of the vessel Krungthep')),
      file('letter.docx', docx('Dear Ann', 'the anchor is rusty', 'نامهٔ فارسی')),
    )
    expect(failed).toEqual([])
    expect(added.map(({ name }) => name)).toEqual(['ferry.txt', 'thai.txt', 'contract.pdf', 'letter.docx'])
    expect(await found(db, 'sathorn')).toEqual(['ferry.txt'])
    expect(await found(db, 'เจ้าพระยา')).toEqual(['thai.txt'])
    expect(await found(db, 'vessel')).toEqual(['contract.pdf'])
    expect(await found(db, 'rusty')).toEqual(['letter.docx'])
    expect(await found(db, 'فارسي')).toEqual(['letter.docx'])
    expect(await found(db, 'contract')).toEqual(['contract.pdf'])
    const shown = await db.call('record.get', { entity: 'document', id: added[0]?.id ?? '' })
    expect(shown).not.toHaveProperty('content')
    expect(shown.contactId).toBe(id)
  })

  it('of the same content are kept once, and are a document of the same record once', async () => {
    const db = testDatabase()
    const [ann, bo] = [await contact(db), await contact(db, 'Bo')]
    const letter = file('a.txt', 'the same words')
    const [first] = (await attach(db, ann, letter)).added
    const again = await attach(db, ann, file('b.txt', 'the same words'))
    expect(again).toMatchObject({ added: [], present: [{ id: first?.id, name: 'a.txt' }], operation: null })
    const other = await attach(db, bo, letter)
    expect(other.added).toHaveLength(1)
    const files = await db.call('record.list', { entity: 'document' })
    expect(new Set(files.rows.map((row) => Object(row.file).sha256)).size).toBe(1)
  })

  it('are one step to undo, are renamed, go to the trash and come back', async () => {
    const db = testDatabase()
    const id = await contact(db)
    const { added } = await attach(db, id, file('a.txt', 'one'), file('b.txt', 'two'))
    const doc = added[0]?.id ?? ''
    await db.call('record.update', { entity: 'document', id: doc, data: { name: 'Contract.txt' } })
    expect(await found(db, 'contract')).toEqual(['Contract.txt'])
    await db.call('record.trash', { entity: 'document', id: doc })
    expect(await found(db, 'contract')).toEqual([])
    await db.call('record.restore', { entity: 'document', id: doc })
    for (let n = 0; n < 4; n++) await db.call('operation.undo', {})
    expect((await db.call('record.list', { entity: 'document', count: true })).total).toBe(0)
    await db.call('operation.redo', {})
    expect((await db.call('record.list', { entity: 'document', count: true })).total).toBe(2)
  })

  it('are shown as what their bytes are, opened as a copy, and saved whole', async () => {
    const db = testDatabase()
    const id = await contact(db)
    const { added } = await attach(
      db,
      id,
      file('scan.txt', pdf('not a text')),
      file('note.txt', Buffer.from('ขอบคุณ', 'utf16le')),
      file('data.bin', new Uint8Array([1, 2, 3])),
    )
    const [scan, note, data] = added.map((each) => each.id)
    expect(await db.call('document.preview', { id: scan ?? '' })).toMatchObject({ kind: 'pdf' })
    expect(await db.call('document.preview', { id: data ?? '' })).toMatchObject({ kind: 'none', size: 3 })
    expect((await db.call('document.preview', { id: note ?? '' })).kind).toBe('text')
    const { path } = await db.call('document.open', { id: data ?? '' })
    expect(path.endsWith('data.bin')).toBe(true)
    expect([...readFileSync(path)]).toEqual([1, 2, 3])
    expect(statSync(path).mode & 0o222).toBe(0)
    const out = join(folder(), 'copy.bin')
    expect(await db.call('document.save', { id: data ?? '', out })).toEqual({ file: out, bytes: 3 })
    expect([...readFileSync(out)]).toEqual([1, 2, 3])
    await expect(db.call('document.save', { id: data ?? '', out: db.file })).rejects.toMatchObject({
      record: { code: 'Invalid', reason: 'ownFile' },
    })
  })
})

describe('files that are not what they should be', () => {
  it('are said one by one, and the others are taken', async () => {
    const db = testDatabase()
    const id = await contact(db)
    const huge = file('huge.bin', '')
    truncateSync(huge, 101 * 1024 * 1024)
    const gone = join(folder(), 'gone.txt')
    const { added, failed } = await attach(db, id, huge, gone, folder(), db.file, file('ok.txt', 'fine'))
    expect(added.map(({ name }) => name)).toEqual(['ok.txt'])
    expect(failed.map(({ error }) => [error.code, error.reason])).toEqual([
      ['Invalid', 'attachmentTooLarge'],
      ['NotFound', 'file'],
      ['Invalid', 'notAFile'],
      ['Invalid', 'ownFile'],
    ])
  })

  it('broken PDF and Word files, and a Word file that unpacks without end, are documents without words', async () => {
    const db = testDatabase()
    const id = await contact(db)
    const bomb = zipSync({ 'word/document.xml': new Uint8Array(60 * 1024 * 1024) }, { level: 9 })
    const { added, failed } = await attach(
      db,
      id,
      file('broken.pdf', '%PDF-1.7 and then nothing of the kind'),
      file('broken.docx', 'PK not really'),
      file('bomb.docx', bomb),
      file('open.docx', docx('<w:t>unclosed')),
    )
    expect(failed).toEqual([])
    expect(added).toHaveLength(4)
  })

  it('one that vanished or changed under us is told, never shown', async () => {
    const db = testDatabase()
    const id = await contact(db)
    const { added } = await attach(db, id, file('a.txt', 'the words'), file('b.txt', 'other words'))
    const [first = '', second = ''] = added.map((each) => each.id)
    const shaOf = async (doc: string) =>
      String(Object((await db.call('record.get', { entity: 'document', id: doc })).file).sha256)
    rmSync(attachmentPath(db.file, await shaOf(first)))
    writeFileSync(attachmentPath(db.file, await shaOf(second)), 'swapped by hand')
    for (const procedure of ['document.preview', 'document.open'] as const) {
      await expect(db.call(procedure, { id: first })).rejects.toMatchObject({ record: { code: 'NotFound' } })
      await expect(db.call(procedure, { id: second })).rejects.toMatchObject({ record: { code: 'Corrupt' } })
    }
  })

  it('programs are kept, but not opened from here', async () => {
    const db = testDatabase()
    const id = await contact(db)
    const { added } = await attach(db, id, file('setup.EXE', 'MZ'))
    await expect(db.call('document.open', { id: added[0]?.id ?? '' })).rejects.toMatchObject({
      record: { code: 'Denied', reason: 'runnable' },
    })
    for (const name of ['a.exe', 'a.Desktop', 'a.SH', 'a.lnk', 'b.docx.js']) expect(mayRun(name)).toBe(true)
    for (const name of ['a.pdf', 'a', 'exe', 'a.docx']) expect(mayRun(name)).toBe(false)
  })

  it('names never lead out of the folder they are opened in', () => {
    expect(safeName('../../etc/passwd')).toBe('_.._etc_passwd')
    expect(safeName('a\u202excod.exe')).toBe('a_xcod.exe')
    expect(safeName(`${'ก'.repeat(300)}.pdf`)).toBe(`${'ก'.repeat(80)}.pdf`)
    expect(safeName('...')).toBe('document')
    expect(mimeOf('x.png', Buffer.from('<svg onload=alert(1)>'))).toBe('application/octet-stream')
    expect(existsSync(safeName('/tmp/x'))).toBe(false)
  })
})

/** Import and export. */
import { statSync, writeFileSync } from 'node:fs'
import { idToText } from '#db/shared/id.ts'
import { importInputSchema } from '#db/shared/transfer.ts'
import { type TestDatabase, testDatabase } from '../../helpers/database.ts'
import type { Examples } from './examples.ts'
import { aContact } from './makers.ts'

/** Above what any system gives out. */
const DEAD_PID = 0x7fffffff

export const transferExamples = {
  'transfer.card': async (db) => ({ entity: 'contact', id: await aContact(db) }),
  'transfer.preview': async (db) => ({ files: [aTable(db)] }),
  'transfer.import': async (db) => ({ files: [aTable(db)] }),
  'transfer.resume': async (db) => ({ operation: await anInterruptedImport(db) }),
  'everything.export': async (db) => {
    await aContact(db)
    return { out: `${db.file}.zip` }
  },
  'everything.import': async (db) => ({ files: [await anArchive(db)] }),
  'transfer.export': async (db) => {
    await aContact(db)
    return { entity: 'contact', out: `${db.file}.csv` }
  },
} satisfies Partial<Examples>

function aTable(db: TestDatabase): string {
  const file = `${db.file}.people.csv`
  writeFileSync(
    file,
    'First Name,Last Name,Company,E-mail,Notes\nAnn,Lee,Acme Ltd,ann@example.com,met in May\nสมชาย,ใจดี,,,\n',
  )
  return file
}

/** Everything of another database of the same user: who somebody is is nothing an undo takes back. */
async function anArchive(db: TestDatabase): Promise<string> {
  const other = testDatabase()
  await aContact(other)
  const { file } = await other.call('everything.export', { out: `${db.file}.other.zip` })
  return file
}

/** An import that died before its first chunk. */
async function anInterruptedImport(db: TestDatabase): Promise<string> {
  const file = aTable(db)
  const { size, mtimeMs } = statSync(file)
  const input = importInputSchema.parse({ files: [file] })
  const state = JSON.stringify({ input, files: [{ size, modified: mtimeMs }] })
  const id = db.conn.newId()
  const { lastInsertRowid } = db.conn
    .prepare(
      "INSERT INTO op(id, userId, deviceId, source, kind, state, at) VALUES(?, 1, 1, 'import', 'transfer.import', 'open', ?)",
    )
    .run(id, db.sources.now())
  db.conn
    .prepare('INSERT INTO checkpoint(opId, pid, state) VALUES(?, ?, ?)')
    .run(lastInsertRowid, DEAD_PID, state)
  return idToText(id)
}

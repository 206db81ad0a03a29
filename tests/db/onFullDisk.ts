/** Asks for files while the system lets no file grow beyond some bytes, and says what became of each (see fileFaults.test.ts). */
import { join } from 'node:path'
import { openExisting } from '#db/core/database.ts'
import { Engine } from '#db/host/engine.ts'
import type { Input, Name } from '#db/shared/contract.ts'
import { AppError } from '#db/shared/errors.ts'
import { readerOf } from '#db/shared/reader.ts'
import { writeWhole } from '#db/transfer/wholeFile.ts'

const [file = '', folder = ''] = process.argv.slice(2)
const engine = new Engine(openExisting(file, 'read'))
const said: Record<string, unknown> = {}

async function ask<N extends Name>(called: string, name: N, input: Input<N>): Promise<void> {
  try {
    await engine.call(name, input, { session: 'test', source: 'cli' })
    said[called] = 'made'
  } catch (error) {
    said[called] = error instanceof AppError ? error.record : String(error)
  }
}

const definition = { base: 'contact', columns: ['givenName', 'phones', 'emails', 'createdAt'] }
for (const format of ['csv', 'xlsx', 'json'] as const) {
  const out = join(folder, `report.${format}`)
  await ask(`report.${format}`, 'report.export', {
    name: 'all',
    definition,
    reader: readerOf('en', 'UTC'),
    out,
    format,
  })
}
for (const format of ['csv', 'xlsx', 'json', 'vcf'] as const)
  await ask(`list.${format}`, 'transfer.export', {
    entity: 'contact',
    out: join(folder, `list.${format}`),
    format,
  })
await ask('all.zip', 'everything.export', { out: join(folder, 'all.zip') })
await ask('backup', 'backup.create', { folder: join(folder, 'backups') })
try {
  writeWhole(join(folder, 'report.pdf'), new Uint8Array(200_000))
  said.pdf = 'made'
} catch (error) {
  said.pdf = error instanceof AppError ? error.record : String(error)
}
engine.close()
process.stdout.write(JSON.stringify(said))

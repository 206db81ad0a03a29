/** The db host's process: opens the database named by `--db`, serves windows until told to stop. */
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { defaultDatabase } from './defaultDatabase.ts'
import { Host } from './router.ts'
import { onConnect, onGrant, onShutdown } from './transport.ts'

const { values } = parseArgs({
  options: { db: { type: 'string' } },
  strict: false,
  args: process.argv.slice(2),
})
const file = typeof values.db === 'string' && values.db ? values.db : defaultDatabase()

/** Bundled, the worker is a file beside this one. */
const host = new Host({
  file,
  worker: join(__dirname, 'worker.cjs'),
  checkOutput: process.env.SAMPHAN_CHECK_OUTPUT === '1',
  onDeath: () => process.exit(1),
  onReplaced: () => process.exit(0),
})
onGrant((grant) => host.grants.add(grant))
onConnect((link) => host.attach(link))
onShutdown(() => host.close())

/** A process that imports a file and says how far it is. Killed by tests. */
import { writeSync } from 'node:fs'
import { openExisting } from '#db/core/database.ts'
import { Engine } from '#db/host/engine.ts'

const [database = '', file = ''] = process.argv.slice(2)
const engine = new Engine(openExisting(database, 'write'))
writeSync(1, 'ready\n')
await engine.call(
  'transfer.import',
  { files: [file] },
  { session: 'kill', source: 'cli', onProgress: ({ done }) => void writeSync(1, `${done}\n`) },
)
writeSync(1, 'done\n')
engine.close()

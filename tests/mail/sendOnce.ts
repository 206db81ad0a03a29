/** A process that sends what is due in a database, to be killed by a test: `node sendOnce.ts FILE`. */
import { openExisting } from '#db/core/database.ts'
import { Engine } from '#db/host/engine.ts'

const engine = new Engine(openExisting(process.argv[2] ?? '', 'write'))
const result = await engine.call('mail.send', {}, { session: 'test', source: 'cli' })
process.stdout.write(JSON.stringify(result))
engine.close()

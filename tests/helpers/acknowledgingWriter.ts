/** A process that creates contacts one by one and prints each identity once its commit is acknowledged. Killed by tests. */
import { writeSync } from 'node:fs'
import { openExisting } from '#db/core/database.ts'
import { Engine } from '#db/host/engine.ts'

const engine = new Engine(openExisting(process.argv[2] ?? '', 'write'))
writeSync(1, 'ready\n')
for (let n = 0; ; n++) {
  const made = await engine.call(
    'record.create',
    {
      entity: 'contact',
      data: { givenName: `N${n}`, phones: [`08${String(10000000 + n)}`], emails: [`n${n}@example.com`] },
    },
    { session: 'kill', source: 'user' },
  )
  writeSync(1, `${(made as { id: string }).id}\n`)
}

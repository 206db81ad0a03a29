/** A process that puts a campaign into the outbox and sends it, to be killed by a test: `node sendCampaign.ts FILE CAMPAIGN READER`. */
import { openExisting } from '#db/core/database.ts'
import { Engine } from '#db/host/engine.ts'
import type { Output } from '#db/shared/contract.ts'

process.env.SAMPHAN_SMTP_PAUSE_MS = '0'
const [file = '', campaign = '', reader = '{}'] = process.argv.slice(2)
const engine = new Engine(openExisting(file, 'write'))
const options = { session: 'test', source: 'cli' } as const
await engine.call('campaign.queue', { campaign, reader: JSON.parse(reader) }, options)
for (let left = 1; left > 0; ) {
  const sent = (await engine.call('mail.send', {}, options)) as Output<'mail.send'>
  left = sent.sent + sent.failed === 0 ? 0 : 1
}
engine.close()

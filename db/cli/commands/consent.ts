/** consent refuse|grant|show|export: what people agreed to and refused. */
import { channels, isConsenting } from '../../shared/consent.ts'
import { type Cli, type Command, type Options, required, textOption, UsageError } from '../command.ts'
import { targetFlags, targetOf, targetUsage, targetValues } from './targets.ts'

const channelOf = (options: Options) => {
  const named = textOption(options, 'channel') ?? 'all'
  const channel = channels.find((each) => each === named)
  if (!channel) throw new UsageError(`--channel must be one of ${channels.join(', ')}`)
  return channel
}

const said = (options: Options, decision: 'granted' | 'refused') => ({
  decision,
  channel: channelOf(options),
  purpose: textOption(options, 'purpose') ?? null,
  source: textOption(options, 'source') ?? null,
  wording: textOption(options, 'wording') ?? null,
  proof: textOption(options, 'proof') ?? null,
  until: textOption(options, 'until') ?? null,
})

const entityOf = (words: readonly string[]) => {
  const entity = required(words, 1, 'contact|company')
  if (!isConsenting(entity)) throw new UsageError('contact or company')
  return entity
}

async function write(cli: Cli, words: readonly string[], options: Options, decision: 'granted' | 'refused') {
  const address = textOption(options, 'address')
  if (address !== undefined) return cli.call('consent.record', { address, ...said(options, decision) })
  return cli.call('consent.recordMany', {
    entity: entityOf(words),
    target: targetOf(options),
    ...said(options, decision),
  })
}

const consent: Command = {
  usage: [
    `consent refuse|grant contact|company ${targetUsage} [--channel all|email|phone|sms|post] [--purpose TEXT] [--source TEXT] [--wording TEXT] [--proof TEXT] [--until DAY]`,
    'consent refuse|grant --address E-MAIL|NUMBER [--channel …]',
    'consent show contact|company ID',
    'consent export contact|company ID --out FILE.json',
  ],
  values: [...targetValues, 'channel', 'purpose', 'source', 'wording', 'proof', 'until', 'address', 'out'],
  flags: [...targetFlags],
  async run(cli, words, options) {
    const verb = required(words, 0, 'refuse|grant|show|export')
    if (verb === 'refuse') return write(cli, words, options, 'refused')
    if (verb === 'grant') return write(cli, words, options, 'granted')
    const entity = entityOf(words)
    const id = required(words, 2, 'ID')
    if (verb === 'show') return cli.call('consent.of', { entity, id })
    if (verb !== 'export') throw new UsageError(`no command consent ${verb}`)
    const out = textOption(options, 'out')
    if (out === undefined) throw new UsageError('missing --out FILE')
    return cli.call('consent.personData', { entity, id, out })
  },
}

export const consentCommands = { consent }

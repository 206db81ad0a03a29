/** consent refuse|grant|show|export: what people agreed to and refused. */
import { channels, decisions, isConsenting } from '../../shared/consent.ts'
import { type Cli, type Command, type Options, required, textOption, UsageError } from '../command.ts'
import { targetFlags, targetOf, targetUsage, targetValues } from './targets.ts'
import { aboutUsage, importAbout, readingValues } from './transfer.ts'

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

function fromFile(cli: Cli, files: readonly string[], options: Options): Promise<unknown> {
  const named = textOption(options, 'decision')
  const decision = decisions.find((each) => each === named)
  if (named !== undefined && !decision)
    throw new UsageError(`--decision must be one of ${decisions.join(', ')}`)
  const purpose = textOption(options, 'purpose')
  const source = textOption(options, 'source')
  return importAbout(cli, files, options, {
    what: 'consent',
    ...(decision && { decision }),
    ...(textOption(options, 'channel') !== undefined && { channel: channelOf(options) }),
    ...(purpose !== undefined && { purpose }),
    ...(source !== undefined && { source }),
  })
}

const consent: Command = {
  usage: [
    `consent refuse|grant contact|company ${targetUsage} [--channel all|email|phone|sms|post] [--purpose TEXT] [--source TEXT] [--wording TEXT] [--proof TEXT] [--until DAY]`,
    'consent refuse|grant --address E-MAIL|NUMBER [--channel …]',
    `consent import FILE… [--decision granted|refused] [--channel …] [--purpose TEXT] [--source TEXT] ${aboutUsage}    who agreed or refused, matched by e-mail, number or name`,
    'consent show contact|company ID',
    'consent export contact|company ID --out FILE.json',
  ],
  values: [
    ...targetValues,
    ...readingValues,
    'channel',
    'purpose',
    'source',
    'wording',
    'proof',
    'until',
    'address',
    'out',
    'decision',
    'rejects',
  ],
  flags: [...targetFlags, 'dry-run'],
  async run(cli, words, options) {
    const verb = required(words, 0, 'refuse|grant|import|show|export')
    if (verb === 'refuse') return write(cli, words, options, 'refused')
    if (verb === 'grant') return write(cli, words, options, 'granted')
    if (verb === 'import') return fromFile(cli, words.slice(1), options)
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

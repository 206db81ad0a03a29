/** campaign: members, answers, checking, sending. Making and changing one is `create` and `update campaign`. */
import { answers } from '../../shared/about.ts'
import { isConsenting } from '../../shared/consent.ts'
import { failure } from '../../shared/errors.ts'
import { type Reader, readerSchema } from '../../shared/reader.ts'
import { type Cli, type Command, type Options, required, textOption, UsageError } from '../command.ts'
import { listNamed } from './lists.ts'
import { targetFlags, targetOf, targetUsage, targetValues } from './targets.ts'
import { aboutUsage, importAbout, readingValues } from './transfer.ts'

/** By id or by name, which must then be the only one of it. @throws AppError NotFound */
async function campaignNamed(cli: Cli, name: string): Promise<string> {
  const { campaigns } = await cli.call('campaign.overview', {})
  const found = campaigns.filter((each) => each.id === name || each.name === name)
  if (found.length !== 1 || !found[0]) throw failure('NotFound', 'campaign', { id: name })
  return found[0].id
}

const calendars = { en: 'gregory', th: 'buddhist', fa: 'persian' } as const
const languageOf = (lang: string): keyof typeof calendars => (lang === 'th' || lang === 'fa' ? lang : 'en')

function readerOf(cli: Cli): Reader {
  const language = languageOf(cli.lang)
  return readerSchema.parse({
    language,
    calendar: calendars[language],
    digits: language === 'fa' ? 'arabext' : 'latn',
    country: language === 'fa' ? 'IR' : 'TH',
    timeZone: cli.timeZone,
  })
}

async function add(cli: Cli, campaign: string, options: Options): Promise<unknown> {
  const list = textOption(options, 'list')
  const dryRun = options['dry-run'] === true
  if (list !== undefined)
    return cli.call('campaign.addMembers', { campaign, list: (await listNamed(cli, list)).id, dryRun })
  const entity = textOption(options, 'entity') ?? 'contact'
  if (!isConsenting(entity)) throw new UsageError('--entity must be contact or company')
  return cli.call('campaign.addMembers', { campaign, entity, target: targetOf(options), dryRun })
}

function respond(cli: Cli, campaign: string, words: readonly string[], options: Options): Promise<unknown> {
  const named = textOption(options, 'status')
  const status = answers.find((each) => each === named)
  if (named !== undefined && !status) throw new UsageError(`--status must be one of ${answers.join(', ')}`)
  required(words, 2, 'FILE')
  return importAbout(cli, words.slice(2), options, {
    what: 'answer',
    campaign,
    status: status ?? 'responded',
  })
}

const campaign: Command = {
  usage: [
    'campaign show [CAMPAIGN]',
    `campaign add CAMPAIGN --list LIST | [--entity contact|company] ${targetUsage} [--dry-run]`,
    `campaign import CAMPAIGN FILE… ${aboutUsage}    members named in a table; whoever must not be contacted is refused`,
    `campaign respond CAMPAIGN FILE… [--status ${answers.join('|')}] ${aboutUsage}    who answered, bounced or opted out`,
    'campaign screen CAMPAIGN    before letters are printed or calls made: whoever must not be contacted by now is left out',
    'campaign check CAMPAIGN',
    'campaign queue CAMPAIGN [--incomplete]    then: mail send',
    'campaign test CAMPAIGN --to ADDRESS',
    'campaign sender CAMPAIGN    which computer sends it',
    'campaign take-over CAMPAIGN [--force] [--waiting]    after sync now; then sync now twice',
    'campaign let-go CAMPAIGN    then sync now',
  ],
  values: [...targetValues, ...readingValues, 'list', 'status', 'to', 'rejects'],
  flags: [...targetFlags, 'dry-run', 'incomplete', 'force', 'waiting'],
  async run(cli, words, options) {
    const verb = required(words, 0, 'show|add|import|screen|respond|check|queue|test|sender|take-over|let-go')
    if (verb === 'show' && words.length === 1) return cli.call('campaign.overview', {})
    const id = await campaignNamed(cli, required(words, 1, 'CAMPAIGN'))
    const reader = readerOf(cli)
    switch (verb) {
      case 'show':
        return cli.call('campaign.summary', { id })
      case 'add':
        return add(cli, id, options)
      case 'import':
        required(words, 2, 'FILE')
        return importAbout(cli, words.slice(2), options, { what: 'campaign', campaign: id })
      case 'respond':
        return respond(cli, id, words, options)
      case 'screen':
        return cli.call('campaign.screen', { campaign: id })
      case 'check':
        return cli.call('campaign.check', { campaign: id, reader })
      case 'queue':
        return cli.call('campaign.queue', { campaign: id, reader, incomplete: options.incomplete === true })
      case 'sender':
        return cli.call('campaign.sender', { id })
      case 'take-over': {
        const { force, waiting } = options
        return cli.call('campaign.takeOver', {
          campaign: id,
          force: force === true,
          waiting: waiting === true,
        })
      }
      case 'let-go':
        return cli.call('campaign.letGo', { campaign: id })
      case 'test': {
        const to = textOption(options, 'to')
        if (to === undefined) throw new UsageError('missing --to ADDRESS')
        return cli.call('campaign.test', { campaign: id, to, reader })
      }
      default:
        throw new UsageError(`no command campaign ${verb}`)
    }
  },
}

export const campaignCommands = { campaign }

/** ticket, queue, sla: service by the words people use for it. Fields are changed by `update ticket`, statuses too. */
import {
  type Cli,
  type Command,
  listOption,
  type Options,
  parseCount,
  parseData,
  parseJson,
  required,
  textOption,
  UsageError,
} from '../command.ts'
import { targetFlags, targetOf, targetValues } from './targets.ts'

const escaped = (text: string): string =>
  text.replace(/[&<>]/g, (mark) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[mark] ?? mark)
/** Lines of text as paragraphs. */
const markup = (text: string): string =>
  text
    .split('\n')
    .map((line) => `<p>${escaped(line)}</p>`)
    .join('')

interface Card {
  readonly id: string
  readonly number: string | null
  readonly subject: string
  readonly status: string
  readonly priority: string
  readonly dueAt: string | null
}
const lineOf = ({ id, number, subject, status, priority, dueAt }: Card): string =>
  [id, number ?? '-', status, priority, dueAt ?? '-', subject].join('  ')

function openTicket(cli: Cli, _words: readonly string[], options: Options) {
  const contact = textOption(options, 'contact')
  return cli.call('ticket.open', {
    data: parseData(options),
    ...(contact !== undefined && { contact: parseJson(contact, '--contact') as Record<string, unknown> }),
  })
}

function saidIn(words: readonly string[], options: Options) {
  const minutes = parseCount(options, 'minutes')
  const status = textOption(options, 'status')
  return {
    id: required(words, 0, 'ID'),
    html: markup(required(words, 1, 'TEXT')),
    files: listOption(options, 'files') ?? [],
    ...(minutes !== undefined && { minutes }),
    ...(status !== undefined && { status }),
  }
}

const verbs: Readonly<
  Record<string, (cli: Cli, words: readonly string[], options: Options) => Promise<unknown>>
> = {
  open: openTicket,
  reply(cli, words, options) {
    const [account, article] = [textOption(options, 'account'), textOption(options, 'article')]
    return cli.call('ticket.reply', {
      ...saidIn(words, options),
      ...(account !== undefined && { account }),
      ...(article !== undefined && { article }),
    })
  },
  note: (cli, words, options) => cli.call('ticket.note', saidIn(words, options)),
  incoming: (cli, words, options) => {
    const { id, html, files } = saidIn(words, options)
    return cli.call('ticket.incoming', { id, html, files })
  },
  conversation: (cli, words) => cli.call('ticket.conversation', { id: required(words, 0, 'ID') }),
  find: (cli, words) => cli.call('ticket.find', { number: required(words, 0, 'NUMBER') }),
  split: (cli, words, options) =>
    cli.call('ticket.split', {
      id: required(words, 0, 'ID'),
      messages: listOption(options, 'messages') ?? [],
      subject: required(words, 1, 'SUBJECT'),
    }),
  link: (cli, words, options) =>
    cli.call('ticket.link', {
      id: required(words, 0, 'ID'),
      to: required(words, 1, 'OTHER'),
      on: options.off !== true,
      ...linkKind(textOption(options, 'kind')),
    }),
  watch: (cli, words, options) =>
    cli.call('ticket.watch', { id: required(words, 0, 'ID'), on: options.off !== true }),
  assign(cli, _words, options) {
    const user = textOption(options, 'user')
    const how = textOption(options, 'how') ?? (user === undefined ? 'nobody' : 'user')
    if (how !== 'user' && how !== 'nobody' && how !== 'roundRobin' && how !== 'load')
      throw new UsageError('--how must be user, nobody, roundRobin or load')
    return cli.call('ticket.assign', {
      target: targetOf(options),
      how,
      ...(user !== undefined && { user }),
    })
  },
  move(cli, _words, options) {
    const [status, queue] = [textOption(options, 'status'), textOption(options, 'queue')]
    return cli.call('ticket.move', {
      target: targetOf(options),
      ...(status !== undefined && { status }),
      ...(queue !== undefined && { queue }),
    })
  },
  news: (cli, words) => (words[0] === 'seen' ? cli.call('ticket.newsSeen', {}) : cli.call('ticket.news', {})),
  due(cli, words, options) {
    const within = parseCount(options, 'within')
    const show = words[0] ?? 'overdue'
    if (show !== 'soon' && show !== 'overdue' && show !== 'late')
      throw new UsageError('the list must be soon, overdue or late')
    return cli.call('ticket.due', { show, ...(within !== undefined && { within }) })
  },
}

function linkKind(kind: string | undefined) {
  if (kind === undefined) return {}
  if (kind !== 'related' && kind !== 'duplicates' && kind !== 'causes' && kind !== 'blocks')
    throw new UsageError('--kind must be related, duplicates, causes or blocks')
  return { kind } as const
}

const isCards = (answer: unknown): answer is { readonly tickets: readonly Card[] } =>
  typeof answer === 'object' && answer !== null && 'tickets' in answer && Array.isArray(answer.tickets)

const ticket: Command = {
  usage: [
    'ticket open --data JSON [--contact JSON]    with --contact, for somebody who is new too',
    'ticket reply|note ID TEXT [--account ID] [--minutes N] [--status S] [--files A,B] [--article ID]',
    'ticket incoming ID TEXT · ticket conversation ID · ticket find NUMBER',
    'ticket split ID SUBJECT --messages ID,ID · ticket link ID OTHER [--kind K] [--off] · ticket watch ID [--off]',
    'ticket assign --ids A,B|--filter JSON|--view NAME [--user ID|--how roundRobin|load|nobody]',
    'ticket move --ids A,B|--filter JSON|--view NAME [--status S] [--queue ID]',
    'ticket due [overdue|soon|late] [--within MINUTES]',
    'ticket news [seen]                          what others did on tickets one watches',
  ],
  values: [
    'data',
    'contact',
    'account',
    'minutes',
    'status',
    'files',
    'article',
    'messages',
    'kind',
    'user',
    'how',
    'queue',
    'within',
    ...targetValues,
  ],
  flags: ['off', ...targetFlags],
  run(cli, [verb = '', ...words], options) {
    const run = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined
    if (!run) throw new UsageError(`ticket ${Object.keys(verbs).join('|')}`)
    return run(cli, words, options)
  },
  text: (answer) =>
    isCards(answer) ? answer.tickets.map(lineOf).join('\n') : JSON.stringify(answer, null, 2),
}

const queue: Command = {
  usage: [
    'queue counts · queue board [--queue ID] · queue views     what waits where; how many each saved view finds',
  ],
  values: ['queue'],
  run(cli, words, options) {
    const id = textOption(options, 'queue')
    if (words[0] === 'counts') return cli.call('queue.counts', {})
    if (words[0] === 'board') return cli.call('ticket.board', id === undefined ? {} : { queue: id })
    if (words[0] === 'views') return cli.call('ticket.views', {})
    throw new UsageError('queue counts|board|views')
  },
}

const sla: Command = {
  usage: ['sla list · sla clocks TICKET · sla recompute [--all]'],
  values: [],
  flags: ['all'],
  run(cli, words, options) {
    if (words[0] === 'list') return cli.call('sla.list', {})
    if (words[0] === 'clocks') return cli.call('sla.clocks', { id: required(words, 1, 'TICKET') })
    if (words[0] === 'recompute') return cli.call('sla.recompute', { all: options.all === true })
    throw new UsageError('sla list|clocks|recompute')
  },
}

export const ticketCommands = { ticket, queue, sla }

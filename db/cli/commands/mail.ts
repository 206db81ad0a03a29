/** mail queue|list|send|hold|release|cancel|again|sent|password|test: the outbox. */
import { resolve } from 'node:path'
import type { Input } from '../../shared/contract.ts'
import { failure } from '../../shared/errors.ts'
import {
  type Cli,
  type Command,
  listOption,
  type Options,
  required,
  textOption,
  UsageError,
} from '../command.ts'
import { readSecret } from '../identity.ts'

/** An account by identity, name or address; the only one when none is named. @throws AppError NotFound, Conflict */
export async function accountNamed(cli: Cli, name: string | undefined): Promise<string> {
  const { rows } = await cli.call('record.list', { entity: 'mailAccount', limit: 1_000 })
  const found =
    name === undefined ? rows : rows.filter((row) => [row.id, row.name, row.address].includes(name))
  const [account] = found
  if (!account) throw failure('NotFound', 'mailAccount', { name: name ?? '' })
  if (found.length > 1) throw failure('Conflict', 'severalAccounts', { name: name ?? '' })
  return account.id
}

/** Of accounts whose password no keychain has: from a file, for as long as this command runs. */
async function takePassword(cli: Cli, options: Options): Promise<void> {
  const file = textOption(options, 'mail-password-file')
  if (file === undefined) return
  const account = await accountNamed(cli, textOption(options, 'account'))
  await cli.call('mail.setPassword', { account, password: readSecret(file) })
}

const escaped = (text: string): string =>
  text
    .split(/\n{2,}/)
    .map(
      (part) =>
        `<p>${part.replace(/[&<>]/g, (mark) => `&#${mark.charCodeAt(0)};`).replaceAll('\n', '<br>')}</p>`,
    )
    .join('')

async function queue(cli: Cli, options: Options): Promise<unknown> {
  const to = textOption(options, 'to')
  const subject = textOption(options, 'subject')
  if (!to || subject === undefined) throw new UsageError('mail queue needs --to and --subject')
  const input: Input<'mail.queue'> = {
    account: await accountNamed(cli, textOption(options, 'account')),
    to,
    subject,
    html: textOption(options, 'html') ?? escaped(textOption(options, 'text') ?? ''),
    files: (listOption(options, 'attach') ?? []).map((file) => resolve(file)),
    ...(textOption(options, 'contact') && { contact: textOption(options, 'contact') ?? '' }),
  }
  return cli.call('mail.queue', input)
}

const mail: Command = {
  usage: [
    'mail queue [--account A] --to ADDRESS --subject S --text T|--html H [--attach F,…] [--contact ID]',
    'mail send [--account A --mail-password-file F] | mail list | mail hold|release|cancel|again|sent ID…',
    'mail password ACCOUNT --mail-password-file F | mail test [ACCOUNT] [--mail-password-file F]',
  ],
  values: ['account', 'to', 'subject', 'text', 'html', 'attach', 'contact', 'mail-password-file'],
  async run(cli, words, options) {
    const verb = required(words, 0, 'queue|send|list|hold|release|cancel|again|sent|password|test')
    const ids = words.slice(1)
    switch (verb) {
      case 'queue':
        return queue(cli, options)
      case 'list':
        return cli.call('record.list', { entity: 'mailMessage', sort: ['-at'], limit: 200 })
      case 'send':
        await takePassword(cli, options)
        return cli.call('mail.send', {})
      case 'hold':
      case 'release':
      case 'cancel':
        return cli.call(`mail.${verb}`, { ids })
      case 'again':
      case 'sent':
        return cli.call('mail.settle', { ids, sent: verb === 'sent' })
      case 'password': {
        const file = textOption(options, 'mail-password-file')
        if (file === undefined) throw new UsageError('missing --mail-password-file FILE')
        const account = await accountNamed(cli, required(words, 1, 'ACCOUNT'))
        const { kept } = await cli.call('mail.setPassword', { account, password: readSecret(file) })
        // What only this process remembers is gone with it: nothing was kept.
        if (kept !== 'keychain') throw failure('Unavailable', 'mail.keychain')
        return { account, kept }
      }
      case 'test':
        await takePassword(cli, { account: words[1], ...options })
        return cli.call('mail.test', {
          account: await accountNamed(cli, words[1] ?? textOption(options, 'account')),
        })
      default:
        throw new UsageError(`no command mail ${verb}`)
    }
  },
}

export const mailCommands = { mail }

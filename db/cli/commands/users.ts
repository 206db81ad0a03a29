/** user list|add|password|role|activate|deactivate, token create|list|revoke. */
import { failure } from '../../shared/errors.ts'
import type { TokenRow, UserRow } from '../../shared/users.ts'
import { type Cli, type Command, type Options, required, textOption, UsageError } from '../command.ts'
import { readSecret } from '../identity.ts'

const MOST_USERS = 10_000

/** The identity of a user named by it, by name or by e-mail. @throws AppError NotFound, Conflict `severalUsers` */
async function userNamed(cli: Cli, name: string): Promise<string> {
  const { rows } = await cli.call('record.list', { entity: 'user', limit: MOST_USERS })
  const wanted = name.normalize('NFC').toLowerCase()
  const is = (value: unknown): boolean =>
    typeof value === 'string' && value.normalize('NFC').toLowerCase() === wanted
  const found = rows.filter((row) => is(row.id) || is(row.name) || is(row.email))
  if (found.length > 1) throw failure('Conflict', 'severalUsers', { name })
  const [user] = found
  if (!user) throw failure('NotFound', 'user', { name })
  return user.id
}

function newPassword(options: Options): string | undefined {
  const file = textOption(options, 'new-password-file')
  return file === undefined ? process.env.SAMPHAN_NEW_PASSWORD : readSecret(file)
}

async function add(cli: Cli, name: string, options: Options): Promise<unknown> {
  const password = newPassword(options)
  const role = textOption(options, 'role') ?? 'standard'
  const email = textOption(options, 'email')
  if (password !== undefined && role !== 'admin' && !(await cli.call('session.state', {})).needed)
    throw failure('Conflict', 'adminPasswordFirst')
  const data = { name, role, active: true, ...(email && { email }) }
  const made = await cli.call('record.create', { entity: 'user', data })
  if (password !== undefined) await cli.call('user.setPassword', { user: made.id, password })
  return { ...made, password: password !== undefined }
}

async function setPassword(cli: Cli, name: string, options: Options): Promise<unknown> {
  const password = newPassword(options)
  if (password === undefined) throw new UsageError('missing --new-password-file FILE')
  const current = cli.password()
  const user = await userNamed(cli, name)
  await cli.call('user.setPassword', { user, password, ...(current && { current }) })
  return { id: user, password: true }
}

async function change(cli: Cli, name: string, data: Record<string, unknown>): Promise<unknown> {
  return cli.call('record.update', { entity: 'user', id: await userNamed(cli, name), data })
}

const user: Command = {
  usage: [
    'user list | user add NAME [--role admin|manager|standard|restricted|browse] [--email E] [--password-file F]',
    'user password USER --password-file F | user role USER ROLE | user activate|deactivate USER',
  ],
  values: ['role', 'email', 'new-password-file'],
  async run(cli, words, options) {
    const verb = required(words, 0, 'list|add|password|role|activate|deactivate')
    if (verb === 'list') return cli.call('user.list', {})
    const name = required(words, 1, verb === 'add' ? 'NAME' : 'USER')
    if (verb === 'add') return add(cli, name, options)
    if (verb === 'password') return setPassword(cli, name, options)
    if (verb === 'role') return change(cli, name, { role: required(words, 2, 'ROLE') })
    if (verb === 'activate' || verb === 'deactivate')
      return change(cli, name, { active: verb === 'activate' })
    throw new UsageError(`no command user ${verb}`)
  },
  text(answer) {
    if (typeof answer !== 'object' || answer === null || !('users' in answer))
      return JSON.stringify(answer, null, 2)
    const { users } = answer as { users: readonly UserRow[] }
    return users
      .map((row) =>
        [row.id, row.role, row.active ? 'active' : 'inactive', row.name, row.email ?? ''].join('  '),
      )
      .join('\n')
  },
}

const token: Command = {
  usage: ['token create --scope read|write|admin [--name N] | token list | token revoke ID'],
  values: ['scope', 'name'],
  async run(cli, words, options) {
    const verb = required(words, 0, 'create|list|revoke')
    if (verb === 'list') return cli.call('token.list', {})
    if (verb === 'revoke') return cli.call('token.revoke', { id: required(words, 1, 'ID') })
    if (verb !== 'create') throw new UsageError(`no command token ${verb}`)
    const scope = textOption(options, 'scope')
    if (scope !== 'read' && scope !== 'write' && scope !== 'admin')
      throw new UsageError('--scope is read, write or admin')
    const name = textOption(options, 'name')
    return cli.call('token.create', { scope, ...(name && { name }) })
  },
  text(answer) {
    if (typeof answer !== 'object' || answer === null) return ''
    if ('token' in answer) return String(answer.token)
    const { tokens = [] } = answer as { tokens?: readonly TokenRow[] }
    return tokens
      .map((row) => [row.id, row.scope, row.user, row.name, row.lastUsedAt ?? ''].join('  '))
      .join('\n')
  },
}

export const userCommands = { user, token }

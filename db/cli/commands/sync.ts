/** sync create|join|now|status|health|conflicts|verify|remove|leave|events. The passphrase comes from a file or SAMPHAN_PASSPHRASE. */
import { resolve } from 'node:path'
import type { SyncConflict, SyncRound, SyncStatus } from '../../shared/sync.ts'
import {
  type Cli,
  type Command,
  type Options,
  parseCount,
  parseJson,
  required,
  textOption,
  UsageError,
} from '../command.ts'
import { readSecret } from '../identity.ts'

function passphraseOf(options: Options): string {
  const file = textOption(options, 'passphrase-file')
  const passphrase = file === undefined ? process.env.SAMPHAN_PASSPHRASE : readSecret(file)
  if (!passphrase) throw new UsageError('needs --passphrase-file FILE or SAMPHAN_PASSPHRASE')
  return passphrase
}

async function announced(cli: Cli, round: SyncRound): Promise<SyncRound> {
  const { keys } = await cli.call('sync.status', {})
  if (keys === 'file')
    cli.say(
      `This system has no keychain that works, so the team's key is in ${cli.file}.d/sharing.key, which only you may read.`,
    )
  return round
}

interface Choice {
  readonly entity: string
  readonly id: string
  readonly register: string
  readonly version: string
}

/** `shown` keeps what is shown, `2` takes the second value; or JSON `[{entity, id, field, take}]`. */
function choicesOf(conflicts: readonly SyncConflict[], how: string): Choice[] {
  const choose = (conflict: SyncConflict, index: number): Choice => {
    const value = conflict.values[index]
    if (!value) throw new UsageError(`${conflict.field} has ${conflict.values.length} values`)
    return { entity: conflict.entity, id: conflict.id, register: conflict.register, version: value.version }
  }
  if (how === 'shown') return conflicts.map((conflict) => choose(conflict, 0))
  if (/^\d+$/.test(how)) return conflicts.map((conflict) => choose(conflict, Number(how) - 1))
  const asked = parseJson(how, '--resolve')
  if (!Array.isArray(asked)) throw new UsageError('--resolve is shown, a number, or a JSON array')
  return asked.map((one: unknown) => {
    const { entity, id, field, take = 1 } = Object(one) as Record<string, unknown>
    const found = conflicts.find(
      (other) => other.entity === entity && other.id === id && other.field === field,
    )
    if (!found) throw new UsageError(`no conflict in ${String(entity)} ${String(id)} ${String(field)}`)
    return choose(found, Number(take) - 1)
  })
}

async function conflicts(cli: Cli, options: Options): Promise<unknown> {
  const entity = textOption(options, 'entity')
  const id = textOption(options, 'id')
  const field = textOption(options, 'field')
  const limit = parseCount(options, 'limit') ?? 1_000
  const answer = await cli.call('sync.conflicts', { limit, ...(entity && { entity }), ...(id && { id }) })
  const found = answer.conflicts.filter((conflict) => field === undefined || conflict.field === field)
  const how = textOption(options, 'resolve')
  if (how === undefined) return { total: answer.total, conflicts: found }
  const choices = choicesOf(found, how)
  if (!choices.length) return { resolved: 0, operation: null }
  return cli.call('sync.resolve', { choices })
}

const verbs = 'create|join|now|status|health|conflicts|verify|explain|remove|leave|events'

const sync: Command = {
  usage: [
    'sync create|join HUB [--passphrase-file F] | sync now [--dry-run] | sync status | sync leave',
    'sync conflicts [--entity E [--id ID] [--field F]] [--resolve shown|N|JSON]',
    'sync health | sync verify [--no-repair] | sync explain ENTITY ID | sync remove DEVICE --passphrase-file F | sync events',
  ],
  values: ['entity', 'id', 'field', 'resolve', 'limit'],
  flags: ['no-repair', 'dry-run'],
  async run(cli, words, options) {
    const verb = required(words, 0, verbs)
    if (verb === 'create') {
      const out = resolve(required(words, 1, 'HUB'))
      return announced(cli, await cli.call('sync.create', { out, passphrase: passphraseOf(options) }))
    }
    if (verb === 'join') {
      const files = [resolve(required(words, 1, 'HUB'))]
      return announced(cli, await cli.call('sync.join', { files, passphrase: passphraseOf(options) }))
    }
    if (verb === 'now')
      return options['dry-run'] === true ? cli.call('sync.preview', {}) : cli.call('sync.now', {})
    if (verb === 'status') return cli.call('sync.status', {})
    if (verb === 'health') return cli.call('sync.health', {})
    if (verb === 'conflicts') return conflicts(cli, options)
    if (verb === 'verify') return cli.call('sync.verify', { repair: options['no-repair'] !== true })
    if (verb === 'explain')
      return cli.call('sync.explain', { entity: required(words, 1, 'ENTITY'), id: required(words, 2, 'ID') })
    if (verb === 'remove')
      return cli.call('sync.removeDevice', {
        device: required(words, 1, 'DEVICE'),
        passphrase: passphraseOf(options),
      })
    if (verb === 'leave') return cli.call('sync.leave', {})
    if (verb === 'events') return cli.call('sync.events', { limit: parseCount(options, 'limit') ?? 100 })
    throw new UsageError(`no command sync ${verb}`)
  },
  text(answer) {
    if (typeof answer !== 'object' || answer === null) return ''
    if ('devices' in answer && 'hub' in answer) return statusText(answer as SyncStatus)
    if ('conflicts' in answer && Array.isArray(answer.conflicts))
      return conflictsText(answer.conflicts as SyncConflict[])
    return JSON.stringify(answer, null, 2)
  },
}

function statusText(status: SyncStatus): string {
  if (status.state === 'off') return 'not shared'
  return [
    `${status.hub} (${status.state}), last round ${status.lastRound ?? 'never'}`,
    `${status.unsent} unsent, ${status.waiting} waiting, ${status.parked} parked, ${status.conflicts} conflicts`,
    ...status.alarms.map(({ code, at, params }) => `alarm: ${code} since ${at} ${JSON.stringify(params)}`),
    ...(status.problem ? [`problem: ${status.problem.code} ${status.problem.reason ?? ''}`] : []),
    ...status.devices.map(
      (device) =>
        `  ${device.id}  ${device.name}  ${device.user}  ${device.you ? 'this one' : `${device.behind ?? '?'} behind`}  ${device.lastSeen ?? ''}`,
    ),
  ].join('\n')
}

const conflictsText = (list: readonly SyncConflict[]): string =>
  list
    .flatMap((conflict) => [
      `${conflict.entity} ${conflict.id} ${conflict.field}  ${conflict.title ?? ''}`,
      ...conflict.values.map(
        (value, index) =>
          `  ${index + 1}. ${JSON.stringify(value.value)}  ${value.user ?? '?'}  ${value.device ?? '?'}  ${value.at}`,
      ),
    ])
    .join('\n')

export const syncCommands = { sync }

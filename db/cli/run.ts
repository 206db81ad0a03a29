/**
 * `samphan` as a function: words in, exit status out. Exactly one JSON document on stdout under --json, everything else on
 * stderr; 0 done, 1 failed with the error record, 2 wrong use. Owns no process: main.ts gives it the streams and Ctrl+C.
 */
import { parseArgs } from 'node:util'
import { openExisting } from '../core/database.ts'
import { sqliteFailure } from '../core/open.ts'
import { defaultDatabase } from '../host/defaultDatabase.ts'
import { Engine } from '../host/engine.ts'
import { procedureNamed } from '../shared/contract.ts'
import { AppError, type ErrorRecord } from '../shared/errors.ts'
import { Apart } from './apart.ts'
import { type Cli, type Command, type Options, UsageError } from './command.ts'
import { activityCommands } from './commands/activities.ts'
import { benchCommands } from './commands/bench.ts'
import { bulkCommands } from './commands/bulk.ts'
import { campaignCommands } from './commands/campaigns.ts'
import { consentCommands } from './commands/consent.ts'
import { databaseCommands } from './commands/database.ts'
import { demoCommands } from './commands/demo.ts'
import { duplicateCommands } from './commands/duplicates.ts'
import { groupCommands } from './commands/groups.ts'
import { layoutCommands } from './commands/layouts.ts'
import { letterCommands } from './commands/letters.ts'
import { listCommands } from './commands/lists.ts'
import { mailCommands } from './commands/mail.ts'
import { operationCommands } from './commands/operations.ts'
import { printCommands } from './commands/print.ts'
import { procedureCommands } from './commands/procedures.ts'
import { quoteCommands } from './commands/quotes.ts'
import { recordCommands } from './commands/records.ts'
import { reportCommands } from './commands/reports.ts'
import { syncCommands } from './commands/sync.ts'
import { ticketCommands } from './commands/tickets.ts'
import { transferCommands } from './commands/transfer.ts'
import { userCommands } from './commands/users.ts'
import { signInOf, withNewPasswordFile } from './identity.ts'

const commands: Readonly<Record<string, Command>> = {
  ...databaseCommands,
  ...recordCommands,
  ...bulkCommands,
  ...groupCommands,
  ...operationCommands,
  ...procedureCommands,
  ...printCommands,
  ...reportCommands,
  ...letterCommands,
  ...quoteCommands,
  ...mailCommands,
  ...transferCommands,
  ...demoCommands,
  ...duplicateCommands,
  ...userCommands,
  ...activityCommands,
  ...syncCommands,
  ...layoutCommands,
  ...ticketCommands,
  ...consentCommands,
  ...campaignCommands,
  ...listCommands,
  ...benchCommands,
}

/** Where the command line writes, and what interrupts it. */
export interface Io {
  readonly stdout: (text: string) => void | Promise<void>
  readonly stderr: (text: string) => void
  /** Aborted by the first Ctrl+C. */
  readonly signal: AbortSignal
}

const globalValues = ['db', 'as', 'password-file', 'token-file', 'lang', 'tz', 'passphrase-file']

function usage(): string {
  const lines = Object.values(commands).flatMap((command) => command.usage.map((line) => `  samphan ${line}`))
  return [
    'samphan [--db FILE] [--json] [--as USER --password-file F | --token-file F] [--lang en|th|fa] [--tz ZONE] COMMAND …',
    ...lines,
  ].join('\n')
}

interface Line {
  readonly name: string
  readonly command: Command
  readonly words: readonly string[]
  readonly options: Options
}

/** Global options may stand before or after the command. */
function parseLine(args: readonly string[]): Line {
  const valued = new Set(globalValues)
  const name = args.find(
    (arg, index) => !arg.startsWith('-') && !valued.has((args[index - 1] ?? '').replace(/^--/, '')),
  )
  const command = name === undefined ? undefined : commands[name]
  if (name === undefined || !command)
    throw new UsageError(name === undefined ? usage() : `no command ${name}\n${usage()}`)
  const string = { type: 'string' } as const
  const boolean = { type: 'boolean' } as const
  try {
    const { values, positionals } = parseArgs({
      args: joinedValues(
        name === 'user' ? withNewPasswordFile(args, name) : args,
        new Set([...globalValues, ...command.values, ...(command.lists ?? [])]),
      ),
      allowPositionals: true,
      options: {
        json: boolean,
        ...Object.fromEntries([...globalValues, ...command.values].map((option) => [option, string])),
        ...Object.fromEntries((command.lists ?? []).map((option) => [option, { ...string, multiple: true }])),
        ...Object.fromEntries((command.flags ?? []).map((option) => [option, boolean])),
      },
    })
    return { name, command, words: positionals.slice(1), options: values as Options }
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

/** `--sort -name` is `--sort=-name`: an option that takes a value takes also one that begins with a dash. */
function joinedValues(args: readonly string[], valued: ReadonlySet<string>): string[] {
  const joined: string[] = []
  for (let at = 0; at < args.length; at++) {
    const [arg = '', next] = [args[at], args[at + 1]]
    const takes =
      arg.startsWith('--') && valued.has(arg.slice(2)) && next !== undefined && /^-[^-]/.test(next)
    joined.push(takes ? `${arg}=${next}` : arg)
    if (takes) at++
  }
  return joined
}

function makeCli(options: Options, io: Io): { cli: Cli; close(): Promise<void> } {
  const file = typeof options.db === 'string' ? options.db : defaultDatabase()
  const lang = typeof options.lang === 'string' ? options.lang : 'en'
  const timeZone =
    typeof options.tz === 'string' ? options.tz : Intl.DateTimeFormat().resolvedOptions().timeZone
  let engine: Engine | undefined
  const open = (): Engine => {
    engine ??= new Engine(openExisting(file, 'write'), {
      checkOutput: process.env.SAMPHAN_CHECK_OUTPUT === '1',
    })
    return engine
  }
  let wrote = false
  const close = (): void => {
    try {
      while (wrote && engine?.tend());
    } catch (error) {
      // Whoever holds the database does it when nothing else is to do.
      if (!(error instanceof AppError) || error.record.code !== 'Locked') throw error
    } finally {
      engine?.close()
      engine = undefined
    }
  }
  const apart = new Apart(file)
  let asked: ReturnType<typeof signInOf>
  const plain = { session: 'cli', source: 'cli', lang, timeZone, signal: io.signal } as const
  let credential: number | undefined
  const onIdentity = (next: number | undefined): void => {
    credential = next
  }
  /** Once, before anything else is asked. */
  let signedIn: Promise<unknown> | undefined
  const signIn = (): Promise<unknown> => {
    asked ??= signInOf(options)
    signedIn ??= asked ? open().call('session.signIn', asked, { ...plain, onIdentity }) : Promise.resolve()
    return signedIn
  }
  const say = (text: string): void => io.stderr(`${text}\n`)
  let shown = 0
  const cli: Cli = {
    file,
    json: options.json === true,
    lang,
    timeZone,
    signal: io.signal,
    engine: open,
    async call(name, input) {
      await signIn()
      wrote ||= procedureNamed(name).kind !== 'query'
      const options = { ...plain, credential, onIdentity, onProgress: cli.progress }
      return open().call(name, input, options) as never
    },
    async callApart(name, input) {
      await signIn()
      const caller = { session: plain.session, source: plain.source, lang, timeZone, credential }
      return apart.call(name, input, { caller, signal: io.signal, progress: cli.progress }) as never
    },
    async authorize(right) {
      await signIn()
      open().authorize(right, credential)
    },
    password() {
      asked ??= signInOf(options)
      return asked && 'password' in asked ? asked.password : undefined
    },
    close,
    progress({ done, total, step }) {
      if (Date.now() - shown < 1_000) return
      shown = Date.now()
      say(`${step ?? ''} ${done}${total === undefined ? '' : ` / ${total}`}`)
    },
    say,
    print: async (text) => io.stdout(`${text}\n`),
  }
  const closeAll = async (): Promise<void> => {
    await apart.close()
    close()
  }
  return { cli, close: closeAll }
}

function asRecord(error: unknown, file: string, io: Io): ErrorRecord {
  const known = sqliteFailure(error, file)
  if (known instanceof AppError) return known.record
  if (known instanceof Error && known.name === 'AbortError') return { code: 'Cancelled', reason: 'byUser' }
  const ref = Date.now().toString(36)
  io.stderr(`[bug ${ref}] ${error instanceof Error ? (error.stack ?? '') : String(error)}\n`)
  return { code: 'Bug', ref }
}

/** One sentence per error for people; scripts read the JSON. */
const inWords = (record: ErrorRecord): string =>
  [
    record.reason ? `${record.code}: ${record.reason}` : record.code,
    ...(record.issues ?? []).map(
      (issue) => `  ${issue.field}: ${issue.code}${issue.params ? ` ${JSON.stringify(issue.params)}` : ''}`,
    ),
    ...(record.params ? [`  ${JSON.stringify(record.params)}`] : []),
    ...(record.ref ? [`  ref ${record.ref}`] : []),
  ].join('\n')

/** Runs one command; answers with the exit status. */
export async function runCommandLine(args: readonly string[], io: Io): Promise<number> {
  if (args.length === 0 || args[0] === 'help' || args[0] === '--help') {
    await io.stdout(`${usage()}\n`)
    return args.length === 0 ? 2 : 0
  }
  let line: Line
  try {
    line = parseLine(args)
  } catch (error) {
    io.stderr(`${error instanceof Error ? error.message : String(error)}\n`)
    return 2
  }
  const { cli, close } = makeCli(line.options, io)
  try {
    const answer = await line.command.run(cli, line.words, line.options)
    if (answer === undefined) return 0
    const text = cli.json
      ? JSON.stringify(answer)
      : (line.command.text?.(answer) ?? JSON.stringify(answer, null, 2))
    await io.stdout(`${text}\n`)
    return 0
  } catch (error) {
    if (error instanceof UsageError) {
      io.stderr(`${error.message}\n`)
      return 2
    }
    const record = asRecord(error, cli.file, io)
    const { code, ...rest } = record
    io.stderr(
      cli.json ? `${JSON.stringify({ code, message: inWords(record), ...rest })}\n` : `${inWords(record)}\n`,
    )
    return 1
  } finally {
    await close()
  }
}

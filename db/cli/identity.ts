/**
 * As whom a command line acts: `--as USER` with a password, or a token. Secrets come from files or the environment, never
 * from arguments, which other programs can see. Must never print or keep one.
 */
import { readFileSync } from 'node:fs'
import type { Input } from '../shared/contract.ts'
import { failure } from '../shared/errors.ts'
import { type Options, textOption, UsageError } from './command.ts'

/** What a file holds, without the line end that editors add. @throws AppError NotFound */
export function readSecret(file: string): string {
  try {
    return readFileSync(file, 'utf8').replace(/\r?\n$/, '')
  } catch (error) {
    throw failure('NotFound', 'file', { file }, error)
  }
}

/** How to sign in as the options say; undefined when they say nothing. @throws UsageError */
export function signInOf(
  options: Options,
  env: NodeJS.ProcessEnv = process.env,
): Input<'session.signIn'> | undefined {
  const tokenFile = textOption(options, 'token-file')
  const name = textOption(options, 'as')
  if (tokenFile !== undefined) {
    if (name !== undefined) throw new UsageError('--as and --token-file exclude each other')
    return { token: readSecret(tokenFile) }
  }
  if (name === undefined) return undefined
  const file = textOption(options, 'password-file')
  const password = file === undefined ? env.SAMPHAN_PASSWORD : readSecret(file)
  if (!password) throw new UsageError('--as needs --password-file FILE or SAMPHAN_PASSWORD')
  return { name, password }
}

const isPasswordFile = (arg: string): boolean =>
  arg === '--password-file' || arg.startsWith('--password-file=')
const isAs = (arg: string | undefined): boolean => arg === '--as' || (arg?.startsWith('--as=') ?? false)

/**
 * `user add` and `user password` take a `--password-file` of their own beside that of who acts. The one right behind
 * `--as USER`, and one before the command, is that of who acts; another is the new one.
 */
export function withNewPasswordFile(args: readonly string[], command: string): string[] {
  const from = args.indexOf(command)
  return args.map((arg, at) => {
    if (at < from || !isPasswordFile(arg)) return arg
    const behindAs = args[at - 1]?.startsWith('--as=') || isAs(args[at - 2])
    return behindAs ? arg : arg.replace('--password-file', '--new-password-file')
  })
}

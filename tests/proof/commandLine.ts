/** `samphan` called as a person types it, in this very process, so that a test's own entities are known to it. */
import { runCommandLine } from '#db/cli/run.ts'

export interface Ran {
  readonly status: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs one command on a database. */
export async function type(file: string, ...args: readonly string[]): Promise<Ran> {
  let stdout = ''
  let stderr = ''
  const status = await runCommandLine(['--db', file, '--json', '--tz', 'Asia/Bangkok', ...args], {
    stdout: (text) => {
      stdout += text
    },
    stderr: (text) => {
      stderr += text
    },
    signal: new AbortController().signal,
  })
  return { status, stdout, stderr }
}

/** A record of a JSON answer: what tests look into. */
export type Answer = Readonly<Record<string, unknown>>

/** Runs one command that must succeed, and answers with its one JSON document. */
export async function answer(file: string, ...args: readonly string[]): Promise<Answer> {
  const { status, stdout, stderr } = await type(file, ...args)
  if (status !== 0) throw new Error(`samphan ${args.join(' ')} ended with ${status}: ${stderr}`)
  return JSON.parse(stdout)
}

/** Runs one command that must fail, and answers with its error record. */
export async function refusal(file: string, ...args: readonly string[]): Promise<Answer> {
  const { status, stdout, stderr } = await type(file, ...args)
  if (status !== 1 || stdout !== '')
    throw new Error(`samphan ${args.join(' ')} ended with ${status}: ${stdout}`)
  return JSON.parse(stderr)
}

export const rowsOf = (list: Answer): readonly Answer[] => (Array.isArray(list.rows) ? list.rows : [])
export const idOf = (record: Answer): string => String(record.id)

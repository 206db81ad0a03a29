// How checks count: a program that answers yes or no is one test, a test runner says for itself.
import { inRoot, root } from '../steps/paths.mjs'
import { run } from '../steps/run.mjs'

export interface Count {
  readonly passed: number
  readonly failed: number
}

/** The file a package installs as a program. */
export const programFile = (name: string, file: string): string => inRoot('node_modules', name, file)

/** Runs a package's program in the clone; its status is the verdict. */
export const runProgram = (
  name: string,
  file: string,
  args: readonly string[],
  env?: NodeJS.ProcessEnv,
): Promise<number> =>
  run(process.execPath, [programFile(name, file), ...args], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
  })

export async function program(name: string, file: string, args: readonly string[]): Promise<Count> {
  return (await runProgram(name, file, args)) === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}

export async function yes(work: () => Promise<unknown>): Promise<Count> {
  try {
    await work()
    return { passed: 1, failed: 0 }
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    return { passed: 0, failed: 1 }
  }
}

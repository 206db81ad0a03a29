// The log a person can send: a few small files in the user's data folder. Never record contents, only what happened.
import { appendFileSync, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { inspect } from 'node:util'

const MAX_BYTES = 1_000_000
const KEPT = 5

export type Level = 'info' | 'warn' | 'error'

export interface Log {
  readonly folder: string
  write(level: Level, source: string, ...what: readonly unknown[]): void
}

/** A log in `folder/main.log`; full ones become main.1.log … main.5.log. `mirror` sees warnings and errors too. */
export function openLog(folder: string, now: () => Date, mirror?: (line: string) => void): Log {
  const file = join(folder, 'main.log')
  const older = (n: number): string => join(folder, `main.${n}.log`)
  mkdirSync(folder, { recursive: true })

  const rotate = (): void => {
    rmSync(older(KEPT), { force: true })
    for (let n = KEPT - 1; n >= 1; n--) if (existsSync(older(n))) renameSync(older(n), older(n + 1))
    renameSync(file, older(1))
  }

  return {
    folder,
    write(level, source, ...what) {
      const text = what
        .map((each) => (typeof each === 'string' ? each : inspect(each, { depth: 4 })))
        .join(' ')
      const line = `${now().toISOString()} ${level} ${source}: ${text.trimEnd()}\n`
      try {
        if (existsSync(file) && statSync(file).size > MAX_BYTES) rotate()
        appendFileSync(file, line)
      } catch (error) {
        // A full disk must not take the program down with its log.
        mirror?.(`log: ${inspect(error)}\n`)
      }
      if (level !== 'info') mirror?.(line)
    },
  }
}

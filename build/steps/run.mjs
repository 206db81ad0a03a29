// Runs another program: its exit status is the answer, and signals meant for it reach it.
import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import process from 'node:process'

const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP']

/** Resolves with the exit status; a child killed by a signal counts as 128 + its number, as in a shell. */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', ...options })
    // A terminal sends Ctrl+C to the whole group; whoever signals only this process means the child as well.
    const forward = (signal) => child.kill(signal)
    const hear = process.stdin.isTTY ? (signal) => signal !== 'SIGINT' && forward(signal) : forward
    for (const signal of FORWARDED) process.on(signal, hear)
    const done = () => {
      for (const signal of FORWARDED) process.off(signal, hear)
    }
    child.on('error', (error) => {
      done()
      reject(error)
    })
    child.on('close', (code, signal) => {
      done()
      resolve(code ?? 128 + (constants.signals[signal] ?? 0))
    })
  })
}

/** A preparation that talks: what it prints goes to stderr, and it cannot wait for input. */
export const runQuietly = (command, args, options = {}) =>
  run(command, args, { stdio: ['ignore', 2, 2], ...options })

// The npm that started us, run by the Node that runs us.
import process from 'node:process'
import { runQuietly } from './run.mjs'

export function npm(args, options) {
  const script = process.env.npm_execpath
  if (script?.endsWith('.js')) return runQuietly(process.execPath, [script, ...args], options)
  return runQuietly('npm', args, { shell: process.platform === 'win32', ...options })
}

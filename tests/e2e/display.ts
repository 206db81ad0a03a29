/**
 * A screen of one's own for each process that runs window tests, so that two of them share neither the focus nor the
 * clipboard. Only Linux has such screens; anywhere else, one window after the other is opened on the real one.
 */
import { spawn } from 'node:child_process'
import { isInstalled } from '../../build/steps/display.mjs'

export const hasOwnDisplays = process.platform === 'linux' && isInstalled('Xvfb')

let display: Promise<string> | undefined

/** Its name for `DISPLAY`. It ends with this process. @throws when it could not be started */
export function ownDisplay(): Promise<string> {
  display ??= new Promise((resolve, reject) => {
    // It chooses a free number and says which on the file that follows its three standard ones.
    const args = ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp']
    const server = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] })
    server.once('error', reject)
    server.once('exit', (status) => reject(new Error(`Xvfb ended with ${status}`)))
    let number = ''
    server.stdio[3]?.on('data', (part: Buffer) => {
      number += part.toString()
      if (!number.endsWith('\n')) return
      // Nothing waits for the screen to end: it ends with whoever wanted it.
      server.unref()
      resolve(`:${number.trim()}`)
    })
    process.once('exit', () => server.kill())
  })
  return display
}

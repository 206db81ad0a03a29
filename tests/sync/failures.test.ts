/**
 * What file systems answer, at every call to the server in each scenario of scenarios.ts: once, as a server that stumbles, and
 * from there on, as one that is gone. By day each call meets one code, another one in the next scenario; at night all of them.
 */
import { expect, it } from 'vitest'
import { DiskError } from './memoryDisk.ts'
import { scenarios } from './scenarios.ts'
import { survives, type Trouble } from './survival.ts'

const nightly = process.env.SAMPHAN_NIGHTLY === '1'

const codes = [
  'EIO',
  'ENOSPC',
  'EACCES',
  'ESTALE',
  'ENOENT',
  'ETIMEDOUT',
  'EPERM',
  'EBUSY',
  'EDQUOT',
  'EROFS',
  'EHOSTDOWN',
  'ENOTCONN',
  'EEXIST',
  'EMFILE',
] as const

/** A write that fails leaves a part behind (memoryDisk.ts). */
const failing = (at: number, code: string, forGood: boolean): Trouble => ({
  kills: false,
  at(call) {
    if (call < at || (call > at && !forGood)) return false
    throw new DiskError(code)
  },
})

it.each(scenarios.map((scenario, index) => ({ ...scenario, index })))(
  'says so in words and goes on later, $name',
  { timeout: nightly ? 7_200_000 : 600_000 },
  async ({ index, ...scenario }) => {
    let met = 0
    for (let at = 0, more = true; more; at++) {
      more = false
      const now = nightly ? codes : [codes[(at * 3 + index) % codes.length] ?? 'EIO']
      for (const code of now)
        for (const forGood of nightly ? [false, true] : [(at + index) % 2 === 0])
          if (await survives(scenario, failing(at, code, forGood))) {
            met++
            more = true
          }
    }
    expect(met).toBeGreaterThan(0)
  },
)

/**
 * Real programs on real files, killed at moments nobody chose: three laptops write and exchange through one folder, each is
 * killed again and again 10 to 500 ms after it began, and in the end everybody has everything that was ever acknowledged.
 */
import { spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { checkDatabase } from '#db/core/check.ts'
import { createDatabase, openExisting } from '#db/core/database.ts'
import { frontierOf } from '#db/core/frontier.ts'
import { Engine } from '#db/host/engine.ts'
import { createHub } from '#db/sync/membership.ts'
import { realSurroundings } from '#db/sync/realDisk.ts'
import { memoryOf } from '#db/sync/receive.ts'
import { temporaryFolder } from '../helpers/database.ts'
import { stateOf } from './state.ts'

const nightly = process.env.SAMPHAN_NIGHTLY === '1'
const LAPTOPS = 3
/** Kills in all; by night SAMPHAN_KILLS says how many. */
const KILLS = nightly ? Number(process.env.SAMPHAN_KILLS ?? 1_000) : 20
/** A folder of any file server, mounted here: the same over a real network (build/docs/decisions.md). */
const SERVER = process.env.SAMPHAN_SERVER_FOLDER
const PASSPHRASE = 'correct horse battery'

interface Told {
  readonly made: Set<string>
  /** What each laptop was told to have stored, the last of each contact. */
  readonly said: Map<string, string>
  kills: number
  rounds: number
  stderr: string
}

/** Runs the program until `ms` after it said that it is ready, and kills it. */
function runAndKill(file: string, seed: number, ms: number, told: Told): Promise<void> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'laptop.ts'), file, String(seed)], {
    env: { ...process.env, SAMPHAN_KEYCHAIN: 'off' },
  })
  let rest = ''
  child.stdout.on('data', (chunk) => {
    const lines = (rest + String(chunk)).split('\n')
    // A line cut short by the kill was not acknowledged to anybody.
    rest = lines.pop() ?? ''
    for (const line of lines) {
      const [word, id = '', ...more] = line.split(' ')
      if (word === 'made') told.made.add(id)
      else if (word === 'told') told.said.set(id, more.join(' '))
      else if (word === 'exchanged') told.rounds++
      else if (word === 'ready') setTimeout(() => child.kill('SIGKILL'), ms)
    }
  })
  child.stderr.on('data', (chunk) => (told.stderr += String(chunk)))
  return new Promise((resolve) =>
    child.once('close', (_code, signal) => {
      if (signal === 'SIGKILL') told.kills++
      resolve()
    }),
  )
}

/** A hub of somebody who is seen no more. */
async function found(file: string): Promise<void> {
  const conn = createDatabase(join(temporaryFolder(), 'founder.samphan'))
  await createHub(
    {
      conn,
      surroundings: realSurroundings,
      runner: {
        signal: new AbortController().signal,
        holder: 'founder',
        progress: () => undefined,
        saveSecrets: async () => undefined,
      },
      who: { user: 'founder', version: '1' },
      // The passphrase's key is not what is tested.
      cost: { N: 2, r: 1, p: 1 },
    },
    file,
    PASSPHRASE,
  )
  conn.close()
}

const caller = { session: 'test', source: 'user' } as const

/** Everybody exchanges, as in programs just started, until all have the same. */
async function meet(engines: readonly Engine[]): Promise<void> {
  for (let turn = 0; turn < 8; turn++) {
    for (const engine of engines) {
      memoryOf(engine.conn).fullAt = undefined
      await engine.call('sync.now', {}, caller)
    }
    const [first, ...others] = engines.map(({ conn }) => new Map(frontierOf(conn)))
    if (others.every((other) => isDeepStrictEqual(other, first))) return
  }
  throw new Error('they do not come to the same')
}

/** Where something that was acknowledged is: shown, beside what is shown, or replaced by somebody who saw it. */
const standsSql = `SELECT 1 FROM contact WHERE jobTitle = @title UNION ALL SELECT 1 FROM sibling WHERE value = @json
  UNION ALL SELECT 1 FROM syncClosed WHERE value = @json UNION ALL SELECT 1 FROM change WHERE instr(before, @json) > 0 LIMIT 1`

it(`laptops killed ${KILLS} times lose nothing that was acknowledged`, {
  timeout: nightly ? 7_200_000 : 240_000,
}, async () => {
  const seed = fc.readConfigureGlobal().seed ?? Date.now()
  const hub = join(SERVER ? mkdtempSync(join(SERVER, 'hub-')) : temporaryFolder(), 'Acme.crmhub')
  await found(hub)
  const files = Array.from({ length: LAPTOPS }, () => join(temporaryFolder(), 'laptop.samphan'))
  for (const file of files) {
    const engine = new Engine(createDatabase(file))
    await engine.call('sync.join', { files: [hub], passphrase: PASSPHRASE }, caller)
    engine.close()
  }
  const told: Told[] = files.map(() => ({
    made: new Set(),
    said: new Map(),
    kills: 0,
    rounds: 0,
    stderr: '',
  }))
  await Promise.all(
    files.map(async (file, n) => {
      const mine = told[n]
      const times = fc.sample(fc.integer({ min: 10, max: 500 }), {
        numRuns: Math.ceil((KILLS - n) / LAPTOPS),
        seed: seed + n,
      })
      for (const [turn, ms] of times.entries())
        if (mine) await runAndKill(file, seed + turn * LAPTOPS + n, ms, mine)
    }),
  )
  expect(told.map(({ stderr }) => stderr).join('')).toBe('')
  expect(
    told.reduce((sum, { kills }) => sum + kills, 0),
    `seed ${seed}`,
  ).toBe(KILLS)
  const engines = files.map((file) => new Engine(openExisting(file, 'write')))
  try {
    await meet(engines)
    const [state = {}, ...others] = engines.map(({ conn }) => stateOf(conn))
    for (const other of others) expect(other, `seed ${seed}`).toEqual(state)
    const ids = new Set(Object.keys(state).map((key) => key.split(':')[1]))
    for (const [n, { made, said }] of told.entries()) {
      for (const id of made) expect(ids, `seed ${seed}`).toContain(id)
      for (const [id, title] of said) {
        const found = engines[(n + 1) % LAPTOPS]?.conn.db
          .prepare(standsSql)
          .get({ title, json: JSON.stringify(title) })
        expect(found, `seed ${seed}: ${title} of ${id}`).toBeDefined()
      }
    }
    for (const { conn } of engines) expect(checkDatabase(conn, { rebuild: false }).findings).toEqual([])
    const rounds = told.reduce((sum, one) => sum + one.rounds, 0)
    expect(rounds).toBeGreaterThan(0)
    if (nightly) process.stdout.write(`${KILLS} kills survived, ${rounds} rounds ended, seed ${seed}\n`)
  } finally {
    for (const engine of engines) engine.close()
  }
})

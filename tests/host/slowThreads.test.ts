/** Which thread takes what, and in what order: with threads that do nothing until they are told. */
import { describe, expect, it } from 'vitest'
import { SlowThreads, type Worked } from '#db/host/slowThreads.ts'
import type { Settled } from '#db/host/thread.ts'
import type { ErrorRecord } from '#db/shared/errors.ts'

const cancelled: Settled = { ok: false, error: { code: 'Cancelled', reason: 'byUser' } }
const settledNow = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** A pair of threads under the hand of the test. */
function pair() {
  const begun: string[] = []
  const ended: string[] = []
  const ends = new Map<string, (settled: Settled) => void>()
  let ready: (trouble: ErrorRecord | undefined) => void = () => undefined
  let opened = 0
  const thread = (name: string, whenReady: Promise<ErrorRecord | undefined>): Worked => ({
    ready: whenReady,
    run(build) {
      const message = build(1)
      const what = message.t === 'call' ? message.name : message.t
      begun.push(`${what} on ${name}`)
      const outcome = new Promise<Settled>((settle) => ends.set(what, settle))
      return { outcome, cancel: () => ends.get(what)?.(cancelled) }
    },
  })
  const threads = new SlowThreads(thread('first', Promise.resolve(undefined)), () => {
    opened++
    return thread(
      'second',
      new Promise((resolve) => {
        ready = resolve
      }),
    )
  })
  const caller = { session: 'test', source: 'user', lang: 'en', timeZone: 'UTC' } as const
  return {
    begun,
    ended,
    opened: () => opened,
    ask(name: string, kind: 'query' | 'job' = 'query') {
      const running = threads.ask(kind, (id) => ({ t: 'call', id, name, input: {}, caller }), {})
      void running.outcome.then((settled) => ended.push(settled.ok ? name : `${name} ${settled.error.code}`))
      return running
    },
    async ready(trouble?: ErrorRecord) {
      ready(trouble)
      await settledNow()
    },
    async end(name: string) {
      ends.get(name)?.({ ok: true, value: name })
      await settledNow()
    },
  }
}

describe('what takes long', () => {
  it('is gone past by what comes after it: tiles answer one after the other beside a long report', async () => {
    const { begun, ended, opened, ask, ready, end } = pair()
    ask('report')
    expect(opened()).toBe(0)
    for (const tile of ['tile 1', 'tile 2', 'tile 3']) ask(tile)
    expect(opened()).toBe(1)
    expect(begun).toEqual(['report on first'])
    await ready()
    for (const tile of ['tile 1', 'tile 2', 'tile 3']) await end(tile)
    expect(begun).toEqual(['report on first', 'tile 1 on second', 'tile 2 on second', 'tile 3 on second'])
    expect(ended).toEqual(['tile 1', 'tile 2', 'tile 3'])
    await end('report')
    expect(ended.at(-1)).toBe('report')
  })

  it('and is cancelled while it waits never begins; what waits behind it takes its place', async () => {
    const { begun, ended, ask, ready, end } = pair()
    const report = ask('report')
    const [waiting] = [ask('waiting'), ask('next')]
    waiting?.cancel()
    expect(await waiting?.outcome).toEqual(cancelled)
    report.cancel()
    await settledNow()
    expect(begun).toEqual(['report on first', 'next on first'])
    await end('next')
    await ready()
    expect(ended).toEqual(['waiting Cancelled', 'report Cancelled', 'next'])
  })

  it('as a job leaves a thread to queries, and shares one with them when there is a job on each', async () => {
    const { begun, ask, ready, end } = pair()
    ask('export', 'job')
    ask('tile 1')
    await ready()
    ask('scan', 'job')
    ask('tile 2')
    expect(begun).toEqual(['export on first', 'tile 1 on second', 'scan on first'])
    await end('tile 1')
    expect(begun.slice(3)).toEqual(['tile 2 on second'])
    ask('another', 'job')
    ask('tile 3')
    await end('tile 2')
    expect(begun.slice(4)).toEqual(['another on second', 'tile 3 on second'])
  })

  it('goes on one thread where a second cannot be opened', async () => {
    const { begun, ended, ask, ready, end } = pair()
    ask('report')
    ask('tile')
    await ready({ code: 'Unavailable', reason: 'threadDied' })
    expect(begun).toEqual(['report on first'])
    await end('report')
    await end('tile')
    expect(ended).toEqual(['report', 'tile'])
  })
})

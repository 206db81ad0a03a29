import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Down, Up } from '../../db/shared/wire.ts'
import { type Channel, createPort } from '../../renderer/data/port.ts'
import { keepSession, signIn, useSession } from '../../renderer/state/session.ts'

const nobody = { needed: true, user: null, may: [], own: [] }
const ann = { needed: true, user: { id: 'a', name: 'Ann', role: 'standard' }, may: [], own: [] }

/** A window with its link, and a host that answers when told to. */
function opened() {
  const sent: Up[] = []
  const channel: Channel = {
    postMessage: (message) => sent.push(message),
    close: () => undefined,
    onmessage: null,
    addEventListener: () => undefined,
  }
  const port = createPort()
  keepSession(port)
  port.attach(channel)
  const tell = (down: Down): void => channel.onmessage?.(new MessageEvent('message', { data: down }))
  const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))
  return {
    port,
    asked: (name: string): number => sent.findLast((up) => up.t === 'call' && up.name === name)?.id ?? 0,
    times: (name: string): number => sent.filter((up) => up.t === 'call' && up.name === name).length,
    async answer(id: number, value: unknown) {
      tell({ t: 'reply', id, ok: true, value })
      await settled()
    },
    async refuse(id: number) {
      tell({ t: 'reply', id, ok: false, error: { code: 'Denied', reason: 'signInNeeded' } })
      await settled()
    },
  }
}

describe('who uses a window', () => {
  let kept: Map<string, string>
  beforeEach(() => {
    kept = new Map()
    Object.assign(globalThis, {
      localStorage: {
        getItem: (key: string) => kept.get(key) ?? null,
        setItem: (key: string, value: string) => kept.set(key, value),
        removeItem: (key: string) => kept.delete(key),
      },
    })
  })
  afterEach(() => Reflect.deleteProperty(globalThis, 'localStorage'))

  it('stays signed in when something asked before that is refused late', async () => {
    const { port, asked, answer, refuse } = opened()
    const early = port.call('app.counts', {}).catch(() => undefined)
    const question = asked('app.counts')
    await answer(asked('session.state'), nobody)
    expect(useSession.getState().status).toBe('locked')
    const signing = signIn(port, 'Ann', 'password')
    await answer(asked('session.signIn'), { ...ann, secret: 's' })
    await signing
    await refuse(question)
    await early
    await answer(asked('session.state'), ann)
    expect(useSession.getState()).toMatchObject({ status: 'open', user: { name: 'Ann' } })
  })

  it('asks for the password when the host no longer knows who it is', async () => {
    const { port, asked, times, answer, refuse } = opened()
    await answer(asked('session.state'), ann)
    const before = times('session.state')
    const late = port.call('app.counts', {}).catch(() => undefined)
    await refuse(asked('app.counts'))
    await late
    expect(times('session.state')).toBe(before + 1)
    await answer(asked('session.state'), nobody)
    expect(useSession.getState()).toMatchObject({ status: 'locked', user: null })
  })
})

import { MessageChannel } from 'node:worker_threads'
import { describe, expect, it, vi } from 'vitest'
import type { Down, Up } from '../../db/shared/wire.ts'
import { CallError, type Channel, createPort } from '../../renderer/data/port.ts'

/** The other end, with what was sent to it. */
function host() {
  const sent: Up[] = []
  const closers: (() => void)[] = []
  const channel: Channel = {
    postMessage: (message) => sent.push(message),
    close: () => undefined,
    onmessage: null,
    addEventListener: (_type, listener) => closers.push(listener),
  }
  const send = (down: Down): void => channel.onmessage?.(new MessageEvent('message', { data: down }))
  return {
    channel,
    sent,
    send,
    die: () => {
      for (const close of closers) close()
    },
  }
}
const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => (error instanceof CallError ? error.record : error),
  )

describe('the link to the host', () => {
  it('carries a call and its answer', async () => {
    const port = createPort()
    const { channel, sent, send } = host()
    port.attach(channel)
    const answer = port.call('app.counts', {})
    expect(sent).toEqual([{ t: 'call', id: 1, name: 'app.counts', input: {} }])
    send({ t: 'reply', id: 1, ok: true, value: { counts: { contact: 3 } } })
    await expect(answer).resolves.toEqual({ counts: { contact: 3 } })
  })

  it('throws the error record of a refusal', async () => {
    const port = createPort()
    const { channel, send } = host()
    port.attach(channel)
    const answer = failure(port.call('app.counts', {}))
    send({ t: 'reply', id: 1, ok: false, error: { code: 'Denied', reason: 'role' } })
    expect(await answer).toEqual({ code: 'Denied', reason: 'role' })
  })

  it('waits for the host when it is not there yet', async () => {
    const port = createPort()
    const answer = port.call('app.counts', {})
    expect(port.state()).toBe('connecting')
    const { channel, sent, send } = host()
    port.attach(channel)
    expect(sent).toHaveLength(1)
    send({ t: 'reply', id: 1, ok: true, value: { counts: {} } })
    await expect(answer).resolves.toEqual({ counts: {} })
    expect(port.state()).toBe('connected')
  })

  it('cancels by id, and a read that is cancelled is over at once', async () => {
    const port = createPort()
    const { channel, sent } = host()
    port.attach(channel)
    const controller = new AbortController()
    const answer = failure(port.call('app.counts', {}, { signal: controller.signal }))
    controller.abort()
    expect(sent.at(-1)).toEqual({ t: 'cancel', id: 1 })
    expect(await answer).toEqual({ code: 'Cancelled' })
    expect(await failure(port.call('app.counts', {}, { signal: controller.signal }))).toEqual({
      code: 'Cancelled',
    })
  })

  it('lets a cancelled job say what it had done', async () => {
    const port = createPort()
    const { channel, send } = host()
    port.attach(channel)
    const controller = new AbortController()
    const seen: number[] = []
    const answer = port.call(
      'app.counts',
      {},
      { signal: controller.signal, onProgress: ({ done }) => seen.push(done) },
    )
    send({ t: 'progress', id: 1, progress: { done: 100, total: 300 } })
    controller.abort()
    send({ t: 'progress', id: 1, progress: { done: 200, total: 300 } })
    send({ t: 'reply', id: 1, ok: true, value: { counts: { contact: 200 } } })
    await expect(answer).resolves.toEqual({ counts: { contact: 200 } })
    expect(seen).toEqual([100, 200])
  })

  it('fails what was under way when the host dies, and goes on with the next one', async () => {
    const port = createPort()
    const first = host()
    port.attach(first.channel)
    const states: string[] = []
    port.onState((state) => states.push(state))
    const lost = failure(port.call('app.counts', {}))
    first.die()
    expect(await lost).toEqual({ code: 'Unavailable', reason: 'hostLost' })
    const later = port.call('app.counts', {})
    const second = host()
    port.attach(second.channel)
    second.send({ t: 'reply', id: 2, ok: true, value: { counts: {} } })
    await expect(later).resolves.toEqual({ counts: {} })
    expect(states).toEqual(['lost', 'connected'])
  })

  it('rejects what was under way when a new channel simply replaces the old', async () => {
    const port = createPort()
    port.attach(host().channel)
    const states: string[] = []
    port.onState((state) => states.push(state))
    const lost = failure(port.call('app.counts', {}))
    port.attach(host().channel)
    expect(await lost).toMatchObject({ code: 'Unavailable' })
    expect(states).toEqual(['lost', 'connected'])
  })

  it('passes change notices to everybody who listens, until they stop', () => {
    const port = createPort()
    const { channel, send } = host()
    port.attach(channel)
    const heard = vi.fn()
    const stop = port.onChanged(heard)
    send({ t: 'changed', seq: 7, entities: { contact: ['a'] } })
    stop()
    send({ t: 'changed', seq: 8, entities: { contact: 'many' } })
    expect(heard).toHaveBeenCalledTimes(1)
    expect(heard.mock.calls[0]?.[0]).toMatchObject({ seq: 7 })
  })

  it('works over a real message port', async () => {
    const port = createPort()
    const { port1, port2 } = new MessageChannel()
    port2.on('message', (up: Up) => {
      if (up.t === 'call') port2.postMessage({ t: 'reply', id: up.id, ok: true, value: { name: up.name } })
    })
    const channel: Channel = {
      onmessage: null,
      postMessage: (message) => port1.postMessage(message),
      close: () => port1.close(),
      addEventListener: () => undefined,
    }
    port1.on('message', (data) => channel.onmessage?.(new MessageEvent('message', { data })))
    port.attach(channel)
    await expect(port.call('app.info', {})).resolves.toEqual({ name: 'app.info' })
    port1.close()
  })
})

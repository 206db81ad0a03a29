import { QueryObserver } from '@tanstack/react-query'
import { describe, expect, it } from 'vitest'
import { readKey } from '../../renderer/data/hooks.ts'
import { concerns, keepLive } from '../../renderer/data/live.ts'
import { type Channel, createPort } from '../../renderer/data/port.ts'
import { createQueryClient } from '../../renderer/data/queryClient.ts'

const changed = { seq: 1, entities: { contact: ['a', 'b'], note: 'many' as const } }

describe('change notices', () => {
  it('concern reads of the same entity and record', () => {
    expect(concerns({ on: ['contact'] }, changed)).toBe(true)
    expect(concerns({ on: ['contact'], ids: ['b'] }, changed)).toBe(true)
    expect(concerns({ on: ['contact'], ids: ['z'] }, changed)).toBe(false)
    expect(concerns({ on: ['company'] }, changed)).toBe(false)
    expect(concerns({ on: ['note'], ids: ['z'] }, changed)).toBe(true)
    expect(concerns({ on: ['*'] }, changed)).toBe(true)
  })

  it('refetch exactly what they concern, and everything after a host restart', async () => {
    const client = createQueryClient()
    const port = createPort()
    const channel: Channel = {
      onmessage: null,
      postMessage: () => undefined,
      close: () => undefined,
      addEventListener: () => undefined,
    }
    port.attach(channel)
    const stop = keepLive(client, port)
    const fetched = { contact: 0, company: 0 }
    const watch = (entity: keyof typeof fetched) =>
      new QueryObserver(client, {
        queryKey: readKey('app.counts', { on: [entity] }, {}),
        queryFn: () => ++fetched[entity],
      }).subscribe(() => undefined)
    const stops = [watch('contact'), watch('company')]
    const settled = () => new Promise((done) => setTimeout(done, 20))
    await settled()
    channel.onmessage?.(new MessageEvent('message', { data: { t: 'changed', ...changed } }))
    await settled()
    expect(fetched).toEqual({ contact: 2, company: 1 })
    port.lost()
    port.attach({ ...channel })
    await settled()
    expect(fetched).toEqual({ contact: 3, company: 2 })
    for (const each of [...stops, stop]) each()
    client.clear()
  })

  it('let an answer that was under way come, and ask for it once more', async () => {
    const client = createQueryClient()
    const port = createPort()
    const channel: Channel = {
      onmessage: null,
      postMessage: () => undefined,
      close: () => undefined,
      addEventListener: () => undefined,
    }
    port.attach(channel)
    const stop = keepLive(client, port)
    const answers: ((value: string) => void)[] = []
    const observer = new QueryObserver<string>(client, {
      queryKey: readKey('app.counts', { on: ['contact'] }, {}),
      queryFn: () => new Promise((done) => answers.push(done)),
    })
    const unsubscribe = observer.subscribe(() => undefined)
    const settled = () => new Promise((done) => setTimeout(done, 20))
    const change = () =>
      channel.onmessage?.(new MessageEvent('message', { data: { t: 'changed', ...changed } }))
    for (const [at, answer] of ['first', 'second', 'third'].entries()) {
      change()
      change()
      await settled()
      expect(answers).toHaveLength(at + 1)
      answers[at]?.(answer)
      await settled()
      expect(observer.getCurrentResult().data).toBe(answer)
    }
    answers[3]?.('last')
    await settled()
    expect(observer.getCurrentResult()).toMatchObject({ data: 'last', isFetching: false })
    expect(answers).toHaveLength(4)
    unsubscribe()
    stop()
    client.clear()
  })
})

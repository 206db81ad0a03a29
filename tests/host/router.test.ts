/** The host as windows meet it: threads, links, broadcasts, trouble. Real worker threads, real files. */
import { writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { openExisting } from '#db/core/database.ts'
import { Host } from '#db/host/router.ts'
import type { Input, Name, Output } from '#db/shared/contract.ts'
import type { Link } from '#db/shared/link.ts'
import type { Changed, Down } from '#db/shared/wire.ts'
import { secondConnection, temporaryFolder } from '../helpers/database.ts'

const worker = join(import.meta.dirname, '../../db/host/worker.ts')
const hosts: Host[] = []
afterEach(async () => {
  for (const host of hosts.splice(0)) await host.close()
})

function startHost(file: string, program = worker, onDeath: () => void = () => undefined): Host {
  const host = new Host({ file, worker: program, checkOutput: true, onDeath, onReplaced: () => undefined })
  hosts.push(host)
  return host
}

/** A window of the host, without a window. */
function openWindow(host: Host) {
  let deliver: (message: unknown) => void = () => undefined
  let closed: () => void = () => undefined
  const waiting = new Map<number, (down: Extract<Down, { t: 'reply' }>) => void>()
  const changes: Changed[] = []
  const order: string[] = []
  let nextId = 1
  const link: Link = {
    post(message) {
      const down = structuredClone(message) as Down
      if (down.t === 'changed') {
        changes.push(down)
        order.push('changed')
      } else if (down.t === 'reply') {
        order.push('reply')
        waiting.get(down.id)?.(down)
      }
    },
    onMessage: (fn) => {
      deliver = fn
    },
    onClose: (fn) => {
      closed = fn
    },
    close: () => closed(),
  }
  host.attach(link)
  return {
    changes,
    order,
    close: () => closed(),
    send: (message: unknown) => deliver(message),
    call<N extends Name>(name: N, input: Input<N>): Promise<Output<N>> {
      const id = nextId++
      return new Promise((resolve, reject) => {
        waiting.set(id, (down) => (down.ok ? resolve(down.value as Output<N>) : reject(down.error)))
        deliver({ t: 'call', id, name, input })
      })
    },
  }
}

const newFile = (): string => join(temporaryFolder(), 'host.samphan')

describe('a backup put back from a window', () => {
  it('is the database from then on; the one that was there is kept whole; nobody else may have it open', async () => {
    const file = newFile()
    let replaced = 0
    const options = { file, worker, checkOutput: true, onDeath: () => undefined }
    const host = new Host({ ...options, onReplaced: () => replaced++ })
    hosts.push(host)
    const window = openWindow(host)
    const people = async (): Promise<number> =>
      (await window.call('record.list', { entity: 'contact' })).rows.length
    await window.call('record.create', { entity: 'contact', data: { givenName: 'Then' } })
    const name = basename((await window.call('backup.create', {})).file)
    await window.call('record.create', { entity: 'contact', data: { givenName: 'Later' } })

    const other = secondConnection(file)
    await expect(window.call('backup.restore', { name })).rejects.toMatchObject({ code: 'Locked' })
    expect(await people()).toBe(2)
    other.conn.db.close()

    // Whoever asks meanwhile waits and is answered out of the database that is there then.
    const [{ previous }, meanwhile] = await Promise.all([
      window.call('backup.restore', { name }),
      window.call('record.list', { entity: 'contact' }),
    ])
    expect(meanwhile.rows.length).toBeGreaterThan(0)
    expect(await people()).toBe(1)
    const kept = openExisting(previous ?? '', 'read')
    expect(kept.prepare('SELECT count(*) FROM contact').pluck().get()).toBe(2)
    kept.close()
    await expect.poll(() => replaced).toBe(1)
    await expect(window.call('backup.restore', { name: 'gone.samphan' })).rejects.toMatchObject({
      code: 'NotFound',
    })
    expect(await people()).toBe(1)
  })
})

describe('the host', () => {
  it('makes the default database, writes on one thread and reads on another', async () => {
    const window = openWindow(startHost(newFile()))
    const { id } = await window.call('record.create', { entity: 'contact', data: { givenName: 'Ann' } })
    expect(await window.call('record.get', { entity: 'contact', id })).toMatchObject({ givenName: 'Ann' })
    expect((await window.call('app.counts', {})).counts.contact).toBe(1)
  })

  it('tells every window of a change before it answers the one that made it', async () => {
    const host = startHost(newFile())
    const [a, b] = [openWindow(host), openWindow(host)]
    await b.call('app.info', {})
    const { id } = await a.call('record.create', { entity: 'contact', data: { givenName: 'Ann' } })
    expect(a.order.slice(-2)).toEqual(['changed', 'reply'])
    expect(b.changes).toMatchObject([{ entities: { contact: [id] } }])
  })

  it('tells windows within a second what another process did', async () => {
    const file = newFile()
    const window = openWindow(startHost(file))
    await window.call('app.info', {})
    const { id } = await secondConnection(file).call('record.create', {
      entity: 'contact',
      data: { givenName: 'Cli' },
    })
    await expect
      .poll(() => window.changes.at(-1)?.entities.contact, { timeout: 1_000, interval: 20 })
      .toEqual([id])
    expect(await window.call('record.get', { entity: 'contact', id })).toMatchObject({ givenName: 'Cli' })
  })

  it('finds what was written a moment before', async () => {
    const window = openWindow(startHost(newFile()))
    await window.call('record.create', {
      entity: 'contact',
      data: { givenName: 'สมชาย', phones: ['081-234-5678'] },
    })
    for (const text of ['สมช', '๐๘๑๒', '234 5678']) {
      expect((await window.call('search.run', { text })).hits, text).toHaveLength(1)
    }
  })

  it('answers every call with the reason when the file is no database, and leaves the file alone', async () => {
    const file = newFile()
    writeFileSync(file, 'Not a database, just words. '.repeat(50))
    const window = openWindow(startHost(file))
    await expect(window.call('app.info', {})).rejects.toMatchObject({
      code: 'Corrupt',
      reason: 'notADatabase',
    })
    await expect(window.call('record.create', { entity: 'contact', data: {} })).rejects.toMatchObject({
      code: 'Corrupt',
    })
  })

  it('ignores messages that are none, refuses procedures that are none, and lives on', async () => {
    const window = openWindow(startHost(newFile()))
    for (const message of [
      null,
      5,
      'call',
      {},
      { t: 'call' },
      { t: 'call', id: 'x', name: 'app.info' },
      { t: 'exec', id: 1 },
    ]) {
      window.send(message)
    }
    await expect(window.call('nope' as Name, {})).rejects.toMatchObject({
      code: 'Invalid',
      reason: 'unknownProcedure',
    })
    await expect(window.call('constructor' as Name, {})).rejects.toMatchObject({ code: 'Invalid' })
    expect((await window.call('app.info', {})).user.role).toBe('admin')
  })

  it('a thread that dies fails what it was asked, and whoever keeps the host is told to begin another', async () => {
    let deaths = 0
    const died = () => {
      deaths++
    }
    const window = openWindow(startHost(newFile(), join(import.meta.dirname, 'dyingThread.ts'), died))
    await expect(window.call('app.info', {})).rejects.toMatchObject({
      code: 'Unavailable',
      reason: 'threadDied',
    })
    await expect.poll(() => deaths).toBe(1)
  })

  it('a lookup belongs to its window and goes with it', async () => {
    const host = startHost(newFile())
    const [a, b] = [openWindow(host), openWindow(host)]
    await a.call('record.create', { entity: 'contact', data: { givenName: 'Ann' } })
    const { lookupId, version } = await a.call('lookup.create', { entity: 'contact' })
    const page = { lookupId, version, offset: 0, limit: 10, fields: ['givenName'] }
    expect((await a.call('lookup.page', page)).rows).toEqual([['Ann']])
    await expect(b.call('lookup.page', page)).rejects.toMatchObject({ code: 'NotFound' })
    a.close()
    await expect(b.call('lookup.page', page)).rejects.toMatchObject({ code: 'NotFound' })
  })
})

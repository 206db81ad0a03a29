/** Windows reach the files that people gave them, and no other. */
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { Grants, pathInputs } from '#db/host/grants.ts'
import { Host } from '#db/host/router.ts'
import { contract } from '#db/shared/contract.ts'
import type { Link } from '#db/shared/link.ts'
import type { Down } from '#db/shared/wire.ts'
import { temporaryFolder } from '../helpers/database.ts'

describe('grants', () => {
  const grants = new Grants()
  grants.add({ path: '/home/ann/people.csv', mode: 'read' })
  grants.add({ path: '/home/ann/out.csv', mode: 'write' })
  grants.add({ path: '/home/ann/backups', mode: 'folder' })

  it('hold for the use that was chosen, however the path is written', () => {
    expect(grants.allows('/home/ann/people.csv', 'read')).toBe(true)
    expect(grants.allows('/home/ann/x/../people.csv', 'read')).toBe(true)
    expect(grants.allows('/home/ann/people.csv', 'write')).toBe(false)
    expect(grants.allows('/home/ann/out.csv', 'read')).toBe(false)
    expect(grants.allows('/home/ann/backups', 'folder')).toBe(true)
    expect(grants.allows('/home/ann', 'folder')).toBe(false)
    expect(grants.allows('people.csv', 'read')).toBe(false)
  })

  it('cover the rejects of a file that was given', () => {
    expect(grants.allows('/home/ann/people.rejects.csv', 'write')).toBe(true)
    expect(grants.allows('/home/ann/people.rejects-2.csv', 'write')).toBe(true)
    expect(grants.allows('/home/ann/others.rejects.csv', 'write')).toBe(false)
    expect(grants.allows('/home/ann/people.rejects.csv.sh', 'write')).toBe(false)
    expect(grants.allows('/home/bob/people.rejects.csv', 'write')).toBe(false)
  })

  it('say what may be shown', () => {
    expect(grants.mayShow('/home/ann/backups/today.samphan')).toBe(true)
    expect(grants.mayShow('/home/ann/backups/../.ssh/id')).toBe(false)
    expect(grants.mayShow('/home/ann/people.rejects.csv')).toBe(true)
    expect(grants.mayShow('/etc/passwd')).toBe(false)
  })

  it('find the path nobody gave', () => {
    expect(grants.refusedIn({ files: ['/home/ann/people.csv'] })).toBeUndefined()
    expect(grants.refusedIn({ files: ['/home/ann/people.csv', '/etc/passwd'] })).toBe('/etc/passwd')
    expect(grants.refusedIn({ out: '/home/ann/people.csv' })).toBe('/home/ann/people.csv')
    expect(grants.refusedIn({ folder: '/' })).toBe('/')
    expect(grants.refusedIn('/etc/passwd')).toBeUndefined()
  })
})

/** Names of properties at the top of a procedure's input that look like a path: absolute by pattern, or called so. */
function pathsIn(schema: z.ZodType): string[] {
  const { properties } = z
    .object({ properties: z.record(z.string(), z.unknown()).default({}) })
    .parse(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }))
  return Object.entries(properties)
    .filter(
      ([name, value]) => /\[A-Za-z\]:/.test(JSON.stringify(value)) || /^(path|folder|files?)$/.test(name),
    )
    .map(([name]) => name)
}

it('every path the contract takes is one that grants look at', () => {
  const found = Object.entries(contract).flatMap(([name, { input }]) =>
    pathsIn(input).map((property) => ({ name, property })),
  )
  expect(found.length).toBeGreaterThanOrEqual(4)
  expect(found.filter(({ property }) => !(property in pathInputs))).toEqual([])
})

describe('a hostile page', () => {
  const hosts: Host[] = []
  afterEach(async () => {
    for (const host of hosts.splice(0)) await host.close()
  })

  function openWindow(host: Host) {
    let deliver: (message: unknown) => void = () => undefined
    const waiting = new Map<number, (down: Extract<Down, { t: 'reply' }>) => void>()
    let nextId = 1
    const link: Link = {
      post(message) {
        const down = structuredClone(message) as Down
        if (down.t === 'reply') waiting.get(down.id)?.(down)
      },
      onMessage: (fn) => {
        deliver = fn
      },
      onClose: () => undefined,
      close: () => undefined,
    }
    host.attach(link)
    return (name: string, input: unknown) =>
      new Promise<Extract<Down, { t: 'reply' }>>((resolve) => {
        const id = nextId++
        waiting.set(id, resolve)
        deliver({ t: 'call', id, name, input })
      })
  }

  it('reads and writes nothing that a person did not choose', async () => {
    const folder = temporaryFolder()
    const host = new Host({
      file: join(folder, 'host.samphan'),
      worker: join(import.meta.dirname, '../../db/host/worker.ts'),
      checkOutput: true,
      onDeath: () => undefined,
      onReplaced: () => undefined,
    })
    hosts.push(host)
    const call = openWindow(host)
    const source = join(folder, 'people.csv')
    const out = join(folder, 'out.csv')
    writeFileSync(source, 'First Name,Last Name,E-mail\nAnn,Lee,ann@example.com\n')

    const denied = { ok: false, error: { code: 'Denied', reason: 'pathNotGiven' } }
    expect(await call('transfer.preview', { files: [source] })).toMatchObject(denied)
    expect(await call('transfer.import', { files: [source] })).toMatchObject(denied)
    expect(await call('transfer.export', { entity: 'contact', out })).toMatchObject(denied)
    expect(existsSync(out)).toBe(false)

    host.grants.add({ path: source, mode: 'read' })
    expect(await call('transfer.preview', { files: [source] })).toMatchObject({
      ok: true,
      value: { rows: 1 },
    })
    expect(await call('transfer.import', { files: [source], rejects: out })).toMatchObject(denied)
    expect(await call('transfer.import', { files: [source] })).toMatchObject({
      ok: true,
      value: { created: 1 },
    })
    expect(await call('transfer.export', { entity: 'contact', out: source })).toMatchObject(denied)

    host.grants.add({ path: out, mode: 'write' })
    expect(await call('transfer.export', { entity: 'contact', out })).toMatchObject({
      ok: true,
      value: { rows: 1 },
    })
    expect(existsSync(out)).toBe(true)
  })
})

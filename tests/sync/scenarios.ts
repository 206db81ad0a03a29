/**
 * Twenty things a laptop may be in the middle of when it dies. Each is prepared, the laptop is killed at every one of its calls
 * to the server in turn, started again, and everybody must come to the same with nothing lost.
 */
import { publishSnapshot } from '#db/sync/snapshot.ts'
import type { Server } from './memoryDisk.ts'
import { contact } from './people.ts'
import { HUB, type Replica } from './replica.ts'

export interface Scene {
  readonly server: Server
  /** Who dies. */
  readonly a: Replica
  readonly b: Replica
  wait(ms: number): void
}

export interface Scenario {
  readonly name: string
  /** Until the moment from which calls are counted. */
  prepare(scene: Scene): Promise<unknown> | unknown
  /** What it dies in; a full round unless said. */
  act?(scene: Scene): Promise<unknown>
  /** No rename on this server. */
  readonly noRename?: true
}

const make = (replica: Replica, name: string): void =>
  void replica.write((write) => void write.create(contact, { givenName: name, phones: ['081 111 1111'] }))
const touch = (replica: Replica, jobTitle: string): void =>
  void replica.write((write) => write.set(contact, 1, { jobTitle }))
const bury = (replica: Replica): void =>
  void replica.write((write) => write.set(contact, 1, { deletedAt: write.at }))
const segments = ({ files }: Server): string[] => [...files.keys()].filter((path) => path.endsWith('.seg'))
const folder = `${HUB}.d`

export const scenarios: readonly Scenario[] = [
  { name: 'sending one change', prepare: ({ a }) => make(a, 'One') },
  {
    name: 'sending the same change again',
    prepare: async ({ a }) => {
      make(a, 'One')
      await a.sync()
    },
  },
  { name: 'sending much', prepare: ({ a }) => Array.from({ length: 30 }, (_, n) => make(a, `No ${n}`)) },
  {
    name: 'fetching one change',
    prepare: async ({ b }) => {
      make(b, 'Theirs')
      await b.sync()
    },
  },
  {
    name: 'fetching and sending at once',
    prepare: async ({ a, b }) => {
      make(a, 'Ours')
      make(b, 'Theirs')
      await b.sync()
    },
  },
  {
    name: 'meeting a conflict',
    prepare: async ({ a, b }) => {
      touch(a, 'ours')
      touch(b, 'theirs')
      await b.sync()
    },
  },
  {
    name: 'meeting a deletion of what was changed',
    prepare: async ({ a, b }) => {
      touch(a, 'ours')
      bury(b)
      await b.sync()
    },
  },
  {
    name: 'after a restart, with a stream of its own',
    prepare: async ({ a }) => {
      make(a, 'Before')
      await a.sync()
      a.relaunch()
      make(a, 'After')
    },
  },
  {
    name: 'put back from a backup',
    prepare: async ({ a }) => {
      const backup = a.image()
      make(a, 'Later')
      await a.sync(true)
      a.restore(backup)
      make(a, 'After')
    },
  },
  {
    name: 'finding that it was copied',
    prepare: async ({ a, b, wait }) => {
      make(a, 'Mine')
      await a.sync(true)
      const kept = a.image()
      wait(3_600_000)
      make(b, 'Theirs')
      await b.sync(true)
      await a.sync(true)
      a.restore(kept)
      make(a, 'The copy’s')
    },
  },
  {
    name: 'laying down a copy of everything',
    prepare: ({ a }) => make(a, 'One'),
    act: async ({ a }) => publishSnapshot(await a.session()),
  },
  {
    name: 'finding that the hub has forgotten everything but its keys',
    prepare: async ({ a, server }) => {
      make(a, 'One')
      await a.sync()
      await a.sync()
      for (const path of [...server.files.keys()])
        if (path.includes('/log/') || path.includes('/snap/')) server.files.delete(path)
    },
  },
  {
    name: 'finding that a file was lost',
    prepare: async ({ a, server }) => {
      make(a, 'One')
      await a.sync()
      for (const path of segments(server)) server.files.delete(path)
    },
  },
  {
    name: 'finding that a file was damaged',
    prepare: async ({ a, server }) => {
      make(a, 'One')
      await a.sync()
      for (const path of segments(server)) server.files.set(path, { bytes: new Uint8Array(9), at: 0 })
    },
  },
  {
    name: 'waiting for what depends on another’s',
    prepare: async ({ a, b, server }) => {
      make(b, 'Cause')
      await b.sync()
      const [cause = ''] = segments(server).slice(-1)
      const kept = server.files.get(cause)
      touch(b, 'effect')
      await b.sync()
      server.files.delete(cause)
      await a.sync(true)
      if (kept) server.files.set(cause, kept)
    },
  },
  {
    name: 'making a record private and open again',
    prepare: async ({ a }) => {
      make(a, 'Secret')
      await a.sync()
      a.write((write) => write.set(contact, 2, { private: 1, ownerId: 1 }))
      await a.sync()
      a.write((write) => write.set(contact, 2, { private: null }))
    },
  },
  {
    name: 'with a clock that is far off',
    prepare: ({ a }) => {
      a.skew = 5 * 3_600_000
      make(a, 'By a wrong clock')
    },
  },
  { name: 'on a server that cannot rename', prepare: ({ a }) => make(a, 'In place'), noRename: true },
  {
    name: 'having lost its own file of the team',
    prepare: ({ a, server }) => {
      make(a, 'One')
      for (const path of [...server.files.keys()])
        if (path.startsWith(`${folder}/members/`)) server.files.delete(path)
    },
  },
  { name: 'with nothing to do', prepare: async ({ a }) => a.sync() },
]

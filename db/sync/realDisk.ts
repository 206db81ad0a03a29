/** The real file system. Asynchronous throughout: a file server that does not answer must hold nobody up. */
import { randomFillSync } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { codeOf, type Disk, type Surroundings } from './surroundings.ts'

export const realDisk: Disk = {
  list: (folder) => readdir(folder),
  read: (file) => readFile(file),
  async size(file) {
    try {
      return (await stat(file)).size
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return undefined
      throw error
    }
  },
  modifiedAt: async (file) => (await stat(file)).mtimeMs,
  async makeFolder(folder) {
    await mkdir(folder, { recursive: true })
  },
  async create(file) {
    const handle = await open(file, 'wx', 0o644)
    return {
      async write(bytes) {
        await handle.writeFile(bytes)
      },
      sync: () => handle.sync(),
      close: () => handle.close(),
    }
  },
  rename,
  remove: (file) => rm(file),
}

export const realSurroundings: Surroundings = {
  disk: realDisk,
  now: () => Date.now(),
  random: (into) => void randomFillSync(into),
  wait: async (ms) => {
    await wait(ms)
  },
}

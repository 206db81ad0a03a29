/** A file server in memory: shared by all replicas, each with its own view of it. Listings may be old, writes may be torn. */
import type { Disk, NewFile } from '#db/sync/surroundings.ts'

export class DiskError extends Error {
  readonly code: string
  constructor(code: string) {
    super(code)
    this.code = code
  }
}

interface File {
  bytes: Uint8Array
  at: number
}

export class Server {
  files = new Map<string, File>()
  /** What each listing showed, and until when it may be shown again. */
  readonly folders = new Set<string>()

  copy(): Map<string, File> {
    return new Map([...this.files].map(([path, file]) => [path, { ...file }]))
  }
}

/** What may go wrong: asked before every call, with its number and name. Throws to fail it; 'killed' ends everything. */
export type Faults = (call: number, name: string, path: string) => undefined | { readonly tear: number }

/** One replica's way to the server. */
export class MemoryDisk implements Disk {
  readonly #server: Server
  readonly #now: () => number
  calls = 0
  faults: Faults | undefined
  /** Listings up to this old may be answered. */
  staleMs = 0
  readonly #seen = new Map<string, { at: number; names: readonly string[] }>()

  constructor(server: Server, now: () => number) {
    this.#server = server
    this.#now = now
  }

  #call(name: string, path: string): { readonly tear: number } | undefined {
    const call = this.calls++
    return this.faults?.(call, name, path) ?? undefined
  }

  async list(folder: string): Promise<readonly string[]> {
    this.#call('list', folder)
    const old = this.#seen.get(folder)
    if (old && this.#now() - old.at < this.staleMs) return old.names
    const prefix = `${folder}/`
    const names = new Set<string>()
    for (const path of [...this.#server.files.keys(), ...this.#server.folders])
      if (path.startsWith(prefix)) names.add(path.slice(prefix.length).split('/')[0] ?? '')
    if (!names.size && !this.#server.folders.has(folder)) throw new DiskError('ENOENT')
    const shown = [...names].filter(Boolean)
    this.#seen.set(folder, { at: this.#now(), names: shown })
    return shown
  }

  async read(file: string): Promise<Uint8Array> {
    this.#call('read', file)
    const found = this.#server.files.get(file)
    if (!found) throw new DiskError('ENOENT')
    return found.bytes
  }

  async size(file: string): Promise<number | undefined> {
    this.#call('size', file)
    return this.#server.files.get(file)?.bytes.length
  }

  async modifiedAt(file: string): Promise<number> {
    this.#call('modifiedAt', file)
    return this.#server.files.get(file)?.at ?? 0
  }

  async makeFolder(folder: string): Promise<void> {
    this.#call('makeFolder', folder)
    this.#server.folders.add(folder)
  }

  async create(file: string): Promise<NewFile> {
    this.#call('create', file)
    if (this.#server.files.has(file)) throw new DiskError('EEXIST')
    const made: File = { bytes: new Uint8Array(0), at: this.#now() }
    this.#server.files.set(file, made)
    return {
      write: async (bytes) => {
        const torn = this.#torn(made, bytes, file)
        if (torn) throw torn
        made.bytes = bytes.slice()
      },
      sync: async () => {
        this.#call('sync', file)
      },
      close: async () => {
        this.#call('close', file)
      },
    }
  }

  /** A failing write leaves a part behind. */
  #torn(made: File, bytes: Uint8Array, file: string): unknown {
    try {
      const fault = this.#call('write', file)
      if (fault) {
        made.bytes = bytes.slice(0, fault.tear)
        return new DiskError('EIO')
      }
      return undefined
    } catch (error) {
      made.bytes = bytes.slice(0, Math.floor(bytes.length / 2))
      return error
    }
  }

  async rename(from: string, to: string): Promise<void> {
    this.#call('rename', from)
    const found = this.#server.files.get(from)
    if (!found) throw new DiskError('ENOENT')
    this.#server.files.set(to, found)
    this.#server.files.delete(from)
  }

  async remove(file: string): Promise<void> {
    this.#call('remove', file)
    if (!this.#server.files.delete(file)) throw new DiskError('ENOENT')
  }
}

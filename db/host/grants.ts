/**
 * Which files windows may have read and written: those a person chose in a dialog or dropped on a window. Main keeps the
 * truth and tells the host, so that a page that turned against its user can name any path and get none.
 * Must never: grant by itself, look into a file.
 */
import { isAbsolute, normalize, sep } from 'node:path'
import type { FileGrant, GrantMode } from '../shared/link.ts'

/** Where the contract takes paths, in any procedure, and what is done there. A test says that these are all. */
export const pathInputs: Readonly<Record<string, GrantMode>> = {
  files: 'read',
  out: 'write',
  rejects: 'write',
  folder: 'folder',
}

export class Grants {
  readonly #paths: Readonly<Record<GrantMode, Set<string>>> = {
    read: new Set(),
    write: new Set(),
    folder: new Set(),
  }

  add({ path, mode }: FileGrant): void {
    if (isAbsolute(path)) this.#paths[mode].add(normalize(path))
  }

  all(): FileGrant[] {
    const { read, write, folder } = this.#paths
    const of = (mode: GrantMode, paths: Set<string>): FileGrant[] =>
      [...paths].map((path) => ({ path, mode }))
    return [...of('read', read), ...of('write', write), ...of('folder', folder)]
  }

  /** Whether a person gave this path for that use. The rejects of a file may be written beside it. */
  allows(path: string, mode: GrantMode): boolean {
    if (!isAbsolute(path)) return false
    const plain = normalize(path)
    return this.#paths[mode].has(plain) || (mode === 'write' && this.#isRejects(plain))
  }

  /** Whether it may be shown or opened: given for any use, or made of what was given. */
  mayShow(path: string): boolean {
    const plain = normalize(path)
    if (!isAbsolute(plain)) return false
    if (this.allows(plain, 'read') || this.allows(plain, 'write') || this.allows(plain, 'folder')) return true
    return [...this.#paths.folder].some((folder) => plain.startsWith(folder + sep))
  }

  /** The first path in a window's input that nobody gave; undefined when there is none. */
  refusedIn(input: unknown): string | undefined {
    if (typeof input !== 'object' || input === null) return undefined
    for (const [name, mode] of Object.entries(pathInputs)) {
      const value: unknown = Reflect.get(input, name)
      for (const path of Array.isArray(value) ? value : [value])
        if (typeof path === 'string' && !this.allows(path, mode)) return path
    }
    return undefined
  }

  /** `people.csv` has `people.rejects.csv`, `people.rejects-2.csv` …; mended and imported again, the same names. */
  #isRejects(path: string): boolean {
    const stem = /^(.*)\.rejects(-\d+)?\.csv$/.exec(path)?.[1]
    if (stem === undefined) return false
    return [...this.#paths.read].some(
      (source) => source.replace(/(\.rejects(-\d+)?)?\.[^./\\]*$/, '') === stem,
    )
  }
}

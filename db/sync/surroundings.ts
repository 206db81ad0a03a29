/** Everything the sharing engine has from outside, in one interface, so that tests hold disk, time and chance in their hands. */

/** A file just made, being written. Each step can fail by itself: some file servers tell of a full disk only at the end. */
export interface NewFile {
  write(bytes: Uint8Array): Promise<void>
  sync(): Promise<void>
  close(): Promise<void>
}

/** A folder anywhere: a file server, a stick, a synchronised folder. Failures are those of the file system, with its codes. */
export interface Disk {
  list(folder: string): Promise<readonly string[]>
  read(file: string): Promise<Uint8Array>
  /** Its length, or undefined when there is none. */
  size(file: string): Promise<number | undefined>
  /** When it was last written by the clock of the server. */
  modifiedAt(file: string): Promise<number>
  makeFolder(folder: string): Promise<void>
  /** Fails when the name is taken. */
  create(file: string): Promise<NewFile>
  rename(from: string, to: string): Promise<void>
  remove(file: string): Promise<void>
}

export interface Surroundings {
  readonly disk: Disk
  now(): number
  random(into: Uint8Array): void
  wait(ms: number): Promise<void>
}

export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

export function randomBytesOf(from: Pick<Surroundings, 'random'>, length: number): Uint8Array {
  const bytes = new Uint8Array(length)
  from.random(bytes)
  return bytes
}

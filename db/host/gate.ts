/**
 * Where a thread waits, loaded, until the writer has made or migrated the database, or could not. It is let go in either case:
 * ending a thread may come just before it begins to wait, and is not heard then.
 */
const OPEN = 1
const NEVER = 2

export class Gate {
  /** For the thread that waits. */
  readonly memory = new SharedArrayBuffer(4)

  /** `isOpen`: the thread may go on; else it is to end. */
  letGo(isOpen: boolean): void {
    const state = new Int32Array(this.memory)
    Atomics.store(state, 0, isOpen ? OPEN : NEVER)
    Atomics.notify(state, 0)
  }
}

/** Blocks the thread; true when it may go on. */
export function passGate(memory: SharedArrayBuffer): boolean {
  const state = new Int32Array(memory)
  Atomics.wait(state, 0, 0)
  return Atomics.load(state, 0) === OPEN
}

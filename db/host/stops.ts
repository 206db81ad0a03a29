/** Which calls of a thread are not wanted any more: in memory it can look at while it is busy and hears no messages. */

/** More than a thread ever has to do at once; two calls so far apart that they share a place are never both there. */
const PLACES = 64

export class Stops {
  readonly memory: SharedArrayBuffer
  readonly #ids: Int32Array

  /** `memory`: what the other side made. */
  constructor(memory = new SharedArrayBuffer(PLACES * Int32Array.BYTES_PER_ELEMENT)) {
    this.memory = memory
    this.#ids = new Int32Array(memory)
  }

  stop(id: number): void {
    Atomics.store(this.#ids, id % PLACES, id)
  }

  isStopped(id: number): boolean {
    return Atomics.load(this.#ids, id % PLACES) === id
  }
}

/**
 * The threads that run what takes long, as one: each is given one query at a time, so that short ones go past a long one. The
 * second is opened when it is first needed. Must never look at what is asked.
 */
import type { Heard, Settled, Thread } from './thread.ts'
import type { ToWorker } from './worker.ts'

/** What this needs of a thread. */
export type Worked = Pick<Thread, 'ready' | 'run'>

export interface Running {
  readonly outcome: Promise<Settled>
  cancel(): void
}

/** A query keeps its thread to itself; jobs pause now and then and let others between. */
type Kind = 'query' | 'job'

interface Waiting {
  readonly kind: Kind
  begin(lane: Lane): void
}

/** A thread and how much of either kind it has under way. */
class Lane {
  readonly thread: Worked
  readonly #underWay = { query: 0, job: 0 }

  constructor(thread: Worked) {
    this.thread = thread
  }

  get jobs(): number {
    return this.#underWay.job
  }
  get queries(): number {
    return this.#underWay.query
  }

  take(kind: Kind): void {
    this.#underWay[kind]++
  }
  done(kind: Kind): void {
    this.#underWay[kind]--
  }
}

export class SlowThreads {
  readonly #lanes: Lane[]
  readonly #waiting: Waiting[] = []
  /** Opens the second; undefined once that was asked of it. */
  #open: (() => Worked) | undefined
  #opening = false

  constructor(first: Worked, second: () => Worked) {
    this.#lanes = [new Lane(first)]
    this.#open = second
  }

  ask(kind: Kind, build: (id: number) => ToWorker, heard: Heard): Running {
    let cancel = (): void => undefined
    const outcome = new Promise<Settled>((settle) => {
      const waiting: Waiting = {
        kind,
        begin: (lane) => {
          lane.take(kind)
          const running = lane.thread.run(build, heard)
          cancel = running.cancel
          void running.outcome.then((settled) => {
            lane.done(kind)
            settle(settled)
            this.#next()
          })
        },
      }
      this.#waiting.push(waiting)
      cancel = () => {
        this.#waiting.splice(this.#waiting.indexOf(waiting), 1)
        settle({ ok: false, error: { code: 'Cancelled', reason: 'byUser' } })
      }
      this.#next()
    })
    return { outcome, cancel: () => cancel() }
  }

  /** Begins whatever a thread is there for, first come first. */
  #next(): void {
    for (const waiting of [...this.#waiting]) {
      const lane = this.#laneFor(waiting.kind)
      if (!lane) continue
      this.#waiting.splice(this.#waiting.indexOf(waiting), 1)
      waiting.begin(lane)
    }
  }

  #laneFor(kind: Kind): Lane | undefined {
    const load = ({ jobs, queries }: Lane): number => (kind === 'job' ? jobs + queries : jobs)
    const least = Math.min(...this.#lanes.map(load))
    const found = this.#lanes.find((lane) => load(lane) === least && (kind === 'job' || lane.queries === 0))
    if (found && least === 0) return found
    // A thread that nothing else works on is worth waiting for until it is open.
    return this.#more() ? undefined : found
  }

  /** Whether another thread is on its way. */
  #more(): boolean {
    const open = this.#open
    if (!open) return this.#opening
    this.#open = undefined
    this.#opening = true
    const thread = open()
    void thread.ready.then((trouble) => {
      this.#opening = false
      if (!trouble) this.#lanes.push(new Lane(thread))
      this.#next()
    })
    return true
  }
}

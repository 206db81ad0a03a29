/**
 * Rows by the page: fetched as they are needed, kept up to a limit, the least recently seen forgotten first.
 * A refresh keeps showing the old rows until the new ones are here. No React; the grid subscribes.
 */

export const PAGE = 100
const KEPT_PAGES = 60
const IN_FLIGHT = 3

export type LoadRows<Row> = (offset: number, limit: number, signal: AbortSignal) => Promise<readonly Row[]>

interface Page<Row> {
  readonly rows: readonly Row[]
  readonly revision: number
}

export interface Pages<Row> {
  /** The row, if it is here. */
  row(index: number): Row | undefined
  /** Says what is in sight and which way the eye travels; starts what is missing, gives up what is not wanted. */
  want(first: number, end: number, direction: 1 | -1, count: number): void
  /** All rows may have changed: shown ones are fetched anew, none disappear meanwhile. */
  refresh(): void
  /** A failure to load what is in sight, until a load succeeds. */
  failure(): unknown
  subscribe(listener: () => void): () => void
  /** Grows with every change a reader could see. */
  version(): number
  /** Gives up what is under way. What is here stays readable. */
  close(): void
}

export function createPages<Row>(load: LoadRows<Row>): Pages<Row> {
  const pages = new Map<number, Page<Row>>()
  const flying = new Map<number, AbortController>()
  const listeners = new Set<() => void>()
  let wanted: number[] = []
  let revision = 0
  let version = 0
  let failure: unknown

  function changed(): void {
    version++
    for (const listener of listeners) listener()
  }
  function fetchNext(): void {
    for (const number of wanted) {
      if (flying.size >= IN_FLIGHT) return
      if (flying.has(number) || pages.get(number)?.revision === revision) continue
      void fetchPage(number)
    }
  }
  async function fetchPage(number: number): Promise<void> {
    const controller = new AbortController()
    const asked = revision
    flying.set(number, controller)
    try {
      const rows = await load(number * PAGE, PAGE, controller.signal)
      if (controller.signal.aborted) return
      failure = undefined
      pages.delete(number)
      pages.set(number, { rows, revision: asked })
      forget()
      changed()
    } catch (error) {
      if (controller.signal.aborted) return
      failure = error
      wanted = wanted.filter((other) => other !== number)
      changed()
    } finally {
      if (flying.get(number) === controller) flying.delete(number)
      fetchNext()
    }
  }
  function forget(): void {
    for (const number of pages.keys()) {
      if (pages.size <= KEPT_PAGES) return
      if (!wanted.includes(number)) pages.delete(number)
    }
  }
  return {
    row: (index) => pages.get(Math.floor(index / PAGE))?.rows[index % PAGE],
    want(first, end, direction, count) {
      if (end <= first) return
      const lastPage = Math.floor((count - 1) / PAGE)
      const from = Math.floor(first / PAGE)
      const to = Math.floor((end - 1) / PAGE)
      const order: number[] = []
      for (let number = from; number <= to; number++) order.push(number)
      if (direction < 0) order.reverse()
      for (const ahead of direction > 0 ? [to + 1, to + 2, from - 1] : [from - 1, from - 2, to + 1]) {
        if (ahead >= 0 && ahead <= lastPage) order.push(ahead)
      }
      wanted = order
      for (const number of order) {
        const page = pages.get(number)
        if (!page) continue
        pages.delete(number)
        pages.set(number, page)
      }
      for (const [number, controller] of flying) {
        if (wanted.includes(number)) continue
        controller.abort()
        flying.delete(number)
      }
      fetchNext()
    },
    refresh() {
      revision++
      failure = undefined
      for (const controller of flying.values()) controller.abort()
      flying.clear()
      fetchNext()
    },
    failure: () => failure,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    version: () => version,
    close() {
      wanted = []
      for (const controller of flying.values()) controller.abort()
      flying.clear()
    },
  }
}

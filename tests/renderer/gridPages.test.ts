import { describe, expect, it } from 'vitest'
import { createPages, type LoadRows, PAGE } from '../../renderer/ui/grid/pages.ts'

interface Asked {
  readonly offset: number
  readonly signal: AbortSignal
  answer(rows?: readonly number[]): Promise<void>
  fail(error: Error): Promise<void>
}

/** A source whose answers the test gives. */
function source() {
  const asked: Asked[] = []
  const load: LoadRows<number> = (offset, limit, signal) =>
    new Promise((resolve, reject) => {
      const settled = () => new Promise<void>((done) => setTimeout(done, 0))
      asked.push({
        offset,
        signal,
        answer: (rows = Array.from({ length: limit }, (_, at) => offset + at)) => {
          resolve(rows)
          return settled()
        },
        fail: (error) => {
          reject(error)
          return settled()
        },
      })
    })
  return { asked, load }
}

describe('pages of rows', () => {
  it('fetches what is in sight first, then ahead in the direction of travel', async () => {
    const { asked, load } = source()
    const pages = createPages(load)
    pages.want(250, 320, 1, 10_000)
    expect(asked.map(({ offset }) => offset)).toEqual([200, 300, 400])
    await asked[0]?.answer()
    expect(asked.at(-1)?.offset).toBe(500)
    expect(pages.row(255)).toBe(255)
    expect(pages.row(305)).toBeUndefined()
  })

  it('fetches backwards when the eye goes up', () => {
    const { asked, load } = source()
    createPages(load).want(500, 540, -1, 10_000)
    expect(asked.map(({ offset }) => offset)).toEqual([500, 400, 300])
  })

  it('gives up what is no longer wanted', () => {
    const { asked, load } = source()
    const pages = createPages(load)
    pages.want(0, 40, 1, 1_000_000)
    pages.want(900_000, 900_040, 1, 1_000_000)
    expect(asked.slice(0, 3).every(({ signal }) => signal.aborted)).toBe(true)
    expect(asked[3]?.offset).toBe(900_000)
    expect(asked[3]?.signal.aborted).toBe(false)
  })

  it('never asks beyond the end', () => {
    const { asked, load } = source()
    createPages(load).want(0, 7, 1, 7)
    expect(asked.map(({ offset }) => offset)).toEqual([0])
  })

  it('keeps showing old rows while a refresh is under way', async () => {
    const { asked, load } = source()
    const pages = createPages(load)
    pages.want(0, 40, 1, 50)
    await asked[0]?.answer()
    expect(pages.row(3)).toBe(3)
    pages.refresh()
    expect(pages.row(3)).toBe(3)
    expect(asked).toHaveLength(2)
    await asked[1]?.answer(Array.from({ length: PAGE }, (_, at) => at + 1_000))
    expect(pages.row(3)).toBe(1_003)
  })

  it('forgets the least recently seen pages, never those in sight', async () => {
    const { asked, load } = source()
    const pages = createPages(load)
    for (let at = 0; at < 80; at++) {
      pages.want(at * PAGE, at * PAGE + 40, 1, 8_000)
      for (const call of asked.splice(0)) if (!call.signal.aborted) await call.answer()
    }
    expect(pages.row(0)).toBeUndefined()
    expect(pages.row(79 * PAGE)).toBe(7_900)
  })

  it('tells of a failure and recovers with the next answer', async () => {
    const { asked, load } = source()
    const pages = createPages(load)
    let told = 0
    pages.subscribe(() => told++)
    pages.want(0, 40, 1, 50)
    await asked[0]?.fail(new Error('gone'))
    expect(pages.failure()).toBeInstanceOf(Error)
    pages.want(0, 40, 1, 50)
    await asked[1]?.answer()
    expect(pages.failure()).toBeUndefined()
    expect(told).toBe(2)
  })
})

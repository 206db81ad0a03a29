import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Port } from '../../renderer/data/port.ts'
import { draftOf, dropDraft, keepDraft, restoreDrafts, useDrafts } from '../../renderer/state/drafts.ts'

const calls: [string, unknown][] = []
const answers: Record<string, unknown> = {}
const link: Pick<Port, 'call'> = {
  call: (name, input) => {
    calls.push([name, input])
    return Promise.resolve(answers[name]) as ReturnType<Port['call']> as never
  },
}

describe('drafts', () => {
  beforeEach(() => {
    vi.useFakeTimers()
    calls.length = 0
    useDrafts.setState({ byKey: new Map() })
  })
  afterEach(() => vi.useRealTimers())

  it('gather changed fields over the revision the edit began with', () => {
    keepDraft(link, 'contact', 'a', 'givenName', 'So', 41)
    keepDraft(link, 'contact', 'a', 'givenName', 'Som', 42)
    keepDraft(link, 'contact', 'a', 'jobTitle', 'Buyer', 42)
    expect(draftOf('contact', 'a')).toEqual({
      entity: 'contact',
      record: 'a',
      data: { givenName: 'Som', jobTitle: 'Buyer' },
      base: 41,
    })
  })

  it('reach the host within half a second, once per pause in typing', () => {
    keepDraft(link, 'contact', 'a', 'givenName', 'S', 41)
    vi.advanceTimersByTime(100)
    keepDraft(link, 'contact', 'a', 'givenName', 'So', 41)
    vi.advanceTimersByTime(499)
    expect(calls).toEqual([
      ['draft.save', { entity: 'contact', record: 'a', data: { givenName: 'So' }, base: 41 }],
    ])
  })

  it('are cleared when saved, and not mirrored afterwards', () => {
    keepDraft(link, 'contact', 'a', 'givenName', 'So')
    dropDraft(link, 'contact', 'a')
    vi.advanceTimersByTime(1_000)
    expect(calls).toEqual([['draft.clear', { entity: 'contact', record: 'a' }]])
    expect(draftOf('contact', 'a')).toBeUndefined()
  })

  it('come back after a crash, but not over what is being typed now', async () => {
    answers['draft.list'] = {
      drafts: [
        { entity: 'contact', record: 'a', data: { givenName: 'old' }, savedAt: '2026-01-01T00:00:00Z' },
        {
          entity: 'contact',
          record: 'b',
          data: { givenName: 'lost' },
          base: 3,
          savedAt: '2026-01-01T00:00:00Z',
        },
      ],
    }
    keepDraft(link, 'contact', 'a', 'givenName', 'new')
    expect(await restoreDrafts(link)).toBe(1)
    expect(draftOf('contact', 'a')?.data).toEqual({ givenName: 'new' })
    expect(draftOf('contact', 'b')).toMatchObject({ base: 3, data: { givenName: 'lost' } })
  })
})

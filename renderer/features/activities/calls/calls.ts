/**
 * Calls under way or not yet logged. Each is a draft, so that what was noted survives a crash and a second call parks the
 * first: nothing of it is lost until it is logged or thrown away.
 */
import { useMemo } from 'react'
import { asciiDigits } from '#db/shared/numbers/digits.ts'
import { native } from '../../../data/native.ts'
import { port } from '../../../data/port.ts'
import { dropDraft, keepDraft, useDrafts } from '../../../state/drafts.ts'

const ENTITY = 'call'

export interface Call {
  readonly id: string
  readonly number: string
  readonly contactId: string | null
  readonly companyId: string | null
  readonly name: string
  readonly startedAt: string
  /** When it was hung up or another one came between. */
  readonly endedAt: string | null
  readonly details: string
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null)

type Drafts = ReturnType<typeof useDrafts.getState>['byKey']

const callsIn = (byKey: Drafts): readonly Call[] =>
  [...byKey.values()]
    .filter(({ entity }) => entity === ENTITY)
    .map(({ record, data }) => ({
      id: record,
      number: text(data.number),
      contactId: textOrNull(data.contactId),
      companyId: textOrNull(data.companyId),
      name: text(data.name),
      startedAt: text(data.startedAt),
      endedAt: textOrNull(data.endedAt),
      details: text(data.details),
    }))
    .sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1))

export const callsNow = (): readonly Call[] => callsIn(useDrafts.getState().byKey)

export function useCallDrafts(): readonly Call[] {
  const byKey = useDrafts((state) => state.byKey)
  return useMemo(() => callsIn(byKey), [byKey])
}

interface Party {
  readonly number: string
  readonly contactId?: string | null
  readonly companyId?: string | null
  readonly name?: string
}

/** Starts the clock; a call that runs is parked. */
export function startCall(running: readonly Call[], party: Party): string {
  const now = new Date().toISOString()
  for (const call of running) if (call.endedAt === null) keepDraft(port, ENTITY, call.id, 'endedAt', now)
  const id = `${Date.now()}`
  const fields = {
    number: party.number,
    contactId: party.contactId ?? null,
    companyId: party.companyId ?? null,
    name: party.name ?? '',
    startedAt: now,
    endedAt: null,
    details: '',
  }
  for (const [field, value] of Object.entries(fields)) keepDraft(port, ENTITY, id, field, value)
  return id
}

/** Lets the telephone call the number; false when nothing could. */
export async function dialNumber(number: string): Promise<boolean> {
  const dialled = asciiDigits(number).replace(/[^\d+*#,;]/g, '')
  return (await native?.openExternal(`tel:${dialled}`)) ?? false
}

export const noteCall = (id: string, details: string): void => keepDraft(port, ENTITY, id, 'details', details)
export const endCall = (id: string): void => keepDraft(port, ENTITY, id, 'endedAt', new Date().toISOString())
export const forgetCall = (id: string): void => dropDraft(port, ENTITY, id)

export const secondsOf = (call: Call, now: number): number =>
  Math.max(
    0,
    Math.round(
      ((call.endedAt === null ? now : Date.parse(call.endedAt)) - Date.parse(call.startedAt)) / 1000,
    ),
  )

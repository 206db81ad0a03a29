/**
 * What every database knows of tickets before anybody changed anything: types, channels, the status flow, and how impact and
 * urgency make a priority. Codes are stored and worded by the catalogues; own ones are stored as named.
 */

export const ticketTypes = ['question', 'incident', 'complaint', 'request', 'change'] as const
export const ticketChannels = ['phone', 'email', 'web', 'chat', 'social', 'visit'] as const
export const levels = ['high', 'medium', 'low'] as const
export type Level = (typeof levels)[number]

export const priorities = ['urgent', 'high', 'normal', 'low'] as const
export type Priority = (typeof priorities)[number]

/** What a status comes down to: clocks run in the first two, stand still in the others. */
export const phases = ['new', 'open', 'waiting', 'solved', 'closed'] as const
export type Phase = (typeof phases)[number]
export const isPhase = (value: unknown): value is Phase => phases.some((phase) => phase === value)
/** Somebody is still to do something about it. */
export const openPhases: readonly Phase[] = ['new', 'open', 'waiting']
/** The clocks run. */
export const isRunning = (phase: Phase): boolean => phase === 'new' || phase === 'open'
export const isOver = (phase: Phase): boolean => phase === 'solved' || phase === 'closed'

/** A status of the flow; built-in ones go by their code. */
export interface Status {
  readonly name: string
  readonly phase: Phase
}

export const builtInStatuses: readonly Status[] = [
  { name: 'new', phase: 'new' },
  { name: 'open', phase: 'open' },
  { name: 'waiting', phase: 'waiting' },
  { name: 'solved', phase: 'solved' },
  { name: 'closed', phase: 'closed' },
]

/** The setting that holds the flow of a database. */
export const FLOW_SETTING = 'ticket.statuses'

const isStatus = (value: unknown): value is Status =>
  typeof value === 'object' &&
  value !== null &&
  'name' in value &&
  typeof value.name === 'string' &&
  'phase' in value &&
  isPhase(value.phase)

/** The flow as a setting says it, else the usual one. One without a beginning or an end is no flow. */
export function flowOf(setting: unknown): readonly Status[] {
  const flow = Array.isArray(setting) ? setting.filter(isStatus) : []
  const has = (phase: Phase): boolean => flow.some((status) => status.phase === phase)
  return has('new') && has('open') && has('solved') ? flow : builtInStatuses
}

/** What a status comes down to; one that is in no flow any more keeps the meaning of its code, else it is open. */
export const phaseOf = (flow: readonly Status[], status: unknown): Phase =>
  (flow.find(({ name }) => name === status) ?? builtInStatuses.find(({ name }) => name === status))?.phase ??
  'open'

/** The first status of the flow that comes down to a phase. */
export const statusFor = (flow: readonly Status[], phase: Phase): string =>
  flow.find((status) => status.phase === phase)?.name ?? phase

const matrix: Readonly<Record<Level, Readonly<Record<Level, Priority>>>> = {
  high: { high: 'urgent', medium: 'high', low: 'normal' },
  medium: { high: 'high', medium: 'normal', low: 'low' },
  low: { high: 'normal', medium: 'low', low: 'low' },
}
const isLevel = (value: unknown): value is Level => levels.some((level) => level === value)
const isPriority = (value: unknown): value is Priority => priorities.some((priority) => priority === value)

/** Impact × urgency, what is not said counting as medium; a priority given by hand wins. */
export function priorityOf(impact: unknown, urgency: unknown, given: unknown): Priority {
  if (isPriority(given)) return given
  return matrix[isLevel(impact) ? impact : 'medium'][isLevel(urgency) ? urgency : 'medium']
}

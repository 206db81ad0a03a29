/** Opportunities as cards: what the board, the calendar of closings and other records' pages show of one. Reads only. */
import { allRows, type Connection, getRow } from '../../core/connection.ts'
import { named } from '../../core/read.ts'
import { visibleName } from '../../core/visible.ts'
import { idToText } from '../../shared/id.ts'
import type { OpportunityCard, OpportunityState } from '../../shared/opportunities.ts'

const DAY = 86_400_000

export interface CardRow {
  readonly rowId: number
  readonly id: Uint8Array
  readonly displayName: string | null
  readonly companyId: number | null
  readonly contactId: number | null
  readonly ownerId: number | null
  readonly minor: number | null
  readonly currency: string | null
  readonly probability: number | null
  readonly closeDate: string | null
  readonly stageSince: number | null
  readonly stageId: number | null
  readonly pipelineId: number | null
  readonly status: string | null
  readonly nextStep: string | null
  readonly rotDays: number | null
  readonly stageProbability: number | null
}

/** The columns of a card, over `r` (an opportunity) joined with `s` (its stage). */
export const cardColumns = `r.rowId, r.id, r.displayName, r.companyId, r.contactId, r.ownerId, r.minor, r.currency, r.probability,
  r.closeDate, r.stageSince, r.stageId, r.pipelineId, r.status, r.nextStep, s.rotDays, s.probability AS stageProbability`
export const cardSource = 'visibleOpportunity r LEFT JOIN visibleStage s ON s.rowId = r.stageId'

export const stateOf = (status: string | null): OpportunityState =>
  status === 'won' || status === 'lost' ? status : 'open'

export const probabilityOf = (row: Pick<CardRow, 'status' | 'probability' | 'stageProbability'>): number =>
  row.status === 'won' ? 100 : row.status === 'lost' ? 0 : (row.probability ?? row.stageProbability ?? 0)

interface NextRow {
  readonly id: Uint8Array
  readonly startAt: number
  readonly regarding: string | null
  readonly kind: string | null
}

const open = `ifnull(status, 'open') = 'open'`
const nextActivity = `SELECT id, startAt, regarding, kind FROM visibleActivity
  WHERE opportunityId = ? AND ${open} ORDER BY startAt, rowId LIMIT 1`
/** The columns beside a minimum are those of its row. */
const nextActivities = `SELECT opportunityId, id, min(startAt) AS startAt, regarding, kind FROM visibleActivity
  WHERE opportunityId IN (SELECT value FROM json_each(?)) AND ${open} GROUP BY opportunityId`

function nextFrom(
  scheduled: NextRow | undefined,
  row: Pick<CardRow, 'nextStep'>,
  now: number,
): OpportunityCard['next'] {
  if (scheduled)
    return {
      text: scheduled.regarding ?? scheduled.kind ?? '',
      at: new Date(scheduled.startAt).toISOString(),
      activity: idToText(scheduled.id),
      overdue: scheduled.startAt < now,
    }
  return row.nextStep === null ? null : { text: row.nextStep, at: null, activity: null, overdue: false }
}

/** What comes next: the first thing that is scheduled, else what was written down; null when there is neither. */
export const nextOf = (
  conn: Connection,
  row: Pick<CardRow, 'rowId' | 'nextStep'>,
  now: number,
): OpportunityCard['next'] => nextFrom(getRow<NextRow>(conn, nextActivity, row.rowId), row, now)

export const daysSince = (since: number | null, now: number): number =>
  since === null ? 0 : Math.max(0, Math.floor((now - since) / DAY))

/** Longer in its stage than the stage allows. */
export const isRotting = (row: Pick<CardRow, 'status' | 'rotDays' | 'stageSince'>, now: number): boolean =>
  stateOf(row.status) === 'open' && row.rotDays !== null && daysSince(row.stageSince, now) > row.rotDays

/** What is around many cards, asked for at once. */
interface Around {
  party(to: string, rowId: number | null): OpportunityCard['owner']
  next(row: CardRow): OpportunityCard['next']
}

interface NamedRow {
  readonly rowId: number
  readonly id: Uint8Array
  readonly displayName: string | null
}

const parties = { company: 'companyId', contact: 'contactId', user: 'ownerId' } as const

function around(conn: Connection, rows: readonly CardRow[], now: number): Around {
  const json = (ids: Iterable<number>): string => JSON.stringify([...new Set(ids)])
  const names = new Map<string, OpportunityCard['owner']>()
  for (const [to, column] of Object.entries(parties)) {
    const found = allRows<NamedRow>(
      conn,
      `SELECT rowId, id, displayName FROM ${visibleName(to)} WHERE rowId IN (SELECT value FROM json_each(?))`,
      json(rows.flatMap((row) => row[column] ?? [])),
    )
    for (const { rowId, id, displayName } of found)
      names.set(`${to} ${rowId}`, { id: idToText(id), name: displayName })
  }
  const scheduled = new Map(
    allRows<NextRow & { opportunityId: number }>(
      conn,
      nextActivities,
      json(rows.filter(({ status }) => stateOf(status) === 'open').map(({ rowId }) => rowId)),
    ).map((row) => [row.opportunityId, row]),
  )
  return {
    // What is merged away or not to be seen is asked for by itself: it has a name of its own kind.
    party: (to, rowId) => (rowId === null ? null : (names.get(`${to} ${rowId}`) ?? named(conn, to, rowId))),
    next: (row) => nextFrom(scheduled.get(row.rowId), row, now),
  }
}

function card(row: CardRow, { party, next }: Around, now: number): OpportunityCard {
  return {
    id: idToText(row.id),
    name: row.displayName ?? '',
    company: party('company', row.companyId),
    contact: party('contact', row.contactId),
    owner: party('user', row.ownerId),
    amount: row.minor === null || row.currency === null ? null : { minor: row.minor, currency: row.currency },
    probability: probabilityOf(row),
    closeDate: row.closeDate,
    days: daysSince(row.stageSince, now),
    rotting: isRotting(row, now),
    status: stateOf(row.status),
    next: stateOf(row.status) === 'open' ? next(row) : null,
  }
}

/** The cards of rows, in their order. */
export function cardsFor(conn: Connection, rows: readonly CardRow[], now: number): OpportunityCard[] {
  const about = around(conn, rows, now)
  return rows.map((row) => card(row, about, now))
}

export const cardsOf = (conn: Connection, sql: string, params: object, now: number): OpportunityCard[] =>
  cardsFor(conn, allRows<CardRow>(conn, sql, params), now)

/** Who else an activity is with: rows of their own, so that it stands on everybody's timeline. */

import { activityParticipant, type Party } from '../shared/activities.ts'
import { entityNamed } from '../shared/registry.ts'
import { allRows, type Connection } from './connection.ts'
import { named } from './read.ts'
import { rowIdOf, type Write } from './write.ts'

/** Given, the whole list of that kind; a kind that is absent stays as it is. */
export interface Participants {
  readonly contacts?: readonly string[] | undefined
  readonly companies?: readonly string[] | undefined
  readonly users?: readonly string[] | undefined
}

const kinds = [
  { list: 'contacts', field: 'contactId', entity: 'contact' },
  { list: 'companies', field: 'companyId', entity: 'company' },
  { list: 'users', field: 'userId', entity: 'user' },
] as const

type Field = (typeof kinds)[number]['field']

interface Row {
  readonly rowId: number
  readonly of: number
}

const rowsOf = (conn: Connection, activity: number, field: Field): Row[] =>
  allRows<Row>(
    conn,
    `SELECT rowId, ${field} AS of FROM visibleActivityParticipant WHERE activityId = ? AND ${field} IS NOT NULL ORDER BY rowId`,
    activity,
  )

/** Local rows of those who take part, by field. */
export const participantRows = (conn: Connection, activity: number, field: Field): number[] =>
  rowsOf(conn, activity, field).map(({ of }) => of)

export function participantsOf(
  conn: Connection,
  activity: number,
): { contacts: Party[]; companies: Party[]; users: Party[] } {
  const parties = (entity: string, field: Field): Party[] =>
    rowsOf(conn, activity, field).flatMap(({ of }) => named(conn, entity, of) ?? [])
  return {
    contacts: parties('contact', 'contactId'),
    companies: parties('company', 'companyId'),
    users: parties('user', 'userId'),
  }
}

/** Makes the lists so; who is named on the activity itself is not repeated. */
export function setParticipants(
  write: Write,
  activity: number,
  participants: Participants | undefined,
  main: { readonly contactId: number | null; readonly companyId: number | null },
): void {
  for (const { list, field, entity } of kinds) {
    const ids = participants?.[list]
    if (!ids) continue
    const wanted = new Set(ids.map((id) => rowIdOf(write.conn, entityNamed(entity), id)))
    if (field !== 'userId' && main[field] !== null) wanted.delete(main[field])
    for (const { rowId, of } of rowsOf(write.conn, activity, field)) {
      if (!wanted.delete(of)) write.set(activityParticipant, rowId, { deletedAt: write.at })
    }
    for (const of of wanted) write.insert(activityParticipant, { activityId: activity, [field]: of })
  }
}

/** The same people on another activity. */
export function copyParticipants(write: Write, from: number, to: number): void {
  for (const { field } of kinds)
    for (const { of } of rowsOf(write.conn, from, field))
      write.insert(activityParticipant, { activityId: to, [field]: of })
}

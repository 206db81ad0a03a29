/** Several users on one test database, each as a session of their own. */
import { scryptSync } from 'node:crypto'
import { addSession, setPassword } from '#db/core/credentials.ts'
import type { CallOptions } from '#db/host/engine.ts'
import type { Input, Name, Output } from '#db/shared/contract.ts'
import type { Role } from '#db/shared/users.ts'
import type { TestDatabase } from './database.ts'

export interface Person {
  readonly id: string
  readonly rowId: number
  readonly name: string
  call<N extends Name>(name: N, input: Input<N>): Promise<Output<N>>
}

export const OWNER_PASSWORD = 'correct horse'

const OWNER = 1
const CHEAP = { N: 16, r: 8, p: 1 }

/**
 * Gives the owner a password (one that costs little to look at), so that from here on everybody has to sign in; the calls of
 * the database itself stay the owner's.
 */
export function lock(db: TestDatabase): void {
  const salt = new Uint8Array(16)
  const secret = scryptSync(OWNER_PASSWORD, salt, 32, CHEAP)
  setPassword(db.conn, OWNER, { secret, salt, cost: CHEAP })
  db.caller().onIdentity?.(addSession(db.conn, OWNER).credential)
}

/** A user who has signed in, without the time a password takes. The database must be locked. */
export async function person(db: TestDatabase, name: string, role: Role): Promise<Person> {
  const { id } = await db.call('record.create', { entity: 'user', data: { name, role, active: true } })
  const [row] = db.conn.db.prepare('SELECT rowId FROM user WHERE name = ?').all(name) as { rowId: number }[]
  const rowId = row?.rowId ?? 0
  let credential: number | undefined = addSession(db.conn, rowId).credential
  const onIdentity = (next: number | undefined): void => {
    credential = next
  }
  const options = (): CallOptions => ({ session: `of ${name}`, source: 'user', credential, onIdentity })
  return { id, rowId, name, call: (procedure, input) => db.engine.call(procedure, input, options()) as never }
}

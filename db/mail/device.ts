/** Which device sends a message: the one that put it into the outbox. */
import { type Connection, getRow } from '../core/connection.ts'
import { localDevice } from '../core/database.ts'
import { idToText } from '../shared/id.ts'

export function deviceId(conn: Connection): string {
  const row = getRow<{ id: Uint8Array }>(conn, 'SELECT id FROM device WHERE rowId = ?', localDevice(conn))
  return row ? idToText(row.id) : ''
}

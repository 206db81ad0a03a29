/** By how much this computer's clock was found to be ahead of the team's, for the stamps of what is written here. */
import { type Connection, getMeta } from './connection.ts'

export const CLOCK_SKEW = 'syncSkew'

export const clockSkew = (conn: Connection): number => Number(getMeta(conn, CLOCK_SKEW) ?? 0)

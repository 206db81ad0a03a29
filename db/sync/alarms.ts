/** What somebody should hear of, kept until it is mended or was told long enough. */
import { type Connection, getMeta, setMeta } from '../core/connection.ts'
import { inTransaction } from '../core/transaction.ts'
import type { SyncAlarm } from '../shared/sync.ts'
import { jsonOf } from './hub.ts'
import { note } from './state.ts'

const KEY = 'syncAlarms'
/** What mended itself is told for so long. */
const TOLD_MS = 7 * 24 * 3_600_000

type Code = SyncAlarm['code']
type Params = Readonly<Record<string, string | number>>
type Kept = Partial<Record<Code, { readonly at: number; readonly params: Params }>>

const kept = (conn: Connection): Kept => (jsonOf(String(getMeta(conn, KEY) ?? '{}')) ?? {}) as Kept

/** Says it once; what is said already keeps its time. */
export function raise(conn: Connection, code: Code, params: Params = {}): void {
  const all = kept(conn)
  const known = all[code]
  if (known && JSON.stringify(known.params) === JSON.stringify(params)) return
  const at = conn.sources.now()
  inTransaction(conn, () => setMeta(conn, KEY, JSON.stringify({ ...all, [code]: { at, params } })))
  note(conn, code, params)
}

export function calm(conn: Connection, code: Code): void {
  const { [code]: known, ...rest } = kept(conn)
  if (known) inTransaction(conn, () => setMeta(conn, KEY, JSON.stringify(rest)))
}

export function alarmsOf(conn: Connection): SyncAlarm[] {
  const now = conn.sources.now()
  return Object.entries(kept(conn))
    .filter(([code, { at }]) => code !== 'copied' || now - at < TOLD_MS)
    .map(([code, { at, params }]) => ({
      code: code as Code,
      at: new Date(at).toISOString(),
      params: { ...params },
    }))
}

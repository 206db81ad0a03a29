/**
 * THE rule of which computer may put a campaign into its outbox, read from the claims in the data. A claim that another names
 * as followed counts no more. Of those left a confirmed one is the sender's. A claim is confirmed by its own computer once it
 * lies on the hub, everything that lay there after that has been read, and no other claim stands beside it: of two made at
 * the same time at most one can come so far, since whoever looks second sees the first.
 * Must never: let two confirmed claims pass for one, or guess where claims compete.
 */
import { idToText } from '../shared/id.ts'
import { campaignSender, type senderStates } from '../shared/senders.ts'
import { allRows, type Connection, getMeta, getRow } from './connection.ts'
import type { Effect } from './effects.ts'
import { namedId } from './namedId.ts'

export interface Claim {
  readonly rowId: number
  readonly id: Uint8Array
  readonly device: string
  readonly deviceName: string | null
  readonly at: number
  readonly follows: string | null
  readonly confirmedAt: number | null
  readonly letGoAt: number | null
}

export interface Sender {
  readonly state: (typeof senderStates)[number]
  /** Claims that count; the first is the sender's, or the latest. */
  readonly claims: readonly Claim[]
}

export function ownDevice(conn: Connection): { readonly id: string; readonly name: string } {
  const row = getRow<{ id: Uint8Array; name: string | null }>(
    conn,
    'SELECT id, name FROM device WHERE rowId = ?',
    Number(getMeta(conn, 'deviceRowId') ?? 1),
  )
  return { id: row ? idToText(row.id) : '', name: row?.name ?? '' }
}

const followed = (claims: readonly Claim[]): Set<string> =>
  new Set(
    claims.flatMap(({ follows }) => {
      const ids: unknown = follows === null ? [] : JSON.parse(follows)
      return Array.isArray(ids) ? ids.map(String) : []
    }),
  )

export function senderOf(conn: Connection, campaign: number): Sender {
  const all = allRows<Claim>(
    conn,
    `SELECT rowId, id, device, deviceName, at, follows, confirmedAt, letGoAt FROM visibleCampaignSender
     WHERE campaignId = ? ORDER BY at DESC, id`,
    campaign,
  )
  const gone = followed(all)
  const claims = all.filter(({ id }) => !gone.has(idToText(id)))
  const confirmed = claims.filter(({ confirmedAt }) => confirmedAt !== null)
  const [first] = confirmed.length > 0 ? confirmed : claims
  if (!first) return { state: 'nobody', claims }
  if (confirmed.length > 1 || (confirmed.length === 0 && claims.length > 1))
    return { state: 'contested', claims }
  const ordered = [first, ...claims.filter((each) => each !== first)]
  const mine = first.device === ownDevice(conn).id
  const state =
    !mine || first.letGoAt !== null ? 'elsewhere' : first.confirmedAt === null ? 'unconfirmed' : 'here'
  return { state, claims: ordered }
}

/**
 * Whoever makes a campaign sends it: nobody else can have claimed what did not exist. One that is imported may exist elsewhere,
 * with its claims.
 */
export const campaignSenderEffect: Effect = {
  on: [],
  after({ conn, at, ruled, insert, set }, _columns, row, rowId) {
    if (row || !ruled) return
    const made = getRow<{ id: Uint8Array }>(conn, 'SELECT id FROM main.campaign WHERE rowId = ?', rowId)
    if (!made) return
    const id = namedId('campaignSender', idToText(made.id))
    const { id: device, name: deviceName } = ownDevice(conn)
    const columns = {
      campaignId: rowId,
      device,
      deviceName,
      at,
      follows: null,
      confirmedAt: at,
      letGoAt: null,
    }
    const known = getRow<{ rowId: number }>(conn, 'SELECT rowId FROM main.campaignSender WHERE id = ?', id)
    if (known) set(campaignSender, known.rowId, { ...columns, trashedAt: null, deletedAt: null })
    else insert(campaignSender, columns, id)
  },
}

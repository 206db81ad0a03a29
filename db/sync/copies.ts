/**
 * A database that was copied, or put back from a backup, says it is a computer that it is not, or not alone. Whoever finds a
 * heartbeat in its own name that it did not send goes on as a computer of its own; what was written before keeps its author.
 */
import { getMeta, setMeta } from '../core/connection.ts'
import { inTransaction } from '../core/transaction.ts'
import { raise } from './alarms.ts'
import { DeviceKeys, KEY_BYTES } from './cipher.ts'
import { memberOf, renewDevice } from './membership.ts'
import type { Listing } from './receive.ts'
import { keepSession, Session } from './session.ts'
import { randomBytesOf } from './surroundings.ts'
import { publishMember } from './team.ts'

/** The last heartbeat this database knows it has sent, or was about to. */
export const BEAT_FILE = 'syncBeatFile'

/** Whether somebody else speaks in this computer's name. */
function isCopied({ conn, device }: Session, { beats }: Listing): boolean {
  const newest = beats.get(device)?.name ?? ''
  return newest > String(getMeta(conn, BEAT_FILE) ?? '')
}

/** The session and listing to go on with. */
export async function asItself(
  session: Session,
  listing: Listing,
  user: string,
): Promise<{ session: Session; listing: Listing }> {
  if (!isCopied(session, listing)) return { session, listing }
  const { conn, hub, runner } = session
  const name = session.deviceName
  // The identity first: with the old keys it is still a member others can prove, the other way round it would not be.
  inTransaction(conn, () => {
    renewDevice(conn)
    setMeta(conn, BEAT_FILE, null)
  })
  const secrets = { device: randomBytesOf(hub.surroundings, KEY_BYTES), ring: session.ring }
  await runner.saveSecrets(hub.descriptor.hub, secrets)
  const keys = new DeviceKeys(secrets.device)
  await publishMember(hub, session.team, memberOf(conn, keys, user, hub.surroundings.now()))
  const renewed = keepSession(new Session(conn, hub, secrets, runner))
  await renewed.readTeam()
  raise(conn, 'copied', { device: name })
  return {
    session: renewed,
    listing: { ...listing, own: new Set(), ownFolder: `${renewed.device}-0001` },
  }
}

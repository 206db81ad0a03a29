/** Reads and checks every file of the hub, and lays down anew what is missing or damaged. */
import { AppError } from '../shared/errors.ts'
import { covered, missingOnHub } from './heal.ts'
import { type Found, listLog } from './receive.ts'
import { isWhole } from './segment.ts'
import type { Session } from './session.ts'
import { fetchSnapshot, publishSnapshot, snapshots } from './snapshot.ts'
import { note, releaseLease, takeLease } from './state.ts'

export interface Verified {
  readonly files: number
  readonly damaged: readonly string[]
  readonly missing: number
  readonly repaired: boolean
  readonly ok: boolean
}

/** Reads everything on the hub. */
export async function verify(session: Session, options: { readonly repair: boolean }): Promise<Verified> {
  const { conn, hub } = session
  takeLease(conn, session.runner.holder)
  try {
    await hub.assertPresent()
    await session.readTeam()
    const listing = await listLog(session, { full: true, own: true })
    const damaged: string[] = []
    const good: Found[] = []
    let files = 0
    for (const found of listing.segments) {
      await session.pause()
      files++
      const bytes = await hub.read('log', found.folder, found.name)
      if (bytes && isWhole(found, bytes)) good.push(found)
      else damaged.push(`log/${found.folder}/${found.name}`)
      session.runner.progress({ done: files, total: listing.segments.length, step: 'syncVerify' })
    }
    let frontier: ReadonlyMap<number, number> = new Map()
    for await (const snapshot of snapshots(session)) {
      files += snapshot.manifest.parts.length + 1
      try {
        await fetchSnapshot(session, snapshot)
        frontier = new Map(snapshot.manifest.frontier)
        break
      } catch (error) {
        if (!(error instanceof AppError) || error.record.code !== 'Corrupt') throw error
        damaged.push(`snap/${snapshot.folder}`)
      }
    }
    await session.write(() => undefined)
    const missing = missingOnHub(conn, covered(good, frontier)).length
    const broken = damaged.length > 0 || missing > 0
    const repaired = broken && options.repair
    if (repaired) await publishSnapshot(session)
    note(conn, 'verified', { files, damaged: damaged.length, missing })
    return { files, damaged, missing, repaired, ok: !broken || repaired }
  } finally {
    releaseLease(conn)
  }
}

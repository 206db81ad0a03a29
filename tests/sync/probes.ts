/**
 * What schedules cannot tell because a second guard stands behind the first: looked at by itself. Knows nothing of test
 * frameworks, so that mutants of the engine can run it.
 */
import { DeviceKeys, type TeamKey } from '#db/sync/cipher.ts'
import { realSurroundings } from '#db/sync/realDisk.ts'
import { isWhole, parseSegmentName, sealSegment } from '#db/sync/segment.ts'
import { Violation } from './oracle.ts'

/** A file cut or changed anywhere is no file, before anybody asks for its signature. @throws Violation */
export async function probe(): Promise<void> {
  const team: TeamKey = { id: '00000001', epoch: 1, key: new Uint8Array(32).fill(7) }
  const device = new DeviceKeys(new Uint8Array(32).fill(3))
  const place = { hub: new Uint8Array(16), device: new Uint8Array(16) }
  const tx = {
    hlc: 4096,
    stream: 5,
    seq: 1,
    at: 1,
    operation: OPERATION,
    kind: 'x',
    user: null,
    saw: {},
    changes: [],
  }
  const { name, bytes } = await sealSegment(realSurroundings, team, device, place, [tx], new Uint8Array(16))
  const parsed = parseSegmentName(name)
  if (!parsed || !isWhole(parsed, bytes)) throw new Violation('a whole file is none')
  for (let at = 0; at < bytes.length; at++) {
    const changed = Uint8Array.from(bytes)
    changed[at] = (changed[at] ?? 0) ^ 1
    for (const other of [bytes.slice(0, at), changed])
      if (isWhole(parsed, other)) throw new Violation(`what is cut or changed at ${at} is a file`)
  }
}
const OPERATION = '00000000-0000-4000-8000-000000000001'

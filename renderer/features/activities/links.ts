/** `samphan://call?number=…`, handed over by a telephone program: the caller box with that number. */
import { openDialog } from './dialogs.ts'

/** True when the address was one of these. */
export function openNumberLink(address: string): boolean {
  const match = /^samphan:\/\/call\/?\?number=([^&#]+)$/i.exec(address)
  if (!match?.[1]) return false
  // Electron main has read it before: it decodes.
  openDialog({ what: 'caller', number: decodeURIComponent(match[1].replaceAll('+', '%2B')) })
  return true
}

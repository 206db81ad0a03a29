/** What Electron main does for the page. Absent only where the page is shown outside Electron (the test gallery). */
import { isHostNews } from '#db/shared/link.ts'
import type { Native } from '../../electron/bridge.ts'
import type { Port } from './port.ts'

declare global {
  interface Window {
    readonly native?: Native
  }
}

export const native: Native | undefined = typeof window === 'undefined' ? undefined : window.native

/** Asks for a port to the db host and keeps the link on it, through restarts. */
export function connect(link: Port): void {
  window.addEventListener('message', (event) => {
    if (event.source !== window || event.origin !== location.origin || !isHostNews(event.data)) return
    const channel = event.ports[0]
    if (event.data.samphan === 'port' && channel) link.attach(channel)
    else if (event.data.samphan === 'host-gone') link.lost()
  })
  native?.connect()
}

/** Boot: styles, link to the host, cache, keys, words, then the app. The only place with an order of things. */
import './ui/styles.ts'
import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { keepLive } from './data/live.ts'
import { connect } from './data/native.ts'
import { port, recordOf } from './data/port.ts'
import { createQueryClient } from './data/queryClient.ts'
import { loadMessages } from './i18n/messages.ts'
import { forgetDrafts, restoreDrafts } from './state/drafts.ts'
import { listenToKeys } from './state/keys.ts'
import { useUserPreferences } from './state/preferences.ts'
import { keepSession, onIdentity, useSession } from './state/session.ts'
import { resetUi } from './state/ui.ts'
import { fetchAhead } from './ui/lazily.tsx'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')

const client = createQueryClient()
keepSession(port)
keepLive(client, port)
connect(port)
listenToKeys()
bringBackDrafts()
// Nothing of who was here before is left for who comes next.
onIdentity(() => {
  client.clear()
  forgetDrafts()
  resetUi()
  if (useSession.getState().status === 'open') bringBackDrafts()
})

/** What a crash left behind is shown where it belongs; without it the window works all the same. */
function bringBackDrafts(): void {
  restoreDrafts(port).catch((error: unknown) => {
    const { reason } = recordOf(error)
    if (reason === 'hostLost') bringBackDrafts()
    else if (reason !== 'signInNeeded') console.error('drafts could not be read', error)
  })
}

await loadMessages(useUserPreferences.getState().language)
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <App />
    </QueryClientProvider>
  </StrictMode>,
)

/** Milliseconds in which the first list is there, on any machine worth mentioning. */
const FIRST_LIST = 1_500
setTimeout(fetchAhead, FIRST_LIST)

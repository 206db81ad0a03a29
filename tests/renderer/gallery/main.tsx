/** `?page=shell&lang=fa&theme=dark&density=compact&count=1000000`: one page of the gallery as it is asked for. */
import '../../../renderer/ui/styles.ts'
import { QueryClientProvider } from '@tanstack/react-query'
import { createRoot } from 'react-dom/client'
import { createQueryClient } from '../../../renderer/data/queryClient.ts'
import { loadMessages } from '../../../renderer/i18n/messages.ts'
import { defaultsByLanguage, type Language } from '../../../renderer/i18n/preferences.ts'
import { Providers } from '../../../renderer/shell/Providers.tsx'
import { listenToKeys } from '../../../renderer/state/keys.ts'
import { preferencesFrom, useUserPreferences } from '../../../renderer/state/preferences.ts'
import { FieldsPage } from './FieldsPage.tsx'
import { PartsPage } from './PartsPage.tsx'
import { ShellPage } from './ShellPage.tsx'

const query = new URLSearchParams(location.search)
const asked = preferencesFrom(
  { language: query.get('lang'), colorScheme: query.get('theme') ?? 'light', density: query.get('density') },
  'en',
)
const language: Language = asked.language
useUserPreferences.setState({ ...asked, ...defaultsByLanguage[language] })
listenToKeys()

const pages = {
  shell: () => <ShellPage count={Number(query.get('count') ?? 1_000_000)} open={query.get('open') !== '0'} />,
  fields: () => <FieldsPage />,
  parts: () => <PartsPage />,
}
const page = Object.entries(pages).find(([name]) => name === query.get('page'))?.[1] ?? pages.shell

const root = document.getElementById('root')
if (!root) throw new Error('no root')
await loadMessages(language)
createRoot(root).render(
  <QueryClientProvider client={createQueryClient()}>
    <Providers>{page()}</Providers>
  </QueryClientProvider>,
)

/** Says at the start that something was cut off, and leads to where it can be settled. Shows nothing itself. */
import { type ReactNode, useEffect, useRef } from 'react'
import { useText } from '../../i18n/I18nProvider.tsx'
import { go, useRoute } from '../../state/route.ts'
import { closeToast, toast } from '../../state/ui.ts'
import { useInterrupted } from './Interrupted.tsx'

const NOTICE = 'interrupted'

export function InterruptedNotice(): ReactNode {
  const t = useText()
  const { data } = useInterrupted()
  const said = useRef(new Set<string>())
  const isThere = useRoute().section === 'operations'
  useEffect(() => {
    if (isThere) closeToast(NOTICE)
    // Also while the window is open: the host may die in the middle of an import.
    const fresh = data?.operations.filter(({ id }) => !said.current.has(id)) ?? []
    for (const { id } of fresh) said.current.add(id)
    if (!data || fresh.length === 0 || isThere) return
    toast({
      id: NOTICE,
      tone: 'problem',
      text: t('operations.notice', { n: data.operations.length }),
      action: { label: t('operations.look'), onSelect: () => go({ section: 'operations' }) },
    })
  }, [data, t, isThere])
  return null
}

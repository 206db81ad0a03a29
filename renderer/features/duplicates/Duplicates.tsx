/** What is always there: the command that opens the page, and the dialog for whoever asked to merge. */
import { type ReactNode, useEffect } from 'react'
import { useText } from '../../i18n/I18nProvider.tsx'
import { useCommand } from '../../state/commands.ts'
import { go } from '../../state/route.ts'
import { toast } from '../../state/ui.ts'
import { answered, MOST, useAsked, useRefused } from './asked.ts'
import { MergeDialog } from './MergeDialog.tsx'

export function Duplicates(): ReactNode {
  const t = useText()
  const asked = useAsked((state) => state.asked)
  const refused = useRefused((state) => state.refused)
  useCommand('duplicates.find', () => go({ section: 'duplicates' }))
  useEffect(() => {
    if (!refused) return
    useRefused.setState({ refused: false })
    toast({ tone: 'info', text: t('duplicate.tooMany', { n: MOST }) })
  }, [refused, t])
  return asked ? (
    <MergeDialog key={asked.ids.join()} entity={asked.entity} ids={asked.ids} onClose={answered} />
  ) : null
}

/** Which occurrences of a recurring activity are meant: this one, this and the following, or all. */
import { type ReactNode, useState } from 'react'
import { useText } from '../../i18n/I18nProvider.tsx'
import { Button } from '../../ui/Button.tsx'
import { Segments } from '../../ui/fields/Checkbox.tsx'
import { Dialog } from '../../ui/overlay/Dialog.tsx'
import type { Question } from './dialogs.ts'

const scopes = ['one', 'following', 'all'] as const

export function ScopeDialog({ question }: { readonly question: Question }): ReactNode {
  const t = useText()
  const [scope, setScope] = useState<(typeof scopes)[number]>('one')
  return (
    <Dialog
      open
      size="small"
      title={question.title}
      onClose={() => question.answer(undefined)}
      onSubmit={() => question.answer(scope)}
      footer={
        <>
          <Button onClick={() => question.answer(undefined)}>{t('ui.cancel')}</Button>
          <Button type="submit" tone="primary" autoFocus>
            {t('activity.scope.apply')}
          </Button>
        </>
      }
    >
      <Segments
        label={t('activity.scope')}
        options={scopes.map((value) => ({ value, label: t(`activity.scope.${value}`) }))}
        value={scope}
        onChange={(value) => setScope(scopes.find((each) => each === value) ?? 'one')}
      />
    </Dialog>
  )
}

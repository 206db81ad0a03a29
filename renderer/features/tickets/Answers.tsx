/** While answering: a canned reply merged with the ticket, or a macro run on it. */
import { IconMessage2, IconWand } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useRead } from '../../data/hooks.ts'
import { call } from '../../data/port.ts'
import { useHasText, useText } from '../../i18n/I18nProvider.tsx'
import { useReader } from '../../i18n/useReader.ts'
import type { Loaded } from '../../records/useRecord.ts'
import { reportFailure, toastUndoable } from '../../state/feedback.ts'
import { toast } from '../../state/ui.ts'
import { Button } from '../../ui/Button.tsx'
import { Menu } from '../../ui/Menu.tsx'

const MOST = 200

interface Props {
  readonly record: Loaded
  /** The account a macro sends from. */
  readonly account: string | undefined
  readonly onInsert: (html: string) => void
}

export function Answers({ record, account, onInsert }: Props): ReactNode {
  const t = useText()
  const has = useHasText()
  const reader = useReader()
  const list = (entity: 'cannedReply' | 'macro') => ({ entity, sort: ['name'], limit: MOST })
  const replies =
    useRead('record.list', list('cannedReply'), { depends: { on: ['cannedReply'] } }).data?.rows ?? []
  const macros = useRead('record.list', list('macro'), { depends: { on: ['macro'] } }).data?.rows ?? []
  const insert = async (reply: string): Promise<void> => {
    try {
      const { html, missing } = await call('reply.render', { ticket: record.id, source: { reply }, reader })
      onInsert(html)
      if (missing.length > 0)
        toast({ tone: 'problem', text: t('reply.missing', { fields: missing.join(', ') }) })
    } catch (failure) {
      reportFailure(failure, t, has)
    }
  }
  const run = async (macro: string): Promise<void> => {
    try {
      const done = await call('macro.run', {
        macro,
        target: { ids: [record.id] },
        reader,
        ...(account !== undefined && { account }),
      })
      if (done.failed.count > 0) toast({ tone: 'problem', text: t('macro.failed', { n: done.failed.count }) })
      else toastUndoable(t('macro.done', { n: done.changed }), done.operation, t, has)
    } catch (failure) {
      reportFailure(failure, t, has)
    }
  }
  return (
    <>
      {replies.length > 0 && (
        <Menu
          label={t('reply.insert')}
          trigger={
            <Button size="small" icon={<IconMessage2 size={14} />}>
              {t('reply.insert')}
            </Button>
          }
          entries={replies.map(({ id, name }) => ({
            id,
            label: String(name),
            onSelect: () => void insert(id),
          }))}
        />
      )}
      {macros.length > 0 && (
        <Menu
          label={t('macro.run')}
          trigger={
            <Button size="small" icon={<IconWand size={14} />}>
              {t('macro.run')}
            </Button>
          }
          entries={macros.map(({ id, name }) => ({ id, label: String(name), onSelect: () => void run(id) }))}
        />
      )}
    </>
  )
}

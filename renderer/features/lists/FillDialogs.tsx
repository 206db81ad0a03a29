/** Filling a static list: from two other lists together, and from addresses that are pasted in. */
import { type ReactNode, useState } from 'react'
import type { ListRow } from '#db/shared/lists.ts'
import { useJob } from '../../data/hooks.ts'
import { useHasText, useText } from '../../i18n/I18nProvider.tsx'
import { useFormat } from '../../i18n/useFormat.tsx'
import { SaveDialog } from '../../records/SaveDialog.tsx'
import { toastUndoable } from '../../state/feedback.ts'
import { toast } from '../../state/ui.ts'
import { Select } from '../../ui/fields/Select.tsx'
import { LongTextField } from '../../ui/fields/TextField.tsx'
import layout from '../../ui/layout.module.css'

interface Props {
  readonly list: ListRow
  readonly onClose: () => void
}

const ways = ['union', 'intersection', 'difference'] as const

export function CombineDialog({
  list,
  lists,
  onClose,
}: Props & { readonly lists: readonly ListRow[] }): ReactNode {
  const t = useText()
  const has = useHasText()
  const { job, start } = useJob('list.fill')
  const [how, setHow] = useState<(typeof ways)[number]>('union')
  const [first, setFirst] = useState<string | null>(null)
  const [second, setSecond] = useState<string | null>(null)
  const options = lists
    .filter(({ id, holds }) => id !== list.id && holds === list.holds)
    .map(({ id, name }) => ({ value: id, label: name }))
  const ready = first !== null && second !== null
  const run = async (): Promise<void> => {
    if (!ready) return
    const done = await start({ list: list.id, lists: [first, second], combine: how })
    if (!done) return
    toastUndoable(t('lists.add.done', { n: done.changed, name: list.name }), done.operation, t, has)
    onClose()
  }
  return (
    <SaveDialog
      title={t('lists.combine.title', { name: list.name })}
      error={job.state === 'failed' ? job.error : undefined}
      action={t('lists.combine.do')}
      ready={ready}
      busy={job.state === 'running'}
      onSave={() => void run()}
      onClose={onClose}
    >
      <div className={layout.form}>
        <Select
          label={t('lists.combine.first')}
          value={first}
          options={options}
          onChange={setFirst}
          autoFocus
        />
        <Select
          label={t('lists.combine.how')}
          value={how}
          options={ways.map((value) => ({ value, label: t(`lists.combine.${value}`) }))}
          onChange={(value) => setHow(ways.find((each) => each === value) ?? 'union')}
        />
        <Select label={t('lists.combine.second')} value={second} options={options} onChange={setSecond} />
      </div>
    </SaveDialog>
  )
}

export function ImportDialog({ list, onClose }: Props): ReactNode {
  const t = useText()
  const has = useHasText()
  const format = useFormat()
  const { job, start } = useJob('list.import')
  const [text, setText] = useState('')
  const addresses = text
    .split(/[\n;]+/)
    .map((line) => line.trim())
    .filter(Boolean)
  const run = async (): Promise<void> => {
    const done = await start({ list: list.id, addresses })
    if (!done) return
    const { added, already, kept, unknown, broken } = done
    toastUndoable(t('lists.import.done', { added, name: list.name }), done.operation, t, has)
    if (already + kept + unknown.count + broken.count > 0)
      toast({
        tone: 'info',
        text: t('lists.import.rest', {
          already: format.integer(already),
          kept: format.integer(kept),
          unknown: format.integer(unknown.count),
          broken: format.integer(broken.count),
        }),
      })
    onClose()
  }
  return (
    <SaveDialog
      title={t('lists.import.title', { name: list.name })}
      error={job.state === 'failed' ? job.error : undefined}
      action={t('lists.add.do')}
      ready={addresses.length > 0}
      busy={job.state === 'running'}
      onSave={() => void run()}
      onClose={onClose}
    >
      <div className={layout.form}>
        <p className={layout.hint}>{t('lists.import.text')}</p>
        {list.role === 'suppression' && <p className={layout.hint}>{t('lists.import.kept')}</p>}
        <LongTextField label={t('lists.import.field')} rows={8} value={text} onChange={setText} autoFocus />
      </div>
    </SaveDialog>
  )
}

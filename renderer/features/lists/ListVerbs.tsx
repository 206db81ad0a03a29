/** Putting records into a list, all of them or some by chance, and taking them out. Mounted once per window. */
import { type ReactNode, useState } from 'react'
import { isHoldable } from '#db/shared/lists.ts'
import { useJob } from '../../data/hooks.ts'
import { call } from '../../data/port.ts'
import { useHasText, useText } from '../../i18n/I18nProvider.tsx'
import { fieldLabel, useFields } from '../../records/columns.tsx'
import { useReturnFocus } from '../../records/focus.ts'
import { JobProgress } from '../../records/JobProgress.tsx'
import { reportFailure, toastUndoable } from '../../state/feedback.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Segments } from '../../ui/fields/Checkbox.tsx'
import { NumberField } from '../../ui/fields/NumberField.tsx'
import { Select } from '../../ui/fields/Select.tsx'
import { TextField } from '../../ui/fields/TextField.tsx'
import layout from '../../ui/layout.module.css'
import { Dialog } from '../../ui/overlay/Dialog.tsx'
import { askFor, type Request, useRequest } from './request.ts'
import { useLists } from './useLists.ts'

const NEW = 'new'
const grouping = new Set(['choice', 'pickList', 'ref', 'text'])

export function ListVerbs(): ReactNode {
  const { request } = useRequest()
  if (!request) return null
  return <Members key={request.verb} {...request} onClose={() => askFor(undefined)} />
}

function Members({ verb, scope, onClose }: Request & { readonly onClose: () => void }): ReactNode {
  useReturnFocus()
  const t = useText()
  const has = useHasText()
  const lists = useLists() ?? []
  const fields = useFields(scope.entity)
  const [list, setList] = useState<string | null>(null)
  const [name, setName] = useState('')
  const [some, setSome] = useState(false)
  const [count, setCount] = useState<number | null>(100)
  const [by, setBy] = useState<string | null>(null)
  const filling = useJob('list.fill')
  const removing = useJob('list.remove')
  const { job, cancel } = verb === 'add' ? filling : removing
  const own = lists.filter(({ holds, isSegment }) => holds === scope.entity.name && !isSegment)
  const what = t(`${scope.entity.name}.count`, { n: scope.count })
  const title = t(`lists.${verb}.title`, { what })
  const ready =
    list !== null && (list !== NEW || name.trim() !== '') && (!some || (count !== null && count > 0))

  const run = async (): Promise<void> => {
    if (!ready || list === null || !isHoldable(scope.entity.name)) return
    try {
      const into =
        list === NEW ? (await call('list.save', { name: name.trim(), holds: scope.entity.name })).id : list
      const { target } = scope
      const sample = some && count !== null ? { count, ...(by !== null && { by }) } : undefined
      const done =
        verb === 'add'
          ? await filling.start({ list: into, target, ...(sample && { sample }) })
          : await removing.start({ list: into, target })
      if (!done) return
      const called = list === NEW ? name.trim() : (lists.find(({ id }) => id === list)?.name ?? '')
      toastUndoable(t(`lists.${verb}.done`, { n: done.changed, name: called }), done.operation, t, has)
      onClose()
    } catch (failure) {
      reportFailure(failure, t, has)
    }
  }
  if (job.state === 'running')
    return (
      <Dialog open title={title} onClose={onClose}>
        <JobProgress label={t('lists.running')} job={job} onCancel={cancel} />
      </Dialog>
    )
  return (
    <Dialog
      open
      title={title}
      onClose={onClose}
      onSubmit={() => void run()}
      footer={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button tone="primary" type="submit" disabled={!ready}>
            {t(`lists.${verb}.do`)}
          </Button>
        </>
      }
    >
      <div className={layout.form}>
        {job.state === 'failed' && <ErrorNote error={job.error} />}
        <p className={layout.hint}>{t(scope.picked ? 'bulk.picked' : 'bulk.whole', { what })}</p>
        <Select
          label={t('list.one')}
          value={list}
          autoFocus
          options={[
            ...own.map((each) => ({ value: each.id, label: each.name })),
            ...(verb === 'add' ? [{ value: NEW, label: t('list.new') }] : []),
          ]}
          onChange={setList}
        />
        {list === NEW && <TextField label={t('list.field.name')} value={name} required onChange={setName} />}
        {verb === 'add' && (
          <Segments
            label={t('lists.sample')}
            value={some ? 'some' : 'all'}
            options={['all', 'some'].map((value) => ({ value, label: t(`lists.sample.${value}`) }))}
            onChange={(value) => setSome(value === 'some')}
          />
        )}
        {verb === 'add' && some && (
          <div className={layout.pair}>
            <NumberField integer label={t('lists.sample.count')} value={count} onChange={setCount} />
            <Select
              label={t('lists.sample.by')}
              placeholder={t('lists.sample.by.none')}
              clearable
              value={by}
              options={fields
                .filter((field) => grouping.has(field.kind) && !field.system)
                .map((field) => ({
                  value: field.name,
                  label: fieldLabel(scope.entity.name, field, t, has),
                }))}
              onChange={setBy}
            />
          </div>
        )}
      </div>
    </Dialog>
  )
}

/** Mail merge: a template, the records, what is missing, each letter as it will be; then paper, a PDF or the outbox. */
import {
  IconChevronLeft,
  IconChevronRight,
  IconDeviceFloppy,
  IconMailForward,
  IconPrinter,
} from '@tabler/icons-react'
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import type { Input, Output } from '#db/shared/contract.ts'
import type { ErrorRecord } from '#db/shared/errors.ts'
import type { WireRecord } from '#db/shared/records.ts'
import { MAX_LETTERS } from '#db/shared/templates.ts'
import { useJob, useRead } from '../../data/hooks.ts'
import { native } from '../../data/native.ts'
import { call, recordOf } from '../../data/port.ts'
import { useHasText, useText } from '../../i18n/I18nProvider.tsx'
import { useFormat } from '../../i18n/useFormat.tsx'
import { useReader } from '../../i18n/useReader.ts'
import { toastUndoable } from '../../state/feedback.ts'
import { go } from '../../state/route.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Checkbox } from '../../ui/fields/Checkbox.tsx'
import { Select } from '../../ui/fields/Select.tsx'
import { Markup } from '../../ui/Markup.tsx'
import { Dialog } from '../../ui/overlay/Dialog.tsx'
import { Progress } from '../../ui/Progress.tsx'
import classes from './Letters.module.css'
import type { LetterRequest } from './request.ts'

interface Props {
  readonly request: LetterRequest
  readonly onClose: () => void
}

export function LetterDialog({ request, onClose }: Props): ReactNode {
  const t = useText()
  const templates = useRead(
    'record.list',
    { entity: 'template', filter: { field: 'about', op: 'is', value: request.about }, limit: 500 },
    { depends: { on: ['template'] } },
  ).data?.rows
  const [chosen, setChosen] = useState<string>()
  const template = templates?.find(({ id }) => id === chosen) ?? templates?.[0]
  return (
    <Dialog open title={t('letter.merge.title', { n: request.count })} size="large" onClose={onClose}>
      {templates?.length === 0 ? (
        <>
          <p>{t('letter.none')}</p>
          <Button
            tone="primary"
            autoFocus
            onClick={() => {
              onClose()
              go({ section: 'templates' })
            }}
          >
            {t('letter.toTemplates')}
          </Button>
        </>
      ) : (
        template && (
          <div className={classes.form}>
            <Select
              label={t('template.one')}
              value={template.id}
              options={(templates ?? []).map((row) => ({
                value: row.id,
                label: `${String(row.name)} · ${t(`template.choice.kind.${String(row.kind)}`)}`,
              }))}
              onChange={(id) => setChosen(id ?? undefined)}
            />
            <Checked key={template.id} request={request} template={template} onClose={onClose} />
          </div>
        )
      )}
    </Dialog>
  )
}

/** What the check of all records found; nothing has been made by then. */
function Checked({ request, template, onClose }: Props & { readonly template: WireRecord }): ReactNode {
  const t = useText()
  const reader = useReader()
  const input = useMemo<Input<'letter.record'>>(
    () => ({ source: { template: template.id }, target: request.target, reader }),
    [template.id, request.target, reader],
  )
  const { job, start, cancel } = useJob('letter.check')
  useEffect(() => {
    void start(input)
    return cancel
  }, [start, cancel, input])
  if (job.state === 'failed') return job.error.code === 'Cancelled' ? null : <ErrorNote error={job.error} />
  if (job.state !== 'done')
    return (
      <Progress
        label={t('letter.checking')}
        done={job.state === 'running' ? job.progress.done : 0}
        {...(job.state === 'running' && job.progress.total !== undefined && { total: job.progress.total })}
        elapsedMs={job.state === 'running' ? Date.now() - job.startedAt : 0}
        onCancel={onClose}
      />
    )
  return <Ready input={input} template={template} report={job.result} request={request} onClose={onClose} />
}

interface ReadyProps extends Props {
  readonly input: Input<'letter.record'>
  readonly template: WireRecord
  readonly report: Output<'letter.check'>
}

function Ready({ input, template, report, request, onClose }: ReadyProps): ReactNode {
  const t = useText()
  const isEmail = template.kind === 'email'
  const [incomplete, setIncomplete] = useState(false)
  return (
    <>
      <p className={classes.hint}>{t('letter.limit', { max: MAX_LETTERS })}</p>
      {report.missing.length > 0 && (
        <Left title={t('letter.missing', { n: report.missing.length })}>
          {report.missing.slice(0, 200).map(({ id, name, fields }) => (
            <li key={id}>
              <bdi>{name || t('list.unnamed')}</bdi>: <bdi dir="ltr">{fields.join(', ')}</bdi>
            </li>
          ))}
        </Left>
      )}
      {isEmail && report.noEmail.length > 0 && (
        <Left title={t('letter.noEmail', { n: report.noEmail.length })}>
          {report.noEmail.slice(0, 200).map(({ id, name }) => (
            <li key={id}>
              <bdi>{name || t('list.unnamed')}</bdi>
            </li>
          ))}
        </Left>
      )}
      <Preview input={input} target={request} />
      {isEmail && report.missing.length > 0 && (
        <Checkbox label={t('letter.incomplete')} checked={incomplete} onChange={setIncomplete} />
      )}
      {isEmail ? (
        <EmailFoot input={input} incomplete={incomplete} onClose={onClose} />
      ) : (
        <PaperFoot input={input} onClose={onClose} />
      )}
    </>
  )
}

function Left({ title, children }: { readonly title: string; readonly children: ReactNode }): ReactNode {
  return (
    <details className={classes.left}>
      <summary>{title}</summary>
      <ul>{children}</ul>
    </details>
  )
}

/** One recipient's letter after the other. */
function Preview({
  input,
  target,
}: {
  readonly input: Input<'letter.record'>
  readonly target: LetterRequest
}): ReactNode {
  const t = useText()
  const format = useFormat()
  const [index, setIndex] = useState(0)
  const [shown, setShown] = useState<Output<'letter.preview'>>()
  const [error, setError] = useState<ErrorRecord>()
  const { source, reader } = input
  const { target: of, about } = target
  useEffect(() => {
    const stop = new AbortController()
    void (async () => {
      try {
        const id = await idAt(of, about, index)
        if (!id) return
        const merged = await call('letter.preview', { source, id, reader }, { signal: stop.signal })
        if (stop.signal.aborted) return
        setShown(merged)
        setError(undefined)
      } catch (failure) {
        if (!stop.signal.aborted) setError(recordOf(failure))
      }
    })()
    return () => stop.abort()
  }, [source, reader, of, about, index])
  return (
    <section className={classes.preview} aria-label={t('print.preview')}>
      <div className={classes.paging}>
        <IconButton label={t('letter.previous')} disabled={index === 0} onClick={() => setIndex(index - 1)}>
          <IconChevronLeft size={16} className={classes.mirrored} />
        </IconButton>
        <span role="status">
          {t('record.place', { n: format.integer(index + 1), total: format.integer(target.count) })}
        </span>
        <IconButton
          label={t('letter.next')}
          disabled={index >= target.count - 1}
          onClick={() => setIndex(index + 1)}
        >
          <IconChevronRight size={16} className={classes.mirrored} />
        </IconButton>
      </div>
      {error && <ErrorNote error={error} />}
      {shown && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard
        <section className={classes.paper} tabIndex={0} aria-label={t('letter.shown')}>
          {shown.subject && (
            <strong>
              <bdi>{shown.subject}</bdi>
            </strong>
          )}
          <Markup html={shown.html} onLink={(address) => void native?.openExternal(address)} />
        </section>
      )}
    </section>
  )
}

/** The record at a place of what is merged. */
async function idAt(
  target: LetterRequest['target'],
  entity: string,
  index: number,
): Promise<string | undefined> {
  if ('ids' in target) return target.ids[index]
  if ('filter' in target)
    return (await call('record.list', { entity, filter: target.filter, offset: index, limit: 1 })).rows[0]?.id
  if ('view' in target)
    return (await call('record.list', { entity, view: target.view, offset: index, limit: 1 })).rows[0]?.id
  const { lookupId, version, ranges } = target
  let offset = index
  for (const [first, last] of ranges ?? []) {
    if (offset <= last - first) {
      offset += first
      break
    }
    offset -= last - first + 1
  }
  const page = await call('lookup.page', {
    lookupId,
    version: version ?? 1,
    offset,
    limit: 1,
    fields: ['displayName'],
  })
  return page.ids[0]
}

function EmailFoot({
  input,
  incomplete,
  onClose,
}: {
  readonly input: Input<'letter.record'>
  readonly incomplete: boolean
  readonly onClose: () => void
}): ReactNode {
  const t = useText()
  const has = useHasText()
  const accounts = useRead(
    'record.list',
    { entity: 'mailAccount', limit: 100 },
    { depends: { on: ['mailAccount'] } },
  ).data?.rows
  const [chosen, setChosen] = useState<string>()
  const account = chosen ?? accounts?.[0]?.id
  const { job, start, cancel } = useJob('letter.send')
  const send = async (): Promise<void> => {
    if (!account) return
    const done = await start({ ...input, account, incomplete })
    if (!done) return
    toastUndoable(t('letter.queued', { n: done.queued, skipped: done.skipped }), done.operation, t, has)
    onClose()
  }
  if (accounts?.length === 0)
    return (
      <div className={classes.foot}>
        <span className={classes.grow}>{t('mail.write.noAccount')}</span>
        <Button
          onClick={() => {
            onClose()
            go({ section: 'settings', view: 'mail' })
          }}
        >
          {t('mail.write.setUp')}
        </Button>
      </div>
    )
  if (job.state === 'running')
    return (
      <Progress
        label={t('letter.queueing')}
        done={job.progress.done}
        {...(job.progress.total !== undefined && { total: job.progress.total })}
        elapsedMs={Date.now() - job.startedAt}
        onCancel={cancel}
      />
    )
  return (
    <>
      {job.state === 'failed' && <ErrorNote error={job.error} />}
      <div className={classes.foot}>
        <div className={classes.grow}>
          <Select
            label={t('mail.write.from')}
            labelHidden
            value={account ?? null}
            options={(accounts ?? []).map((row) => ({ value: row.id, label: String(row.name) }))}
            onChange={(id) => setChosen(id ?? undefined)}
          />
        </div>
        <Button
          tone="primary"
          icon={<IconMailForward size={16} />}
          disabled={!account}
          onClick={() => void send()}
        >
          {t('mail.write.do')}
        </Button>
      </div>
    </>
  )
}

function PaperFoot({
  input,
  onClose,
}: {
  readonly input: Input<'letter.record'>
  readonly onClose: () => void
}): ReactNode {
  const t = useText()
  const has = useHasText()
  const [record, setRecord] = useState(true)
  const [error, setError] = useState<ErrorRecord>()
  const { job, start, cancel } = useJob('letter.compose')
  /** Made, brought out, and only then written down. */
  const make = async (
    bringOut: (document: Output<'letter.compose'>['document']) => Promise<boolean>,
  ): Promise<void> => {
    setError(undefined)
    const made = await start(input)
    if (!made) return
    try {
      if (!(await bringOut(made.document))) return
      const written = record ? await call('letter.record', input) : undefined
      toastUndoable(t('letter.made', { n: made.records }), written?.operation, t, has)
      onClose()
    } catch (failure) {
      setError(recordOf(failure))
    }
  }
  const save = async (): Promise<void> => {
    const path = await native?.saveFile({
      title: t('print.save'),
      suggestedName: `${t('letter.fileName')}.pdf`,
      filters: [{ name: 'PDF', extensions: ['pdf'] }],
    })
    if (!path) return
    await make(async (document) => {
      const saved = await native?.savePdf({ document, path })
      if (saved?.ok) return true
      setError(saved?.error ?? { code: 'Unavailable', reason: 'layout' })
      return false
    })
  }
  const print = (): Promise<void> =>
    make(async (document) => {
      const printed = await native?.printDocument(document)
      if (printed?.ok) return printed.value
      setError(printed?.error ?? { code: 'Unavailable', reason: 'layout' })
      return false
    })
  if (job.state === 'running')
    return (
      <Progress
        label={t('print.making')}
        done={job.progress.done}
        {...(job.progress.total !== undefined && { total: job.progress.total })}
        elapsedMs={Date.now() - job.startedAt}
        onCancel={cancel}
      />
    )
  return (
    <>
      {job.state === 'failed' && <ErrorNote error={job.error} />}
      {error && <ErrorNote error={error} />}
      <div className={classes.foot}>
        <div className={classes.grow}>
          <Checkbox label={t('letter.record')} checked={record} onChange={setRecord} />
        </div>
        <Button icon={<IconDeviceFloppy size={16} />} onClick={() => void save()}>
          {t('print.save')}
        </Button>
        <Button tone="primary" icon={<IconPrinter size={16} />} onClick={() => void print()}>
          {t('print.do')}
        </Button>
      </div>
    </>
  )
}

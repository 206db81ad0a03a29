/** Mail merge: a template, the records, what is missing, each letter as it will be; then paper, a PDF or the outbox. */
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import type { Input, Output } from '#db/shared/contract.ts'
import type { WireRecord } from '#db/shared/records.ts'
import { MAX_LETTERS } from '#db/shared/templates.ts'
import { useJob, useRead } from '../../data/hooks.ts'
import { useText } from '../../i18n/I18nProvider.tsx'
import { useReader } from '../../i18n/useReader.ts'
import { go } from '../../state/route.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Checkbox } from '../../ui/fields/Checkbox.tsx'
import { Select } from '../../ui/fields/Select.tsx'
import { Dialog } from '../../ui/overlay/Dialog.tsx'
import { Progress } from '../../ui/Progress.tsx'
import { EmailFoot } from './EmailFoot.tsx'
import classes from './Letters.module.css'
import { MergePreview } from './MergePreview.tsx'
import { PaperFoot } from './PaperFoot.tsx'
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
      <MergePreview input={input} target={request} isLabel={template.kind === 'label'} />
      {isEmail && report.missing.length > 0 && (
        <Checkbox label={t('letter.incomplete')} checked={incomplete} onChange={setIncomplete} />
      )}
      {isEmail ? (
        <EmailFoot input={input} incomplete={incomplete} onClose={onClose} />
      ) : (
        <PaperFoot input={input} isLabel={template.kind === 'label'} onClose={onClose} />
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

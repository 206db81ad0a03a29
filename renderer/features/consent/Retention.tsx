/** Consent whose day has come: agreements that ran out, and entries not to be kept any longer. They stay until somebody erases them. */
import { IconFileImport } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import type { ExpiredConsent } from '#db/shared/consent.ts'
import { useJob, useRead } from '../../data/hooks.ts'
import { useText } from '../../i18n/I18nProvider.tsx'
import { useFormat } from '../../i18n/useFormat.tsx'
import { JobProgress } from '../../records/JobProgress.tsx'
import { openRecord } from '../../records/open.ts'
import { SaveDialog } from '../../records/SaveDialog.tsx'
import { askToImport } from '../../state/importRequest.ts'
import { useMay } from '../../state/session.ts'
import { toast } from '../../state/ui.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { Segments } from '../../ui/fields/Checkbox.tsx'
import { LinkButton } from '../../ui/LinkButton.tsx'
import layout from '../../ui/layout.module.css'
import { Table } from '../../ui/Table.tsx'
import classes from './Consent.module.css'

const spans = [0, 30, 90] as const
const SHOWN = 500

export function Retention(): ReactNode {
  const t = useText()
  const format = useFormat()
  const may = useMay('erase')
  const mayImport = useMay('import')
  const [ahead, setAhead] = useState<(typeof spans)[number]>(0)
  const [asking, setAsking] = useState(false)
  const { data } = useRead(
    'consent.expired',
    { ahead, limit: SHOWN },
    { depends: { on: ['consent', 'contact', 'company'] }, keep: true },
  )
  if (!data) return null
  const over = data.entries.filter(({ keepOver }) => keepOver)
  return (
    <div className={classes.panel}>
      <div className={classes.bar}>
        <Segments
          label={t('consent.expired.span')}
          labelHidden
          value={String(ahead)}
          options={spans.map((days) => ({
            value: String(days),
            label: t(days === 0 ? 'consent.expired.now' : 'consent.expired.ahead', { n: days }),
          }))}
          onChange={(value) => setAhead(spans.find((days) => String(days) === value) ?? 0)}
        />
        {mayImport && (
          <Button icon={<IconFileImport size={15} />} onClick={() => askToImport({ what: 'consent' })}>
            {t('consent.fromFile')}
          </Button>
        )}
        {may && over.length > 0 && (
          <Button tone="danger" onClick={() => setAsking(true)}>
            {t('consent.expired.erase', { n: over.length })}
          </Button>
        )}
      </div>
      {data.entries.length === 0 ? (
        <p className={layout.hint}>{t('consent.expired.none')}</p>
      ) : (
        <Table
          label={t('consent.expired.title')}
          columns={[
            { id: 'who', label: t('consent.expired.who') },
            { id: 'decision', label: t('consent.field.decision'), narrow: true },
            { id: 'until', label: t('consent.field.until'), narrow: true },
            { id: 'keepUntil', label: t('consent.field.keepUntil'), narrow: true },
          ]}
        >
          {data.entries.map((entry) => (
            <Line key={entry.id} entry={entry} />
          ))}
        </Table>
      )}
      {data.total > data.entries.length && (
        <p className={layout.hint}>
          {t('campaign.first', { n: format.integer(data.entries.length) })} · {format.integer(data.total)}
        </p>
      )}
      {asking && <Erase entries={over} onClose={() => setAsking(false)} />}
    </div>
  )
}

function Line({ entry }: { readonly entry: ExpiredConsent }): ReactNode {
  const t = useText()
  const format = useFormat()
  const { entity, record } = entry
  const day = (iso: string | null): string => (iso === null ? '' : format.date(iso))
  return (
    <tr data-expired={entry.id}>
      <td>
        {entity !== null && record !== null ? (
          <LinkButton onClick={() => openRecord(entity, record)}>{entry.name}</LinkButton>
        ) : (
          <bdi>{entry.name.startsWith('sha256:') ? t('consent.erasedPerson') : entry.name}</bdi>
        )}
        <div className={layout.hint}>
          <bdi>{entry.purpose ?? t('consent.purpose.every')}</bdi>
        </div>
      </td>
      <td className={classes.day}>
        {t(`consent.choice.decision.${entry.decision}`)} · {t(`consent.choice.channel.${entry.channel}`)}
        <div className={layout.hint}>{format.day(entry.at)}</div>
      </td>
      <td className={classes.day}>
        {day(entry.until)}
        <div className={layout.hint}>{t(entry.counts ? 'consent.expired.counts' : 'consent.over')}</div>
      </td>
      <td className={classes.day}>
        {entry.keepOver ? <Badge tone="warning">{day(entry.keepUntil)}</Badge> : day(entry.keepUntil)}
      </td>
    </tr>
  )
}

function Erase({
  entries,
  onClose,
}: {
  readonly entries: readonly ExpiredConsent[]
  readonly onClose: () => void
}): ReactNode {
  const t = useText()
  const { job, start, cancel } = useJob('consent.erase')
  const erase = async (): Promise<void> => {
    const done = await start({ ids: entries.map(({ id }) => id) })
    if (!done) return
    toast({ tone: 'done', text: t('consent.expired.erased', { erased: done.erased, bared: done.bared }) })
    onClose()
  }
  return (
    <SaveDialog
      title={t('consent.expired.erase', { n: entries.length })}
      error={job.state === 'failed' ? job.error : undefined}
      action={t('consent.expired.erase.do')}
      tone="danger"
      busy={job.state === 'running'}
      onSave={() => void erase()}
      onClose={onClose}
    >
      <div className={layout.form}>
        {job.state === 'running' && (
          <JobProgress
            label={t('consent.expired.erase', { n: entries.length })}
            job={job}
            onCancel={cancel}
          />
        )}
        <p className={layout.words}>{t('consent.expired.erase.text')}</p>
      </div>
    </SaveDialog>
  )
}

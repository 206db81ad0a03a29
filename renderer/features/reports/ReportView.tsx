/** One report: its question, its parameters, the chart, the table with totals, and what can be done with it. */
import {
  IconArrowLeft,
  IconClock,
  IconCopy,
  IconDeviceFloppy,
  IconPencil,
  IconPrinter,
  IconRefresh,
  IconTrash,
} from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import type { Input } from '#db/shared/contract.ts'
import { report as ownReport } from '#db/shared/ownReports.ts'
import { type ReportParameters, reportFormats, reportParametersSchema } from '#db/shared/reports.ts'
import { useJob, useRead } from '../../data/hooks.ts'
import { native } from '../../data/native.ts'
import { call } from '../../data/port.ts'
import { plain } from '../../i18n/bidi.ts'
import { errorText } from '../../i18n/errorText.ts'
import { useHasText, useText } from '../../i18n/I18nProvider.tsx'
import { useFormat } from '../../i18n/useFormat.tsx'
import { useReader } from '../../i18n/useReader.ts'
import { useMayCreate, useRights } from '../../records/useRights.ts'
import { reportFailure, toastUndoable } from '../../state/feedback.ts'
import { useRemembered } from '../../state/remembered.ts'
import { go } from '../../state/route.ts'
import { useMay } from '../../state/session.ts'
import { toast } from '../../state/ui.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { Page } from '../../ui/Page.tsx'
import { Behind } from './Behind.tsx'
import { beginReport } from './draft.ts'
import { Parameters } from './Parameters.tsx'
import { PrintReport } from './PrintReport.tsx'
import classes from './Reports.module.css'
import type { Listed } from './ReportsPage.tsx'
import type { Key } from './ReportTable.tsx'
import { ScheduleDialog } from './ScheduleDialog.tsx'
import { Shown } from './Shown.tsx'
import { useReport } from './useReport.ts'
import { Working } from './Working.tsx'

/** The report with its parameters, as every procedure takes it. */
export type Asked = Pick<Input<'report.run'>, 'name' | 'definition' | 'parameters' | 'reader'>

const usual = reportParametersSchema.parse({})

export function ReportView({ report }: { readonly report: Listed }): ReactNode {
  const t = useText()
  const reader = useReader()
  const format = useFormat()
  const mayExport = useMay('export')
  const [parameters, setParameters, known] = useRemembered<ReportParameters>(
    `report.${report.name}`,
    usual,
    (stored) => reportParametersSchema.safeParse(stored).data,
  )
  const asked: Asked = { name: report.name, parameters, reader }
  const { data, isStale, error, isRunning, isStopped, stop, again } = useReport(asked, known)
  const [behind, setBehind] = useState<{
    readonly key: Key | undefined
    readonly what: string
  }>()
  const [printing, setPrinting] = useState(false)
  const [scheduling, setScheduling] = useState(false)
  return (
    <Page
      title={report.title}
      text={report.question}
      actions={
        <>
          <Button
            icon={<IconArrowLeft size={15} className={classes.mirrored} />}
            tone="quiet"
            onClick={() => go({ section: 'reports' })}
          >
            {t('report.back')}
          </Button>
          {report.own && <OwnActions report={report} />}
          {mayExport && <SaveAs asked={asked} title={report.title} />}
          {mayExport && (
            <Button icon={<IconClock size={15} />} onClick={() => setScheduling(true)}>
              {t('reportSchedule.open')}
            </Button>
          )}
          {mayExport && (
            <Button icon={<IconPrinter size={15} />} onClick={() => setPrinting(true)}>
              {t('report.print')}
            </Button>
          )}
        </>
      }
    >
      <div className={classes.report}>
        <Parameters report={report} value={parameters} onChange={setParameters} />
        <div className={classes.facts} role="status">
          {isRunning && <Working onStop={stop} />}
          {isStopped && t('report.stopped')}
          {!isRunning && data && <span>{t('report.asOf', { when: format.dateTime(data.asOf) })}</span>}
          {data?.about && <bdi>{data.about}</bdi>}
          <Button
            size="small"
            tone="quiet"
            icon={<IconRefresh size={14} />}
            disabled={isRunning}
            onClick={again}
          >
            {t('report.again')}
          </Button>
        </div>
        {error && <ErrorNote error={error} onRetry={again} />}
        {data && !error && (
          <div className={isStale ? classes.stale : undefined}>
            <Shown result={data} onBehind={(key, what) => setBehind({ key, what })} />
          </div>
        )}
      </div>
      {behind && (
        <Behind asked={asked} of={behind.key} what={behind.what} onClose={() => setBehind(undefined)} />
      )}
      {scheduling && (
        <ScheduleDialog
          report={report.name}
          title={report.title}
          parameters={{ ...parameters, period: parameters.period ?? report.own?.period ?? 'thisYear' }}
          onClose={() => setScheduling(false)}
        />
      )}
      {printing && <PrintReport asked={asked} onClose={() => setPrinting(false)} />}
    </Page>
  )
}

/** An own report is changed, copied and deleted by whom the rights let. */
function OwnActions({ report }: { readonly report: Listed }): ReactNode {
  const t = useText()
  const has = useHasText()
  const reader = useReader()
  const { data } = useRead('report.get', { name: report.name, reader }, { depends: { on: ['report'] } })
  const record = useRead(
    'record.get',
    { entity: 'report', id: report.name },
    { depends: { on: ['report'], ids: [report.name] } },
  ).data
  const rights = useRights(ownReport, record)
  const mayCreate = useMayCreate(ownReport)
  const remove = async (): Promise<void> => {
    try {
      const { operation } = await call('record.trash', { entity: 'report', id: report.name })
      go({ section: 'reports' }, { replace: true })
      toastUndoable(t('list.deleted', { name: report.title }), operation, t, has)
    } catch (failure) {
      reportFailure(failure, t, has)
    }
  }
  const copy = (): void => {
    if (!data?.definition) return
    beginReport({
      name: plain(t('report.own.copyOf', { name: data.name })).slice(0, 100),
      question: data.question,
      private: true,
      definition: data.definition,
    })
  }
  return (
    <>
      {rights.edit && (
        <Button
          icon={<IconPencil size={15} />}
          onClick={() => go({ section: 'reports', id: report.name, view: 'edit' })}
        >
          {t('report.own.change')}
        </Button>
      )}
      {mayCreate && data?.definition && (
        <IconButton label={t('report.own.copy')} onClick={copy}>
          <IconCopy size={15} />
        </IconButton>
      )}
      {rights.trash && (
        <IconButton label={t('view.delete', { name: report.title })} onClick={() => void remove()}>
          <IconTrash size={15} />
        </IconButton>
      )}
    </>
  )
}

interface SaveProps {
  readonly asked: Asked
  readonly title: string
}

function SaveAs({ asked, title }: SaveProps): ReactNode {
  const t = useText()
  const has = useHasText()
  const { job, start, cancel } = useJob('report.export')
  const save = async (format: (typeof reportFormats)[number]): Promise<void> => {
    const out = await native?.saveFile({
      title: t('report.export'),
      suggestedName: `${title}.${format}`,
      filters: [{ name: t(`report.format.${format}`), extensions: [format] }],
    })
    if (!out) return
    const saved = await start({ ...asked, out, format })
    if (saved)
      toast({
        tone: 'done',
        text: t('report.saved'),
        detail: saved.file,
        action: { label: t('transfer.showInFolder'), onSelect: () => void native?.showInFolder(saved.file) },
      })
  }
  return (
    <>
      <Menu
        label={t('report.export')}
        trigger={
          <Button icon={<IconDeviceFloppy size={15} />} busy={job.state === 'running'} aria-haspopup="menu">
            {t('report.export')}
          </Button>
        }
        entries={reportFormats.map((format) => ({
          id: format,
          label: t(`report.format.${format}`),
          onSelect: () => void save(format),
        }))}
      />
      {job.state === 'running' && <Working late onStop={cancel} />}
      {job.state === 'failed' && job.error.code !== 'Cancelled' && (
        <span role="alert">{errorText(job.error, t, has)}</span>
      )}
    </>
  )
}

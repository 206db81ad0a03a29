/** One report: its question, its parameters, the chart, the table with totals, and what can be done with it. */
import { IconArrowLeft, IconChartBar, IconDeviceFloppy, IconPrinter, IconRefresh } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import type { Input } from '#db/shared/contract.ts'
import {
  type ReportParameters,
  type ReportResult,
  reportFormats,
  reportParametersSchema,
} from '#db/shared/reports.ts'
import { useJob, useRead } from '../../data/hooks.ts'
import { native } from '../../data/native.ts'
import { errorText } from '../../i18n/errorText.ts'
import { useHasText, useText } from '../../i18n/I18nProvider.tsx'
import { useFormat } from '../../i18n/useFormat.tsx'
import { useReader } from '../../i18n/useReader.ts'
import { useRemembered } from '../../state/remembered.ts'
import { go } from '../../state/route.ts'
import { useMay } from '../../state/session.ts'
import { toast } from '../../state/ui.ts'
import { Button } from '../../ui/Button.tsx'
import { Chart } from '../../ui/Chart.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { Page } from '../../ui/Page.tsx'
import { Behind } from './Behind.tsx'
import { Parameters } from './Parameters.tsx'
import { PrintReport } from './PrintReport.tsx'
import classes from './Reports.module.css'
import type { Listed } from './ReportsPage.tsx'
import { ReportTable } from './ReportTable.tsx'
import { useCellText } from './useCellText.ts'

/** The report with its parameters, as every procedure takes it. */
export type Asked = Pick<Input<'report.run'>, 'name' | 'parameters' | 'reader'>

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
  const { data, error, isFetching, isPlaceholderData, refetch } = useRead('report.run', asked, {
    depends: { on: [] },
    enabled: known,
    keep: true,
  })
  const [behind, setBehind] = useState<{
    readonly key: ReportResult['rows'][number]['key'] | undefined
    readonly what: string
  }>()
  const [printing, setPrinting] = useState(false)
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
          {mayExport && <SaveAs asked={asked} title={report.title} />}
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
          {isFetching
            ? t('report.running')
            : data && <span>{t('report.asOf', { when: format.dateTime(data.asOf) })}</span>}
          {data?.about && <bdi>{data.about}</bdi>}
          <Button
            size="small"
            tone="quiet"
            icon={<IconRefresh size={14} />}
            disabled={isFetching}
            onClick={() => void refetch()}
          >
            {t('report.again')}
          </Button>
        </div>
        {error && <ErrorNote error={error.record} onRetry={() => void refetch()} />}
        {data && !error && (
          <div className={isPlaceholderData ? classes.stale : undefined}>
            <Shown result={data} onBehind={(key, what) => setBehind({ key, what })} />
          </div>
        )}
      </div>
      {behind && (
        <Behind asked={asked} of={behind.key} what={behind.what} onClose={() => setBehind(undefined)} />
      )}
      {printing && <PrintReport asked={asked} onClose={() => setPrinting(false)} />}
    </Page>
  )
}

interface ShownProps {
  readonly result: ReportResult
  readonly onBehind: (key: ReportResult['rows'][number]['key'] | undefined, what: string) => void
}

function Shown({ result, onBehind }: ShownProps): ReactNode {
  const t = useText()
  const text = useCellText()
  const { chart, columns, rows } = result
  const drawn = chart && columns[chart.column]
  const nothing = rows.every(({ cells }) =>
    columns.every(({ kind }, at) => kind === 'text' || !cells[at]?.value),
  )
  if (rows.length === 0 || (chart?.form === 'columns' && nothing))
    return (
      <EmptyState icon={<IconChartBar size={32} />} title={t('report.empty')}>
        {t('report.empty.text')}
      </EmptyState>
    )
  return (
    <div className={classes.shown}>
      {chart && drawn && (
        <div className={classes.box}>
          <Chart
            label={t('report.chart', { title: result.title })}
            form={chart.form}
            points={rows.map(({ key, cells }) => {
              const cell = cells[chart.column] ?? { value: null }
              return {
                id: JSON.stringify(key),
                label: text(columns[0]?.kind ?? 'text', cells[0] ?? { value: null }),
                value: typeof cell.value === 'number' ? cell.value : 0,
                text: text(drawn.kind, cell),
              }
            })}
          />
        </div>
      )}
      <ReportTable result={result} onBehind={onBehind} />
      {result.cut && <p className={classes.note}>{t('report.cut', { n: rows.length })}</p>}
    </div>
  )
}

interface SaveProps {
  readonly asked: Asked
  readonly title: string
}

function SaveAs({ asked, title }: SaveProps): ReactNode {
  const t = useText()
  const has = useHasText()
  const { job, start } = useJob('report.export')
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
      {job.state === 'failed' && <span role="alert">{errorText(job.error, t, has)}</span>}
    </>
  )
}

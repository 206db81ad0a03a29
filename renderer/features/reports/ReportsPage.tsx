/** All reports by what they are about; one of them when it is asked for. */
import { IconArrowLeft, IconChartBar, IconClock, IconPlus } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import type { Output } from '#db/shared/contract.ts'
import { report as ownReport } from '#db/shared/ownReports.ts'
import { reportAreas } from '#db/shared/reports.ts'
import { useRead } from '../../data/hooks.ts'
import { useText } from '../../i18n/I18nProvider.tsx'
import { useReader } from '../../i18n/useReader.ts'
import { useMayCreate } from '../../records/useRights.ts'
import { go, type Route, routeToHash } from '../../state/route.ts'
import { useMay } from '../../state/session.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Page } from '../../ui/Page.tsx'
import { SearchBox } from '../../ui/SearchBox.tsx'
import { beginReport, emptyDraft } from './draft.ts'
import { ReportBuilder } from './ReportBuilder.tsx'
import classes from './Reports.module.css'
import { ReportView } from './ReportView.tsx'
import { Schedules } from './Schedules.tsx'

export type Listed = Output<'report.list'>['reports'][number]

export function ReportsPage({ route }: { readonly route: Route }): ReactNode {
  const t = useText()
  const reader = useReader()
  const { data, error } = useRead('report.list', { reader }, { depends: { on: ['report'] } })
  const mayCreate = useMayCreate(ownReport)
  const mayExport = useMay('export')
  if (route.id === 'new') return <ReportBuilder />
  if (route.id === 'schedules') return <Schedules />
  if (route.id !== undefined && route.view === 'edit') return <ReportBuilder id={route.id} />
  const report = data?.reports.find(({ name }) => name === route.id)
  if (report) return <ReportView key={report.name} report={report} />
  return (
    <Page
      title={t('report.many')}
      text={t('report.text')}
      actions={
        <>
          {route.id !== undefined && (
            <Button
              icon={<IconArrowLeft size={15} className={classes.mirrored} />}
              onClick={() => go({ section: 'reports' })}
            >
              {t('report.back')}
            </Button>
          )}
          {mayExport && (
            <Button
              icon={<IconClock size={15} />}
              onClick={() => go({ section: 'reports', id: 'schedules' })}
            >
              {t('reportSchedule.many')}
            </Button>
          )}
          {mayCreate && (
            <Button tone="primary" icon={<IconPlus size={15} />} onClick={() => beginReport(emptyDraft())}>
              {t('report.new')}
            </Button>
          )}
        </>
      }
    >
      {error && <ErrorNote error={error.record} />}
      {data && <Areas reports={data.reports} />}
    </Page>
  )
}

function Areas({ reports }: { readonly reports: readonly Listed[] }): ReactNode {
  const t = useText()
  const [typed, setTyped] = useState('')
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean)
  const found = reports.filter(({ title, question }) => {
    const text = `${title} ${question}`.toLowerCase()
    return words.every((word) => text.includes(word))
  })
  return (
    <div className={classes.areas}>
      <div className={classes.find}>
        <SearchBox
          label={t('report.search')}
          placeholder={t('report.search')}
          value={typed}
          onChange={setTyped}
        />
      </div>
      {found.length === 0 && <EmptyState icon={<IconChartBar size={32} />} title={t('ui.nothingFound')} />}
      {reportAreas.map((area) => {
        const of = found.filter((report) => report.area === area)
        if (of.length === 0) return null
        return (
          <section key={area} aria-label={t(`report.area.${area}`)}>
            <h2 className={classes.area}>{t(`report.area.${area}`)}</h2>
            <ul className={classes.list}>
              {of.map(({ name, title, question }) => (
                <li key={name}>
                  <a
                    className={classes.card}
                    href={routeToHash({ section: 'reports', id: name })}
                    onClick={(event) => {
                      event.preventDefault()
                      go({ section: 'reports', id: name })
                    }}
                  >
                    <span className={classes.cardTitle}>{title}</span>
                    <span className={classes.cardText}>{question}</span>
                  </a>
                </li>
              ))}
            </ul>
          </section>
        )
      })}
    </div>
  )
}

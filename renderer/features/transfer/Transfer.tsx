/**
 * Import, export and demo data of one window: offers the commands, keeps the jobs while their dialogs are closed, shows
 * them in the status bar and says how they ended. Mounted once, as long as the window lives.
 */
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { allEntities, findEntity } from '#db/shared/registry.ts'
import { useJob } from '../../data/hooks.ts'
import { native } from '../../data/native.ts'
import { errorText } from '../../i18n/errorText.ts'
import { type Text, useHasText, useText } from '../../i18n/I18nProvider.tsx'
import { useFormat } from '../../i18n/useFormat.tsx'
import { hasPage } from '../../records/open.ts'
import { useCommand } from '../../state/commands.ts'
import { toastUndoable, undo } from '../../state/feedback.ts'
import { askToImport, useImportRequest } from '../../state/importRequest.ts'
import { askFor } from '../../state/lookup.ts'
import { go, useRoute } from '../../state/route.ts'
import { useMay } from '../../state/session.ts'
import { closeToast, type RunningJob, showJob, toast, useUi } from '../../state/ui.ts'
import { DemoDialog } from './DemoDialog.tsx'
import { DropTarget } from './DropTarget.tsx'
import { ExportDialog } from './ExportDialog.tsx'
import { worded } from './fileErrors.ts'
import { ImportWizard } from './ImportWizard.tsx'
import { baseName } from './reading.ts'
import { useImport } from './useImport.ts'

type Dialog = 'import' | 'export' | 'demo'

export function Transfer(): ReactNode {
  const t = useText()
  const has = useHasText()
  const format = useFormat()
  const route = useRoute()
  const [open, setOpen] = useState<Dialog>()
  const work = useImport()
  const exporting = useJob('transfer.export')
  const demo = useJob('demo.create')
  const names = format.list(work.files.map(baseName))
  const close = (): void => setOpen(undefined)

  const openImport = (): void => {
    closeToast('import')
    setOpen('import')
  }
  const openExport = (): void => {
    if (exporting.job.state !== 'running') exporting.reset()
    setOpen('export')
  }
  const openDemo = (): void => {
    if (demo.job.state !== 'running') demo.reset()
    setOpen('demo')
  }
  const mayImport = useMay('import')
  const { about } = useImportRequest()
  useEffect(() => {
    if (!about) return
    askToImport(undefined)
    if (work.job.state !== 'running') work.reset(about)
    setOpen('import')
  }, [about, work])
  const mayExport = useMay('export')
  useCommand('transfer.import', mayImport ? openImport : undefined)
  useCommand('transfer.export', mayExport ? openExport : undefined)
  useCommand('demo.create', mayImport ? openDemo : undefined)

  useShownJob('import', t('transfer.run.label', { names }), work.job, work.cancel, openImport)
  useShownJob('export', t('transfer.export.running'), exporting.job, exporting.cancel, () =>
    setOpen('export'),
  )
  useShownJob('demo', t('transfer.demo.running'), demo.job, demo.cancel, () => setOpen('demo'))

  // What ends behind a closed dialog says so.
  const { outcome } = work
  useEnded(outcome !== undefined && open !== 'import', () => {
    if (!outcome) return
    toast({
      id: 'import',
      tone: outcome.end === 'done' ? 'done' : outcome.end === 'stopped' ? 'info' : 'problem',
      text: t(`transfer.end.${outcome.end}`),
      detail: t('transfer.end.read', { n: outcome.counts.read }),
      action: { label: t('transfer.summary'), onSelect: openImport },
    })
  })
  useEnded(isEnded(exporting.job.state) && open !== 'export', () => {
    const { job } = exporting
    if (job.state === 'done')
      toast({
        id: 'export',
        tone: 'done',
        text: t('transfer.export.doneShort', { file: baseName(job.result.file) }),
        action: {
          label: t('transfer.showInFolder'),
          onSelect: () => void native?.showInFolder(job.result.file),
        },
      })
    else if (job.state === 'failed') sayFailure(job.error, t, has)
  })
  useEnded(isEnded(demo.job.state) && open !== 'demo', () => {
    if (demo.job.state === 'done') toastUndoable(t('transfer.demo.done'), demo.job.result.operation, t, has)
    else if (demo.job.state === 'failed') sayFailure(demo.job.error, t, has)
  })

  async function chooseFiles(): Promise<void> {
    const files = await native?.openFiles({
      title: t('transfer.import.title'),
      many: true,
      filters: [
        { name: t('transfer.files.all'), extensions: ['csv', 'tsv', 'txt', 'vcf', 'vcard'] },
        { name: t('transfer.format.csv'), extensions: ['csv', 'tsv', 'txt'] },
        { name: t('transfer.format.vcf'), extensions: ['vcf', 'vcard'] },
        { name: t('transfer.files.any'), extensions: ['*'] },
      ],
    })
    if (files?.length) work.choose(files)
  }
  /** The list of what the import made. */
  function showThem(): void {
    const entity = outcome?.entity ?? 'contact'
    const section = findEntity(entity)?.domain
    if (!work.span || !section) return
    useUi.setState({ search: '' })
    askFor(entity, { field: 'createdAt', op: 'between', value: [work.span.from, work.span.to] })
    go({ section })
    work.reset()
    close()
  }

  const busy = work.job.state === 'running'
  const inFront = allEntities().find(({ name, domain }) => domain === route.section && hasPage(name))
  const entity = inFront?.name ?? 'contact'
  return (
    <>
      <DropTarget
        overDialog={open === 'import'}
        onFiles={
          !mayImport || busy || (open !== undefined && open !== 'import')
            ? undefined
            : (paths) => {
                work.reset()
                openImport()
                work.choose(paths)
              }
        }
      />
      {open === 'import' && (
        <ImportWizard
          work={work}
          onChooseFiles={() => void chooseFiles()}
          onHide={close}
          onShowThem={showThem}
        />
      )}
      {open === 'export' && (
        <ExportDialog
          entity={entity}
          job={exporting.job}
          onStart={(input) => void exporting.start(input)}
          onCancel={exporting.cancel}
          onClose={() => {
            if (isEnded(exporting.job.state)) exporting.reset()
            close()
          }}
        />
      )}
      {open === 'demo' && (
        <DemoDialog
          job={demo.job}
          onStart={(input) => void demo.start(input)}
          onCancel={demo.cancel}
          onUndo={(operation) => {
            demo.reset()
            close()
            void undo(operation, t, has)
          }}
          onClose={() => {
            if (isEnded(demo.job.state)) demo.reset()
            close()
          }}
        />
      )}
    </>
  )
}

const isEnded = (state: string): boolean => state === 'done' || state === 'failed'

function sayFailure(error: Parameters<typeof worded>[0], t: Text, has: (id: string) => boolean): void {
  if (error.code !== 'Cancelled') toast({ tone: 'problem', text: errorText(worded(error), t, has) })
}

/** Runs once each time `ended` becomes true. */
function useEnded(ended: boolean, say: () => void): void {
  const was = useRef(ended)
  useEffect(() => {
    if (ended && !was.current) say()
    was.current = ended
  })
}

type AnyJob =
  | {
      readonly state: 'running'
      readonly progress: { readonly done: number; readonly total?: number }
      readonly startedAt: number
    }
  | { readonly state: 'idle' | 'done' | 'failed' }

/** Keeps the status bar's line of a job. */
function useShownJob(id: string, label: string, job: AnyJob, cancel: () => void, show: () => void): void {
  const latest = useRef(show)
  useEffect(() => {
    latest.current = show
  })
  useEffect(() => {
    const line: Omit<RunningJob, 'id'> | undefined =
      job.state === 'running'
        ? { label, ...job.progress, startedAt: job.startedAt, cancel, open: () => latest.current() }
        : undefined
    showJob(id, line)
  }, [id, label, job, cancel])
  useEffect(() => () => showJob(id, undefined), [id])
}

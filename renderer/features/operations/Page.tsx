/** Everything that was done to the database, newest first, each with its way back. */
import { IconHistory } from '@tabler/icons-react'
import { Fragment, type ReactNode, useState } from 'react'
import { useRead } from '../../data/hooks.ts'
import { call } from '../../data/port.ts'
import { useHasText, useText } from '../../i18n/I18nProvider.tsx'
import { Bdi, useFormat } from '../../i18n/useFormat.tsx'
import { reportFailure } from '../../state/feedback.ts'
import { toast } from '../../state/ui.ts'
import { Badge, type Tone } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Page } from '../../ui/Page.tsx'
import { Table } from '../../ui/Table.tsx'
import { Interrupted } from './Interrupted.tsx'
import classes from './Page.module.css'
import { type Undone, UndoResult } from './Result.tsx'
import { type Operation, operationText, recordsText, sourceText } from './words.ts'

const PAGE = 50
const COLUMNS = 6
const tones: Readonly<Record<Operation['state'], Tone>> = {
  open: 'accent',
  done: 'success',
  cancelled: 'warning',
  undone: 'neutral',
}

export function OperationsPage(): ReactNode {
  const t = useText()
  const has = useHasText()
  /** Where each further page begins. */
  const [pages, setPages] = useState<readonly (string | undefined)[]>([undefined])
  const [result, setResult] = useState<{ readonly what: string; readonly undone: Undone }>()

  const undo = async (operation: Operation): Promise<void> => {
    try {
      const undone = await call('operation.undo', { operation: operation.id })
      if (undone.kept.length > 0) setResult({ what: operationText(operation, t, has), undone })
      else toast({ id: 'undone', tone: 'done', text: t('undo.done', { n: undone.reverted }) })
    } catch (failure) {
      reportFailure(failure, t, has)
    }
  }
  return (
    <Page title={t('app.section.operations')} text={t('operations.text')}>
      <div className={classes.content}>
        <Interrupted onUndo={undo} />
        <Table
          label={t('app.section.operations')}
          columns={[
            { id: 'at', label: t('operations.when'), narrow: true },
            { id: 'what', label: t('operations.what') },
            { id: 'who', label: t('operations.who') },
            { id: 'source', label: t('operations.source') },
            { id: 'state', label: t('operations.state'), narrow: true },
            { id: 'undo', label: <span aria-hidden="true" />, narrow: true, end: true },
          ]}
        >
          {pages.map((before, at) => (
            <Rows
              key={before ?? 'first'}
              before={before}
              isLast={at === pages.length - 1}
              onUndo={undo}
              onMore={(from) => setPages([...pages, from])}
            />
          ))}
        </Table>
      </div>
      {result && <UndoResult {...result} onClose={() => setResult(undefined)} />}
    </Page>
  )
}

interface RowsProps {
  readonly before: string | undefined
  readonly isLast: boolean
  readonly onUndo: (operation: Operation) => Promise<void>
  readonly onMore: (before: string) => void
}

const dayOf = (at: string): string => {
  const date = new Date(at)
  return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}-${String(date.getDate()).padStart(2, '0')}`
}

function Rows({ before, isLast, onUndo, onMore }: RowsProps): ReactNode {
  const t = useText()
  const format = useFormat()
  const { data, error } = useRead(
    'operation.list',
    { limit: PAGE, ...(before && { before }) },
    { depends: { on: ['*'] }, keep: true },
  )
  if (error)
    return (
      <tr>
        <td colSpan={COLUMNS}>
          <ErrorNote error={error.record} />
        </td>
      </tr>
    )
  if (!data)
    return (
      <tr>
        <td colSpan={COLUMNS}>{t('ui.loading')}</td>
      </tr>
    )
  const { operations } = data
  const last = operations.at(-1)
  if (!last && before === undefined)
    return (
      <tr>
        <td colSpan={COLUMNS}>
          <EmptyState icon={<IconHistory size={36} stroke={1.2} />} title={t('operations.empty')}>
            {t('operations.empty.text')}
          </EmptyState>
        </td>
      </tr>
    )
  let day = ''
  return (
    <>
      {operations.map((operation) => {
        const own = dayOf(operation.at)
        const heading = own === day ? undefined : own
        day = own
        return (
          <Fragment key={operation.id}>
            {heading && (
              <tr data-heading="">
                <td colSpan={COLUMNS}>{format.date(heading, 'full')}</td>
              </tr>
            )}
            <Row operation={operation} onUndo={onUndo} />
          </Fragment>
        )
      })}
      {isLast && last && operations.length === PAGE && (
        <tr data-heading="">
          <td colSpan={COLUMNS}>
            <div className={classes.more}>
              <Button onClick={() => onMore(last.id)}>{t('operations.older')}</Button>
            </div>
          </td>
        </tr>
      )}
    </>
  )
}

interface RowProps {
  readonly operation: Operation
  readonly onUndo: (operation: Operation) => Promise<void>
}

function Row({ operation, onUndo }: RowProps): ReactNode {
  const t = useText()
  const has = useHasText()
  const format = useFormat()
  const [busy, setBusy] = useState(false)
  const what = operationText(operation, t, has)
  const isUndo = operation.kind === 'operation.undo'
  const undo = async (): Promise<void> => {
    setBusy(true)
    await onUndo(operation)
    setBusy(false)
  }
  return (
    <tr>
      <td data-narrow="" className={classes.dim}>
        {format.time(operation.at)}
      </td>
      <td>
        <span className={classes.what}>
          <Bdi>{what}</Bdi>
        </span>{' '}
        <span className={classes.dim}>{recordsText(operation, t, has, format)}</span>
      </td>
      <td>
        <Bdi>{operation.user ?? '–'}</Bdi>
      </td>
      <td className={classes.dim}>{sourceText(operation, t, has)}</td>
      <td data-narrow="">
        <Badge tone={tones[operation.state]}>{t(`operation.state.${operation.state}`)}</Badge>
      </td>
      <td data-end="" data-narrow="">
        {operation.undoable && operation.state !== 'open' && operation.records > 0 && (
          <Button
            size="small"
            busy={busy}
            aria-label={t(isUndo ? 'operations.redoOne' : 'operations.undoOne', {
              what,
              when: format.dateTime(operation.at),
            })}
            onClick={() => void undo()}
          >
            {t(isUndo ? 'operations.redo' : 'ui.undo')}
          </Button>
        )}
      </td>
    </tr>
  )
}

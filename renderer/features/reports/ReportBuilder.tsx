/** An own report being made or changed: its definition on one side, what comes of it on the other. */
import { type ReactNode, useEffect, useState } from 'react'
import type { ErrorRecord } from '#db/shared/errors.ts'
import type { ReportDefinition } from '#db/shared/ownReports.ts'
import { useRead } from '../../data/hooks.ts'
import { call, recordOf } from '../../data/port.ts'
import { useHasText, useText } from '../../i18n/I18nProvider.tsx'
import { useReader } from '../../i18n/useReader.ts'
import { toastUndoable } from '../../state/feedback.ts'
import { go } from '../../state/route.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Segments } from '../../ui/fields/Checkbox.tsx'
import { TextField } from '../../ui/fields/TextField.tsx'
import { Page } from '../../ui/Page.tsx'
import { Behind } from './Behind.tsx'
import classes from './Builder.module.css'
import { BuilderForm } from './BuilderForm.tsx'
import { emptyDraft, type OwnDraft, takeBegun } from './draft.ts'
import type { Key } from './ReportTable.tsx'
import { Shown } from './Shown.tsx'
import { useReport } from './useReport.ts'
import { Working } from './Working.tsx'

/** How long after the last change the preview is worked out. */
const SETTLED_MS = 350

function useSettled<Value>(value: Value): Value {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), SETTLED_MS)
    return () => clearTimeout(timer)
  }, [value])
  return settled
}

/** A fresh one, or the one that is stored. */
export function ReportBuilder({ id }: { readonly id?: string }): ReactNode {
  const reader = useReader()
  const [begun] = useState(() => (id === undefined ? (takeBegun() ?? emptyDraft()) : undefined))
  const stored = useRead(
    'report.get',
    { name: id ?? '', reader },
    { depends: { on: ['report'] }, enabled: id !== undefined },
  )
  if (begun) return <Builder begun={begun} />
  if (stored.error) return <ErrorNote error={stored.error.record} />
  if (!stored.data) return null
  const { definition, gone: _, ...rest } = stored.data
  return (
    <Builder key={stored.data.id} begun={{ ...rest, definition: definition ?? emptyDraft().definition }} />
  )
}

function Builder({ begun }: { readonly begun: OwnDraft }): ReactNode {
  const t = useText()
  const has = useHasText()
  const [draft, setDraft] = useState(begun)
  const [error, setError] = useState<ErrorRecord>()
  const [busy, setBusy] = useState(false)
  const set = (change: Partial<OwnDraft>): void => setDraft({ ...draft, ...change })
  const save = async (): Promise<void> => {
    setBusy(true)
    setError(undefined)
    try {
      const saved = await call('report.save', {
        ...draft,
        name: draft.name.trim(),
        question: draft.question.trim(),
      })
      toastUndoable(t('report.own.saved', { name: draft.name.trim() }), saved.operation, t, has)
      go({ section: 'reports', id: saved.id }, { replace: true })
    } catch (failure) {
      setError(recordOf(failure))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Page
      title={t(begun.id === undefined ? 'report.new' : 'report.own.change')}
      text={t('report.own.text')}
      actions={
        <>
          <Button onClick={() => go({ section: 'reports', ...(begun.id !== undefined && { id: begun.id }) })}>
            {t('ui.cancel')}
          </Button>
          <Button tone="primary" busy={busy} disabled={draft.name.trim() === ''} onClick={() => void save()}>
            {t('ui.save')}
          </Button>
        </>
      }
    >
      <div className={classes.builder}>
        <section className={classes.side} aria-label={t('report.field.definition')}>
          {error && <ErrorNote error={error} />}
          <TextField
            label={t('report.field.name')}
            value={draft.name}
            required
            autoFocus
            onChange={(name) => set({ name: name.slice(0, 100) })}
          />
          <TextField
            label={t('report.field.question')}
            value={draft.question}
            onChange={(question) => set({ question: question.slice(0, 1_000) })}
          />
          <Segments
            label={t('view.for')}
            value={draft.private ? 'me' : 'all'}
            options={(['me', 'all'] as const).map((each) => ({ value: each, label: t(`view.for.${each}`) }))}
            onChange={(whose) => set({ private: whose === 'me' })}
          />
          <BuilderForm value={draft.definition} onChange={(definition) => set({ definition })} />
        </section>
        <Preview name={draft.name.trim() || t('report.own.unnamed')} definition={draft.definition} />
      </div>
    </Page>
  )
}

function Preview({
  name,
  definition,
}: {
  readonly name: string
  readonly definition: ReportDefinition
}): ReactNode {
  const t = useText()
  const reader = useReader()
  const settled = useSettled(definition)
  const asked = { name: 'new', definition: settled, reader }
  const { data, error, isRunning, isStopped, stop } = useReport(asked)
  const [behind, setBehind] = useState<{ readonly key: Key | undefined; readonly what: string }>()
  return (
    <section className={classes.preview} aria-label={t('report.own.preview')} aria-busy={isRunning}>
      <div className={classes.text} role="status">
        {isRunning ? <Working onStop={stop} /> : isStopped ? t('report.stopped') : (data?.about ?? '')}
      </div>
      {error && <ErrorNote error={error} />}
      {data && !error && (
        <Shown result={{ ...data, title: name }} onBehind={(key, what) => setBehind({ key, what })} />
      )}
      {behind && (
        <Behind asked={asked} of={behind.key} what={behind.what} onClose={() => setBehind(undefined)} />
      )}
    </section>
  )
}

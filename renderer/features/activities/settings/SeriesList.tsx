/** Activity series: their names, and the editor of their steps. */
import { IconPencil, IconPlus, IconTrash } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import type { ErrorRecord } from '#db/shared/errors.ts'
import { activitySeries } from '#db/shared/series.ts'
import { useRead } from '../../../data/hooks.ts'
import { call, recordOf } from '../../../data/port.ts'
import { useHasText, useText } from '../../../i18n/I18nProvider.tsx'
import { Bdi } from '../../../i18n/useFormat.tsx'
import { ownerOf, useMayEdit } from '../../../records/useRights.ts'
import { useDoing } from '../../../state/doing.ts'
import { toastUndoable } from '../../../state/feedback.ts'
import { useMay } from '../../../state/session.ts'
import { Button, IconButton } from '../../../ui/Button.tsx'
import { ErrorNote } from '../../../ui/ErrorNote.tsx'
import { Checkbox } from '../../../ui/fields/Checkbox.tsx'
import { NumberField } from '../../../ui/fields/NumberField.tsx'
import { Select } from '../../../ui/fields/Select.tsx'
import { TextField } from '../../../ui/fields/TextField.tsx'
import { Dialog } from '../../../ui/overlay/Dialog.tsx'
import { RunButtons } from '../series/SeriesRuns.tsx'
import { TimeField } from '../TimeField.tsx'
import { useCodeWord, useOptions } from '../words.tsx'
import classes from './Settings.module.css'

const NINE = 9 * 60
const rules = ['keep', 'next', 'previous'] as const

export function SeriesList(): ReactNode {
  const t = useText()
  const doing = useDoing()
  const mayWrite = useMay('create')
  const mayEdit = useMayEdit(activitySeries)
  const [editing, setEditing] = useState<string>()
  const list = useRead(
    'record.list',
    { entity: 'activitySeries', sort: ['name'], limit: 500 },
    { depends: { on: ['activitySeries'] } },
  ).data
  const remove = async (id: string): Promise<void> => {
    await doing(() => call('record.trash', { entity: 'activitySeries', id }), t('settings.saved'))
  }
  return (
    <section className={classes.group} aria-label={t('activitySeries.many')}>
      <h3 className={classes.title}>{t('activitySeries.many')}</h3>
      <p className={classes.text}>{t('activity.settings.series.text')}</p>
      <ul className={classes.list}>
        {list?.rows.map((row) => (
          <li key={row.id} className={classes.row}>
            <span className={classes.grow}>
              <Bdi>{String(row.name ?? '')}</Bdi>
            </span>
            <Running id={row.id} name={String(row.name ?? '')} mayWrite={mayWrite} />
            {mayEdit(ownerOf(row)) && (
              <>
                <IconButton
                  label={t('activity.settings.edit', { name: String(row.name ?? '') })}
                  onClick={() => setEditing(row.id)}
                >
                  <IconPencil size={15} />
                </IconButton>
                <IconButton
                  label={t('activity.removePerson', { name: String(row.name ?? '') })}
                  onClick={() => void remove(row.id)}
                >
                  <IconTrash size={15} />
                </IconButton>
              </>
            )}
          </li>
        ))}
      </ul>
      {mayWrite && (
        <div>
          <Button icon={<IconPlus size={15} />} onClick={() => setEditing('')}>
            {t('activitySeries.new')}
          </Button>
        </div>
      )}
      {editing !== undefined && <Editor id={editing} onClose={() => setEditing(undefined)} />}
    </section>
  )
}

/** For how many records a series runs, and the ways to shift or stop it for all of them. */
function Running({
  id,
  name,
  mayWrite,
}: {
  readonly id: string
  readonly name: string
  readonly mayWrite: boolean
}): ReactNode {
  const t = useText()
  const running = useRead('series.get', { id }, { depends: { on: ['activitySeries', 'seriesRun'] } }).data
    ?.running
  if (!running) return null
  const target = {
    filter: {
      and: [
        { field: 'seriesId', op: 'is' as const, value: id },
        { field: 'status', op: 'is' as const, value: 'running' },
      ],
    },
  }
  return (
    <>
      <span className={classes.text}>{t('series.running', { n: running })}</span>
      {mayWrite && <RunButtons target={target} name={name} />}
    </>
  )
}

interface EditorProps {
  /** Empty for a new one. */
  readonly id: string
  readonly onClose: () => void
}

function Editor({ id, onClose }: EditorProps): ReactNode {
  const loaded = useRead('series.get', { id }, { depends: { on: [] }, enabled: id !== '' }).data
  if (id !== '' && !loaded) return null
  const steps = (loaded?.steps ?? []).map(
    (step): Step => ({
      key: String(step.id),
      id: String(step.id),
      offsetDays: Number(step.offsetDays ?? 0),
      kind: String(step.kind ?? 'call'),
      regarding: typeof step.regarding === 'string' ? step.regarding : '',
      minutes: typeof step.minutes === 'number' ? step.minutes : NINE,
    }),
  )
  return (
    <Form
      id={id}
      start={{
        name: String(loaded?.record.name ?? ''),
        daysOff: String(loaded?.record.daysOff ?? 'next'),
        workingDays: loaded?.record.workingDays === true,
        steps: steps.length ? steps : [freshStep(0)],
      }}
      onClose={onClose}
    />
  )
}

interface Step {
  readonly key: string
  readonly id?: string
  readonly offsetDays: number
  readonly kind: string
  readonly regarding: string
  readonly minutes: number
}
interface Draft {
  readonly name: string
  readonly daysOff: string
  readonly workingDays: boolean
  readonly steps: readonly Step[]
}

let fresh = 0
const freshStep = (offsetDays: number): Step => ({
  key: `new ${fresh++}`,
  offsetDays,
  kind: 'call',
  regarding: '',
  minutes: NINE,
})

function Form({
  id,
  start,
  onClose,
}: {
  readonly id: string
  readonly start: Draft
  readonly onClose: () => void
}): ReactNode {
  const t = useText()
  const has = useHasText()
  const options = useOptions()
  const kindWord = useCodeWord('history.kind')
  const [draft, setDraft] = useState(start)
  const [error, setError] = useState<ErrorRecord>()
  const setStep = (key: string, change: Partial<Step>): void =>
    setDraft({
      ...draft,
      steps: draft.steps.map((step) => (step.key === key ? { ...step, ...change } : step)),
    })
  const save = async (): Promise<void> => {
    try {
      const { operation } = await call('series.save', {
        ...(id !== '' && { id }),
        data: { name: draft.name.trim(), daysOff: draft.daysOff, workingDays: draft.workingDays },
        steps: draft.steps.map(({ key: _, regarding, ...step }) => ({
          ...step,
          regarding: regarding.trim() || null,
        })),
      })
      toastUndoable(t('settings.saved'), operation, t, has)
      onClose()
    } catch (failure) {
      setError(recordOf(failure))
    }
  }
  return (
    <Dialog
      open
      size="large"
      title={t('activitySeries.one')}
      onClose={onClose}
      onSubmit={() => void save()}
      footer={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button
            type="submit"
            tone="primary"
            disabled={draft.name.trim() === '' || draft.steps.length === 0}
          >
            {t('ui.save')}
          </Button>
        </>
      }
    >
      <div className={classes.group}>
        {error && <ErrorNote error={error} />}
        <TextField
          label={t('activitySeries.field.name')}
          required
          autoFocus
          value={draft.name}
          onChange={(name) => setDraft({ ...draft, name })}
        />
        <div className={classes.form}>
          <Select
            label={t('activitySeries.field.daysOff')}
            options={rules.map((value) => ({ value, label: t(`activitySeries.field.daysOff.${value}`) }))}
            value={draft.daysOff}
            onChange={(daysOff) => daysOff && setDraft({ ...draft, daysOff })}
          />
          <Checkbox
            label={t('activitySeries.field.workingDays')}
            checked={draft.workingDays}
            onChange={(workingDays) => setDraft({ ...draft, workingDays })}
          />
        </div>
        {draft.steps.map((step) => (
          <div key={step.key} className={classes.step}>
            <NumberField
              integer
              label={t('activity.settings.day')}
              value={step.offsetDays}
              onChange={(offsetDays) => setStep(step.key, { offsetDays: offsetDays ?? 0 })}
            />
            <Select
              label={t('seriesStep.field.kind')}
              options={(options?.types ?? []).map(({ name }) => ({ value: name, label: kindWord(name) }))}
              value={step.kind}
              onChange={(kind) => kind && setStep(step.key, { kind })}
            />
            <TextField
              label={t('seriesStep.field.regarding')}
              value={step.regarding}
              onChange={(regarding) => setStep(step.key, { regarding })}
            />
            <TimeField
              label={t('activity.time')}
              value={step.minutes}
              onChange={(minutes) => setStep(step.key, { minutes })}
            />
            <IconButton
              label={t('activity.settings.removeStep')}
              onClick={() => setDraft({ ...draft, steps: draft.steps.filter(({ key }) => key !== step.key) })}
            >
              <IconTrash size={15} />
            </IconButton>
          </div>
        ))}
        <div>
          <Button
            icon={<IconPlus size={15} />}
            onClick={() =>
              setDraft({
                ...draft,
                steps: [...draft.steps, freshStep((draft.steps.at(-1)?.offsetDays ?? 0) + 7)],
              })
            }
          >
            {t('seriesStep.new')}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}

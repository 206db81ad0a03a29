/**
 * Making a record: the fields that matter first, by keyboard alone. Enter saves; what is typed is a draft that outlives a
 * crash; an address or number that is already somebody's is said before there are two of them.
 */
import { type ReactNode, useRef, useState } from 'react'
import type { Entity, Field } from '#db/shared/entity.ts'
import type { ErrorRecord } from '#db/shared/errors.ts'
import { call, port, recordOf } from '../data/port.ts'
import { issueText } from '../i18n/errorText.ts'
import { useHasText, useText } from '../i18n/I18nProvider.tsx'
import { draftKey, dropDraft, keepDraft, useDrafts } from '../state/drafts.ts'
import { toastUndoable } from '../state/feedback.ts'
import { Button } from '../ui/Button.tsx'
import { ErrorNote } from '../ui/ErrorNote.tsx'
import { TextField } from '../ui/fields/TextField.tsx'
import { Dialog } from '../ui/overlay/Dialog.tsx'
import { fieldLabel, useFields } from './columns.tsx'
import { cleaned, toDraft } from './draftValue.ts'
import { FieldInput } from './FieldInput.tsx'
import { useReturnFocus } from './focus.ts'
import { defaultsOf, quickFields, useFormLayout } from './formLayout.ts'
import classes from './NewRecord.module.css'
import { openRecord } from './open.ts'
import { reasonText } from './reasonText.ts'
import { useTwins } from './useTwins.ts'

interface Props {
  readonly entity: Entity
  /** Fields that are given: the company whose person this is. */
  readonly preset?: Readonly<Record<string, string>>
  /** Asked for here besides what the layout says. */
  readonly also?: readonly string[]
  /** Else what a new one of the entity is called. */
  readonly title?: string
  readonly onClose: () => void
  readonly onCreated: (id: string) => void
}

/** The draft of a record that is not yet one. */
const NEW = 'new'

/** Whether a crash left a half-made record of this entity behind. */
export const useHalfMade = (entity: string): boolean =>
  useDrafts((state) => state.byKey.get(draftKey(entity, NEW))?.restored === true)

export function NewRecord({ entity, preset, also, title, onClose, onCreated }: Props): ReactNode {
  useReturnFocus()
  const t = useText()
  const has = useHasText()
  const fields = useFields(entity)
  const draft = useDrafts((state) => state.byKey.get(draftKey(entity.name, NEW)))
  const [error, setError] = useState<ErrorRecord>()
  const [busy, setBusy] = useState(false)
  // After “Save and new” the form begins afresh, cursor in the first field.
  const [round, setRound] = useState(0)
  const again = useRef(false)
  const layout = useFormLayout(entity, fields)
  const defaults = defaultsOf(layout)
  const data: Readonly<Record<string, unknown>> = { ...defaults, ...preset, ...draft?.data }
  const placed = quickFields(layout, also)
  const asked = placed.map(({ field }) => field)
  const twins = useTwins(entity, data)

  const issueOf = (field: Field): string | undefined => {
    const issue = error?.issues?.find(
      ({ field: path }) => path === field.name || path.startsWith(`${field.name}.`),
    )
    return issue && (issue.code === 'empty' ? t('issue.required') : issueText(issue, t, has))
  }
  const unplaced = error && !asked.some((field) => issueOf(field) !== undefined) ? error : undefined
  const close = (): void => {
    dropDraft(port, entity.name, NEW)
    onClose()
  }
  const save = async (): Promise<void> => {
    if (busy) return
    setBusy(true)
    setError(undefined)
    const byName = new Map(fields.map((field) => [field.name, field]))
    const sent = Object.entries(data).flatMap(([name, value]) => {
      const field = byName.get(name)
      const clean = field ? cleaned(field, value) : null
      // What a new record would begin with and somebody emptied is said to be empty.
      return clean === null && !(name in defaults) ? [] : [[name, clean]]
    })
    try {
      const made = await call('record.create', { entity: entity.name, data: Object.fromEntries(sent) })
      dropDraft(port, entity.name, NEW)
      toastUndoable(t('record.created', { name: String(made.displayName ?? '') }), made.operation, t, has)
      if (again.current) setRound(round + 1)
      else onCreated(made.id)
    } catch (failure) {
      setError(recordOf(failure))
    } finally {
      again.current = false
      setBusy(false)
    }
  }
  return (
    <Dialog
      open
      title={title ?? t(`${entity.name}.new`)}
      onClose={close}
      onSubmit={() => void save()}
      footer={
        <>
          <Button onClick={close}>{t('ui.cancel')}</Button>
          <Button
            disabled={busy}
            onClick={() => {
              again.current = true
              void save()
            }}
          >
            {t('record.saveAndNew')}
          </Button>
          <Button type="submit" tone="primary" busy={busy}>
            {t('ui.save')}
          </Button>
        </>
      }
    >
      {draft?.restored && (
        <p role="status" className={classes.restored}>
          {t('record.draft.restored')}
          <Button size="small" tone="quiet" onClick={() => dropDraft(port, entity.name, NEW)}>
            {t('record.draft.discard')}
          </Button>
        </p>
      )}
      {unplaced && (
        <ErrorNote
          error={unplaced}
          fieldLabel={(name) => {
            const field = fields.find((each) => each.name === name)
            return field ? fieldLabel(entity.name, field, t, has) : ''
          }}
        />
      )}
      <div key={round} className={classes.grid}>
        {asked.map((field, index) => (
          <div key={field.name} data-wide={field.kind === 'tags' || field.kind === 'longText' || undefined}>
            <QuickField
              entity={entity.name}
              field={field}
              label={fieldLabel(entity.name, field, t, has)}
              value={data[field.name] ?? null}
              onChange={(value) => keepDraft(port, entity.name, NEW, field.name, toDraft(value))}
              error={issueOf(field)}
              autoFocus={index === 0}
            />
          </div>
        ))}
      </div>
      {twins.length > 0 && (
        <div role="status" className={classes.twins}>
          <p>{t('record.twins', { n: twins.length })}</p>
          <ul className={classes.twinList}>
            {twins.map((twin) => (
              <li key={twin.id}>
                <button
                  type="button"
                  className={classes.twin}
                  onClick={() => {
                    close()
                    openRecord(entity.name, twin.id)
                  }}
                >
                  <bdi>{twin.displayName}</bdi>
                </button>
                <span className={classes.twinWhy}>
                  {twin.because
                    .filter(({ against }) => !against)
                    .map((reason) => reasonText(reason, t))
                    .join(' · ')}
                </span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </Dialog>
  )
}

interface QuickFieldProps {
  readonly entity: string
  readonly field: Field
  readonly label: string
  readonly value: unknown
  readonly onChange: (value: unknown) => void
  readonly error: string | undefined
  readonly autoFocus: boolean
}

/** Lists of phones, e-mails and web addresses begin with one, typed as plain text. */
const quickLists = {
  phone: { kind: 'tel', label: 'mobile' },
  email: { kind: 'email', label: 'work' },
  website: { kind: 'url', label: 'work' },
} as const

function QuickField(props: QuickFieldProps): ReactNode {
  const { field, label, value, onChange, error, autoFocus } = props
  const elements = field.elements
  if (elements !== 'phone' && elements !== 'email' && elements !== 'website') return <FieldInput {...props} />
  const list = quickLists[elements]
  const [first, ...rest]: unknown[] = Array.isArray(value) ? value : []
  const shown = typeof first === 'object' && first !== null && 'value' in first ? first.value : ''
  return (
    <TextField
      kind={list.kind}
      label={label}
      error={error}
      autoFocus={autoFocus}
      value={typeof shown === 'string' ? shown : ''}
      onChange={(text) => onChange([{ label: list.label, ...Object(first), value: text }, ...rest])}
    />
  )
}

/** A relationship being made or changed, from the side of the record in front: what it is, to whom, since when, a word on it. */
import { type ReactNode, useState } from 'react'
import type { ErrorRecord } from '#db/shared/errors.ts'
import type { RelationshipRow } from '#db/shared/relationships.ts'
import { call, recordOf } from '../../data/port.ts'
import { issueText } from '../../i18n/errorText.ts'
import { useHasText, useText } from '../../i18n/I18nProvider.tsx'
import { useReturnFocus } from '../../records/focus.ts'
import { RefField } from '../../records/RefField.tsx'
import { toastUndoable } from '../../state/feedback.ts'
import { Button } from '../../ui/Button.tsx'
import { DateField } from '../../ui/dates/DateField.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Checkbox, Segments } from '../../ui/fields/Checkbox.tsx'
import { Select } from '../../ui/fields/Select.tsx'
import { TextField } from '../../ui/fields/TextField.tsx'
import { Dialog } from '../../ui/overlay/Dialog.tsx'
import { choiceOf, useChoices } from './kinds.ts'
import classes from './Relationships.module.css'

export interface End {
  readonly entity: 'contact' | 'company'
  readonly id: string
  readonly name: string
}

interface Props {
  /** The record in front. */
  readonly of: End
  /** Undefined: a new one. */
  readonly row?: RelationshipRow | undefined
  readonly onTypes: () => void
  readonly onClose: () => void
}

export function RelationshipDialog({ of, row, onTypes, onClose }: Props): ReactNode {
  useReturnFocus()
  const t = useText()
  const has = useHasText()
  const choices = useChoices()
  const [picked, setPicked] = useState<string>()
  const [entity, setEntity] = useState<'contact' | 'company'>('contact')
  const [other, setOther] = useState<string | null>(null)
  const [startDate, setStart] = useState<string | null>(row?.startDate ?? null)
  const [endDate, setEnd] = useState<string | null>(row?.endDate ?? null)
  const [note, setNote] = useState(row?.note ?? '')
  const [secret, setSecret] = useState(row?.private ?? false)
  const [error, setError] = useState<ErrorRecord>()
  const [busy, setBusy] = useState(false)
  const value = picked ?? (row ? choiceOf(row, choices) : 'kind:reportsTo')
  const choice = choices.find((each) => each.value === value)

  const issueOf = (...fields: string[]): string | undefined => {
    const issue = error?.issues?.find(({ field }) => fields.includes(field))
    return issue && issueText(issue, t, has)
  }
  const write = () => {
    const rest = { startDate, endDate, note: note.trim() || null, private: secret }
    if (row)
      return call('relationship.change', {
        id: row.id,
        ...(choice && picked !== undefined && { type: choice.type, swap: choice.reverse !== row.reverse }),
        ...rest,
      })
    if (!choice || other === null) return undefined
    const mine = { entity: of.entity, id: of.id }
    const theirs = { entity, id: other }
    return call('relationship.add', {
      type: choice.type,
      from: choice.reverse ? theirs : mine,
      to: choice.reverse ? mine : theirs,
      ...rest,
    })
  }
  const save = async (): Promise<void> => {
    if (busy) return
    const writing = write()
    if (!writing) {
      setError({ code: 'Invalid', issues: [{ field: 'to', code: 'required' }] })
      return
    }
    setBusy(true)
    setError(undefined)
    try {
      const { operation } = await writing
      toastUndoable(t(row ? 'relationship.changed' : 'relationship.added'), operation, t, has)
      onClose()
    } catch (failure) {
      setError(recordOf(failure))
    } finally {
      setBusy(false)
    }
  }
  const placed = new Set(['to', 'from', 'startDate', 'endDate', 'note'])
  const unplaced = error && !error.issues?.some(({ field }) => placed.has(field)) ? error : undefined
  return (
    <Dialog
      open
      size="small"
      title={t(row ? 'relationship.edit' : 'relationship.newOf', { name: of.name })}
      onClose={onClose}
      onSubmit={() => void save()}
      footer={
        <>
          <Button tone="quiet" onClick={onTypes}>
            {t('relationship.types')}
          </Button>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button type="submit" tone="primary" busy={busy}>
            {t('ui.save')}
          </Button>
        </>
      }
    >
      {unplaced && <ErrorNote error={unplaced} />}
      <p className={classes.sentence}>
        <bdi>{of.name}</bdi>
      </p>
      <Select
        label={t('relationship.is')}
        options={choices.map(({ value: each, label }) => ({ value: each, label }))}
        value={value}
        onChange={(next) => setPicked(next ?? undefined)}
      />
      {row ? (
        <p className={classes.sentence}>
          <bdi>{row.other?.name ?? t('record.ref.hidden')}</bdi>
        </p>
      ) : (
        <>
          <Segments
            label={t('relationship.whom')}
            labelHidden
            options={(['contact', 'company'] as const).map((each) => ({
              value: each,
              label: t(`${each}.one`),
            }))}
            value={entity}
            onChange={(next) => {
              setEntity(next === 'company' ? 'company' : 'contact')
              setOther(null)
            }}
          />
          <RefField
            key={entity}
            to={entity}
            label={t(`${entity}.one`)}
            required
            autoFocus
            error={issueOf('to', 'from')}
            value={other}
            onChange={setOther}
          />
        </>
      )}
      <div className={classes.days}>
        <DateField label={t('relationship.field.startDate')} value={startDate} onChange={setStart} />
        <DateField
          label={t('relationship.field.endDate')}
          error={issueOf('endDate')}
          value={endDate}
          onChange={setEnd}
        />
      </div>
      <TextField label={t('relationship.field.note')} value={note} onChange={setNote} />
      <Checkbox label={t('field.private')} checked={secret} onChange={setSecret} />
    </Dialog>
  )
}

/** Moving an opportunity to a stage, or closing it: done at once where nothing is missing, else what is missing is asked for. */
import { type ReactNode, useState } from 'react'
import type { ErrorRecord } from '#db/shared/errors.ts'
import { opportunity } from '#db/shared/opportunities.ts'
import { fieldNamed } from '#db/shared/registry.ts'
import { useRead } from '../../data/hooks.ts'
import { call, recordOf } from '../../data/port.ts'
import { issueText } from '../../i18n/errorText.ts'
import { useHasText, useText } from '../../i18n/I18nProvider.tsx'
import { FieldInput } from '../../records/FieldInput.tsx'
import { RefField } from '../../records/RefField.tsx'
import { useDoing } from '../../state/doing.ts'
import { reportFailure, toastUndoable } from '../../state/feedback.ts'
import { Button } from '../../ui/Button.tsx'
import { DateField } from '../../ui/dates/DateField.tsx'
import { todayIso } from '../../ui/dates/typedDay.ts'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Select } from '../../ui/fields/Select.tsx'
import { LongTextField } from '../../ui/fields/TextField.tsx'
import { Dialog } from '../../ui/overlay/Dialog.tsx'
import classes from './Opportunities.module.css'

interface Subject {
  readonly id: string
  readonly name: string
}

type Asking =
  | {
      readonly what: 'move'
      readonly card: Subject
      readonly stage: Subject
      readonly fields: readonly string[]
    }
  | { readonly what: 'close'; readonly card: Subject; readonly status: 'won' | 'lost' }

interface Moving {
  readonly move: (card: Subject, stage: Subject) => void
  readonly close: (card: Subject, status: 'won' | 'lost') => void
  readonly reopen: (card: Subject) => void
  readonly dialog: ReactNode
}

export function useMoving(): Moving {
  const t = useText()
  const has = useHasText()
  const doing = useDoing()
  const [asking, setAsking] = useState<Asking>()
  const move = async (card: Subject, stage: Subject): Promise<void> => {
    try {
      const { operation } = await call('opportunity.move', { id: card.id, stage: stage.id })
      toastUndoable(t('opportunity.moved', { name: card.name, stage: stage.name }), operation, t, has)
    } catch (failure) {
      const fields = recordOf(failure).issues?.filter(({ code }) => code === 'requiredByStage')
      if (fields?.length) setAsking({ what: 'move', card, stage, fields: fields.map(({ field }) => field) })
      else reportFailure(failure, t, has)
    }
  }
  const reopen = async (card: Subject): Promise<void> => {
    await doing(
      () => call('opportunity.reopen', { id: card.id }),
      t('opportunity.reopened', { name: card.name }),
    )
  }
  const done = (): void => setAsking(undefined)
  return {
    move: (card, stage) => void move(card, stage),
    close: (card, status) => setAsking({ what: 'close', card, status }),
    reopen: (card) => void reopen(card),
    dialog:
      asking &&
      (asking.what === 'move' ? (
        <MoveDialog {...asking} onClose={done} />
      ) : (
        <CloseDialog {...asking} onClose={done} />
      )),
  }
}

interface MoveProps {
  readonly card: Subject
  readonly stage: Subject
  readonly fields: readonly string[]
  readonly onClose: () => void
}

/** What a stage asks for before something may enter it. */
function MoveDialog({ card, stage, fields, onClose }: MoveProps): ReactNode {
  const t = useText()
  const has = useHasText()
  const [data, setData] = useState<Readonly<Record<string, unknown>>>({})
  const [error, setError] = useState<ErrorRecord>()
  const save = async (): Promise<void> => {
    try {
      const { operation } = await call('opportunity.move', { id: card.id, stage: stage.id, data })
      toastUndoable(t('opportunity.moved', { name: card.name, stage: stage.name }), operation, t, has)
      onClose()
    } catch (failure) {
      setError(recordOf(failure))
    }
  }
  const unplaced = error && !error.issues?.some(({ field }) => fields.includes(field)) ? error : undefined
  return (
    <Dialog
      open
      size="small"
      title={t('opportunity.move.title', { stage: stage.name })}
      onClose={onClose}
      onSubmit={() => void save()}
      footer={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button type="submit" tone="primary">
            {t('opportunity.move.do')}
          </Button>
        </>
      }
    >
      <p className={classes.hint}>{t('opportunity.move.text', { name: card.name })}</p>
      {unplaced && <ErrorNote error={unplaced} />}
      {fields.map((name, at) => {
        const field = fieldNamed(opportunity, name)
        const issue = error?.issues?.find((one) => one.field === name)
        return (
          field && (
            <FieldInput
              key={name}
              entity="opportunity"
              field={{ ...field, required: true }}
              label={t(`opportunity.field.${name}`)}
              value={data[name] ?? null}
              autoFocus={at === 0}
              error={issue && issueText(issue, t, has)}
              onChange={(value) => setData({ ...data, [name]: value })}
            />
          )
        )
      })}
    </Dialog>
  )
}

interface CloseProps {
  readonly card: Subject
  readonly status: 'won' | 'lost'
  readonly onClose: () => void
}

function CloseDialog({ card, status, onClose }: CloseProps): ReactNode {
  const t = useText()
  const has = useHasText()
  const reasons = useRead('opportunity.reasons', {}, { depends: { on: ['closeReason'] } }).data?.reasons ?? []
  const offered = reasons.filter(
    ({ outcome, hidden }) => !hidden && (outcome === status || outcome === 'both'),
  )
  const [reason, setReason] = useState<string | null>(null)
  const [note, setNote] = useState('')
  const [on, setOn] = useState<string | null>(todayIso())
  const [competitor, setCompetitor] = useState<string | null>(null)
  const [error, setError] = useState<ErrorRecord>()
  const save = async (): Promise<void> => {
    try {
      const { operation } = await call('opportunity.close', {
        id: card.id,
        status,
        ...(reason !== null && { reason }),
        ...(note.trim() !== '' && { note }),
        ...(on !== null && { on }),
        ...(status === 'lost' && competitor !== null && { competitor }),
      })
      toastUndoable(t(`opportunity.closed.${status}`, { name: card.name }), operation, t, has)
      onClose()
    } catch (failure) {
      setError(recordOf(failure))
    }
  }
  const issue = error?.issues?.find(({ field }) => field === 'reasonId')
  return (
    <Dialog
      open
      size="small"
      title={t(`opportunity.close.${status}`, { name: card.name })}
      onClose={onClose}
      onSubmit={() => void save()}
      footer={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button type="submit" tone="primary">
            {t(`opportunity.mark.${status}`)}
          </Button>
        </>
      }
    >
      {error && !issue && <ErrorNote error={error} />}
      <Select
        label={t('opportunity.field.reasonId')}
        options={offered.map(({ id, name }) => ({ value: id, label: name }))}
        value={reason}
        clearable
        autoFocus
        required={status === 'lost' && offered.length > 0}
        error={issue && issueText(issue, t, has)}
        onChange={setReason}
      />
      {status === 'lost' && (
        <RefField
          to="competitor"
          label={t('opportunity.close.competitor')}
          value={competitor}
          onChange={setCompetitor}
        />
      )}
      <DateField label={t('opportunity.close.on')} value={on} onChange={setOn} />
      <LongTextField label={t('opportunity.field.reasonNote')} value={note} onChange={setNote} />
    </Dialog>
  )
}

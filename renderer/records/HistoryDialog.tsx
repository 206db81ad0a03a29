/** Recording what happened, or mending a record of it: kind, regarding, result, when, how long, details. */
import { type ReactNode, useState } from 'react'
import { formatTime, localTime } from '#db/shared/dates/format.ts'
import { asciiDigits } from '#db/shared/numbers/digits.ts'
import type { WireRecord } from '#db/shared/records.ts'
import { call, port } from '../data/port.ts'
import { type Text, useHasText, useText } from '../i18n/I18nProvider.tsx'
import { useFormat } from '../i18n/useFormat.tsx'
import { type DraftValue, draftKey, dropDraft, keepDraft, useDrafts } from '../state/drafts.ts'
import { toastUndoable } from '../state/feedback.ts'
import { onSaveKeys, useSubmit } from '../state/submit.ts'
import { Button } from '../ui/Button.tsx'
import { DateField } from '../ui/dates/DateField.tsx'
import { ErrorNote } from '../ui/ErrorNote.tsx'
import { NumberField } from '../ui/fields/NumberField.tsx'
import { PickList } from '../ui/fields/PickList.tsx'
import { LongTextField, TextField } from '../ui/fields/TextField.tsx'
import { Dialog } from '../ui/overlay/Dialog.tsx'
import { useReturnFocus } from './focus.ts'
import classes from './NewRecord.module.css'

const kinds = ['call', 'meeting', 'email', 'letter', 'message', 'todo', 'other']
const results = ['reached', 'notReached', 'leftMessage', 'busy', 'callBack', 'held', 'cancelled', 'done']

/** Codes are stored, words are shown; what is neither is kept as it was typed. */
const toWord = (prefix: string, value: string, t: Text, has: (id: string) => boolean): string =>
  has(`${prefix}.${value}`) ? t(`${prefix}.${value}`) : value
const toCode = (prefix: string, codes: readonly string[], word: string, t: Text): string =>
  codes.find((code) => t(`${prefix}.${code}`) === word.trim()) ?? word.trim()

/** `9:05`, `۱۴:۳۰`, `1430`: minutes since midnight. */
export function minutesOf(typed: string): number | undefined {
  const match = /^(\d{1,2})[:.٫]?(\d{2})$/.exec(asciiDigits(typed).trim())
  if (!match) return undefined
  const [hour, minute] = [Number(match[1]), Number(match[2])]
  return hour < 24 && minute < 60 ? hour * 60 + minute : undefined
}

interface Props {
  /** The record it is about and the field that says so; absent when `record` is changed. */
  readonly about?: { readonly entity: string; readonly id: string; readonly field: string }
  /** The entry to be changed. */
  readonly record?: WireRecord
  readonly onClose: () => void
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

export function HistoryDialog({ about, record, onClose }: Props): ReactNode {
  useReturnFocus()
  const t = useText()
  const has = useHasText()
  const format = useFormat()
  const draft = record?.id ?? `${about?.entity}:${about?.id}`
  const typed = useDrafts((state) => state.byKey.get(draftKey('history', draft))?.data)
  const [opened] = useState(() => new Date().toISOString())
  const [clock, setClock] = useState<string>()
  const { busy, error, submit } = useSubmit()
  const start: Readonly<Record<string, unknown>> = record ?? { kind: 'call', at: opened }
  const value = (name: string): unknown => (typed && name in typed ? typed[name] : start[name])
  const set = (name: string, next: DraftValue): void => keepDraft(port, 'history', draft, name, next)

  const at = new Date(text(value('at')) || opened)
  const local = localTime(at.getTime())
  const setAt = (iso: string, minutes: number): void => {
    const [year = 0, month = 1, day = 1] = iso.split('-').map(Number)
    set('at', new Date(year, month - 1, day, 0, minutes).toISOString())
  }
  const shownTime = formatTime(local.hour, local.minute, { lang: 'en', calendar: 'gregory', digits: 'latn' })
  const badTime = clock !== undefined && minutesOf(clock) === undefined

  const close = (): void => {
    dropDraft(port, 'history', draft)
    onClose()
  }
  const save = (): Promise<unknown> =>
    submit(async () => {
      if (badTime) return
      const data = {
        kind: text(value('kind')) || 'other',
        at: at.toISOString(),
        regarding: text(value('regarding')).trim() || null,
        resultCode: text(value('resultCode')) || null,
        durationMinutes: value('durationMinutes') ?? null,
        body: text(value('body')).trimEnd() || null,
      }
      const done = record
        ? await call('record.update', { entity: 'history', id: record.id, data })
        : await call('record.create', {
            entity: 'history',
            data: { ...data, ...(about && { [about.field]: about.id }) },
          })
      toastUndoable(t('record.history.saved'), done.operation, t, has)
      close()
    })
  const minutes = value('durationMinutes')
  return (
    <Dialog
      open
      title={t(record ? 'history.one' : 'record.history.title')}
      onClose={close}
      onSubmit={() => void save()}
      footer={
        <>
          <Button onClick={close}>{t('ui.cancel')}</Button>
          <Button type="submit" tone="primary" busy={busy}>
            {t('ui.save')}
          </Button>
        </>
      }
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: Ctrl+Enter saves from any field */}
      <div className={classes.grid} onKeyDown={onSaveKeys(() => void save())}>
        {error && (
          <div data-wide>
            <ErrorNote error={error} />
          </div>
        )}
        <PickList
          label={t('history.field.kind')}
          required
          autoFocus
          suggestions={kinds.map((code) => t(`history.kind.${code}`))}
          value={toWord('history.kind', text(value('kind')), t, has)}
          onChange={(word) => set('kind', toCode('history.kind', kinds, word, t))}
        />
        <PickList
          label={t('history.field.resultCode')}
          suggestions={results.map((code) => t(`record.result.${code}`))}
          value={toWord('record.result', text(value('resultCode')), t, has)}
          onChange={(word) => set('resultCode', toCode('record.result', results, word, t))}
        />
        <div data-wide>
          <TextField
            label={t('history.field.regarding')}
            value={text(value('regarding'))}
            onChange={(next) => set('regarding', next)}
          />
        </div>
        <DateField
          label={t('history.field.at')}
          value={local.iso}
          onChange={(iso) => iso && setAt(iso, local.hour * 60 + local.minute)}
        />
        <div className={classes.pair}>
          <TextField
            kind="code"
            label={t('record.history.time')}
            error={badTime ? t('issue.time') : undefined}
            value={clock ?? format.digits(shownTime)}
            onChange={(next) => {
              setClock(next)
              const read = minutesOf(next)
              if (read !== undefined) setAt(local.iso, read)
            }}
            onBlur={() => badTime || setClock(undefined)}
          />
          <NumberField
            integer
            label={t('history.field.durationMinutes')}
            value={typeof minutes === 'number' ? minutes : null}
            onChange={(next) => set('durationMinutes', next)}
          />
        </div>
        <div data-wide>
          <LongTextField
            rows={5}
            label={t('history.field.body')}
            value={text(value('body'))}
            onChange={(next) => set('body', next)}
          />
        </div>
      </div>
    </Dialog>
  )
}

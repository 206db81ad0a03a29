/** The status flow: names in order, and what each comes down to. */
import { IconArrowUp, IconPlus, IconX } from '@tabler/icons-react'
import { type ReactNode, useId, useState } from 'react'
import { builtInStatuses, isPhase, phases, type Status } from '#db/shared/ticketCodes.ts'
import { call } from '../../../data/port.ts'
import { useHasText, useText } from '../../../i18n/I18nProvider.tsx'
import { toastUndoable } from '../../../state/feedback.ts'
import { useSubmit } from '../../../state/submit.ts'
import { Button, IconButton } from '../../../ui/Button.tsx'
import { ErrorNote } from '../../../ui/ErrorNote.tsx'
import { Select } from '../../../ui/fields/Select.tsx'
import { TextField } from '../../../ui/fields/TextField.tsx'
import { useOptions, useWord } from '../words.tsx'
import classes from './Settings.module.css'

interface Row extends Status {
  readonly key: string
}
const isBuiltIn = (name: string): boolean => builtInStatuses.some((status) => status.name === name)

export function Flow(): ReactNode {
  const t = useText()
  const has = useHasText()
  const word = useWord()
  const id = useId()
  const options = useOptions()
  const [draft, setDraft] = useState<readonly Row[]>()
  const { busy, error, submit } = useSubmit()
  const rows = draft ?? (options?.statuses ?? []).map((status) => ({ ...status, key: status.name }))
  const change = (at: number, to: Partial<Status>): void =>
    setDraft(rows.map((row, index) => (index === at ? { ...row, ...to } : row)))
  const raise = (at: number): void => {
    const next = [...rows]
    const [moved] = next.splice(at, 1)
    if (moved) next.splice(at - 1, 0, moved)
    setDraft(next)
  }
  const save = () =>
    submit(async () => {
      const statuses = rows
        .map(({ name, phase }) => ({ name: name.trim(), phase }))
        .filter(({ name }) => name !== '')
      const { operation } = await call('ticket.setFlow', { statuses })
      toastUndoable(t('flow.saved'), operation, t, has)
      setDraft(undefined)
    })
  return (
    <section className={classes.group} aria-labelledby={id}>
      <h3 id={id} className={classes.title}>
        {t('flow.title')}
      </h3>
      <p className={classes.text}>{t('flow.text')}</p>
      {error && <ErrorNote error={error} />}
      {rows.map((row, at) => {
        const shown = word('status', row.name)
        return (
          <div key={row.key} className={classes.flow}>
            <TextField
              label={t('ticket.field.status')}
              labelHidden={at > 0}
              readOnly={isBuiltIn(row.name)}
              value={shown}
              onChange={(name) => change(at, { name })}
            />
            <Select
              label={t('flow.phase')}
              labelHidden={at > 0}
              readOnly={isBuiltIn(row.name)}
              options={phases.map((value) => ({ value, label: t(`ticket.choice.phase.${value}`) }))}
              value={row.phase}
              onChange={(value) => isPhase(value) && change(at, { phase: value })}
            />
            <span>
              <IconButton
                label={t('flow.up', { name: shown })}
                disabled={at === 0}
                size={28}
                onClick={() => raise(at)}
              >
                <IconArrowUp size={15} />
              </IconButton>
              <IconButton
                label={t('flow.remove', { name: shown })}
                size={28}
                onClick={() => setDraft(rows.filter((_, index) => index !== at))}
              >
                <IconX size={15} />
              </IconButton>
            </span>
          </div>
        )
      })}
      <div className={classes.row}>
        <Button
          size="small"
          icon={<IconPlus size={14} />}
          onClick={() => setDraft([...rows, { name: '', phase: 'waiting', key: `new ${Date.now()}` }])}
        >
          {t('flow.add')}
        </Button>
        {draft && (
          <>
            <span className={classes.space} />
            <Button size="small" onClick={() => setDraft(undefined)}>
              {t('ui.cancel')}
            </Button>
            <Button size="small" tone="primary" busy={busy} onClick={() => void save()}>
              {t('ui.save')}
            </Button>
          </>
        )}
      </div>
    </section>
  )
}

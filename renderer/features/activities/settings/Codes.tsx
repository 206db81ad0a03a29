/** Own types of activities and own results; built-in ones can be put out of sight. */
import { type ReactNode, useState } from 'react'
import { baseKinds, outcomes } from '#db/shared/activityCodes.ts'
import { call } from '../../../data/port.ts'
import { useHasText, useText } from '../../../i18n/I18nProvider.tsx'
import { reportFailure, toastUndoable } from '../../../state/feedback.ts'
import { Button } from '../../../ui/Button.tsx'
import { Checkbox } from '../../../ui/fields/Checkbox.tsx'
import { Select } from '../../../ui/fields/Select.tsx'
import { TextField } from '../../../ui/fields/TextField.tsx'
import { useCodeWord, useOptions } from '../words.tsx'
import classes from './Settings.module.css'

interface Code {
  readonly name: string
  readonly own: boolean
  readonly hidden: boolean
  readonly id: string | null
}

export function Codes(): ReactNode {
  const t = useText()
  const has = useHasText()
  const options = useOptions()
  const kindWord = useCodeWord('history.kind')
  const resultWord = useCodeWord('record.result')
  const write = async (
    entity: 'activityType' | 'resultCode',
    id: string | null,
    data: Record<string, unknown>,
  ): Promise<void> => {
    try {
      const { operation } =
        id === null
          ? await call('record.create', { entity, data })
          : await call('record.update', { entity, id, data })
      toastUndoable(t('settings.saved'), operation, t, has)
    } catch (failure) {
      reportFailure(failure, t, has)
    }
  }
  const list = (
    entity: 'activityType' | 'resultCode',
    codes: readonly Code[],
    word: (name: string) => string,
  ): ReactNode => (
    <ul className={classes.list}>
      {codes.map((code) => (
        <li key={code.name} className={classes.row}>
          <Checkbox
            label={word(code.name)}
            checked={!code.hidden}
            onChange={(on) =>
              void write(entity, code.id, { ...(code.id === null && { name: code.name }), hidden: !on })
            }
          />
        </li>
      ))}
    </ul>
  )
  return (
    <>
      <section className={classes.group} aria-label={t('activityType.many')}>
        <h3 className={classes.title}>{t('activityType.many')}</h3>
        <p className={classes.text}>{t('activity.settings.offered')}</p>
        {list('activityType', options?.types ?? [], kindWord)}
        <NewCode
          label={t('activityType.new')}
          choice={t('activityType.field.base')}
          choices={baseKinds.map((value) => ({ value, label: kindWord(value) }))}
          onAdd={(name, base) => void write('activityType', null, { name, base })}
        />
      </section>
      <section className={classes.group} aria-label={t('resultCode.many')}>
        <h3 className={classes.title}>{t('resultCode.many')}</h3>
        {list('resultCode', options?.results ?? [], resultWord)}
        <NewCode
          label={t('resultCode.new')}
          choice={t('resultCode.field.outcome')}
          choices={outcomes.map((value) => ({ value, label: t(`resultCode.field.outcome.${value}`) }))}
          onAdd={(name, outcome) => void write('resultCode', null, { name, outcome })}
        />
      </section>
    </>
  )
}

interface NewProps {
  readonly label: string
  readonly choice: string
  readonly choices: readonly { readonly value: string; readonly label: string }[]
  readonly onAdd: (name: string, choice: string) => void
}

function NewCode({ label, choice, choices, onAdd }: NewProps): ReactNode {
  const t = useText()
  const [name, setName] = useState('')
  const [chosen, setChosen] = useState(choices[0]?.value ?? '')
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (name.trim() === '') return
        onAdd(name.trim(), chosen)
        setName('')
      }}
    >
      <TextField label={label} value={name} onChange={setName} />
      <Select
        label={choice}
        options={choices}
        value={chosen}
        onChange={(value) => value && setChosen(value)}
      />
      <Button type="submit" disabled={name.trim() === ''}>
        {t('activity.settings.add')}
      </Button>
    </form>
  )
}

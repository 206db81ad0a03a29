/** Demo data: how many people, in which languages; then how far it is and how to be rid of it again. */
import { IconCircleCheck } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import type { Input } from '#db/shared/contract.ts'
import type { JobState } from '../../data/hooks.ts'
import { useText } from '../../i18n/I18nProvider.tsx'
import { languages } from '../../i18n/preferences.ts'
import { useFormat } from '../../i18n/useFormat.tsx'
import { JobProgress } from '../../records/JobProgress.tsx'
import { Button } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Checkbox, Segments } from '../../ui/fields/Checkbox.tsx'
import { Dialog } from '../../ui/overlay/Dialog.tsx'
import classes from './Dialogs.module.css'

interface Props {
  readonly job: JobState<'demo.create'>
  readonly onStart: (input: Input<'demo.create'>) => void
  readonly onCancel: () => void
  readonly onUndo: (operation: string) => void
  readonly onClose: () => void
}

const sizes = [7, 100, 1_000, 10_000, 100_000] as const

export function DemoDialog({ job, onStart, onCancel, onUndo, onClose }: Props): ReactNode {
  const t = useText()
  const format = useFormat()
  const [contacts, setContacts] = useState<number>(100)
  const [spoken, setSpoken] = useState<readonly (typeof languages)[number][]>(languages)
  if (job.state === 'running')
    return (
      <Dialog open title={t('transfer.demo.title')} onClose={onClose}>
        <JobProgress label={t('transfer.demo.running')} job={job} onCancel={onCancel} />
        <p className={classes.text}>{t('transfer.run.hint')}</p>
      </Dialog>
    )
  if (job.state === 'done') {
    const { counts, operation } = job.result
    const made = Object.entries(counts).map(([name, n]) => t(`${name}.count`, { n }))
    return (
      <Dialog
        open
        title={t('transfer.demo.title')}
        onClose={onClose}
        footer={
          <>
            {operation !== null && (
              <Button onClick={() => onUndo(operation)}>{t('transfer.demo.undo')}</Button>
            )}
            <Button tone="primary" autoFocus onClick={onClose}>
              {t('transfer.done')}
            </Button>
          </>
        }
      >
        <div className={classes.head} role="status">
          <IconCircleCheck size={28} stroke={1.6} aria-hidden="true" className={classes.icon} />
          <div>
            <h3 className={classes.title}>{t('transfer.demo.done')}</h3>
            <p className={classes.text}>{format.list(made)}</p>
          </div>
        </div>
        <p className={classes.text}>{t('transfer.demo.remove')}</p>
      </Dialog>
    )
  }
  return (
    <Dialog
      open
      title={t('transfer.demo.title')}
      onClose={onClose}
      onSubmit={() => onStart({ contacts, locales: [...spoken] })}
      footer={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button tone="primary" type="submit" autoFocus disabled={spoken.length === 0}>
            {t('transfer.demo.do')}
          </Button>
        </>
      }
    >
      {job.state === 'failed' && <ErrorNote error={job.error} />}
      <p className={classes.text}>{t('transfer.demo.text')}</p>
      <Segments
        label={t('transfer.demo.many')}
        value={String(contacts)}
        options={sizes.map((size) => ({ value: String(size), label: format.integer(size) }))}
        onChange={(value) => setContacts(Number(value))}
      />
      <fieldset className={classes.fields}>
        <legend className={classes.legend}>{t('transfer.demo.languages')}</legend>
        <div className={classes.line}>
          {languages.map((language) => (
            <Checkbox
              key={language}
              label={t(`transfer.demo.language.${language}`)}
              checked={spoken.includes(language)}
              onChange={(checked) =>
                setSpoken(languages.filter((each) => (each === language ? checked : spoken.includes(each))))
              }
            />
          ))}
        </div>
      </fieldset>
      <p className={classes.text}>{t('transfer.demo.remove')}</p>
    </Dialog>
  )
}

/** The last step: what the address book begins with. Demo data is one operation and can be taken back whole. */
import { IconAddressBook, IconFileImport, IconSparkles } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useJob } from '../../data/hooks.ts'
import { useHasText, usePreferences, useText } from '../../i18n/I18nProvider.tsx'
import { languages } from '../../i18n/preferences.ts'
import { useFormat } from '../../i18n/useFormat.tsx'
import { JobProgress } from '../../records/JobProgress.tsx'
import { runCommand, useOffers } from '../../state/commands.ts'
import { toastUndoable } from '../../state/feedback.ts'
import { go } from '../../state/route.ts'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import classes from './Guide.module.css'

const DEMO_CONTACTS = 300

export function FirstRecords({ onDone }: { readonly onDone: () => void }): ReactNode {
  const t = useText()
  const has = useHasText()
  const format = useFormat()
  const { language } = usePreferences()
  const canImport = useOffers((state) => state.offers.some((offer) => offer.id === 'transfer.import'))
  const { job, start, cancel } = useJob('demo.create')

  const demo = async (): Promise<void> => {
    const made = await start({
      contacts: DEMO_CONTACTS,
      seed: 1,
      locales: [language, ...languages.filter((other) => other !== language)],
    })
    if (!made) return
    onDone()
    go({ section: 'contacts' })
    toastUndoable(t('setup.demo.done', { n: made.created }), made.operation, t, has)
  }
  const importNow = (): void => {
    onDone()
    // The dialog has to be gone before another may open.
    setTimeout(() => runCommand('transfer.import'), 0)
  }

  if (job.state === 'running')
    return <JobProgress label={t('setup.demo.running')} job={job} onCancel={cancel} />
  return (
    <div className={classes.starts}>
      {job.state === 'failed' && <ErrorNote error={job.error} />}
      {canImport && (
        <Start
          icon={<IconFileImport size={22} stroke={1.6} />}
          name={t('setup.import')}
          text={t('setup.import.text')}
          onClick={importNow}
        />
      )}
      <Start
        icon={<IconSparkles size={22} stroke={1.6} />}
        name={t('setup.demo')}
        text={t('setup.demo.text', { n: format.integer(DEMO_CONTACTS) })}
        onClick={() => void demo()}
      />
      <Start
        icon={<IconAddressBook size={22} stroke={1.6} />}
        name={t('setup.empty')}
        text={t('setup.empty.text')}
        onClick={onDone}
      />
    </div>
  )
}

interface StartProps {
  readonly icon: ReactNode
  readonly name: string
  readonly text: string
  readonly onClick: () => void
}

function Start({ icon, name, text, onClick }: StartProps): ReactNode {
  return (
    <button type="button" className={classes.start} onClick={onClick}>
      <span className={classes.startIcon} aria-hidden="true">
        {icon}
      </span>
      <span>
        <span className={classes.startName}>{name}</span>
        <span className={classes.startText}>{text}</span>
      </span>
    </button>
  )
}

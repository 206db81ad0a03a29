/** Step one: which files. A wrong one says here why. */
import { IconFileImport } from '@tabler/icons-react'
import type { ReactNode, Ref } from 'react'
import { useText } from '../../i18n/I18nProvider.tsx'
import { useFormat } from '../../i18n/useFormat.tsx'
import { Button } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { ProgressBar } from '../../ui/Progress.tsx'
import classes from './FilesStep.module.css'
import { worded } from './fileErrors.ts'
import { baseName } from './reading.ts'
import type { Import } from './useImport.ts'

interface Props {
  readonly work: Import
  readonly onChooseFiles: () => void
  readonly buttonRef: Ref<HTMLButtonElement>
}

/** Names of programs are the same in every language. */
const programs = [
  'Google',
  'Outlook',
  'Apple',
  'LinkedIn',
  'ACT!',
  'GoldMine',
  'HubSpot',
  'Salesforce',
  'Zoho',
  'Pipedrive',
]

export function FilesStep({ work, onChooseFiles, buttonRef }: Props): ReactNode {
  const t = useText()
  const format = useFormat()
  const { files, looking, previewError, preview } = work
  const names = format.list(files.map(baseName))
  return (
    <div className={classes.step}>
      <div className={classes.drop}>
        <span className={classes.icon} aria-hidden="true">
          <IconFileImport size={26} stroke={1.6} />
        </span>
        <h3 className={classes.title}>{t('transfer.files.title')}</h3>
        <p className={classes.text}>{t('transfer.files.text')}</p>
        <Button ref={buttonRef} autoFocus tone="primary" onClick={onChooseFiles} disabled={looking}>
          {t('transfer.files.choose')}
        </Button>
        <p className={classes.programs}>{t('transfer.files.known', { programs: format.list(programs) })}</p>
      </div>
      <div className={classes.status} aria-live="polite">
        {looking && (
          <div className={classes.reading}>
            <span>{t('transfer.files.reading', { names })}</span>
            <ProgressBar label={t('transfer.files.reading', { names })} done={0} />
          </div>
        )}
        {!looking && previewError && <ErrorNote error={worded(previewError)} />}
        {!looking && !previewError && preview && (
          <p className={classes.chosen}>{t('transfer.files.chosen', { names })}</p>
        )}
      </div>
    </div>
  )
}

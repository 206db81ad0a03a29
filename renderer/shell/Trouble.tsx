/** No database: the whole window says what happened to which file and what to do now. And the milder case: only reading. */
import { IconDatabaseOff, IconLock } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import type { ErrorRecord } from '#db/shared/errors.ts'
import { native } from '../data/native.ts'
import { useHasText, useText } from '../i18n/I18nProvider.tsx'
import { Ltr } from '../i18n/useFormat.tsx'
import { Button } from '../ui/Button.tsx'
import classes from './Trouble.module.css'

/** Where a backup is the way on. */
const restorable: ReadonlySet<string> = new Set(['damaged', 'notADatabase', 'noUser', 'databaseFile'])

interface Props {
  readonly error: ErrorRecord
  /** Asks again; the database is opened anew. */
  readonly onAgain: () => Promise<unknown>
}

export function DatabaseTrouble({ error, onAgain }: Props): ReactNode {
  const t = useText()
  const has = useHasText()
  const [busy, setBusy] = useState(false)
  const [copied, setCopied] = useState(false)
  const { code, reason, params, ref } = error
  const file = typeof params?.file === 'string' ? params.file : undefined
  const title = has(`trouble.title.${code}`) ? `trouble.title.${code}` : 'trouble.title.other'
  const known = reason !== undefined && has(`trouble.${reason}`)
  const command = `samphan ${file ? `--db "${file}" ` : ''}db restore BACKUP.samphan`
  const again = async (): Promise<void> => {
    setBusy(true)
    await onAgain()
    setBusy(false)
  }
  return (
    <main className={classes.page} aria-label={t('app.main')}>
      <div className={classes.card} role="alert">
        <span className={classes.icon} aria-hidden="true">
          <IconDatabaseOff size={26} stroke={1.5} />
        </span>
        <h1 className={classes.title}>{t(title)}</h1>
        <p className={classes.text}>{t(known ? `trouble.${reason}` : 'trouble.other')}</p>
        {file && (
          <div>
            <p className={classes.label}>{t('trouble.file')}</p>
            <p className={classes.path}>
              <Ltr>{file}</Ltr>
            </p>
          </div>
        )}
        {(!known || restorable.has(reason)) && (
          <div>
            <p className={classes.label}>{t('trouble.restore')}</p>
            <p className={`${classes.path} ${classes.command}`}>
              <Ltr>{command}</Ltr>
            </p>
          </div>
        )}
        <div className={classes.actions}>
          <Button tone="primary" busy={busy} autoFocus onClick={() => void again()}>
            {t('ui.tryAgain')}
          </Button>
          {native && <Button onClick={() => void native?.showLogs(null)}>{t('command.help.logs')}</Button>}
          {native && (!known || restorable.has(reason)) && (
            <Button tone="quiet" onClick={() => void native?.copyText(command).then(() => setCopied(true))}>
              {t(copied ? 'trouble.copied' : 'trouble.copy')}
            </Button>
          )}
        </div>
        <p className={classes.label}>
          <Ltr>{[code, reason, ref].filter(Boolean).join(' · ')}</Ltr>
        </p>
      </div>
    </main>
  )
}

export function ReadOnlyBanner({ because }: { readonly because: string }): ReactNode {
  const t = useText()
  const has = useHasText()
  return (
    <div className={classes.banner} role="status">
      <IconLock size={16} aria-hidden="true" />
      {t(has(`banner.${because}`) ? `banner.${because}` : 'banner.fileReadOnly')}
    </div>
  )
}

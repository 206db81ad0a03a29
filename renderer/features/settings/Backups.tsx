/** Where backups go, and making one now. A backup is a whole database that was opened and checked before it got its name. */
import { IconCircleCheck, IconDeviceFloppy, IconFolder } from '@tabler/icons-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { useRead } from '../../data/hooks.ts'
import { native } from '../../data/native.ts'
import { useText } from '../../i18n/I18nProvider.tsx'
import { Bdi, Ltr, useFormat } from '../../i18n/useFormat.tsx'
import { useMay } from '../../state/session.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Segments } from '../../ui/fields/Checkbox.tsx'
import { NumberField } from '../../ui/fields/NumberField.tsx'
import { Group } from './Group.tsx'
import { KeptBackups } from './KeptBackups.tsx'
import classes from './Page.module.css'
import { everies, showFile, useBackup } from './useBackup.ts'

/** The same in every language. */
const RESTORE = 'samphan db restore BACKUP.samphan'

type Backup = ReturnType<typeof useBackup>

/** The folder and how to choose another, for the guide too. */
export function BackupFolder({ backup }: { readonly backup?: Backup }): ReactNode {
  const own = useBackup()
  const t = useText()
  const { folder, chooseFolder, setFolder } = backup ?? own
  const file = useRead('app.info', {}, { depends: { on: ['user', 'setting'] } }).data?.file
  return (
    <div className={classes.row}>
      <span className={classes.path}>
        <Ltr>{folder ?? (file ? `${file}.d/backups` : '…')}</Ltr>
      </span>
      {native && (
        <Button icon={<IconFolder size={15} />} onClick={() => void chooseFolder()}>
          {t('settings.backup.choose')}
        </Button>
      )}
      {folder !== null && (
        <Button tone="quiet" onClick={() => void setFolder(null)}>
          {t('settings.backup.usual')}
        </Button>
      )}
    </div>
  )
}

interface Props {
  /** Begin at once: the command in the menu was given. */
  readonly startNow: boolean
}

export function Backups({ startNow }: Props): ReactNode {
  const t = useText()
  const format = useFormat()
  const backup = useBackup()
  const { last, busy, error, backUp, rhythm, setRhythm } = backup
  const mayMaintain = useMay('maintain')
  const started = useRef(false)
  useEffect(() => {
    if (startNow && !started.current) void backUp()
    started.current = startNow
  })
  return (
    <>
      <Group title={t('settings.backup.folder')} text={t('settings.backup.folder.text')}>
        <BackupFolder backup={backup} />
      </Group>
      <Group title={t('settings.backup')} text={t('settings.backup.text')}>
        <div className={classes.row}>
          <Button
            tone="primary"
            icon={<IconDeviceFloppy size={15} />}
            busy={busy}
            onClick={() => void backUp()}
          >
            {t('settings.backup.now')}
          </Button>
          {last && !busy && (
            <span className={classes.note}>
              {t('settings.backup.last', { when: format.dateTime(last.at), size: format.bytes(last.bytes) })}
            </span>
          )}
        </div>
        {error && <ErrorNote error={error} onRetry={() => void backUp()} />}
        {last && !error && (
          <div className={classes.row}>
            <p className={classes.good}>
              <IconCircleCheck size={16} aria-hidden="true" />
              <Ltr>{last.file}</Ltr>
            </p>
            {native && (
              <Button size="small" onClick={() => void showFile(last.file, t)}>
                {t('settings.showInFolder')}
              </Button>
            )}
          </div>
        )}
      </Group>
      <Group title={t('settings.backup.every')} text={<Bdi>{t('settings.backup.every.text')}</Bdi>}>
        <div className={classes.row}>
          <Segments
            label={t('settings.backup.every')}
            labelHidden
            value={rhythm.every}
            options={everies.map((each) => ({ value: each, label: t(`settings.backup.every.${each}`) }))}
            onChange={(value) =>
              setRhythm({ ...rhythm, every: everies.find((each) => each === value) ?? rhythm.every })
            }
          />
          <NumberField
            label={t('settings.backup.keep')}
            integer
            value={rhythm.keep}
            onChange={(keep) =>
              keep !== null && keep >= 1 && setRhythm({ ...rhythm, keep: Math.round(keep) })
            }
          />
        </div>
      </Group>
      {mayMaintain && <KeptBackups folder={backup.folder} made={last?.file} />}
      {!mayMaintain && (
        <Group title={t('settings.backup.restore')} text={t('settings.backup.restore.who')}>
          <p className={classes.path}>
            <Ltr>{RESTORE}</Ltr>
          </p>
        </Group>
      )}
    </>
  )
}

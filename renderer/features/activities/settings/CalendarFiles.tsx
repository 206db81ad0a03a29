/** Calendars in and out as files, and the one that other programs subscribe to. */
import type { ReactNode } from 'react'
import { useJob } from '../../../data/hooks.ts'
import { native } from '../../../data/native.ts'
import { call } from '../../../data/port.ts'
import { useSettings } from '../../../data/settings.ts'
import { useHasText, useText } from '../../../i18n/I18nProvider.tsx'
import { Ltr } from '../../../i18n/useFormat.tsx'
import { reportFailure, toastUndoable } from '../../../state/feedback.ts'
import { useMay } from '../../../state/session.ts'
import { toast } from '../../../state/ui.ts'
import { Button } from '../../../ui/Button.tsx'
import { ErrorNote } from '../../../ui/ErrorNote.tsx'
import { PUBLISHED_TO } from '../publish.ts'
import { zone } from '../words.tsx'
import classes from './Settings.module.css'

const filters = [{ name: 'iCalendar', extensions: ['ics'] }]

export function CalendarFiles(): ReactNode {
  const t = useText()
  const has = useHasText()
  const mayImport = useMay('import')
  const mayExport = useMay('export')
  const importing = useJob('ics.import')
  const exporting = useJob('ics.export')
  const folder = useSettings()?.device[PUBLISHED_TO]
  const bring = async (): Promise<void> => {
    const files = (await native?.openFiles({ many: true, filters })) ?? []
    if (files.length === 0) return
    const done = await importing.start({ files, timeZone: zone() })
    if (!done) return
    const text = t('activity.settings.imported', { created: done.created, updated: done.updated })
    toastUndoable(text, done.operation, t, has)
    const odd = done.undated + done.unfollowed + done.unknownZones.length
    if (odd > 0)
      toast({
        tone: 'info',
        text: t('activity.settings.odd', {
          undated: done.undated,
          rules: done.unfollowed,
          zones: done.unknownZones.length,
        }),
      })
  }
  const save = async (): Promise<void> => {
    const out = await native?.saveFile({ suggestedName: 'Samphan.ics', filters })
    if (!out) return
    const done = await exporting.start({ out, timeZone: zone() })
    if (done) toast({ tone: 'done', text: t('activity.settings.exported', { n: done.rows }) })
  }
  const publish = async (next: string | null): Promise<void> => {
    try {
      await call('settings.setLocal', { key: PUBLISHED_TO, value: next })
    } catch (failure) {
      reportFailure(failure, t, has)
    }
  }
  const choose = async (): Promise<void> => {
    const [chosen] = (await native?.openFiles({ folder: true })) ?? []
    if (chosen) await publish(chosen)
  }
  return (
    <section className={classes.group} aria-label={t('activity.settings.files')}>
      <h3 className={classes.title}>{t('activity.settings.files')}</h3>
      <p className={classes.text}>{t('activity.settings.files.text')}</p>
      {importing.job.state === 'failed' && <ErrorNote error={importing.job.error} />}
      {exporting.job.state === 'failed' && <ErrorNote error={exporting.job.error} />}
      <div className={classes.buttons}>
        {mayImport && (
          <Button busy={importing.job.state === 'running'} onClick={() => void bring()}>
            {t('activity.settings.import')}
          </Button>
        )}
        {mayExport && (
          <Button busy={exporting.job.state === 'running'} onClick={() => void save()}>
            {t('activity.settings.export')}
          </Button>
        )}
        {mayExport && <Button onClick={() => void choose()}>{t('activity.settings.publish')}</Button>}
      </div>
      {typeof folder === 'string' && folder !== '' && (
        <p className={classes.text}>
          {t('activity.settings.published')} <Ltr>{folder}</Ltr>{' '}
          <Button size="small" onClick={() => void publish(null)}>
            {t('activity.settings.stopPublishing')}
          </Button>
        </p>
      )}
    </section>
  )
}

/** What program this is, of what version, on which database, and whose work it stands on. */
import type { ReactNode } from 'react'
import { useRead } from '../../data/hooks.ts'
import { native } from '../../data/native.ts'
import { useText } from '../../i18n/I18nProvider.tsx'
import { Ltr, useFormat } from '../../i18n/useFormat.tsx'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/overlay/Dialog.tsx'
import classes from './Help.module.css'

/** Names and licences, which are the same in every language. */
const works = [
  'Electron (MIT)',
  'SQLite (public domain)',
  'better-sqlite3 (MIT)',
  'React (MIT)',
  'Mantine (MIT)',
  'React Aria (Apache-2.0)',
  'TanStack Query (MIT)',
  'FormatJS (BSD-3-Clause, MIT)',
  'libphonenumber-js (MIT)',
  'ical.js (MPL-2.0)',
  'Tiptap, LiquidJS, Nodemailer, sanitize-html (MIT)',
  'PDF.js (Apache-2.0)',
  'zod, zustand, fflate, big.js (MIT)',
  'saxes (ISC)',
  'Tabler Icons (MIT)',
  'pragmatic drag and drop (Apache-2.0)',
].join(' · ')
const fonts = ['Inter', 'Noto Sans Thai', 'Vazirmatn'].map((name) => `${name} (OFL-1.1)`).join(' · ')

export function About({ onClose }: { readonly onClose: () => void }): ReactNode {
  const t = useText()
  const format = useFormat()
  const info = useRead('app.info', {}, { depends: { on: ['user', 'setting'] } }).data
  const version = info?.version ?? native?.environment.version ?? ''
  return (
    <Dialog
      open
      title={t('app.about.title')}
      onClose={onClose}
      footer={
        <>
          {native && <Button onClick={() => void native?.showLogs(null)}>{t('command.help.logs')}</Button>}
          <Button tone="primary" autoFocus onClick={onClose}>
            {t('ui.close')}
          </Button>
        </>
      }
    >
      <div className={classes.about}>
        <div className={classes.aboutHead}>
          <Mark />
          <div>
            <h3 className={classes.aboutName}>{t('app.name')}</h3>
            <p className={classes.dim}>{t('app.about.version', { version: format.digits(version) })}</p>
          </div>
        </div>
        <p>{t('help.about.text')}</p>
        <dl className={classes.facts}>
          {info && (
            <>
              <dt>{t('settings.view.database')}</dt>
              <dd>
                <Ltr>{info.file}</Ltr>
              </dd>
            </>
          )}
          <dt>{t('settings.database.version')}</dt>
          <dd>
            <Ltr>
              {[
                info &&
                  t('settings.database.versions', {
                    program: info.version,
                    schema: String(info.schemaVersion),
                    sqlite: info.sqlite,
                  }),
                native && t('help.about.electron', { version: native.environment.electron }),
              ]
                .filter(Boolean)
                .join(' · ')}
            </Ltr>
          </dd>
          <dt>{t('help.about.licence')}</dt>
          <dd>{t('help.about.licence.text')}</dd>
          <dt>{t('help.about.built')}</dt>
          <dd>
            <Ltr>{works}</Ltr>
          </dd>
          <dt>{t('help.about.fonts')}</dt>
          <dd>
            <Ltr>{fonts}</Ltr>
          </dd>
        </dl>
      </div>
    </Dialog>
  )
}

/** Two rings that hold each other: relationship. */
function Mark(): ReactNode {
  return (
    <svg viewBox="0 0 52 52" className={classes.mark} aria-hidden="true">
      <rect x="0" y="0" width="52" height="52" rx="12" fill="var(--accent)" />
      <g fill="none" stroke="var(--on-accent)" strokeWidth="4">
        <circle cx="21" cy="26" r="10" />
        <circle cx="31" cy="26" r="10" />
      </g>
    </svg>
  )
}

/** Settings: pages of one route, each by its address (`#/settings?view=backups`). */
import {
  IconBriefcase,
  IconDatabase,
  IconDeviceFloppy,
  IconForms,
  IconPalette,
  IconWorld,
} from '@tabler/icons-react'
import { type ReactNode, useEffect } from 'react'
import { useText } from '../../i18n/I18nProvider.tsx'
import type { SettingsProps, SettingsView } from '../../records/feature.ts'
import { go, type Route, routeToHash } from '../../state/route.ts'
import { Backups } from './Backups.tsx'
import { BusinessProfile } from './BusinessProfile.tsx'
import { CustomFields } from './CustomFields.tsx'
import { Database } from './Database.tsx'
import { LookAndLanguage } from './LookAndLanguage.tsx'
import classes from './Page.module.css'
import { Region } from './Region.tsx'

interface Props extends SettingsProps {
  readonly route: Route
  /** Pages of other features, such as who works with the database. */
  readonly pages: readonly SettingsView[]
}

const before: readonly SettingsView[] = [
  {
    id: 'look',
    icon: IconPalette,
    show: ({ onPreferences }) => <LookAndLanguage onPreferences={onPreferences} />,
  },
  { id: 'region', icon: IconWorld, show: ({ onPreferences }) => <Region onPreferences={onPreferences} /> },
  { id: 'business', icon: IconBriefcase, show: () => <BusinessProfile /> },
  { id: 'fields', icon: IconForms, show: () => <CustomFields /> },
]
const after: readonly SettingsView[] = [
  { id: 'backups', icon: IconDeviceFloppy, show: (_, startNow) => <Backups startNow={startNow} /> },
  {
    id: 'database',
    icon: IconDatabase,
    show: ({ onGuide }, startNow) => <Database startNow={startNow} onGuide={onGuide} />,
  },
]

/** A view that also begins what it is for: `backups!`. */
const START = '!'
export const starting = (view: string): string => `${view}${START}`

export function SettingsPage(props: Props): ReactNode {
  const t = useText()
  const asked = props.route.view ?? 'look'
  const startNow = asked.endsWith(START)
  const id = startNow ? asked.slice(0, -START.length) : asked
  const views = [...before, ...props.pages, ...after]
  const view = views.find((known) => known.id === id) ?? views[0]
  // Begun once: coming back to this place, or starting the program here, is not giving the command again.
  useEffect(() => {
    if (startNow) go({ section: 'settings', view: id }, { replace: true })
  }, [startNow, id])
  if (!view) return null
  return (
    <div className={classes.settings}>
      <nav className={classes.nav} aria-label={t('app.section.settings')}>
        <h1 className={classes.navTitle}>{t('app.section.settings')}</h1>
        <ul className={classes.list}>
          {views.map(({ id: each, icon: Icon }) => {
            const route = { section: 'settings', view: each }
            return (
              <li key={each}>
                <a
                  href={routeToHash(route)}
                  className={classes.link}
                  aria-current={each === view.id ? 'page' : undefined}
                  onClick={(event) => {
                    event.preventDefault()
                    go(route, { replace: true })
                  }}
                >
                  <Icon size={17} stroke={1.7} aria-hidden="true" className={classes.icon} />
                  {t(`settings.view.${each}`)}
                </a>
              </li>
            )
          })}
        </ul>
      </nav>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard */}
      <section className={classes.body} tabIndex={0} aria-label={t(`settings.view.${view.id}`)}>
        <div className={classes.content}>
          <header>
            <h2 className={classes.heading}>{t(`settings.view.${view.id}`)}</h2>
            <p className={classes.intro}>{t(`settings.view.${view.id}.text`)}</p>
          </header>
          {view.show(props, startNow)}
        </div>
      </section>
    </div>
  )
}

/** Home: what the day begins with, and the dashboards of sales, service and marketing. Other features bring panels of their own. */
import { IconClock } from '@tabler/icons-react'
import type { ComponentType, ReactNode } from 'react'
import { type DashboardName, dashboardNames } from '#db/shared/dashboards.ts'
import { useText } from '../../i18n/I18nProvider.tsx'
import { go, type Route } from '../../state/route.ts'
import { Segments } from '../../ui/fields/Checkbox.tsx'
import { Page } from '../../ui/Page.tsx'
import { Favourites } from './favourites.tsx'
import classes from './Home.module.css'
import { Panel } from './Panel.tsx'
import { Row } from './Row.tsx'
import { useRecent } from './recent.ts'
import { Upcoming } from './Upcoming.tsx'
import { useNamed } from './useNamed.ts'

const SHOWN = 12

interface Props {
  readonly route: Route
  /** What other features show here, before the rest. */
  readonly panels: readonly ComponentType[]
  /** The tiles of a dashboard. */
  readonly Dashboard: ComponentType<{ readonly name: DashboardName }>
}

export function HomePage({ route, panels, Dashboard }: Props): ReactNode {
  const t = useText()
  const name = dashboardNames.find((each) => each === route.view) ?? 'home'
  return (
    <Page
      title={t(name === 'home' ? 'app.section.home' : `dashboard.${name}`)}
      actions={
        <Segments
          label={t('dashboard.which')}
          labelHidden
          value={name}
          options={dashboardNames.map((each) => ({ value: each, label: t(`dashboard.${each}`) }))}
          onChange={(view) => go({ section: 'home', ...(view !== 'home' && { view }) })}
        />
      }
    >
      {name === 'home' && <Panels panels={panels} />}
      <Dashboard key={name} name={name} />
    </Page>
  )
}

function Panels({ panels }: Pick<Props, 'panels'>): ReactNode {
  return (
    <div className={classes.grid}>
      {panels.map((Panel, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the list of features is fixed
        <Panel key={index} />
      ))}
      <Upcoming />
      <Favourites />
      <Recent />
    </div>
  )
}

function Recent(): ReactNode {
  const t = useText()
  const seen = useRecent((state) => state.records)
  const named = useNamed((seen ?? []).slice(0, SHOWN))
  return (
    <Panel
      title={t('home.recent')}
      icon={<IconClock size={16} />}
      empty={seen ? t('home.recent.empty') : t('ui.loading')}
    >
      {named.map((record) => (
        <Row key={record.id} {...record} />
      ))}
    </Panel>
  )
}

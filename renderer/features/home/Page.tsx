/** Home: what the day begins with. Other features bring panels of their own. */
import { IconClock } from '@tabler/icons-react'
import type { ComponentType, ReactNode } from 'react'
import { useText } from '../../i18n/I18nProvider.tsx'
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
  /** What other features show here, before the rest. */
  readonly panels: readonly ComponentType[]
}

export function HomePage({ panels }: Props): ReactNode {
  const t = useText()
  return (
    <Page title={t('app.section.home')}>
      <div className={classes.grid}>
        {panels.map((Panel, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list of features is fixed
          <Panel key={index} />
        ))}
        <Upcoming />
        <Favourites />
        <Recent />
      </div>
    </Page>
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

/** The knowledge base: articles as a list like every other, beside it the article in front; and their categories. */
import { IconBook2, IconFolders, IconList } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { article } from '#db/shared/knowledge.ts'
import { useText } from '../../i18n/I18nProvider.tsx'
import { ListAndRecord } from '../../records/ListAndRecord.tsx'
import { runCommand, useOffers } from '../../state/commands.ts'
import { go, type Route } from '../../state/route.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ViewChoice } from '../../ui/ViewChoice.tsx'
import { Categories } from './Categories.tsx'

const views = [
  { id: 'list', icon: IconList },
  { id: 'categories', icon: IconFolders },
] as const

function Choice({ view }: { readonly view: (typeof views)[number]['id'] }): ReactNode {
  const t = useText()
  return (
    <ViewChoice
      views={views.map((each) => ({ ...each, label: t(`article.view.${each.id}`) }))}
      view={view}
      onChoose={(id) => go({ section: 'knowledge', ...(id !== 'list' && { view: id }) })}
    />
  )
}

export function KnowledgePage({ route }: { readonly route: Route }): ReactNode {
  const t = useText()
  const canMake = useOffers((state) => state.offers.some((offer) => offer.id === 'article.new'))
  if (route.view === 'categories' && !route.id) return <Categories choice={<Choice view="categories" />} />
  return (
    <ListAndRecord
      entity={article}
      route={route}
      newCommand="article.new"
      actions={<Choice view="list" />}
      empty={
        <EmptyState
          icon={<IconBook2 size={40} stroke={1.2} />}
          title={t('article.empty.title')}
          {...(canMake && {
            action: (
              <Button tone="primary" onClick={() => runCommand('article.new')}>
                {t('article.new')}
              </Button>
            ),
          })}
        >
          {t('article.empty.text')}
        </EmptyState>
      }
    />
  )
}

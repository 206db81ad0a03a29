/** The knowledge base: articles as a list like every other, and beside it the article in front. */
import { IconBook2 } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { article } from '#db/shared/knowledge.ts'
import { useText } from '../../i18n/I18nProvider.tsx'
import { ListAndRecord } from '../../records/ListAndRecord.tsx'
import { runCommand, useOffers } from '../../state/commands.ts'
import type { Route } from '../../state/route.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'

export function KnowledgePage({ route }: { readonly route: Route }): ReactNode {
  const t = useText()
  const canMake = useOffers((state) => state.offers.some((offer) => offer.id === 'article.new'))
  return (
    <ListAndRecord
      entity={article}
      route={route}
      newCommand="article.new"
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

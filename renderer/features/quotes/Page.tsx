/** Quotes: the list and the quote in front. Everything but the words of the empty screen comes from the definition. */
import { IconFileInvoice } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { quote } from '#db/shared/quotes.ts'
import { useText } from '../../i18n/I18nProvider.tsx'
import { ListAndRecord } from '../../records/ListAndRecord.tsx'
import { useMayCreate } from '../../records/useRights.ts'
import { runCommand } from '../../state/commands.ts'
import type { Route } from '../../state/route.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'

export function QuotePage({ route }: { readonly route: Route }): ReactNode {
  const t = useText()
  const mayCreate = useMayCreate(quote)
  return (
    <ListAndRecord
      entity={quote}
      route={route}
      newCommand="quote.new"
      empty={
        <EmptyState
          icon={<IconFileInvoice size={40} stroke={1.2} />}
          title={t('quote.empty.title')}
          {...(mayCreate && {
            action: (
              <Button tone="primary" onClick={() => runCommand('quote.new')}>
                {t('quote.new')}
              </Button>
            ),
          })}
        >
          {t('quote.empty.text')}
        </EmptyState>
      }
    />
  )
}

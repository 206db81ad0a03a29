/** Companies: the address book's organisations. Everything but the words of the empty screen comes from the definition. */
import { IconBuilding } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { company } from '#db/shared/companies.ts'
import { useText } from '../../i18n/I18nProvider.tsx'
import { ListAndRecord } from '../../records/ListAndRecord.tsx'
import { runCommand, useOffers } from '../../state/commands.ts'
import type { Route } from '../../state/route.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'

export function CompanyPage({ route }: { readonly route: Route }): ReactNode {
  const t = useText()
  const canImport = useOffers((state) => state.offers.some((offer) => offer.id === 'transfer.import'))
  const canMake = useOffers((state) => state.offers.some((offer) => offer.id === 'company.new'))
  return (
    <ListAndRecord
      entity={company}
      route={route}
      newCommand="company.new"
      empty={
        <EmptyState
          icon={<IconBuilding size={40} stroke={1.2} />}
          title={t('company.empty.title')}
          {...(canMake && {
            action: (
              <Button tone="primary" onClick={() => runCommand('company.new')}>
                {t('company.new')}
              </Button>
            ),
          })}
          {...(canImport && {
            second: <Button onClick={() => runCommand('transfer.import')}>{t('list.import')}</Button>,
          })}
        >
          {t('company.empty.text')}
        </EmptyState>
      }
    />
  )
}

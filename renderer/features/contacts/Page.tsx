/** Contacts: the address book's people. Everything but the words of the empty screen comes from the definition. */
import { IconAddressBook } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { contact } from '#db/shared/contacts.ts'
import { useText } from '../../i18n/I18nProvider.tsx'
import { ListAndRecord } from '../../records/ListAndRecord.tsx'
import { runCommand, useOffers } from '../../state/commands.ts'
import type { Route } from '../../state/route.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'

export function ContactPage({ route }: { readonly route: Route }): ReactNode {
  const t = useText()
  const canImport = useOffers((state) => state.offers.some((offer) => offer.id === 'transfer.import'))
  const canMake = useOffers((state) => state.offers.some((offer) => offer.id === 'contact.new'))
  return (
    <ListAndRecord
      entity={contact}
      route={route}
      newCommand="contact.new"
      empty={
        <EmptyState
          icon={<IconAddressBook size={40} stroke={1.2} />}
          title={t('contact.empty.title')}
          {...(canMake && {
            action: (
              <Button tone="primary" onClick={() => runCommand('contact.new')}>
                {t('contact.new')}
              </Button>
            ),
          })}
          {...(canImport && {
            second: <Button onClick={() => runCommand('transfer.import')}>{t('list.import')}</Button>,
          })}
        >
          {t('contact.empty.text')}
        </EmptyState>
      }
    />
  )
}

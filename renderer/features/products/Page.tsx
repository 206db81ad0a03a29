/** Products: the list and the product in front. Everything but the words of the empty screen comes from the definition. */
import { IconPackage } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { product } from '#db/shared/products.ts'
import { useText } from '../../i18n/I18nProvider.tsx'
import { ListAndRecord } from '../../records/ListAndRecord.tsx'
import { useMayCreate } from '../../records/useRights.ts'
import { runCommand } from '../../state/commands.ts'
import type { Route } from '../../state/route.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'

export function ProductPage({ route }: { readonly route: Route }): ReactNode {
  const t = useText()
  const mayCreate = useMayCreate(product)
  return (
    <ListAndRecord
      entity={product}
      route={route}
      newCommand="product.new"
      empty={
        <EmptyState
          icon={<IconPackage size={40} stroke={1.2} />}
          title={t('product.empty.title')}
          {...(mayCreate && {
            action: (
              <Button tone="primary" onClick={() => runCommand('product.new')}>
                {t('product.new')}
              </Button>
            ),
          })}
        >
          {t('product.empty.text')}
        </EmptyState>
      }
    />
  )
}

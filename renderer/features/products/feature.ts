/** Products in the window: their section, the prices of each, and the settings of prices and taxes. */
import { IconReceiptTax } from '@tabler/icons-react'
import { createElement } from 'react'
import { product } from '#db/shared/products.ts'
import type { Feature } from '../../records/feature.ts'
import { lazily } from '../../ui/lazily.tsx'
import { pricesTab } from './Prices.tsx'

const Settings = lazily(async () => (await import('./Settings.tsx')).PriceSettings)

export const products: Feature = {
  screens: { products: lazily(async () => (await import('./Page.tsx')).ProductPage) },
  creates: [{ command: 'product.new', entity: product }],
  settingsPages: [{ id: 'prices', icon: IconReceiptTax, show: () => createElement(Settings) }],
  tabs: [pricesTab],
}

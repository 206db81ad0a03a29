/** Quotes in the window: their section, their lines and verbs, and where else they are seen. */
import { IconFileInvoice } from '@tabler/icons-react'
import { createElement } from 'react'
import { quote } from '#db/shared/quotes.ts'
import type { Feature } from '../../records/feature.ts'
import { lazily } from '../../ui/lazily.tsx'
import { QuoteBanner } from './Banner.tsx'
import { linesTab } from './Lines.tsx'
import { quotesTab } from './Tab.tsx'

const Settings = lazily(async () => (await import('./Settings.tsx')).QuoteSettings)

export const quotes: Feature = {
  screens: { quotes: lazily(async () => (await import('./Page.tsx')).QuotePage) },
  creates: [{ command: 'quote.new', entity: quote }],
  settingsPages: [{ id: 'quotes', icon: IconFileInvoice, show: () => createElement(Settings) }],
  banners: [QuoteBanner],
  tabs: [linesTab, quotesTab],
}

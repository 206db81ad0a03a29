/** Outgoing mail: accounts, the outbox, a message from a record. */
import { IconMail } from '@tabler/icons-react'
import { createElement } from 'react'
import type { Feature } from '../../records/feature.ts'
import { lazily } from '../../ui/lazily.tsx'
import { Mail, mailExtensions } from './Mail.tsx'

const Accounts = lazily(async () => (await import('./Accounts.tsx')).MailAccounts)

export const mail: Feature = {
  screens: { outbox: lazily(async () => (await import('./OutboxPage.tsx')).OutboxPage) },
  settingsPages: [{ id: 'mail', icon: IconMail, show: () => createElement(Accounts) }],
  standing: [Mail],
  ...mailExtensions,
}

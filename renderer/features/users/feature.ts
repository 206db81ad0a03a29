/** Who works with the database. Signing in is the gate in app.tsx. */
import { IconUsers } from '@tabler/icons-react'
import { createElement } from 'react'
import type { Feature } from '../../records/feature.ts'
import { lazily } from '../../ui/lazily.tsx'

const Users = lazily(async () => (await import('./UsersPage.tsx')).UsersPage)

export const users: Feature = {
  settingsPages: [{ id: 'users', icon: IconUsers, show: () => createElement(Users) }],
}

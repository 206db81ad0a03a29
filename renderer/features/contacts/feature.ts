/** Contacts: their section, one made from anywhere, and those who stand behind another. */
import { contact } from '#db/shared/contacts.ts'
import type { Feature } from '../../records/feature.ts'
import { ContactPage } from './Page.tsx'
import { demoteAction, SecondaryBanner } from './Secondary.tsx'

export const contacts: Feature = {
  screens: { contacts: ContactPage },
  creates: [{ command: 'contact.new', entity: contact }],
  banners: [SecondaryBanner],
  recordActions: [demoteAction],
}

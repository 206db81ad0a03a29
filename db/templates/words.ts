/** Words of the catalogues for what the host writes itself: headings and labels on paper. Never for errors. */
import { extraMessages } from '../shared/extraEntities.ts'
import activitiesEn from '../shared/messages/activities.en.json' with { type: 'json' }
import activitiesFa from '../shared/messages/activities.fa.json' with { type: 'json' }
import activitiesTh from '../shared/messages/activities.th.json' with { type: 'json' }
import companiesEn from '../shared/messages/companies.en.json' with { type: 'json' }
import companiesFa from '../shared/messages/companies.fa.json' with { type: 'json' }
import companiesTh from '../shared/messages/companies.th.json' with { type: 'json' }
import contactsEn from '../shared/messages/contacts.en.json' with { type: 'json' }
import contactsFa from '../shared/messages/contacts.fa.json' with { type: 'json' }
import contactsTh from '../shared/messages/contacts.th.json' with { type: 'json' }
import lettersEn from '../shared/messages/letters.en.json' with { type: 'json' }
import lettersFa from '../shared/messages/letters.fa.json' with { type: 'json' }
import lettersTh from '../shared/messages/letters.th.json' with { type: 'json' }
import listEn from '../shared/messages/list.en.json' with { type: 'json' }
import listFa from '../shared/messages/list.fa.json' with { type: 'json' }
import listTh from '../shared/messages/list.th.json' with { type: 'json' }
import notesEn from '../shared/messages/notes.en.json' with { type: 'json' }
import notesFa from '../shared/messages/notes.fa.json' with { type: 'json' }
import notesTh from '../shared/messages/notes.th.json' with { type: 'json' }
import opportunitiesEn from '../shared/messages/opportunities.en.json' with { type: 'json' }
import opportunitiesFa from '../shared/messages/opportunities.fa.json' with { type: 'json' }
import opportunitiesTh from '../shared/messages/opportunities.th.json' with { type: 'json' }
import printingEn from '../shared/messages/printing.en.json' with { type: 'json' }
import printingFa from '../shared/messages/printing.fa.json' with { type: 'json' }
import printingTh from '../shared/messages/printing.th.json' with { type: 'json' }
import productsEn from '../shared/messages/products.en.json' with { type: 'json' }
import productsFa from '../shared/messages/products.fa.json' with { type: 'json' }
import productsTh from '../shared/messages/products.th.json' with { type: 'json' }
import quotesEn from '../shared/messages/quotes.en.json' with { type: 'json' }
import quotesFa from '../shared/messages/quotes.fa.json' with { type: 'json' }
import quotesTh from '../shared/messages/quotes.th.json' with { type: 'json' }
import recordsEn from '../shared/messages/records.en.json' with { type: 'json' }
import recordsFa from '../shared/messages/records.fa.json' with { type: 'json' }
import recordsTh from '../shared/messages/records.th.json' with { type: 'json' }
import settingsEn from '../shared/messages/settings.en.json' with { type: 'json' }
import settingsFa from '../shared/messages/settings.fa.json' with { type: 'json' }
import settingsTh from '../shared/messages/settings.th.json' with { type: 'json' }
import ticketsEn from '../shared/messages/tickets.en.json' with { type: 'json' }
import ticketsFa from '../shared/messages/tickets.fa.json' with { type: 'json' }
import ticketsTh from '../shared/messages/tickets.th.json' with { type: 'json' }
import type { ReaderLanguage } from '../shared/reader.ts'

type Catalogue = Readonly<Record<string, string>>

const catalogues: Readonly<Record<ReaderLanguage, Catalogue>> = {
  en: {
    ...activitiesEn,
    ...contactsEn,
    ...companiesEn,
    ...notesEn,
    ...recordsEn,
    ...listEn,
    ...printingEn,
    ...lettersEn,
    ...settingsEn,
    ...ticketsEn,
    ...opportunitiesEn,
    ...productsEn,
    ...quotesEn,
    ...extraMessages.en,
  },
  th: {
    ...activitiesTh,
    ...contactsTh,
    ...companiesTh,
    ...notesTh,
    ...recordsTh,
    ...listTh,
    ...printingTh,
    ...lettersTh,
    ...settingsTh,
    ...ticketsTh,
    ...opportunitiesTh,
    ...productsTh,
    ...quotesTh,
    ...extraMessages.th,
  },
  fa: {
    ...activitiesFa,
    ...contactsFa,
    ...companiesFa,
    ...notesFa,
    ...recordsFa,
    ...listFa,
    ...printingFa,
    ...lettersFa,
    ...settingsFa,
    ...ticketsFa,
    ...opportunitiesFa,
    ...productsFa,
    ...quotesFa,
    ...extraMessages.fa,
  },
}

/** A message without parameters; undefined for one that is not in these catalogues. */
export const wordOf = (language: ReaderLanguage, id: string): string | undefined => catalogues[language][id]

/** What a field is called; its name where nobody has given it a label. */
export const labelOf = (
  language: ReaderLanguage,
  entity: string,
  field: { readonly name: string; readonly label?: string },
): string =>
  field.label ??
  wordOf(language, `${entity}.field.${field.name}`) ??
  wordOf(language, `field.${field.name}`) ??
  field.name

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
import printingEn from '../shared/messages/printing.en.json' with { type: 'json' }
import printingFa from '../shared/messages/printing.fa.json' with { type: 'json' }
import printingTh from '../shared/messages/printing.th.json' with { type: 'json' }
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

/** What fields are called on the screen, for exports with labels as headers and for reading them back. */
import { type Entity, type Field, isCustomName } from '../../shared/entity.ts'
import { extraMessages } from '../../shared/extraEntities.ts'
import activitiesEn from '../../shared/messages/activities.en.json' with { type: 'json' }
import activitiesFa from '../../shared/messages/activities.fa.json' with { type: 'json' }
import activitiesTh from '../../shared/messages/activities.th.json' with { type: 'json' }
import campaignsEn from '../../shared/messages/campaigns.en.json' with { type: 'json' }
import campaignsFa from '../../shared/messages/campaigns.fa.json' with { type: 'json' }
import campaignsTh from '../../shared/messages/campaigns.th.json' with { type: 'json' }
import companiesEn from '../../shared/messages/companies.en.json' with { type: 'json' }
import companiesFa from '../../shared/messages/companies.fa.json' with { type: 'json' }
import companiesTh from '../../shared/messages/companies.th.json' with { type: 'json' }
import consentEn from '../../shared/messages/consent.en.json' with { type: 'json' }
import consentFa from '../../shared/messages/consent.fa.json' with { type: 'json' }
import consentTh from '../../shared/messages/consent.th.json' with { type: 'json' }
import contactsEn from '../../shared/messages/contacts.en.json' with { type: 'json' }
import contactsFa from '../../shared/messages/contacts.fa.json' with { type: 'json' }
import contactsTh from '../../shared/messages/contacts.th.json' with { type: 'json' }
import documentsEn from '../../shared/messages/documents.en.json' with { type: 'json' }
import documentsFa from '../../shared/messages/documents.fa.json' with { type: 'json' }
import documentsTh from '../../shared/messages/documents.th.json' with { type: 'json' }
import forecastEn from '../../shared/messages/forecast.en.json' with { type: 'json' }
import forecastFa from '../../shared/messages/forecast.fa.json' with { type: 'json' }
import forecastTh from '../../shared/messages/forecast.th.json' with { type: 'json' }
import groupsEn from '../../shared/messages/groups.en.json' with { type: 'json' }
import groupsFa from '../../shared/messages/groups.fa.json' with { type: 'json' }
import groupsTh from '../../shared/messages/groups.th.json' with { type: 'json' }
import knowledgeEn from '../../shared/messages/knowledge.en.json' with { type: 'json' }
import knowledgeFa from '../../shared/messages/knowledge.fa.json' with { type: 'json' }
import knowledgeTh from '../../shared/messages/knowledge.th.json' with { type: 'json' }
import lettersEn from '../../shared/messages/letters.en.json' with { type: 'json' }
import lettersFa from '../../shared/messages/letters.fa.json' with { type: 'json' }
import lettersTh from '../../shared/messages/letters.th.json' with { type: 'json' }
import listsEn from '../../shared/messages/lists.en.json' with { type: 'json' }
import listsFa from '../../shared/messages/lists.fa.json' with { type: 'json' }
import listsTh from '../../shared/messages/lists.th.json' with { type: 'json' }
import mailEn from '../../shared/messages/mail.en.json' with { type: 'json' }
import mailFa from '../../shared/messages/mail.fa.json' with { type: 'json' }
import mailTh from '../../shared/messages/mail.th.json' with { type: 'json' }
import notesEn from '../../shared/messages/notes.en.json' with { type: 'json' }
import notesFa from '../../shared/messages/notes.fa.json' with { type: 'json' }
import notesTh from '../../shared/messages/notes.th.json' with { type: 'json' }
import opportunitiesEn from '../../shared/messages/opportunities.en.json' with { type: 'json' }
import opportunitiesFa from '../../shared/messages/opportunities.fa.json' with { type: 'json' }
import opportunitiesTh from '../../shared/messages/opportunities.th.json' with { type: 'json' }
import productsEn from '../../shared/messages/products.en.json' with { type: 'json' }
import productsFa from '../../shared/messages/products.fa.json' with { type: 'json' }
import productsTh from '../../shared/messages/products.th.json' with { type: 'json' }
import quotesEn from '../../shared/messages/quotes.en.json' with { type: 'json' }
import quotesFa from '../../shared/messages/quotes.fa.json' with { type: 'json' }
import quotesTh from '../../shared/messages/quotes.th.json' with { type: 'json' }
import recordsEn from '../../shared/messages/records.en.json' with { type: 'json' }
import recordsFa from '../../shared/messages/records.fa.json' with { type: 'json' }
import recordsTh from '../../shared/messages/records.th.json' with { type: 'json' }
import relationshipsEn from '../../shared/messages/relationships.en.json' with { type: 'json' }
import relationshipsFa from '../../shared/messages/relationships.fa.json' with { type: 'json' }
import relationshipsTh from '../../shared/messages/relationships.th.json' with { type: 'json' }
import reportsEn from '../../shared/messages/reports.en.json' with { type: 'json' }
import reportsFa from '../../shared/messages/reports.fa.json' with { type: 'json' }
import reportsTh from '../../shared/messages/reports.th.json' with { type: 'json' }
import slaEn from '../../shared/messages/sla.en.json' with { type: 'json' }
import slaFa from '../../shared/messages/sla.fa.json' with { type: 'json' }
import slaTh from '../../shared/messages/sla.th.json' with { type: 'json' }
import ticketsEn from '../../shared/messages/tickets.en.json' with { type: 'json' }
import ticketsFa from '../../shared/messages/tickets.fa.json' with { type: 'json' }
import ticketsTh from '../../shared/messages/tickets.th.json' with { type: 'json' }

type Language = 'en' | 'th' | 'fa'

/** The catalogues of all that can be listed. */
const catalogues: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: {
    ...activitiesEn,
    ...campaignsEn,
    ...companiesEn,
    ...consentEn,
    ...contactsEn,
    ...documentsEn,
    ...forecastEn,
    ...groupsEn,
    ...knowledgeEn,
    ...lettersEn,
    ...listsEn,
    ...mailEn,
    ...notesEn,
    ...opportunitiesEn,
    ...productsEn,
    ...quotesEn,
    ...recordsEn,
    ...relationshipsEn,
    ...reportsEn,
    ...slaEn,
    ...ticketsEn,
    ...extraMessages.en,
  },
  th: {
    ...activitiesTh,
    ...campaignsTh,
    ...companiesTh,
    ...consentTh,
    ...contactsTh,
    ...documentsTh,
    ...forecastTh,
    ...groupsTh,
    ...knowledgeTh,
    ...lettersTh,
    ...listsTh,
    ...mailTh,
    ...notesTh,
    ...opportunitiesTh,
    ...productsTh,
    ...quotesTh,
    ...recordsTh,
    ...relationshipsTh,
    ...reportsTh,
    ...slaTh,
    ...ticketsTh,
    ...extraMessages.th,
  },
  fa: {
    ...activitiesFa,
    ...campaignsFa,
    ...companiesFa,
    ...consentFa,
    ...contactsFa,
    ...documentsFa,
    ...forecastFa,
    ...groupsFa,
    ...knowledgeFa,
    ...lettersFa,
    ...listsFa,
    ...mailFa,
    ...notesFa,
    ...opportunitiesFa,
    ...productsFa,
    ...quotesFa,
    ...recordsFa,
    ...relationshipsFa,
    ...reportsFa,
    ...slaFa,
    ...ticketsFa,
    ...extraMessages.fa,
  },
}

/** What a field is called in a language; its name where nobody has given it a label. */
export function labelOf(entity: Entity, field: Field, lang: Language): string {
  if (isCustomName(field.name)) return field.label ?? field.name
  const words = catalogues[lang]
  return words[`${entity.name}.field.${field.name}`] ?? words[`field.${field.name}`] ?? field.name
}

/** Its labels in all languages. */
export const labelsOf = (entity: Entity, field: Field): string[] =>
  (['en', 'th', 'fa'] as const).map((lang) => labelOf(entity, field, lang))

/** What fields are called on the screen, for exports with labels as headers and for reading them back. */
import { type Entity, type Field, isCustomName } from '../../shared/entity.ts'
import { extraMessages } from '../../shared/extraEntities.ts'
import companiesEn from '../../shared/messages/companies.en.json' with { type: 'json' }
import companiesFa from '../../shared/messages/companies.fa.json' with { type: 'json' }
import companiesTh from '../../shared/messages/companies.th.json' with { type: 'json' }
import contactsEn from '../../shared/messages/contacts.en.json' with { type: 'json' }
import contactsFa from '../../shared/messages/contacts.fa.json' with { type: 'json' }
import contactsTh from '../../shared/messages/contacts.th.json' with { type: 'json' }
import documentsEn from '../../shared/messages/documents.en.json' with { type: 'json' }
import documentsFa from '../../shared/messages/documents.fa.json' with { type: 'json' }
import documentsTh from '../../shared/messages/documents.th.json' with { type: 'json' }
import groupsEn from '../../shared/messages/groups.en.json' with { type: 'json' }
import groupsFa from '../../shared/messages/groups.fa.json' with { type: 'json' }
import groupsTh from '../../shared/messages/groups.th.json' with { type: 'json' }
import notesEn from '../../shared/messages/notes.en.json' with { type: 'json' }
import notesFa from '../../shared/messages/notes.fa.json' with { type: 'json' }
import notesTh from '../../shared/messages/notes.th.json' with { type: 'json' }
import recordsEn from '../../shared/messages/records.en.json' with { type: 'json' }
import recordsFa from '../../shared/messages/records.fa.json' with { type: 'json' }
import recordsTh from '../../shared/messages/records.th.json' with { type: 'json' }
import relationshipsEn from '../../shared/messages/relationships.en.json' with { type: 'json' }
import relationshipsFa from '../../shared/messages/relationships.fa.json' with { type: 'json' }
import relationshipsTh from '../../shared/messages/relationships.th.json' with { type: 'json' }

type Language = 'en' | 'th' | 'fa'

const catalogues: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: {
    ...contactsEn,
    ...companiesEn,
    ...notesEn,
    ...recordsEn,
    ...documentsEn,
    ...groupsEn,
    ...relationshipsEn,
    ...extraMessages.en,
  },
  th: {
    ...contactsTh,
    ...companiesTh,
    ...notesTh,
    ...recordsTh,
    ...documentsTh,
    ...groupsTh,
    ...relationshipsTh,
    ...extraMessages.th,
  },
  fa: {
    ...contactsFa,
    ...companiesFa,
    ...notesFa,
    ...recordsFa,
    ...documentsFa,
    ...groupsFa,
    ...relationshipsFa,
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

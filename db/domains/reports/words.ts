/** The words of reports in the reader's language, for the window, paper and files alike. */

import activitiesEn from '../../shared/messages/activities.en.json' with { type: 'json' }
import activitiesFa from '../../shared/messages/activities.fa.json' with { type: 'json' }
import activitiesTh from '../../shared/messages/activities.th.json' with { type: 'json' }
import campaignsEn from '../../shared/messages/campaigns.en.json' with { type: 'json' }
import campaignsFa from '../../shared/messages/campaigns.fa.json' with { type: 'json' }
import campaignsTh from '../../shared/messages/campaigns.th.json' with { type: 'json' }
import consentEn from '../../shared/messages/consent.en.json' with { type: 'json' }
import consentFa from '../../shared/messages/consent.fa.json' with { type: 'json' }
import consentTh from '../../shared/messages/consent.th.json' with { type: 'json' }
import documentsEn from '../../shared/messages/documents.en.json' with { type: 'json' }
import documentsFa from '../../shared/messages/documents.fa.json' with { type: 'json' }
import documentsTh from '../../shared/messages/documents.th.json' with { type: 'json' }
import groupsEn from '../../shared/messages/groups.en.json' with { type: 'json' }
import groupsFa from '../../shared/messages/groups.fa.json' with { type: 'json' }
import groupsTh from '../../shared/messages/groups.th.json' with { type: 'json' }
import knowledgeEn from '../../shared/messages/knowledge.en.json' with { type: 'json' }
import knowledgeFa from '../../shared/messages/knowledge.fa.json' with { type: 'json' }
import knowledgeTh from '../../shared/messages/knowledge.th.json' with { type: 'json' }
import listsEn from '../../shared/messages/lists.en.json' with { type: 'json' }
import listsFa from '../../shared/messages/lists.fa.json' with { type: 'json' }
import listsTh from '../../shared/messages/lists.th.json' with { type: 'json' }
import mailEn from '../../shared/messages/mail.en.json' with { type: 'json' }
import mailFa from '../../shared/messages/mail.fa.json' with { type: 'json' }
import mailTh from '../../shared/messages/mail.th.json' with { type: 'json' }
import recordEn from '../../shared/messages/record.en.json' with { type: 'json' }
import recordFa from '../../shared/messages/record.fa.json' with { type: 'json' }
import recordTh from '../../shared/messages/record.th.json' with { type: 'json' }
import relationshipsEn from '../../shared/messages/relationships.en.json' with { type: 'json' }
import relationshipsFa from '../../shared/messages/relationships.fa.json' with { type: 'json' }
import relationshipsTh from '../../shared/messages/relationships.th.json' with { type: 'json' }
import en from '../../shared/messages/reports.en.json' with { type: 'json' }
import fa from '../../shared/messages/reports.fa.json' with { type: 'json' }
import th from '../../shared/messages/reports.th.json' with { type: 'json' }
import ticketsEn from '../../shared/messages/tickets.en.json' with { type: 'json' }
import ticketsFa from '../../shared/messages/tickets.fa.json' with { type: 'json' }
import ticketsTh from '../../shared/messages/tickets.th.json' with { type: 'json' }
import type { ReaderLanguage } from '../../shared/reader.ts'
import { wordOf } from '../../templates/words.ts'

const catalogues: Readonly<Record<ReaderLanguage, Readonly<Record<string, string>>>> = {
  en: {
    ...campaignsEn,
    ...consentEn,
    ...groupsEn,
    ...knowledgeEn,
    ...listsEn,
    ...mailEn,
    ...relationshipsEn,
    ...documentsEn,
    ...activitiesEn,
    ...ticketsEn,
    ...recordEn,
    ...en,
  },
  th: {
    ...campaignsTh,
    ...consentTh,
    ...groupsTh,
    ...knowledgeTh,
    ...listsTh,
    ...mailTh,
    ...relationshipsTh,
    ...documentsTh,
    ...activitiesTh,
    ...ticketsTh,
    ...recordTh,
    ...th,
  },
  fa: {
    ...campaignsFa,
    ...consentFa,
    ...groupsFa,
    ...knowledgeFa,
    ...listsFa,
    ...mailFa,
    ...relationshipsFa,
    ...documentsFa,
    ...activitiesFa,
    ...ticketsFa,
    ...recordFa,
    ...fa,
  },
}

export const findWord = (language: ReaderLanguage, id: string): string | undefined =>
  catalogues[language][id] ?? wordOf(language, id)

/** A message of the reports; what it is called where there is none, so that nothing is ever nameless. */
export const word = (language: ReaderLanguage, id: string): string => findWord(language, id) ?? id

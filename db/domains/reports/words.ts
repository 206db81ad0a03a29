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
import recordEn from '../../shared/messages/record.en.json' with { type: 'json' }
import recordFa from '../../shared/messages/record.fa.json' with { type: 'json' }
import recordTh from '../../shared/messages/record.th.json' with { type: 'json' }
import en from '../../shared/messages/reports.en.json' with { type: 'json' }
import fa from '../../shared/messages/reports.fa.json' with { type: 'json' }
import th from '../../shared/messages/reports.th.json' with { type: 'json' }
import ticketsEn from '../../shared/messages/tickets.en.json' with { type: 'json' }
import ticketsFa from '../../shared/messages/tickets.fa.json' with { type: 'json' }
import ticketsTh from '../../shared/messages/tickets.th.json' with { type: 'json' }
import type { ReaderLanguage } from '../../shared/reader.ts'
import { wordOf } from '../../templates/words.ts'

const catalogues: Readonly<Record<ReaderLanguage, Readonly<Record<string, string>>>> = {
  en: { ...activitiesEn, ...ticketsEn, ...recordEn, ...campaignsEn, ...consentEn, ...en },
  th: { ...activitiesTh, ...ticketsTh, ...recordTh, ...campaignsTh, ...consentTh, ...th },
  fa: { ...activitiesFa, ...ticketsFa, ...recordFa, ...campaignsFa, ...consentFa, ...fa },
}

export const findWord = (language: ReaderLanguage, id: string): string | undefined =>
  catalogues[language][id] ?? wordOf(language, id)

/** A message of the reports; what it is called where there is none, so that nothing is ever nameless. */
export const word = (language: ReaderLanguage, id: string): string => findWord(language, id) ?? id

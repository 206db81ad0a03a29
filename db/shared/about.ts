/**
 * What a file may say of people who are here already: what they agreed to or refused, that they belong into a list or a
 * campaign, how they answered one. Its rows are matched to records; none of them makes a contact.
 */
import { z } from 'zod'
import { responses } from './campaigns.ts'
import { channels, decisions } from './consent.ts'
import { idSchema } from './records.ts'

export const abouts = ['consent', 'list', 'campaign', 'answer'] as const
export type AboutKind = (typeof abouts)[number]

/** How a member answered, and that a message came back. */
export const answers = [...responses.filter((each) => each !== 'planned'), 'failed'] as const
export type Answer = (typeof answers)[number]

/** `list` and `campaign` say which, and must be there to import; the rest holds for rows that say nothing themselves. */
export const aboutSchema = z.strictObject({
  what: z.enum(abouts),
  list: idSchema.optional(),
  campaign: idSchema.optional(),
  decision: z.enum(decisions).optional(),
  channel: z.enum(channels).optional(),
  purpose: z.string().trim().max(200).optional(),
  /** How it came; the name of the file when nothing is given. */
  source: z.string().trim().max(1_000).optional(),
  status: z.enum(answers).optional(),
})
export type About = z.infer<typeof aboutSchema>

/** What rows are written as. */
export const entityOfAbout: Readonly<Record<AboutKind, string>> = {
  consent: 'consent',
  list: 'listMember',
  campaign: 'campaignMember',
  answer: 'campaignMember',
}

/** By what a row names somebody. */
export const whoTargets = ['id', 'emails', 'phones', 'fullName', 'givenName', 'familyName'] as const

/** What else a row may say, by the names of the fields it goes to; `optedOut` is a yes that means no. */
export const saidTargets = {
  consent: [
    'decision',
    'optedOut',
    'channel',
    'purpose',
    'basis',
    'source',
    'wording',
    'proof',
    'at',
    'until',
    'keepUntil',
  ],
  list: [],
  campaign: [],
  answer: ['status', 'at', 'resultCode', 'response', 'value'],
} as const satisfies Readonly<Record<AboutKind, readonly string[]>>

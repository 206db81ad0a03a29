/** Notes people write and history the program writes: what a timeline shows besides activities. */
import { defineEntity } from './entity.ts'

export const note = defineEntity({
  id: 40,
  name: 'note',
  domain: 'notes',
  title: { from: 'text', field: 'body' },
  searched: true,
  custom: false,
  parents: ['contactId', 'companyId', 'opportunityId'],
  timeline: { at: 'at', subjects: ['contactId', 'companyId', 'opportunityId'] },
  fields: {
    body: [
      10,
      'longText',
      { required: true, search: 1, list: 2, group: 'body', importAs: ['note', 'notes', 'text'] },
    ],
    contactId: [11, 'ref', { to: 'contact', list: 3 }],
    companyId: [12, 'ref', { to: 'company', list: 4 }],
    at: [13, 'instant', { list: 1 }],
    pinned: [14, 'yesNo'],
    /** The same words with their formatting; shown while it says what `body` says, which every program knows. */
    html: [15, 'longText', { group: 'body' }],
    opportunityId: [20, 'ref', { to: 'opportunity' }],
  },
})

/** What happened. Written by verbs; the text a program wrote is a code with parameters, never prose. */
export const history = defineEntity({
  id: 41,
  name: 'history',
  domain: 'notes',
  title: { from: 'text', field: 'regarding' },
  searched: true,
  custom: false,
  parents: ['contactId', 'companyId', 'opportunityId'],
  timeline: { at: 'at', subjects: ['contactId', 'companyId', 'opportunityId'] },
  fields: {
    kind: [10, 'pickList', { required: true, list: 2 }],
    at: [11, 'instant', { required: true, list: 1 }],
    regarding: [12, 'text', { search: 1, list: 3 }],
    body: [13, 'longText', { search: 1 }],
    contactId: [14, 'ref', { to: 'contact', list: 4 }],
    companyId: [15, 'ref', { to: 'company', list: 5 }],
    resultCode: [16, 'pickList', { list: 6 }],
    durationMinutes: [17, 'integer'],
    params: [18, 'json', { system: true }],
    opportunityId: [20, 'ref', { to: 'opportunity' }],
  },
})

/** Contacts: people, and the further positions they hold at companies. The domain's public face. */
import { defineEntity } from './entity.ts'
import { leadStates } from './leadStates.ts'

export const contact = defineEntity({
  id: 1,
  name: 'contact',
  domain: 'contacts',
  title: { from: 'person' },
  searched: true,
  custom: true,
  mergeable: true,
  fields: {
    honorific: [10, 'pickList', { importAs: ['salutation', 'courtesy title'] }],
    prefix: [11, 'text', { importAs: ['name prefix'] }],
    givenName: [12, 'text', { search: 2, importAs: ['first name'] }],
    middleName: [13, 'text', { search: 2 }],
    familyName: [14, 'text', { search: 2, importAs: ['last name', 'surname'] }],
    suffix: [15, 'text', { importAs: ['name suffix'] }],
    nickname: [16, 'text', { search: 2 }],
    phoneticGivenName: [17, 'text', { search: 1 }],
    phoneticFamilyName: [18, 'text', { search: 1 }],
    greeting: [19, 'text', { importAs: ['dear'] }],
    jobTitle: [20, 'text', { list: 3, search: 1, importAs: ['position', 'occupation'] }],
    department: [21, 'text', { search: 1 }],
    companyId: [22, 'ref', { to: 'company', list: 2, search: 1, importAs: ['company', 'organization'] }],
    referredById: [23, 'ref', { to: 'contact' }],
    status: [24, 'pickList', { list: 6, importAs: ['id/status'] }],
    language: [25, 'pickList'],
    taxId: [26, 'text', { search: 1, importAs: ['national id', 'tax id'] }],
    tags: [27, 'tags', { search: 1, merge: 'union', importAs: ['categories', 'labels', 'keywords'] }],
    birthday: [28, 'yearly', { importAs: ['birth date', 'date of birth'] }],
    phones: [29, 'list', { elements: 'phone', list: 4, search: 1, merge: 'union' }],
    emails: [30, 'list', { elements: 'email', list: 5, search: 1, merge: 'union' }],
    addresses: [31, 'list', { elements: 'address', search: 1, merge: 'union' }],
    websites: [32, 'list', { elements: 'website', search: 1, merge: 'union' }],
    handles: [33, 'list', { elements: 'handle', search: 1, merge: 'union' }],
    events: [34, 'list', { elements: 'event', merge: 'union' }],
    photo: [35, 'file', { merge: 'first' }],
    extras: [36, 'list', { elements: 'extra', search: 1, merge: 'union' }],
    /** Set: a secondary contact, who stands behind that one; `secondaryRole` says as what. */
    primaryContactId: [37, 'ref', { to: 'contact' }],
    secondaryRole: [38, 'pickList', { importAs: ['secondary role'] }],
    /** Set: it is a lead (leads.ts), and how far it is. */
    leadStatus: [50, 'choice', { options: leadStates, importAs: ['lead status'] }],
    leadSource: [51, 'pickList', { importAs: ['lead source'] }],
    lastAttempt: [60, 'instant', { system: true, derived: true }],
    lastReach: [61, 'instant', { system: true, derived: true }],
    lastMeeting: [62, 'instant', { system: true, derived: true }],
    lastLetter: [63, 'instant', { system: true, derived: true }],
    lastEmail: [64, 'instant', { system: true, derived: true }],
  },
})

/** A further role at a company, beside the main one on the contact itself. */
export const position = defineEntity({
  id: 2,
  name: 'position',
  domain: 'contacts',
  title: { from: 'text', field: 'jobTitle' },
  parents: ['contactId'],
  fields: {
    contactId: [10, 'ref', { to: 'contact', required: true, list: 1 }],
    companyId: [11, 'ref', { to: 'company', required: true, list: 2 }],
    jobTitle: [12, 'text', { list: 3 }],
    department: [13, 'text', { list: 4 }],
    startDate: [14, 'date', { list: 5 }],
    endDate: [15, 'date', { list: 6 }],
  },
})

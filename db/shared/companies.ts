/** Companies: organisations, with parents and subsidiaries. */
import { defineEntity } from './entity.ts'
import { leadStates } from './leadStates.ts'

export const company = defineEntity({
  id: 20,
  name: 'company',
  domain: 'companies',
  title: { from: 'organisation', field: 'name' },
  searched: true,
  custom: true,
  mergeable: true,
  fields: {
    name: [10, 'text', { required: true, search: 2, importAs: ['company', 'organization name'] }],
    phoneticName: [11, 'text', { search: 1 }],
    parentId: [12, 'ref', { to: 'company', list: 5 }],
    industry: [13, 'pickList', { list: 2, search: 1 }],
    status: [14, 'pickList', { list: 6 }],
    taxId: [15, 'text', { search: 1 }],
    branch: [16, 'text'],
    registrationId: [17, 'text', { search: 1 }],
    description: [18, 'longText', { search: 1 }],
    tags: [19, 'tags', { search: 1, merge: 'union' }],
    phones: [20, 'list', { elements: 'phone', list: 3, search: 1, merge: 'union' }],
    emails: [21, 'list', { elements: 'email', list: 4, search: 1, merge: 'union' }],
    addresses: [22, 'list', { elements: 'address', search: 1, merge: 'union' }],
    websites: [23, 'list', { elements: 'website', search: 1, merge: 'union' }],
    handles: [24, 'list', { elements: 'handle', search: 1, merge: 'union' }],
    events: [25, 'list', { elements: 'event', merge: 'union' }],
    photo: [26, 'file', { merge: 'first' }],
    leadStatus: [50, 'choice', { options: leadStates, importAs: ['lead status'] }],
    leadSource: [51, 'pickList', { importAs: ['lead source'] }],
    extras: [27, 'list', { elements: 'extra', search: 1, merge: 'union' }],
  },
})

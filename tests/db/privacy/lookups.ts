/** What is asked about lookups to see whether an answer tells a secret. */
import type { Input } from '#db/shared/contract.ts'
import type { Person } from '../../helpers/people.ts'
import type { Questions } from './questions.ts'
import { kinds } from './scene.ts'

type Lookup = { readonly lookupId: string; readonly version: number }

async function lookup(who: Person, input: Partial<Input<'lookup.create'>> = {}): Promise<Lookup> {
  const { lookupId, version } = await who.call('lookup.create', { entity: 'contact', ...input })
  return { lookupId, version }
}

export const lookupsQuestions = {
  'lookup.create': (s) => [
    ...kinds.map((entity) => ({ entity, page: { fields: ['displayName'], limit: 100 } })),
    { entity: 'contact', search: 'Xylo', page: { fields: ['displayName', 'companyId'], limit: 100 } },
    { entity: 'contact', ids: [s.secretContact, s.shared], page: { fields: ['companyId'], limit: 100 } },
  ],
  'lookup.page': async (_s, who) => [
    {
      ...(await lookup(who)),
      offset: 0,
      limit: 100,
      fields: ['displayName', 'companyId', 'tags', 'emails'],
    },
  ],
  'lookup.locate': async (s, who) => [{ ...(await lookup(who)), id: s.secretContact }],
  'lookup.groups': async (_s, who) => [
    await lookup(who, { sort: ['companyId'] }),
    await lookup(who, { sort: ['displayName'] }),
  ],
  'lookup.typeAhead': async (_s, who) => [
    { ...(await lookup(who)), text: 'Xylo' },
    { ...(await lookup(who, { sort: ['companyId'] })), text: 'Xylo' },
  ],
  'lookup.resort': async (_s, who) => [
    {
      lookupId: (await lookup(who)).lookupId,
      sort: ['jobTitle'],
      page: { fields: ['displayName', 'companyId'], limit: 100 },
    },
  ],
  'lookup.previous': async (_s, who) => {
    const { lookupId } = await lookup(who)
    await who.call('lookup.invert', { lookupId })
    return [{ lookupId, page: { fields: ['displayName'], limit: 100 } }]
  },
  'lookup.invert': async (s, who) => [
    {
      lookupId: (await lookup(who, { ids: [s.shared] })).lookupId,
      page: { fields: ['displayName'], limit: 100 },
    },
  ],
  'lookup.refresh': async (_s, who) => [
    { lookupId: (await lookup(who)).lookupId, page: { fields: ['displayName', 'companyId'], limit: 100 } },
  ],
  'lookup.status': async (_s, who) => [{ lookupId: (await lookup(who)).lookupId }],
  'lookup.close': async (_s, who) => [{ lookupId: (await lookup(who)).lookupId }],
} satisfies Partial<Questions>

/** How pages of what is sold are laid out: opportunities, competitors, products, quotes. Data for sections.ts. */
import type { Layout } from './sections.ts'

/** Of records that belong to another one: seldom anybody else's than that. */
const order = { id: 'order', fields: ['ownerId', 'private'] }
const rare: ReadonlySet<string> = new Set(order.fields)

export const salesLayouts: Readonly<Record<string, Layout>> = {
  opportunity: {
    under: ['companyId', 'contactId'],
    sections: [
      { id: 'deal', fields: ['name', 'companyId', 'contactId', 'pipelineId', 'stageId'] },
      { id: 'expectation', fields: ['amount', 'closeDate', 'nextStep', 'probability', 'category', 'source'] },
      { id: 'outcome', fields: ['status', 'reasonId', 'reasonNote'] },
      { id: 'details', fields: ['description', 'openedAt', 'amountFrom'] },
      { id: 'order', fields: ['ownerId', 'tags', 'private'] },
      { id: 'custom', fields: [] },
      { id: 'extras', fields: ['extras'] },
    ],
    rare: new Set([
      'reasonId',
      'reasonNote',
      'openedAt',
      'amountFrom',
      'extras',
      'category',
      'probability',
      'tags',
    ]),
    quick: ['name', 'companyId', 'contactId', 'pipelineId', 'stageId', 'amount', 'closeDate', 'nextStep'],
    related: [
      {
        entity: 'opportunityContact',
        field: 'opportunityId',
        label: 'opportunityContact.many',
        first: ['contactId', 'role'],
      },
      {
        entity: 'opportunityCompetitor',
        field: 'opportunityId',
        label: 'opportunityCompetitor.many',
        first: ['competitorId', 'outcome'],
      },
      {
        entity: 'opportunityMember',
        field: 'opportunityId',
        label: 'opportunityMember.many',
        first: ['userId', 'role'],
      },
    ],
  },
  quote: {
    under: ['subject', 'companyId'],
    sections: [
      {
        id: 'quote',
        fields: ['subject', 'companyId', 'contactId', 'opportunityId', 'issueDate', 'validUntil', 'number'],
      },
      {
        id: 'terms',
        fields: [
          'language',
          'layoutId',
          'currency',
          'priceListId',
          'taxIncluded',
          'discountKind',
          'discountValue',
          'withholdingRate',
          'rounding',
          'inWords',
          'intro',
          'terms',
        ],
      },
      order,
      { id: 'custom', fields: [] },
    ],
    rare: new Set([
      'ownerId',
      'private',
      'rounding',
      'inWords',
      'withholdingRate',
      'number',
      'intro',
      'layoutId',
    ]),
    quick: ['subject', 'companyId', 'contactId', 'opportunityId', 'currency', 'language'],
    related: [],
  },
  quoteLine: {
    under: [],
    sections: [
      {
        id: 'details',
        fields: [
          'quoteId',
          'productId',
          'name',
          'description',
          'quantity',
          'unit',
          'unitPrice',
          'discountKind',
          'discountValue',
          'taxRate',
          'position',
        ],
      },
      order,
    ],
    rare,
    quick: ['name', 'quantity', 'unitPrice'],
    related: [],
  },
  product: {
    under: ['code', 'categoryId'],
    sections: [
      { id: 'details', fields: ['name', 'code', 'categoryId', 'unit', 'description'] },
      { id: 'prices', fields: ['price', 'cost', 'taxRate', 'hidden'] },
      { id: 'order', fields: ['ownerId', 'tags', 'private'] },
      { id: 'custom', fields: [] },
      { id: 'extras', fields: ['extras'] },
    ],
    rare: new Set(['ownerId', 'private', 'tags', 'extras', 'hidden']),
    quick: ['name', 'code', 'categoryId', 'unit', 'price', 'cost'],
    related: [{ entity: 'ticket', field: 'productId', label: 'ticket.many', ifAny: true }],
  },
  opportunityContact: {
    under: [],
    sections: [{ id: 'details', fields: ['opportunityId', 'contactId', 'role', 'note'] }, order],
    rare,
    quick: ['contactId', 'role', 'note'],
    related: [],
  },
  opportunityMember: {
    under: [],
    sections: [{ id: 'details', fields: ['opportunityId', 'userId', 'role'] }, order],
    rare,
    quick: ['userId', 'role'],
    related: [],
  },
  opportunityCompetitor: {
    under: [],
    sections: [
      {
        id: 'details',
        fields: ['opportunityId', 'competitorId', 'outcome', 'price', 'strengths', 'weaknesses'],
      },
      order,
    ],
    rare,
    quick: ['competitorId', 'outcome', 'price', 'strengths', 'weaknesses'],
    related: [],
  },
}

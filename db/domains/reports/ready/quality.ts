/** Reports about the data itself: what is missing, wrong, stale, twice. */
import { canonicalOf } from '../../../core/visible.ts'
import { count, type Definitions, owned } from '../definition.ts'

const lacks = (what: string, condition: string): string =>
  `SELECT r.rowId AS record, '${what}' AS gap FROM visibleContact r WHERE ${condition} AND ${owned()}`

export const qualityReports = {
  missingDetails: {
    area: 'quality',
    entity: 'contact',
    parameters: ['owner'],
    facts: [
      lacks('email', 'r.emails IS NULL'),
      lacks('phone', 'r.phones IS NULL'),
      lacks('address', 'r.addresses IS NULL'),
      lacks('company', 'r.companyId IS NULL'),
      lacks('any', 'r.emails IS NULL AND r.phones IS NULL AND r.addresses IS NULL'),
    ].join(' UNION ALL '),
    by: [{ column: 'gap', label: 'gap', kind: 'word', words: ['report.word.gap'] }],
    measures: [count],
    chart: 'bars',
  },
  wrongEmails: {
    area: 'quality',
    entity: 'contact',
    parameters: ['owner'],
    facts: `SELECT r.rowId AS record, e.value ->> 'value' AS email FROM visibleContact r, json_each(r.emails) e
      WHERE (email NOT LIKE '%_@_%._%' OR email LIKE '% %' OR email LIKE '%@%@%') AND ${owned()}`,
    list: [{ column: 'email', label: 'email', kind: 'text' }],
    order: 'email, record',
  },
  sharedEmails: {
    area: 'quality',
    entity: 'contact',
    parameters: [],
    facts: `SELECT record, email FROM (SELECT r.rowId AS record, lower(trim(e.value ->> 'value')) AS email FROM visibleContact r, json_each(r.emails) e)
      WHERE email IN (SELECT lower(trim(e.value ->> 'value')) FROM visibleContact r, json_each(r.emails) e GROUP BY 1 HAVING count(DISTINCT r.rowId) > 1)`,
    by: [{ column: 'email', label: 'email', kind: 'text' }],
    measures: [count],
    chart: null,
  },
  sameNames: {
    area: 'quality',
    entity: 'contact',
    parameters: [],
    facts: `SELECT r.rowId AS record, r.displayName AS name FROM visibleContact r
      WHERE r.displayName IN (SELECT displayName FROM visibleContact GROUP BY displayName HAVING count(*) > 1)`,
    by: [{ column: 'name', label: 'name', kind: 'text' }],
    measures: [count],
    chart: null,
  },
  untouched: {
    area: 'quality',
    entity: 'contact',
    parameters: ['days'],
    facts:
      'SELECT r.rowId AS record, r.ownerId AS owner, r.updatedAt AS changedAt FROM visibleContact r WHERE r.updatedAt < :before',
    by: [{ column: 'owner', label: 'owner', kind: 'record', entity: 'user' }],
    measures: [count, { label: 'oldest', sql: 'min(changedAt)', kind: 'instant' }],
    chart: 'bars',
  },
  emptyCompanies: {
    area: 'quality',
    entity: 'company',
    parameters: ['owner'],
    facts: `SELECT r.rowId AS record, r.createdAt AS createdAt FROM visibleCompany r
      WHERE r.rowId NOT IN (SELECT ifnull(${canonicalOf('company', 'c.companyId')}, 0) FROM visibleContact c WHERE c.companyId IS NOT NULL) AND ${owned()}`,
    list: [{ column: 'createdAt', label: 'createdAt', kind: 'instant' }],
    order: 'createdAt, record',
  },
} satisfies Definitions

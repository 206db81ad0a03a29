/** Reports about people and companies. */
import { canonicalOf } from '../../../core/visible.ts'
import { count, type Definitions, owned, within } from '../definition.ts'

export const contactReports = {
  contactsByStatus: {
    area: 'contacts',
    entity: 'contact',
    parameters: ['owner'],
    facts: `SELECT r.rowId AS record, r.status AS status FROM visibleContact r WHERE ${owned()}`,
    by: [{ column: 'status', label: 'status', kind: 'text' }],
    measures: [count],
    share: true,
    chart: 'bars',
  },
  newContacts: {
    area: 'contacts',
    entity: 'contact',
    parameters: ['period', 'owner'],
    facts: `SELECT r.rowId AS record, r.createdAt AS at FROM visibleContact r WHERE ${within('r.createdAt')} AND ${owned()}`,
    by: [{ column: 'at', label: 'time', kind: 'time' }],
    measures: [count],
    chart: 'columns',
  },
  contactsByCountry: {
    area: 'contacts',
    entity: 'contact',
    parameters: ['owner'],
    facts: `SELECT r.rowId AS record, r.addresses ->> '$[0].country' AS country FROM visibleContact r WHERE ${owned()}`,
    by: [{ column: 'country', label: 'country', kind: 'country' }],
    measures: [count],
    share: true,
    chart: 'bars',
  },
  contactsByCity: {
    area: 'contacts',
    entity: 'contact',
    parameters: ['owner'],
    facts: `SELECT r.rowId AS record, coalesce(a.value ->> 'city', a.value ->> 'province') AS city
      FROM visibleContact r, json_each(r.addresses) a WHERE city IS NOT NULL AND ${owned()}`,
    by: [{ column: 'city', label: 'city', kind: 'text' }],
    measures: [count],
    chart: 'bars',
  },
  contactsByTag: {
    area: 'contacts',
    entity: 'contact',
    parameters: ['owner'],
    facts: `SELECT r.rowId AS record, g.value AS tag FROM visibleContact r, json_each(r.tags) g WHERE ${owned()}`,
    by: [{ column: 'tag', label: 'tag', kind: 'text' }],
    measures: [count],
    chart: 'bars',
  },
  peopleByCompany: {
    area: 'contacts',
    entity: 'contact',
    parameters: ['owner'],
    facts: `SELECT r.rowId AS record, ${canonicalOf('company', 'r.companyId')} AS company
      FROM visibleContact r WHERE r.companyId IS NOT NULL AND ${owned()}`,
    by: [{ column: 'company', label: 'company', kind: 'record', entity: 'company' }],
    measures: [count],
    chart: 'bars',
  },
  companiesByIndustry: {
    area: 'contacts',
    entity: 'company',
    parameters: ['owner'],
    facts: `SELECT r.rowId AS record, r.industry AS industry FROM visibleCompany r WHERE ${owned()}`,
    by: [{ column: 'industry', label: 'industry', kind: 'text' }],
    measures: [count],
    share: true,
    chart: 'bars',
  },
  referrers: {
    area: 'contacts',
    entity: 'contact',
    parameters: ['period', 'owner'],
    facts: `SELECT r.rowId AS record, ${canonicalOf('contact', 'r.referredById')} AS referrer FROM visibleContact r
      WHERE r.referredById IS NOT NULL AND ${within('r.createdAt')} AND ${owned()}`,
    by: [{ column: 'referrer', label: 'referrer', kind: 'record', entity: 'contact' }],
    measures: [count],
    chart: 'bars',
  },
  notReached: {
    area: 'contacts',
    entity: 'contact',
    parameters: ['days', 'owner'],
    facts: `SELECT r.rowId AS record, r.lastReach AS lastReach, r.createdAt AS createdAt, r.ownerId AS owner FROM visibleContact r
      WHERE ifnull(r.lastReach, r.createdAt) < :before AND ${owned()}`,
    list: [
      { column: 'lastReach', label: 'lastReach', kind: 'instant' },
      { column: 'createdAt', label: 'createdAt', kind: 'instant' },
      { column: 'owner', label: 'owner', kind: 'record', entity: 'user' },
    ],
    order: 'lastReach IS NOT NULL, lastReach, record',
  },
  quietCompanies: {
    area: 'contacts',
    entity: 'company',
    parameters: ['days', 'owner'],
    facts: `SELECT r.rowId AS record, t.lastAt AS lastAt, ifnull(t.entries, 0) AS entries FROM visibleCompany r
      LEFT JOIN (SELECT company, max(at) AS lastAt, count(*) AS entries FROM (
        SELECT ${canonicalOf('company', 'h.companyId')} AS company, h.rowId AS entry, h.at AS at FROM visibleHistory h WHERE h.companyId IS NOT NULL
        UNION SELECT ${canonicalOf('company', 'c.companyId')}, h.rowId, h.at FROM visibleHistory h
        JOIN visibleContact c ON c.rowId = ${canonicalOf('contact', 'h.contactId')} WHERE c.companyId IS NOT NULL
      ) GROUP BY company) t ON t.company = r.rowId
      WHERE ifnull(t.lastAt, 0) < :before AND ${owned()}`,
    list: [
      { column: 'lastAt', label: 'lastAt', kind: 'instant' },
      { column: 'entries', label: 'entries', kind: 'count' },
    ],
    order: 'lastAt IS NOT NULL, lastAt, record',
  },
} satisfies Definitions

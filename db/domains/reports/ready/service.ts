/** Reports about tickets. */
import { canonicalOf } from '../../../core/visible.ts'
import { count, type Definitions, owned, within } from '../definition.ts'

const hours = '(r.solvedAt - r.openedAt) / 3600000.0'

export const serviceReports = {
  ticketsByStatus: {
    area: 'service',
    entity: 'ticket',
    parameters: ['period', 'owner'],
    facts: `SELECT r.rowId AS record, r.status AS status, r.type AS type FROM visibleTicket r WHERE ${within('r.openedAt')} AND ${owned()}`,
    by: [{ column: 'status', label: 'status', kind: 'word', words: ['ticket.choice.status'] }],
    measures: [count],
    share: true,
    chart: 'bars',
  },
  ticketsByType: {
    area: 'service',
    entity: 'ticket',
    parameters: ['period', 'owner'],
    facts: `SELECT r.rowId AS record, r.type AS type, ${hours} AS hours FROM visibleTicket r WHERE ${within('r.openedAt')} AND ${owned()}`,
    by: [{ column: 'type', label: 'type', kind: 'word', words: ['ticket.choice.type'] }],
    measures: [count, { label: 'averageHours', sql: 'avg(hours)', kind: 'number' }],
    share: true,
    chart: 'bars',
  },
  newTickets: {
    area: 'service',
    entity: 'ticket',
    parameters: ['period', 'owner'],
    facts: `SELECT r.rowId AS record, r.openedAt AS at, r.solvedAt AS solvedAt FROM visibleTicket r WHERE ${within('r.openedAt')} AND ${owned()}`,
    by: [{ column: 'at', label: 'time', kind: 'time' }],
    measures: [count, { label: 'solved', sql: 'count(solvedAt)', kind: 'count' }],
    chart: 'columns',
  },
  ticketsByAgent: {
    area: 'service',
    entity: 'ticket',
    parameters: ['period'],
    facts: `SELECT r.rowId AS record, r.assigneeId AS agent, r.solvedAt AS solvedAt, ${hours} AS hours FROM visibleTicket r WHERE ${within('r.openedAt')}`,
    by: [{ column: 'agent', label: 'agent', kind: 'record', entity: 'user' }],
    measures: [
      count,
      { label: 'solved', sql: 'count(solvedAt)', kind: 'count' },
      { label: 'averageHours', sql: 'avg(hours)', kind: 'number' },
    ],
    chart: 'bars',
  },
  ticketsByCompany: {
    area: 'service',
    entity: 'ticket',
    parameters: ['period', 'owner'],
    facts: `SELECT r.rowId AS record, ${canonicalOf('company', 'r.companyId')} AS company, r.type = 'complaint' AS complaint
      FROM visibleTicket r WHERE r.companyId IS NOT NULL AND ${within('r.openedAt')} AND ${owned()}`,
    by: [{ column: 'company', label: 'company', kind: 'record', entity: 'company' }],
    measures: [count, { label: 'complaints', sql: 'total(complaint)', kind: 'count' }],
    chart: 'bars',
  },
} satisfies Definitions

/** Reports about how fast customers are served: promises kept, first answers, what waits, what it takes. */
import { canonicalOf } from '../../../core/visible.ts'
import { ageOf, asked, count, type Definitions, type Measure, owned, within } from '../definition.ts'

const inQueue = asked('queue', 'r.queueId')
const isOpen = "ifnull(r.phase, 'new') NOT IN ('solved', 'closed')"
/** Of a ticket that was solved: whether one of its promises was broken, as kept with the solution. */
const broke = (name: string): string =>
  `EXISTS (SELECT 1 FROM json_each(r.promise, '$.late') e WHERE e.value = '${name}')`
const kept = (label: string, column: string): Measure => ({ label, sql: `avg(NOT ${column})`, kind: 'share' })
const solved = (columns: string): string =>
  `SELECT r.rowId AS record, ${columns}, ${broke('first')} AS lateFirst, ${broke('next')} AS lateNext, ${broke('solve')} AS lateSolve
   FROM visibleTicket r WHERE r.promise IS NOT NULL AND r.solvedAt IS NOT NULL AND ${within('r.solvedAt')} AND ${inQueue}`
const all = 'NOT (lateFirst OR lateNext OR lateSolve)'

export const promiseReports = {
  promisesKept: {
    area: 'service',
    entity: 'ticket',
    parameters: ['period', 'queue'],
    facts: solved('r.assigneeId AS agent'),
    by: [{ column: 'agent', label: 'agent', kind: 'record', entity: 'user' }],
    measures: [
      count,
      { label: 'allKept', sql: `avg(${all})`, kind: 'share' },
      kept('firstKept', 'lateFirst'),
      kept('nextKept', 'lateNext'),
      kept('solveKept', 'lateSolve'),
    ],
    chart: 'bars',
  },
  promisesOverTime: {
    area: 'service',
    entity: 'ticket',
    parameters: ['period', 'queue'],
    facts: solved('r.solvedAt AS at'),
    by: [{ column: 'at', label: 'time', kind: 'time' }],
    measures: [
      count,
      { label: 'broken', sql: `total(NOT ${all})`, kind: 'count' },
      { label: 'allKept', sql: `avg(${all})`, kind: 'share' },
    ],
    chart: 'columns',
  },
  firstResponse: {
    area: 'service',
    entity: 'ticket',
    parameters: ['period', 'queue'],
    facts: `SELECT r.rowId AS record, r.assigneeId AS agent, (r.answeredAt - r.openedAt) / 3600000.0 AS hours
      FROM visibleTicket r WHERE r.answeredAt IS NOT NULL AND ${within('r.openedAt')} AND ${inQueue}`,
    by: [{ column: 'agent', label: 'agent', kind: 'record', entity: 'user' }],
    measures: [
      count,
      { label: 'averageHoursToAnswer', sql: 'avg(hours)', kind: 'number' },
      { label: 'longestHours', sql: 'max(hours)', kind: 'number' },
      { label: 'withinDay', sql: 'avg(hours <= 24)', kind: 'share' },
    ],
    chart: 'bars',
  },
  openTicketAge: {
    area: 'service',
    entity: 'ticket',
    parameters: ['owner', 'queue'],
    facts: `SELECT r.rowId AS record, ${ageOf('r.openedAt')} AS age, r.status AS status FROM visibleTicket r
      WHERE ${isOpen} AND ${inQueue} AND ${owned()}`,
    by: [
      { column: 'age', label: 'age', kind: 'word', words: ['report.word.age'] },
      { column: 'status', label: 'status', kind: 'word', words: ['ticket.choice.status'] },
    ],
    measures: [count],
    share: true,
    chart: null,
  },
  lateTickets: {
    area: 'service',
    entity: 'ticket',
    parameters: ['owner', 'queue'],
    facts: `SELECT r.rowId AS record, r.dueAt AS dueAt, r.status AS status, r.assigneeId AS agent, ${canonicalOf('company', 'r.companyId')} AS company
      FROM visibleTicket r WHERE ${isOpen} AND r.dueAt < :now AND ${inQueue} AND ${owned()}`,
    list: [
      { column: 'dueAt', label: 'dueAt', kind: 'instant' },
      { column: 'status', label: 'status', kind: 'word', words: ['ticket.choice.status'] },
      { column: 'agent', label: 'agent', kind: 'record', entity: 'user' },
      { column: 'company', label: 'company', kind: 'record', entity: 'company' },
    ],
    order: 'dueAt, record',
  },
  ticketsByQueue: {
    area: 'service',
    entity: 'ticket',
    parameters: ['period', 'owner'],
    facts: `SELECT r.rowId AS record, r.queueId AS queue, r.solvedAt AS solvedAt, r.minutes AS minutes FROM visibleTicket r
      WHERE ${within('r.openedAt')} AND ${owned()}`,
    by: [{ column: 'queue', label: 'queue', kind: 'record', entity: 'queue' }],
    measures: [
      count,
      { label: 'solved', sql: 'count(solvedAt)', kind: 'count' },
      { label: 'minutes', sql: 'total(minutes)', kind: 'minutes' },
    ],
    chart: 'bars',
  },
  ticketsByChannel: {
    area: 'service',
    entity: 'ticket',
    parameters: ['period', 'owner', 'queue'],
    facts: `SELECT r.rowId AS record, r.channel AS channel FROM visibleTicket r WHERE ${within('r.openedAt')} AND ${inQueue} AND ${owned()}`,
    by: [{ column: 'channel', label: 'channel', kind: 'word', words: ['ticket.choice.channel'] }],
    measures: [count],
    share: true,
    chart: 'bars',
  },
  timePerCustomer: {
    area: 'service',
    entity: 'ticket',
    parameters: ['period', 'owner', 'queue'],
    facts: `SELECT r.rowId AS record, m.minutes AS minutes, ${canonicalOf('company', 'r.companyId')} AS company
      FROM visibleTicketMessage m JOIN visibleTicket r ON r.rowId = ${canonicalOf('ticket', 'm.ticketId')}
      WHERE m.minutes > 0 AND ${within('m.at')} AND ${inQueue} AND ${owned()}`,
    by: [{ column: 'company', label: 'company', kind: 'record', entity: 'company' }],
    measures: [count, { label: 'minutes', sql: 'total(minutes)', kind: 'minutes' }],
    chart: 'bars',
  },
  articlesThatHelp: {
    area: 'service',
    entity: 'ticket',
    parameters: ['period', 'queue'],
    facts: `SELECT r.rowId AS record, r.articleId AS article, r.solvedAt AS solvedAt FROM visibleTicket r
      WHERE r.articleId IS NOT NULL AND ${within('r.openedAt')} AND ${inQueue}`,
    by: [{ column: 'article', label: 'article', kind: 'record', entity: 'article' }],
    measures: [count, { label: 'solved', sql: 'count(solvedAt)', kind: 'count' }],
    chart: 'bars',
  },
} satisfies Definitions

export const staffServiceReports = {
  repliesByPerson: {
    area: 'staff',
    entity: 'ticketMessage',
    parameters: ['period'],
    facts: `SELECT r.rowId AS record, r.createdBy AS author, r.minutes AS minutes, r.kind AS kind FROM visibleTicketMessage r
      WHERE r.kind IN ('reply', 'note') AND ${within('r.at')}`,
    by: [{ column: 'author', label: 'author', kind: 'record', entity: 'user' }],
    measures: [
      { ...count, label: 'messages' },
      { label: 'replies', sql: "total(kind = 'reply')", kind: 'count' },
      { label: 'minutes', sql: 'total(minutes)', kind: 'minutes' },
    ],
    chart: 'bars',
  },
  leadsByPerson: {
    area: 'staff',
    entity: 'contact',
    parameters: ['period'],
    facts: `SELECT r.rowId AS record, r.ownerId AS owner, r.leadStatus = 'converted' AS converted, r.leadStatus = 'unqualified' AS unqualified
      FROM visibleContact r WHERE r.leadStatus IS NOT NULL AND ${within('r.createdAt')}`,
    by: [{ column: 'owner', label: 'owner', kind: 'record', entity: 'user' }],
    measures: [
      count,
      { label: 'converted', sql: 'total(converted)', kind: 'count' },
      { label: 'unqualified', sql: 'total(unqualified)', kind: 'count' },
      { label: 'conversion', sql: 'avg(converted)', kind: 'share' },
    ],
    chart: 'bars',
  },
} satisfies Definitions

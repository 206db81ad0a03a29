/** Reports about opportunities, quotes, products and where business comes from. */
import { canonicalOf } from '../../../core/visible.ts'
import {
  ageOf,
  asked,
  count,
  type Definitions,
  inCurrency,
  type Measure,
  owned,
  within,
  withinDays,
} from '../definition.ts'

const inPipeline = asked('pipeline', 'r.pipelineId')
const open = "ifnull(r.status, 'open') = 'open'"
const won = "r.status = 'won'"
/** Opportunities with what they are worth. */
const deals = (columns: string, condition: string): string =>
  `SELECT r.rowId AS record, r.currency AS currency, r.minor AS minor, ${columns}
   FROM visibleOpportunity r LEFT JOIN visibleStage s ON s.rowId = r.stageId
   WHERE ${condition} AND ${inPipeline} AND ${owned()}`

const amount: Measure = { label: 'amount', sql: 'total(minor)', kind: 'money' }
/** How long it took, of days as they were written down. */
const daysToClose =
  "CASE WHEN r.openedAt IS NOT NULL THEN julianday(r.closeDate) - julianday(r.openedAt / 1000.0, 'unixepoch') END"
/** The part of a quota that belongs to the days asked for. */
const shared = 'julianday(min(q.endDate, :lastDay)) - julianday(max(q.startDate, :firstDay)) + 1'
const whole = 'julianday(q.endDate) - julianday(q.startDate) + 1'

export const salesReports = {
  openByStage: {
    area: 'sales',
    entity: 'opportunity',
    parameters: ['owner', 'pipeline'],
    facts: deals(
      'r.pipelineId AS pipeline, r.stageId AS stage, r.minor * ifnull(r.probability, ifnull(s.probability, 0)) / 100.0 AS weighted',
      open,
    ),
    by: [
      { column: 'pipeline', label: 'pipeline', kind: 'record', entity: 'pipeline' },
      { column: 'stage', label: 'stage', kind: 'record', entity: 'stage' },
      inCurrency,
    ],
    measures: [count, amount, { label: 'weighted', sql: 'total(weighted)', kind: 'money' }],
    chart: null,
  },
  openByAge: {
    area: 'sales',
    entity: 'opportunity',
    parameters: ['owner', 'pipeline'],
    facts: deals(`${ageOf('r.openedAt')} AS age`, open),
    by: [{ column: 'age', label: 'age', kind: 'word', words: ['report.word.age'] }, inCurrency],
    measures: [count, amount],
    chart: 'bars',
  },
  lateOpportunities: {
    area: 'sales',
    entity: 'opportunity',
    parameters: ['owner', 'pipeline'],
    facts: deals(
      'r.closeDate AS closeDate, r.stageId AS stage, r.ownerId AS owner',
      `${open} AND r.closeDate < :today`,
    ),
    list: [
      { column: 'closeDate', label: 'closeDate', kind: 'day' },
      { column: 'stage', label: 'stage', kind: 'record', entity: 'stage' },
      { column: 'owner', label: 'owner', kind: 'record', entity: 'user' },
      inCurrency,
      { column: 'minor', label: 'amount', kind: 'money' },
    ],
    order: 'closeDate, record',
  },
  salesOverTime: {
    area: 'sales',
    entity: 'opportunity',
    parameters: ['period', 'owner', 'pipeline'],
    facts: deals('r.closeDate AS day', `${won} AND ${withinDays('r.closeDate')}`),
    by: [{ column: 'day', label: 'time', kind: 'time', of: 'day' }, inCurrency],
    measures: [count, amount],
    chart: 'columns',
  },
  salesAgainstQuota: {
    area: 'sales',
    entity: 'opportunity',
    parameters: ['period', 'owner', 'pipeline'],
    facts: `${deals(
      `r.ownerId AS owner, CASE WHEN ${won} THEN r.minor END AS won,
       CASE WHEN ${open} THEN r.minor * ifnull(r.probability, ifnull(s.probability, 0)) / 100.0 END AS weighted, NULL AS quota`,
      `ifnull(r.status, 'open') <> 'lost' AND ${withinDays('r.closeDate')}`,
    )} UNION ALL
      SELECT NULL, q.amount ->> '$.currency', NULL, q.userId, NULL, NULL, (q.amount ->> '$.minor') * (${shared}) / (${whole}) FROM visibleQuota q
      WHERE q.userId IS NOT NULL AND q.startDate <= :lastDay AND q.endDate >= :firstDay AND q.startDate <= q.endDate
        AND (:owner IS NULL OR q.userId = :owner) AND (:pipeline IS NULL OR q.pipelineId = :pipeline)`,
    by: [{ column: 'owner', label: 'owner', kind: 'record', entity: 'user' }, inCurrency],
    measures: [
      count,
      { label: 'won', sql: 'total(won)', kind: 'money' },
      { label: 'weightedOpen', sql: 'total(weighted)', kind: 'money' },
      { label: 'quota', sql: 'sum(quota)', kind: 'money' },
      { label: 'ofQuota', sql: 'total(won) / nullif(sum(quota), 0)', kind: 'share' },
    ],
    chart: null,
  },
  winRate: {
    area: 'sales',
    entity: 'opportunity',
    parameters: ['period', 'pipeline'],
    facts: `SELECT r.rowId AS record, r.ownerId AS owner, ${won} AS won, CASE WHEN ${won} THEN ${daysToClose} END AS days
      FROM visibleOpportunity r WHERE r.status IN ('won', 'lost') AND ${withinDays('r.closeDate')} AND ${inPipeline}`,
    by: [{ column: 'owner', label: 'owner', kind: 'record', entity: 'user' }],
    measures: [
      { ...count, label: 'closed' },
      { label: 'wonCount', sql: 'total(won)', kind: 'count' },
      { label: 'winRate', sql: 'avg(won)', kind: 'share' },
      { label: 'averageDaysToWin', sql: 'avg(days)', kind: 'number' },
    ],
    chart: 'bars',
  },
  closeReasons: {
    area: 'sales',
    entity: 'opportunity',
    parameters: ['period', 'owner', 'pipeline'],
    facts: deals(
      'r.status AS status, r.reasonId AS reason',
      `r.status IN ('won', 'lost') AND ${withinDays('r.closeDate')}`,
    ),
    by: [
      { column: 'status', label: 'status', kind: 'word', words: ['opportunity.choice.status'] },
      { column: 'reason', label: 'reason', kind: 'record', entity: 'closeReason' },
      inCurrency,
    ],
    measures: [count, amount],
    share: true,
    chart: null,
  },
  stageDuration: {
    area: 'sales',
    entity: 'opportunity',
    parameters: ['period', 'pipeline'],
    facts: `SELECT r.rowId AS record, c.fromStageId AS stage, c.days AS days
      FROM visibleStageChange c JOIN visibleOpportunity r ON r.rowId = c.opportunityId
      WHERE c.fromStageId IS NOT NULL AND ${within('c.at')} AND ${inPipeline}`,
    by: [{ column: 'stage', label: 'stage', kind: 'record', entity: 'stage' }],
    measures: [
      count,
      { label: 'averageDays', sql: 'avg(days)', kind: 'number' },
      { label: 'longestDays', sql: 'max(days)', kind: 'number' },
    ],
    chart: null,
  },
  salesByCompany: {
    area: 'sales',
    entity: 'opportunity',
    parameters: ['period', 'owner', 'pipeline'],
    facts: deals(
      `${canonicalOf('company', 'r.companyId')} AS company`,
      `${won} AND r.companyId IS NOT NULL AND ${withinDays('r.closeDate')}`,
    ),
    by: [{ column: 'company', label: 'company', kind: 'record', entity: 'company' }, inCurrency],
    measures: [count, amount],
    chart: 'bars',
  },
  salesByProduct: {
    area: 'sales',
    entity: 'opportunity',
    parameters: ['period', 'owner', 'pipeline'],
    facts: `SELECT r.rowId AS record, l.productId AS product, l.quantity AS quantity, l.name AS name
      FROM visibleOpportunityLine l JOIN visibleOpportunity r ON r.rowId = l.opportunityId
      WHERE ${won} AND ${withinDays('r.closeDate')} AND ${inPipeline} AND ${owned()}`,
    by: [{ column: 'product', label: 'product', kind: 'record', entity: 'product' }],
    measures: [count, { label: 'quantity', sql: 'total(quantity)', kind: 'number' }],
    chart: 'bars',
  },
  competitorResults: {
    area: 'sales',
    entity: 'opportunity',
    parameters: ['period', 'owner', 'pipeline'],
    facts: `SELECT r.rowId AS record, ${canonicalOf('competitor', 'c.competitorId')} AS competitor, c.outcome = 'weWon' AS weWon, c.outcome = 'theyWon' AS theyWon
      FROM visibleOpportunityCompetitor c JOIN visibleOpportunity r ON r.rowId = c.opportunityId
      WHERE r.status IN ('won', 'lost') AND ${withinDays('r.closeDate')} AND ${inPipeline} AND ${owned()}`,
    by: [{ column: 'competitor', label: 'competitor', kind: 'record', entity: 'competitor' }],
    measures: [
      count,
      { label: 'weWon', sql: 'total(weWon)', kind: 'count' },
      { label: 'theyWon', sql: 'total(theyWon)', kind: 'count' },
    ],
    chart: 'bars',
  },
  quotesByStatus: {
    area: 'sales',
    entity: 'quote',
    parameters: ['period', 'owner'],
    facts: `SELECT r.rowId AS record, ifnull(r.status, 'draft') AS status, r.currency AS currency, r.total ->> '$.minor' AS minor
      FROM visibleQuote r WHERE ${withinDays('r.issueDate')} AND ${owned()}`,
    by: [{ column: 'status', label: 'status', kind: 'word', words: ['quote.choice.status'] }, inCurrency],
    measures: [count, amount],
    share: true,
    chart: null,
  },
  quoteAcceptance: {
    area: 'sales',
    entity: 'quote',
    parameters: ['period'],
    facts: `SELECT r.rowId AS record, r.ownerId AS owner, r.status = 'accepted' AS accepted, r.status = 'declined' AS declined,
        CASE r.status WHEN 'accepted' THEN 1 WHEN 'declined' THEN 0 END AS said, (r.decidedAt - r.sentAt) / 86400000.0 AS days
      FROM visibleQuote r WHERE r.status IN ('sent', 'accepted', 'declined') AND ${withinDays('r.issueDate')}`,
    by: [{ column: 'owner', label: 'owner', kind: 'record', entity: 'user' }],
    measures: [
      { ...count, label: 'quotesSent' },
      { label: 'accepted', sql: 'total(accepted)', kind: 'count' },
      { label: 'declined', sql: 'total(declined)', kind: 'count' },
      { label: 'acceptance', sql: 'avg(said)', kind: 'share' },
      { label: 'averageDaysToDecide', sql: 'avg(days)', kind: 'number' },
    ],
    chart: 'bars',
  },
  leadsBySource: {
    area: 'sales',
    entity: 'contact',
    parameters: ['period', 'owner'],
    facts: `SELECT r.rowId AS record, r.leadSource AS source, r.leadStatus IN ('qualified', 'converted') AS qualified, r.leadStatus = 'converted' AS converted
      FROM visibleContact r WHERE r.leadStatus IS NOT NULL AND ${within('r.createdAt')} AND ${owned()}`,
    by: [{ column: 'source', label: 'source', kind: 'text' }],
    measures: [
      count,
      { label: 'qualified', sql: 'total(qualified)', kind: 'count' },
      { label: 'converted', sql: 'total(converted)', kind: 'count' },
      { label: 'conversion', sql: 'avg(converted)', kind: 'share' },
    ],
    chart: 'bars',
  },
  sourceYield: {
    area: 'sales',
    entity: 'opportunity',
    parameters: ['period', 'owner', 'pipeline'],
    facts: deals(
      `r.source AS source, ${won} AS won, CASE WHEN ${won} THEN r.minor END AS wonMinor`,
      within('r.openedAt'),
    ),
    by: [{ column: 'source', label: 'source', kind: 'text' }, inCurrency],
    measures: [
      count,
      { label: 'wonCount', sql: 'total(won)', kind: 'count' },
      { label: 'won', sql: 'total(wonMinor)', kind: 'money' },
    ],
    chart: null,
  },
} satisfies Definitions

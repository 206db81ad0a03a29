/** Reports about campaigns, lists and consent. */
import {
  asked,
  count,
  type Definitions,
  inCurrency,
  type Measure,
  within,
  withinDays,
} from '../definition.ts'

/** Campaigns that begin in the period; those without a day belong to all time only. */
const begun = `(${withinDays('c.startsOn')} OR (c.startsOn IS NULL AND :firstDay = '0000-01-01'))`
const inCampaign = asked('campaign', 'c.rowId')
const members = (columns: string, condition = 'TRUE'): string =>
  `SELECT r.rowId AS record, r.campaignId AS campaign, ${columns}
   FROM visibleCampaignMember r JOIN visibleCampaign c ON c.rowId = r.campaignId WHERE ${begun} AND ${inCampaign} AND ${condition}`

const reached = "r.status IN ('sent', 'replied', 'responded', 'converted', 'optedOut')"
const answered = "r.status IN ('replied', 'responded', 'converted')"
/** A won opportunity counts with its amount, else what was written down by hand. */
const worth = `CASE WHEN r.opportunityId IS NULL THEN r.value WHEN o.status = 'won' THEN coalesce(o.amount, r.value) END`
const value: Measure = { label: 'value', sql: 'total(minor)', kind: 'money' }

export const campaignReports = {
  campaignResponse: {
    area: 'campaigns',
    entity: 'campaignMember',
    parameters: ['period', 'campaign'],
    facts: members(
      `${reached} AS reached, ${answered} AS answered, r.status = 'converted' AS converted`,
      "ifnull(r.status, 'planned') <> 'excluded'",
    ),
    by: [{ column: 'campaign', label: 'campaign', kind: 'record', entity: 'campaign' }],
    measures: [
      { ...count, label: 'members' },
      { label: 'reached', sql: 'total(reached)', kind: 'count' },
      { label: 'answered', sql: 'total(answered)', kind: 'count' },
      { label: 'response', sql: 'total(answered) / nullif(total(reached), 0)', kind: 'share' },
      { label: 'converted', sql: 'total(converted)', kind: 'count' },
    ],
    chart: 'bars',
  },
  membersByStatus: {
    area: 'campaigns',
    entity: 'campaignMember',
    parameters: ['period', 'campaign'],
    facts: members('r.status AS status'),
    by: [
      { column: 'campaign', label: 'campaign', kind: 'record', entity: 'campaign' },
      { column: 'status', label: 'status', kind: 'word', words: ['campaignMember.choice.status'] },
    ],
    measures: [count],
    chart: null,
  },
  campaignReturn: {
    area: 'campaigns',
    entity: 'campaignMember',
    parameters: ['period', 'campaign'],
    facts: `SELECT record, campaign, worth ->> '$.currency' AS currency, worth ->> '$.minor' AS minor, NULL AS cost FROM
      (SELECT r.rowId AS record, r.campaignId AS campaign, ${worth} AS worth
        FROM visibleCampaignMember r JOIN visibleCampaign c ON c.rowId = r.campaignId
        LEFT JOIN visibleOpportunity o ON o.rowId = r.opportunityId
        WHERE r.status = 'converted' AND ${begun} AND ${inCampaign})
      UNION ALL SELECT NULL, c.rowId, c.cost ->> '$.currency', NULL, c.cost ->> '$.minor' FROM visibleCampaign c
        WHERE c.cost IS NOT NULL AND ${begun} AND ${inCampaign}`,
    by: [{ column: 'campaign', label: 'campaign', kind: 'record', entity: 'campaign' }, inCurrency],
    measures: [
      { ...count, label: 'conversions' },
      value,
      { label: 'cost', sql: 'total(cost)', kind: 'money' },
      { label: 'return', sql: '(total(minor) - total(cost)) / nullif(total(cost), 0)', kind: 'share' },
    ],
    chart: null,
  },
  leftOut: {
    area: 'campaigns',
    entity: 'campaignMember',
    parameters: ['period', 'campaign'],
    facts: members('r.reason AS reason', "r.status = 'excluded'"),
    by: [{ column: 'reason', label: 'reason', kind: 'word', words: ['campaign.refusal'] }],
    measures: [count],
    share: true,
    chart: 'bars',
  },
  consentDecisions: {
    area: 'campaigns',
    entity: 'consent',
    parameters: ['period'],
    facts: `SELECT r.rowId AS record, r.channel AS channel, r.decision AS decision FROM visibleConsent r WHERE ${within('r.at')}`,
    by: [
      { column: 'channel', label: 'channel', kind: 'word', words: ['consent.choice.channel'] },
      { column: 'decision', label: 'decision', kind: 'word', words: ['consent.choice.decision'] },
    ],
    measures: [count],
    share: true,
    chart: null,
  },
  optOuts: {
    area: 'campaigns',
    entity: 'consent',
    parameters: ['period'],
    facts: `SELECT r.rowId AS record, r.at AS at, r.channel IN ('email', 'all') AS email FROM visibleConsent r WHERE r.decision = 'refused' AND ${within('r.at')}`,
    by: [{ column: 'at', label: 'time', kind: 'time' }],
    measures: [count, { label: 'byEmail', sql: 'total(email)', kind: 'count' }],
    chart: 'columns',
  },
  expiringConsent: {
    area: 'campaigns',
    entity: 'consent',
    parameters: ['days'],
    facts: `SELECT r.rowId AS record, r.until AS until, r.channel AS channel, r.contactId AS contact FROM visibleConsent r
      WHERE r.decision = 'granted' AND r.until BETWEEN :today AND :untilDay`,
    list: [
      { column: 'until', label: 'until', kind: 'day' },
      { column: 'channel', label: 'channel', kind: 'word', words: ['consent.choice.channel'] },
      { column: 'contact', label: 'contact', kind: 'record', entity: 'contact' },
    ],
    order: 'until, record',
  },
  listSizes: {
    area: 'campaigns',
    entity: 'listMember',
    parameters: ['days'],
    facts: `SELECT r.rowId AS record, r.listId AS list, r.since >= :before AS lately FROM visibleListMember r
      JOIN visibleList l ON l.rowId = r.listId WHERE r.leftAt IS NULL`,
    by: [{ column: 'list', label: 'list', kind: 'record', entity: 'list' }],
    measures: [
      { ...count, label: 'members' },
      { label: 'joinedLately', sql: 'total(lately)', kind: 'count' },
    ],
    chart: 'bars',
  },
} satisfies Definitions

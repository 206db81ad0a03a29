/** What the sqlite3 shell is asked to compare reports about sales, campaigns and service with. SQL of its own over text columns. */
import type { Checked } from './reports.support.ts'
import { label, local, ms, nameOf, winner } from './reports.support.ts'

const DAY = 86_400_000

export const businessPrelude = `
CREATE VIEW o AS SELECT *, json_extract(nullif("amount.json", ''), '$.minor') AS minor, coalesce(json_extract(nullif("amount.json", ''), '$.currency'), 'Not given') AS coin
  FROM opportunity WHERE trashedAt = '';
CREATE VIEW q AS SELECT *, iif(currency = '', 'Not given', currency) AS coin FROM quote WHERE trashedAt = '';
CREATE VIEW c AS SELECT * FROM contact WHERE trashedAt = '' AND mergedInto = '';
CREATE VIEW t AS SELECT * FROM ticket WHERE trashedAt = '' AND mergedInto = '';
CREATE VIEW m AS SELECT m.*, g.startsOn FROM campaignMember m JOIN campaign g ON g.id = m.campaignId WHERE m.trashedAt = '' AND g.trashedAt = '';
CREATE VIEW msg AS SELECT * FROM ticketMessage WHERE trashedAt = '';
CREATE VIEW probable AS SELECT o.*, CASE o.probability WHEN '' THEN (SELECT s.probability FROM stage s WHERE s.id = o.stageId) ELSE o.probability END AS chance FROM o;
`
/** Whole units, to the places of the currency; nothing where there is no amount. */
const units = (sum: string): string =>
  `CASE coin WHEN 'Not given' THEN NULL WHEN 'JPY' THEN round(${sum}) ELSE round(${sum}) / 100.0 END`
const name = (table: string, column: string): string =>
  `CASE ${column} WHEN '' THEN 'Not given' ELSE ${nameOf(table, column)} END`
const year = { period: { from: '2026-01-01', to: '2027-12-31' } }
const all = { period: 'all' } as const
const inYear = (column: string): string => `${column} BETWEEN '2026-01-01' AND '2027-12-31'`
const at = (column: string): string => inYear(`date(${local(column)})`)
const age = (now: number, column: string): string =>
  `CASE WHEN ${now} - ${ms(column)} < ${7 * DAY} THEN 'Under a week' WHEN ${now} - ${ms(column)} < ${30 * DAY} THEN 'Under 30 days' WHEN ${now} - ${ms(column)} < ${90 * DAY} THEN 'Under 90 days' ELSE '90 days or more' END`
const word = (column: string, words: Readonly<Record<string, string>>): string =>
  `CASE ${column} ${Object.entries(words)
    .map(([code, text]) => `WHEN '${code}' THEN '${text}'`)
    .join(' ')} ELSE 'Not given' END`
const outcome = (column: string): string => word(column, { won: 'Won', lost: 'Lost', open: 'Open' })
const channel = (column: string): string =>
  word(column, { all: 'Every channel', email: 'E-mail', phone: 'Telephone', sms: 'SMS', post: 'Letter post' })
const late = (which: string): string => `(instr(json_extract("promise.json", '$.late'), '"${which}"') > 0)`
const noneLate = `(json_array_length("promise.json", '$.late') = 0)`
const firstReply = "(SELECT min(at) FROM msg WHERE msg.ticketId = t.id AND msg.kind = 'reply')"
const hoursTo = (end: string): string => `((${ms(end)} - ${ms('openedAt')}) / 3600000.0)`

export const businessChecks = (now: number): readonly Checked[] => [
  {
    name: 'openByStage',
    sql: `SELECT ${nameOf('pipeline', 'probable.pipelineId')}, ${nameOf('stage', 'probable.stageId')}, coin, count(*), ${units('total(minor)')}, ${units('total(minor * chance / 100.0)')} FROM probable WHERE status = 'open' GROUP BY 1, 2, 3`,
  },
  {
    name: 'openByAge',
    sql: `SELECT ${age(now, 'openedAt')}, coin, count(*), ${units('total(minor)')} FROM o WHERE status = 'open' GROUP BY 1, 2`,
  },
  {
    name: 'lateOpportunities',
    sql: `SELECT displayName, closeDate, ${nameOf('stage', 'o.stageId')}, ${nameOf('user', 'o.ownerId')}, coin, ${units('minor')} FROM o WHERE status = 'open' AND closeDate <> '' AND closeDate < date('${new Date(now + 7 * 3_600_000).toISOString()}')`,
  },
  {
    name: 'salesOverTime',
    parameters: year,
    sql: `SELECT substr(closeDate, 1, 7), coin, count(*), ${units('total(minor)')} FROM o WHERE status = 'won' AND ${inYear('closeDate')} GROUP BY 1, 2`,
  },
  {
    name: 'salesAgainstQuota',
    parameters: year,
    sql: `SELECT ${nameOf('user', 'who')}, coin, count(id), ${units('total(won)')}, ${units('total(weighted)')}, CASE WHEN sum(goal) IS NULL THEN NULL ELSE ${units('sum(goal)')} END, total(won) / nullif(sum(goal), 0) FROM (
      SELECT ownerId AS who, coin, id, iif(status = 'won', minor, NULL) AS won, iif(status = 'open', minor * chance / 100.0, NULL) AS weighted, NULL AS goal FROM probable WHERE status <> 'lost' AND ${inYear('closeDate')}
      UNION ALL SELECT userId, json_extract("amount.json", '$.currency'), NULL, NULL, NULL, json_extract("amount.json", '$.minor') * (julianday(min(endDate, '2027-12-31')) - julianday(max(startDate, '2026-01-01')) + 1) / (julianday(endDate) - julianday(startDate) + 1) FROM quota WHERE trashedAt = '' AND userId <> '' AND startDate <= '2027-12-31' AND endDate >= '2026-01-01') GROUP BY who, coin`,
  },
  {
    name: 'winRate',
    parameters: all,
    sql: `SELECT ${nameOf('user', 'o.ownerId')}, count(*), sum(status = 'won'), avg(status = 'won'), avg(iif(status = 'won', julianday(closeDate) - julianday(openedAt), NULL)) FROM o WHERE status IN ('won', 'lost') GROUP BY 1`,
  },
  {
    name: 'closeReasons',
    parameters: all,
    sql: `SELECT ${outcome('status')}, ${name('closeReason', 'o.reasonId')}, coin, count(*), ${units('total(minor)')}, count(*) * 1.0 / (SELECT count(*) FROM o WHERE status IN ('won', 'lost')) FROM o WHERE status IN ('won', 'lost') GROUP BY 1, 2, 3`,
  },
  {
    name: 'stageDuration',
    parameters: all,
    sql: `SELECT ${nameOf('stage', 'fromStageId')}, count(DISTINCT opportunityId), avg(days), max(days + 0) FROM stageChange WHERE trashedAt = '' AND fromStageId <> '' GROUP BY 1`,
  },
  {
    name: 'salesByCompany',
    parameters: all,
    sql: `SELECT ${nameOf('company', 'x')}, coin, count(*), ${units('total(minor)')} FROM (SELECT *, ${winner('company', 'companyId')} AS x FROM o WHERE status = 'won' AND companyId <> '') GROUP BY x, coin`,
  },
  {
    name: 'salesByProduct',
    parameters: all,
    sql: `SELECT ${name('product', 'l.productId')}, count(DISTINCT o.id), total(l.quantity) FROM opportunityLine l JOIN o ON o.id = l.opportunityId WHERE l.trashedAt = '' AND o.status = 'won' GROUP BY 1`,
  },
  {
    name: 'competitorResults',
    parameters: all,
    sql: `SELECT ${nameOf('competitor', 'l.competitorId')}, count(DISTINCT o.id), total(l.outcome = 'weWon'), total(l.outcome = 'theyWon') FROM opportunityCompetitor l JOIN o ON o.id = l.opportunityId WHERE l.trashedAt = '' AND o.status IN ('won', 'lost') GROUP BY 1`,
  },
  {
    name: 'quotesByStatus',
    parameters: all,
    sql: `SELECT ${word('status', { draft: 'Draft', sent: 'Sent', accepted: 'Accepted', declined: 'Declined', replaced: 'Replaced' })}, coin, count(*), ${units('total((SELECT round(sum(quantity * unitPrice * 100)) FROM quoteLine l WHERE l.quoteId = q.id))')} FROM q GROUP BY 1, 2`,
  },
  {
    name: 'quoteAcceptance',
    parameters: all,
    sql: `SELECT ${nameOf('user', 'q.ownerId')}, count(*), sum(status = 'accepted'), sum(status = 'declined'), avg(CASE status WHEN 'accepted' THEN 1.0 WHEN 'declined' THEN 0.0 END), avg(CASE WHEN decidedAt <> '' THEN (${ms('decidedAt')} - ${ms('sentAt')}) / ${DAY}.0 END) FROM q WHERE status IN ('sent', 'accepted', 'declined') GROUP BY 1`,
  },
  {
    name: 'leadsBySource',
    parameters: all,
    sql: `SELECT ${label('leadSource')}, count(*), sum(leadStatus IN ('qualified', 'converted')), sum(leadStatus = 'converted'), avg(leadStatus = 'converted') FROM c WHERE leadStatus <> '' GROUP BY 1`,
  },
  {
    name: 'sourceYield',
    parameters: all,
    sql: `SELECT ${label('source')}, coin, count(*), sum(status = 'won'), ${units("total(iif(status = 'won', minor, 0))")} FROM o GROUP BY 1, 2`,
  },
  {
    name: 'campaignResponse',
    parameters: year,
    sql: `SELECT ${nameOf('campaign', 'campaignId')}, count(*), sum(status IN ('sent', 'replied', 'responded', 'converted', 'optedOut')), sum(status IN ('replied', 'responded', 'converted')), sum(status IN ('replied', 'responded', 'converted')) * 1.0 / nullif(sum(status IN ('sent', 'replied', 'responded', 'converted', 'optedOut')), 0), sum(status = 'converted') FROM m WHERE status <> 'excluded' AND ${inYear('startsOn')} GROUP BY 1`,
  },
  {
    name: 'membersByStatus',
    parameters: all,
    sql: `SELECT ${nameOf('campaign', 'campaignId')}, ${word('status', { planned: 'Planned', sent: 'Reached', replied: 'Replied', responded: 'Interested', converted: 'Converted', optedOut: 'Opted out', excluded: 'Left out' })}, count(*) FROM m GROUP BY 1, 2`,
  },
  {
    name: 'campaignReturn',
    parameters: all,
    sql: `SELECT ${nameOf('campaign', 'g')}, coin, sum(n), ${units('total(worth)')}, ${units('total(cost)')}, (total(worth) - total(cost)) / nullif(total(cost), 0) FROM (
      SELECT campaignId AS g, 1 AS n, CASE WHEN opportunityId = '' THEN json_extract("value.json", '$.minor') ELSE (SELECT minor FROM o WHERE o.id = opportunityId AND status = 'won') END AS worth,
        coalesce(CASE WHEN opportunityId = '' THEN json_extract("value.json", '$.currency') ELSE (SELECT coin FROM o WHERE o.id = opportunityId AND status = 'won') END, 'Not given') AS coin, NULL AS cost FROM m WHERE status = 'converted'
      UNION ALL SELECT id, 0, NULL, json_extract("cost.json", '$.currency'), json_extract("cost.json", '$.minor') FROM campaign WHERE trashedAt = '' AND "cost.json" <> '') GROUP BY g, coin`,
  },
  {
    name: 'leftOut',
    parameters: all,
    sql: `SELECT ${word('reason', { optedOut: 'opted out', noAddress: 'no address or number' })}, count(*), count(*) * 1.0 / (SELECT count(*) FROM m WHERE status = 'excluded') FROM m WHERE status = 'excluded' GROUP BY 1`,
  },
  {
    name: 'consentDecisions',
    parameters: year,
    sql: `SELECT ${channel('channel')}, iif(decision = 'granted', 'Agreed', 'Opted out'), count(*), count(*) * 1.0 / (SELECT count(*) FROM consent WHERE ${at('at')}) FROM consent WHERE ${at('at')} GROUP BY 1, 2`,
  },
  {
    name: 'optOuts',
    parameters: year,
    sql: `SELECT strftime('%Y-%m', ${local('at')}), count(*), sum(channel IN ('email', 'all')) FROM consent WHERE decision = 'refused' AND ${at('at')} GROUP BY 1`,
  },
  {
    name: 'expiringConsent',
    parameters: { days: 30 },
    sql: `SELECT displayName, until, ${channel('channel')} FROM consent WHERE decision = 'granted' AND until <> '' AND until BETWEEN date(${now / 1000}, 'unixepoch', '+7 hours') AND date(${now / 1000}, 'unixepoch', '+7 hours', '+30 days')`,
  },
  {
    name: 'listSizes',
    parameters: { days: 5 },
    sql: `SELECT ${nameOf('list', 'listId')}, count(*), sum(${ms('since')} >= ${now - 5 * DAY}) FROM listMember WHERE trashedAt = '' AND leftAt = '' GROUP BY 1`,
  },
  {
    name: 'promisesKept',
    parameters: all,
    sql: `SELECT ${name('user', 't.assigneeId')}, count(*), avg(${noneLate}), avg(NOT ${late('first')}), avg(NOT ${late('next')}), avg(NOT ${late('solve')}) FROM t WHERE "promise.json" <> '' AND solvedAt <> '' GROUP BY 1`,
  },
  {
    name: 'promisesOverTime',
    parameters: year,
    sql: `SELECT strftime('%Y-%m', ${local('solvedAt')}), count(*), sum(NOT ${noneLate}), avg(${noneLate}) FROM t WHERE "promise.json" <> '' AND solvedAt <> '' AND ${at('solvedAt')} GROUP BY 1`,
  },
  {
    name: 'firstResponse',
    parameters: all,
    sql: `SELECT ${name('user', 't.assigneeId')}, count(*), avg(${hoursTo(firstReply)}), max(${hoursTo(firstReply)}), avg(${hoursTo(firstReply)} <= 24) FROM t WHERE ${firstReply} IS NOT NULL GROUP BY 1`,
  },
  {
    name: 'openTicketAge',
    sql: `SELECT ${age(now, 'openedAt')}, ${word('status', { new: 'New', open: 'Open', waiting: 'Waiting for customer' })}, count(*), count(*) * 1.0 / (SELECT count(*) FROM t WHERE status NOT IN ('solved', 'closed')) FROM t WHERE status NOT IN ('solved', 'closed') GROUP BY 1, 2`,
  },
  {
    // An hour for the first answer, two for the next, ten for all of it, round the clock.
    name: 'lateTickets',
    sql: `SELECT displayName, ${ms('openedAt')} + 3600000 FROM t WHERE status IN ('new', 'open') AND ${firstReply} IS NULL AND ${ms('openedAt')} + 3600000 < ${now}
      UNION ALL SELECT t.displayName, min(${ms('msg.at')} + 7200000, ${ms('openedAt')} + 36000000) FROM msg JOIN t ON t.id = msg.ticketId WHERE msg.kind = 'incoming' AND ${ms('msg.at')} + 7200000 < ${now}`,
  },
  {
    name: 'ticketsByQueue',
    parameters: all,
    sql: `SELECT ${name('queue', 't.queueId')}, count(*), sum(solvedAt <> ''), total((SELECT total(minutes) FROM msg WHERE ${winner('ticket', 'msg.ticketId')} = t.id)) FROM t GROUP BY 1`,
  },
  {
    name: 'ticketsByChannel',
    parameters: all,
    sql: `SELECT ${word('channel', { phone: 'Telephone', email: 'E-mail', web: 'Web' })}, count(*), count(*) * 1.0 / (SELECT count(*) FROM t) FROM t GROUP BY 1`,
  },
  {
    name: 'timePerCustomer',
    parameters: all,
    sql: `SELECT ${name('company', 'x')}, count(DISTINCT id), total(minutes) FROM (SELECT t.id, ${winner('company', 't.companyId')} AS x, msg.minutes FROM msg JOIN t ON t.id = ${winner('ticket', 'msg.ticketId')} WHERE msg.minutes <> '') GROUP BY x`,
  },
  {
    name: 'articlesThatHelp',
    parameters: all,
    sql: `SELECT ${nameOf('article', 't.articleId')}, count(*), sum(solvedAt <> '') FROM t WHERE articleId <> '' GROUP BY 1`,
  },
  {
    name: 'repliesByPerson',
    parameters: all,
    sql: `SELECT ${nameOf('user', 'msg.createdBy')}, count(*), sum(kind = 'reply'), total(minutes) FROM msg WHERE kind IN ('reply', 'note') GROUP BY 1`,
  },
  {
    name: 'leadsByPerson',
    parameters: all,
    sql: `SELECT ${nameOf('user', 'c.ownerId')}, count(*), sum(leadStatus = 'converted'), sum(leadStatus = 'unqualified'), avg(leadStatus = 'converted') FROM c WHERE leadStatus <> '' GROUP BY 1`,
  },
]

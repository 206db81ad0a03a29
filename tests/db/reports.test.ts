/**
 * Every ready-made report against the sqlite3 shell over the tables of `export everything`: other program, other data form,
 * other SQL, nothing shared with what is tested.
 */
import { expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../helpers/database.ts'
import { businessChecks } from './reports.checks.ts'
import {
  agree,
  type Checked,
  label,
  local,
  ms,
  nameOf,
  reader,
  shellOver,
  winner,
} from './reports.support.ts'

const DAY = 86_400_000

/** Live records of each table, as views over text columns; times become milliseconds. */
const prelude = `
CREATE INDEX contactId ON contact(id);
CREATE INDEX companyId ON company(id);
CREATE VIEW c AS SELECT * FROM contact WHERE trashedAt = '' AND mergedInto = '';
CREATE VIEW f AS SELECT * FROM company WHERE trashedAt = '' AND mergedInto = '';
CREATE VIEW h AS SELECT * FROM history WHERE trashedAt = '';
CREATE VIEW a AS SELECT * FROM activity WHERE trashedAt = '';
CREATE VIEW t AS SELECT * FROM ticket WHERE trashedAt = '' AND mergedInto = '';
`
const year = { period: { from: '2025-01-01', to: '2026-12-31' } }
const inYear = (column: string): string => `date(${local(column)}) BETWEEN '2025-01-01' AND '2026-12-31'`
const kind = (column: string): string =>
  `CASE ${column} WHEN 'call' THEN 'Call' WHEN 'meeting' THEN 'Meeting' WHEN 'email' THEN 'E-mail' WHEN 'letter' THEN 'Letter' WHEN 'todo' THEN 'To-do' WHEN 'message' THEN 'Message' ELSE ${column} END`
const gap = (words: string, condition: string): string =>
  `SELECT '${words}' AS k, count(*) AS n FROM c WHERE ${condition} HAVING n > 0`

const checked = (now: number): readonly Checked[] => [
  {
    name: 'contactsByStatus',
    sql: `SELECT ${label('status')}, count(*), count(*) * 1.0 / (SELECT count(*) FROM c) FROM c GROUP BY 1`,
  },
  {
    name: 'newContacts',
    parameters: year,
    sql: `SELECT strftime('%Y-%m', ${local('createdAt')}), count(*) FROM c WHERE ${inYear('createdAt')} GROUP BY 1`,
  },
  {
    name: 'contactsByCountry',
    sql: `SELECT CASE ifnull(json_extract("addresses.json", '$[0].country'), '') WHEN '' THEN 'Not given' ELSE json_extract("addresses.json", '$[0].country') END, count(*) FROM (SELECT CASE "addresses.json" WHEN '' THEN '[]' ELSE "addresses.json" END AS "addresses.json" FROM c) GROUP BY 1`,
  },
  {
    name: 'contactsByCity',
    sql: `SELECT coalesce(json_extract(e.value, '$.city'), json_extract(e.value, '$.province')) AS city, count(DISTINCT c.id) FROM c, json_each("addresses.json") e WHERE "addresses.json" <> '' AND city IS NOT NULL GROUP BY 1`,
  },
  {
    name: 'contactsByTag',
    sql: `SELECT e.value, count(DISTINCT c.id) FROM c, json_each("tags.json") e WHERE "tags.json" <> '' GROUP BY 1`,
  },
  {
    name: 'peopleByCompany',
    sql: `SELECT ${nameOf('company', 'x')}, count(*) FROM (SELECT ${winner('company', 'companyId')} AS x FROM c WHERE companyId <> '') GROUP BY x`,
  },
  { name: 'companiesByIndustry', sql: `SELECT ${label('industry')}, count(*) FROM f GROUP BY 1` },
  {
    name: 'referrers',
    parameters: { period: 'all' },
    sql: `SELECT ${nameOf('contact', 'x')}, count(*) FROM (SELECT ${winner('contact', 'referredById')} AS x FROM c WHERE referredById <> '') GROUP BY x`,
  },
  {
    name: 'notReached',
    parameters: { days: 400 },
    sql: `SELECT displayName FROM c LEFT JOIN (SELECT ${winner('contact', 'contactId')} AS who, max(${ms('at')}) AS reached FROM h WHERE private <> 'true' AND contactId <> '' AND (kind = 'meeting' OR kind = 'call') AND resultCode NOT IN ('notReached', 'leftMessage', 'busy', 'wrongNumber', 'notHeld', 'postponed', 'noAnswer', 'cancelled', 'notDone') GROUP BY 1) ON who = id WHERE coalesce(reached, ${ms('createdAt')}) < ${now - 400 * DAY}`,
  },
  {
    name: 'quietCompanies',
    parameters: { days: 700 },
    sql: `SELECT displayName, last, n FROM (SELECT f.id, f.displayName, (SELECT count(*) FROM h WHERE ${winner('company', 'h.companyId')} = f.id OR ${winner('contact', 'h.contactId')} IN (SELECT id FROM c WHERE ${winner('company', 'c.companyId')} = f.id)) AS n, (SELECT max(${ms('h.at')}) FROM h WHERE ${winner('company', 'h.companyId')} = f.id OR ${winner('contact', 'h.contactId')} IN (SELECT id FROM c WHERE ${winner('company', 'c.companyId')} = f.id)) AS last FROM f) WHERE ifnull(last, 0) < ${now - 700 * DAY}`,
  },
  {
    name: 'doneByKind',
    parameters: year,
    sql: `SELECT ${kind('kind')}, count(*), total(durationMinutes) FROM h WHERE ${inYear('at')} GROUP BY 1`,
  },
  {
    name: 'doneOverTime',
    parameters: year,
    sql: `SELECT strftime('%Y-%m', ${local('at')}), count(*), total(durationMinutes) FROM h WHERE ${inYear('at')} GROUP BY 1`,
  },
  {
    name: 'callResults',
    parameters: { period: 'all' },
    sql: `SELECT CASE resultCode WHEN '' THEN 'Not given' WHEN 'reached' THEN 'Reached' WHEN 'leftMessage' THEN 'Left a message' WHEN 'busy' THEN 'Busy' WHEN 'completed' THEN 'Completed' WHEN 'noAnswer' THEN 'No answer' WHEN 'received' THEN 'Received' WHEN 'wrongNumber' THEN 'Wrong number' ELSE resultCode END, count(*), avg(nullif(durationMinutes, '')) FROM h WHERE kind = 'call' GROUP BY 1`,
  },
  {
    name: 'busiestContacts',
    parameters: year,
    sql: `SELECT ${nameOf('contact', 'x')}, count(*), total(m) FROM (SELECT ${winner('contact', 'contactId')} AS x, durationMinutes AS m FROM h WHERE contactId <> '' AND ${inYear('at')}) GROUP BY x`,
  },
  {
    name: 'plannedByStatus',
    parameters: { period: 'all' },
    sql: `SELECT ${kind('kind')}, CASE status WHEN 'done' THEN 'Done' WHEN 'cancelled' THEN 'Cancelled' ELSE 'Open' END, count(*) FROM a GROUP BY 1, 2`,
  },
  {
    name: 'overdueActivities',
    sql: `SELECT displayName FROM a WHERE status IN ('', 'open') AND rule = '' AND ${ms('startAt')} < ${now}`,
  },
  {
    name: 'workByPerson',
    parameters: year,
    sql: `SELECT ${nameOf('user', 'ownerId')}, ${kind('kind')}, count(*), total(durationMinutes) FROM h WHERE ${inYear('at')} GROUP BY 1, 2`,
  },
  {
    name: 'contactsByPerson',
    parameters: year,
    sql: `SELECT ${nameOf('user', 'createdBy')}, count(*) FROM c WHERE ${inYear('createdAt')} GROUP BY 1`,
  },
  {
    name: 'overdueByPerson',
    sql: `SELECT ${nameOf('user', 'ownerId')}, count(*), avg((${now} - ${ms('startAt')}) / 86400000.0) FROM a WHERE status IN ('', 'open') AND rule = '' AND ${ms('startAt')} < ${now} GROUP BY 1`,
  },
  {
    name: 'punctuality',
    parameters: { period: 'all' },
    sql: `SELECT ${nameOf('user', 'ownerId')}, count(*), avg(${ms('completedAt')} <= ${ms('startAt')} + 86400000) FROM a WHERE status = 'done' AND completedAt <> '' GROUP BY 1`,
  },
  {
    name: 'notesByPerson',
    parameters: { period: 'all' },
    sql: `SELECT ${nameOf('user', 'createdBy')}, count(*) FROM note WHERE trashedAt = '' GROUP BY 1`,
  },
  {
    name: 'ticketsByStatus',
    parameters: { period: 'all' },
    sql: `SELECT CASE status WHEN 'new' THEN 'New' WHEN 'open' THEN 'Open' WHEN 'solved' THEN 'Solved' WHEN 'waiting' THEN 'Waiting for customer' WHEN 'closed' THEN 'Closed' ELSE status END, count(*) FROM t GROUP BY 1`,
  },
  {
    name: 'ticketsByType',
    parameters: { period: 'all' },
    sql: `SELECT CASE type WHEN '' THEN 'Not given' WHEN 'complaint' THEN 'Complaint' WHEN 'question' THEN 'Question' WHEN 'incident' THEN 'Incident' WHEN 'request' THEN 'Request' ELSE type END, count(*) FROM t GROUP BY 1`,
  },
  {
    name: 'newTickets',
    parameters: year,
    sql: `SELECT strftime('%Y-%m', ${local('openedAt')}), count(*), sum(solvedAt <> '') FROM t WHERE ${inYear('openedAt')} GROUP BY 1`,
  },
  {
    name: 'ticketsByAgent',
    parameters: { period: 'all' },
    sql: `SELECT CASE assigneeId WHEN '' THEN 'Not given' ELSE ${nameOf('user', 'assigneeId')} END, count(*), sum(solvedAt <> '') FROM t GROUP BY 1`,
  },
  {
    name: 'ticketsByCompany',
    parameters: { period: 'all' },
    sql: `SELECT ${nameOf('company', 'companyId')}, count(*), total(type = 'complaint') FROM t WHERE companyId <> '' GROUP BY 1`,
  },
  {
    name: 'missingDetails',
    sql: [
      gap('No e-mail', `"emails.json" = ''`),
      gap('No phone', `"phones.json" = ''`),
      gap('No address', `"addresses.json" = ''`),
      gap('No company', `companyId = ''`),
      gap('No way to reach at all', `"emails.json" = '' AND "phones.json" = '' AND "addresses.json" = ''`),
    ].join(' UNION ALL '),
  },
  {
    name: 'wrongEmails',
    sql: `SELECT displayName, json_extract(e.value, '$.value') AS m FROM c, json_each("emails.json") e WHERE "emails.json" <> '' AND (m NOT GLOB '*?@?*.?*' OR instr(m, ' ') > 0 OR length(m) - length(replace(m, '@', '')) > 1)`,
  },
  {
    name: 'sharedEmails',
    sql: `SELECT lower(trim(json_extract(e.value, '$.value'))) AS m, count(DISTINCT c.id) AS n FROM c, json_each("emails.json") e WHERE "emails.json" <> '' GROUP BY 1 HAVING n > 1`,
  },
  { name: 'sameNames', sql: 'SELECT displayName, count(*) AS n FROM c GROUP BY 1 HAVING n > 1' },
  {
    name: 'emptyCompanies',
    sql: `SELECT displayName FROM f WHERE id NOT IN (SELECT ${winner('company', 'companyId')} FROM c WHERE companyId <> '')`,
  },
]

async function fill(made: TestDatabase): Promise<void> {
  await made.call('demo.create', { contacts: 300, seed: 9 })
  const at = made.sources.now()
  const make = async (entity: string, data: Record<string, unknown>): Promise<string> =>
    (await made.call('record.create', { entity, data })).id
  const person = async (name: string, email?: string): Promise<string> =>
    make('contact', {
      givenName: name,
      familyName: 'Twice',
      ...(email && { emails: [{ label: 'work', value: email }] }),
      tags: ['vip', 'vip 2'],
    })
  const [one, two, three] = [
    await person('Same', 'a@b.example'),
    await person('Same', 'A@B.example '),
    await person('Other', 'no address at all'),
  ]
  const firm = await make('company', { name: 'Edge Ltd', industry: 'Retail' })
  const merged = await make('company', { name: 'Edge Limited' })
  await make('contact', { givenName: 'Child', familyName: 'Of merged', companyId: merged, referredById: one })
  await made.call('duplicate.merge', { entity: 'company', ids: [firm, merged] })
  const iso = (days: number): string => new Date(at + days * DAY).toISOString()
  // On both sides of a month's midnight in Bangkok.
  for (const when of ['2026-09-30T16:59:59.000Z', '2026-09-30T17:00:00.000Z'])
    await make('history', {
      kind: 'call',
      at: when,
      regarding: 'edge',
      contactId: two,
      resultCode: 'busy',
      durationMinutes: 7,
    })
  for (const [days, status, done] of [
    [-3, 'open', null],
    [-5, 'done', -4.5],
    [-9, 'done', -2],
    [4, 'open', null],
    [-1, 'cancelled', null],
  ] as const)
    await make('activity', {
      kind: 'call',
      regarding: `plan ${days}`,
      startAt: iso(days),
      status,
      contactId: three,
      ...(done !== null && { completedAt: iso(done) }),
    })
  for (const type of ['complaint', 'question', 'question'])
    await make('ticket', { subject: `About ${type}`, type, companyId: firm, contactId: one })
  await made.call('record.trash', { entity: 'contact', id: await person('Trashed', 'a@b.example') })
}

it('say what the sqlite3 shell says, every one of them', async () => {
  const db = testDatabase({ seed: 31 })
  await fill(db)
  const shell = await shellOver(db, prelude)
  const { reports } = await db.call('report.list', { reader })
  const now = db.sources.now()
  const names = [...checked(now), ...businessChecks(now)].map(({ name }) => name)
  // When a record was last changed is in no file.
  expect(reports.map(({ name }) => name).filter((name) => !names.includes(name))).toEqual(['untouched'])
  expect(names.length).toBe(new Set(names).size)
  expect(reports.length).toBeGreaterThan(60)
  await agree(db, shell, checked(now))
}, 180_000)

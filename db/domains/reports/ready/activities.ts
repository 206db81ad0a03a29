/** Reports about what was done and what is planned, and who did it. */
import { canonicalOf } from '../../../core/visible.ts'
import { count, type Definitions, type Measure, owned, within } from '../definition.ts'

const kinds = ['history.kind', 'activityType.field.base']
const minutes: Measure = { label: 'minutes', sql: 'total(minutes)', kind: 'minutes' }
const done = (columns: string): string =>
  `SELECT r.rowId AS record, r.durationMinutes AS minutes, ${columns} FROM visibleHistory r WHERE ${within('r.at')} AND ${owned()}`

export const activityReports = {
  doneByKind: {
    area: 'activities',
    entity: 'history',
    parameters: ['period', 'owner'],
    facts: done('r.kind AS kind'),
    by: [{ column: 'kind', label: 'kind', kind: 'word', words: kinds }],
    measures: [count, minutes],
    share: true,
    chart: 'bars',
  },
  doneOverTime: {
    area: 'activities',
    entity: 'history',
    parameters: ['period', 'owner'],
    facts: done('r.at AS at'),
    by: [{ column: 'at', label: 'time', kind: 'time' }],
    measures: [count, minutes],
    chart: 'columns',
  },
  callResults: {
    area: 'activities',
    entity: 'history',
    parameters: ['period', 'owner'],
    facts: `SELECT r.rowId AS record, r.durationMinutes AS minutes, r.resultCode AS result
      FROM visibleHistory r WHERE r.kind = 'call' AND ${within('r.at')} AND ${owned()}`,
    by: [{ column: 'result', label: 'result', kind: 'word', words: ['record.result'] }],
    measures: [count, { label: 'averageMinutes', sql: 'avg(minutes)', kind: 'minutes' }],
    share: true,
    chart: 'bars',
  },
  busiestContacts: {
    area: 'activities',
    entity: 'history',
    parameters: ['period', 'owner'],
    facts: `SELECT r.rowId AS record, r.durationMinutes AS minutes, r.at AS at, ${canonicalOf('contact', 'r.contactId')} AS contact
      FROM visibleHistory r WHERE r.contactId IS NOT NULL AND ${within('r.at')} AND ${owned()}`,
    by: [{ column: 'contact', label: 'contact', kind: 'record', entity: 'contact' }],
    measures: [count, minutes, { label: 'lastAt', sql: 'max(at)', kind: 'instant' }],
    chart: 'bars',
  },
  plannedByStatus: {
    area: 'activities',
    entity: 'activity',
    parameters: ['period', 'owner'],
    facts: `SELECT r.rowId AS record, r.kind AS kind, ifnull(r.status, 'open') AS status FROM visibleActivity r WHERE ${within('r.startAt')} AND ${owned()}`,
    by: [
      { column: 'kind', label: 'kind', kind: 'word', words: kinds },
      { column: 'status', label: 'status', kind: 'word', words: ['report.word.activity'] },
    ],
    measures: [count],
    share: true,
    chart: null,
  },
  overdueActivities: {
    area: 'activities',
    entity: 'activity',
    parameters: ['owner'],
    facts: `SELECT r.rowId AS record, r.kind AS kind, r.startAt AS startAt, ${canonicalOf('contact', 'r.contactId')} AS contact, r.ownerId AS owner
      FROM visibleActivity r WHERE ifnull(r.status, 'open') = 'open' AND r.rule IS NULL AND r.startAt < :now AND ${owned()}`,
    list: [
      { column: 'startAt', label: 'startAt', kind: 'instant' },
      { column: 'kind', label: 'kind', kind: 'word', words: kinds },
      { column: 'contact', label: 'contact', kind: 'record', entity: 'contact' },
      { column: 'owner', label: 'owner', kind: 'record', entity: 'user' },
    ],
    order: 'startAt, record',
  },
} satisfies Definitions

export const staffReports = {
  workByPerson: {
    area: 'staff',
    entity: 'history',
    parameters: ['period'],
    facts: `SELECT r.rowId AS record, r.ownerId AS owner, r.kind AS kind, r.durationMinutes AS minutes
      FROM visibleHistory r WHERE ${within('r.at')}`,
    by: [
      { column: 'owner', label: 'owner', kind: 'record', entity: 'user' },
      { column: 'kind', label: 'kind', kind: 'word', words: kinds },
    ],
    measures: [count, minutes],
    chart: null,
  },
  contactsByPerson: {
    area: 'staff',
    entity: 'contact',
    parameters: ['period'],
    facts: `SELECT r.rowId AS record, r.createdBy AS author FROM visibleContact r WHERE ${within('r.createdAt')}`,
    by: [{ column: 'author', label: 'author', kind: 'record', entity: 'user' }],
    measures: [count],
    share: true,
    chart: 'bars',
  },
  overdueByPerson: {
    area: 'staff',
    entity: 'activity',
    parameters: [],
    facts: `SELECT r.rowId AS record, r.ownerId AS owner, (:now - r.startAt) / 86400000.0 AS late FROM visibleActivity r
      WHERE ifnull(r.status, 'open') = 'open' AND r.rule IS NULL AND r.startAt < :now`,
    by: [{ column: 'owner', label: 'owner', kind: 'record', entity: 'user' }],
    measures: [count, { label: 'averageDaysLate', sql: 'avg(late)', kind: 'number' }],
    chart: 'bars',
  },
  punctuality: {
    area: 'staff',
    entity: 'activity',
    parameters: ['period'],
    facts: `SELECT r.rowId AS record, r.ownerId AS owner, r.completedAt <= r.startAt + 86400000 AS punctual FROM visibleActivity r
      WHERE r.status = 'done' AND r.completedAt IS NOT NULL AND ${within('r.startAt')}`,
    by: [{ column: 'owner', label: 'owner', kind: 'record', entity: 'user' }],
    measures: [count, { label: 'punctual', sql: 'avg(punctual)', kind: 'share' }],
    chart: 'bars',
  },
  notesByPerson: {
    area: 'staff',
    entity: 'note',
    parameters: ['period'],
    facts: `SELECT r.rowId AS record, r.createdBy AS author, length(r.body) AS letters FROM visibleNote r WHERE ${within('r.createdAt')}`,
    by: [{ column: 'author', label: 'author', kind: 'record', entity: 'user' }],
    measures: [count, { label: 'averageLetters', sql: 'avg(letters)', kind: 'number' }],
    chart: 'bars',
  },
} satisfies Definitions

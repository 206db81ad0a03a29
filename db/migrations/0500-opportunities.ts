/** Pipelines, opportunities, quotas; leads on contacts and companies; what notes, activities and documents refer to. Frozen once shipped. */
export const id = 500
export const name = 'opportunities'
const system = `
  ownerId INTEGER, private INTEGER, trashedAt INTEGER, mergedInto INTEGER, deletedAt INTEGER, createdAt INTEGER, createdBy INTEGER,
  stub INTEGER NOT NULL DEFAULT 0, custom TEXT, canonicalId INTEGER, updatedAt INTEGER, displayName TEXT, sortKey TEXT
`
const table = (table: string, columns: string, refs: readonly string[]): string => `
CREATE TABLE ${table}(rowId INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, ${columns}, ${system}) STRICT;
${refs
  .map(
    (column) =>
      `CREATE INDEX ${table}By${column[0]?.toUpperCase()}${column.slice(1)} ON ${table}(${column}) WHERE ${column} IS NOT NULL;`,
  )
  .join('\n')}
CREATE INDEX ${table}BySortKey ON ${table}(sortKey);
CREATE INDEX ${table}ByCanonicalId ON ${table}(canonicalId) WHERE mergedInto IS NOT NULL;
CREATE INDEX ${table}Hidden ON ${table}(rowId) WHERE trashedAt IS NOT NULL OR mergedInto IS NOT NULL OR deletedAt IS NOT NULL OR stub = 1 OR private = 1;
`
const joins = ['note', 'history', 'activity', 'document']
export const sql = [
  table('pipeline', 'name TEXT, position INTEGER, hidden INTEGER', []),
  table(
    'stage',
    'pipelineId INTEGER, name TEXT, position INTEGER, probability INTEGER, rotDays INTEGER, requiredFields TEXT, category TEXT',
    ['pipelineId'],
  ),
  table('closeReason', 'name TEXT, outcome TEXT, position INTEGER, hidden INTEGER', []),
  table(
    'opportunity',
    `name TEXT, companyId INTEGER, contactId INTEGER, pipelineId INTEGER, stageId INTEGER, status TEXT, amount TEXT, amountFrom TEXT,
     closeDate TEXT, probability INTEGER, category TEXT, nextStep TEXT, source TEXT, reasonId INTEGER, reasonNote TEXT, description TEXT,
     tags TEXT, openedAt INTEGER, closedAt INTEGER, stageSince INTEGER, leadContactId INTEGER, leadCompanyId INTEGER, extras TEXT,
     minor INTEGER GENERATED ALWAYS AS (amount ->> 'minor') VIRTUAL, currency TEXT GENERATED ALWAYS AS (amount ->> 'currency') VIRTUAL`,
    ['companyId', 'contactId', 'pipelineId', 'reasonId', 'leadContactId', 'leadCompanyId'],
  ),
  `CREATE INDEX opportunityByStage ON opportunity(stageId, status, closeDate, ownerId, currency, minor, probability, category, stageSince, pipelineId);
   CREATE INDEX opportunityByClose ON opportunity(closeDate, status, ownerId, pipelineId, stageId, currency, minor, probability, category);
   CREATE INDEX opportunityByClosed ON opportunity(closedAt) WHERE closedAt IS NOT NULL;`,
  table('opportunityContact', 'opportunityId INTEGER, contactId INTEGER, role TEXT, note TEXT', [
    'opportunityId',
    'contactId',
  ]),
  table('opportunityMember', 'opportunityId INTEGER, userId INTEGER, role TEXT', ['opportunityId', 'userId']),
  table(
    'competitor',
    'name TEXT, website TEXT, strengths TEXT, weaknesses TEXT, description TEXT, tags TEXT',
    [],
  ),
  table(
    'opportunityCompetitor',
    'opportunityId INTEGER, competitorId INTEGER, strengths TEXT, weaknesses TEXT, price TEXT, outcome TEXT',
    ['opportunityId', 'competitorId'],
  ),
  table(
    'opportunityLine',
    'opportunityId INTEGER, productId INTEGER, name TEXT, quantity REAL, unitPrice REAL, discountPercent REAL, position INTEGER',
    ['opportunityId', 'productId'],
  ),
  table(
    'stageChange',
    'opportunityId INTEGER, at INTEGER, fromStageId INTEGER, toStageId INTEGER, fromName TEXT, toName TEXT, status TEXT, amount TEXT, days INTEGER',
    ['opportunityId', 'fromStageId', 'toStageId'],
  ),
  table('quota', 'userId INTEGER, pipelineId INTEGER, startDate TEXT, endDate TEXT, amount TEXT, note TEXT', [
    'userId',
    'pipelineId',
  ]),
  ...joins.map(
    (of) => `ALTER TABLE ${of} ADD COLUMN opportunityId INTEGER;
CREATE INDEX ${of}ByOpportunityId ON ${of}(opportunityId) WHERE opportunityId IS NOT NULL;`,
  ),
  ...['contact', 'company'].map(
    (of) => `ALTER TABLE ${of} ADD COLUMN leadStatus TEXT;
ALTER TABLE ${of} ADD COLUMN leadSource TEXT;
CREATE INDEX ${of}ByLeadStatus ON ${of}(leadStatus) WHERE leadStatus IS NOT NULL;
CREATE INDEX ${of}ByLeadSource ON ${of}(leadSource) WHERE leadSource IS NOT NULL;`,
  ),
].join('\n')

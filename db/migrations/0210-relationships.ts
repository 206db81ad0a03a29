/** Relationships between contacts and companies, and the kinds people made themselves. Frozen once shipped. */
export const id = 210
export const name = 'relationships'
const system = `
  ownerId INTEGER, private INTEGER, trashedAt INTEGER, mergedInto INTEGER, deletedAt INTEGER, createdAt INTEGER, createdBy INTEGER,
  stub INTEGER NOT NULL DEFAULT 0, custom TEXT, canonicalId INTEGER, updatedAt INTEGER, displayName TEXT, sortKey TEXT
`
const hidden =
  'trashedAt IS NOT NULL OR mergedInto IS NOT NULL OR deletedAt IS NOT NULL OR stub = 1 OR private = 1'
const indexes = (table: string) => `
CREATE INDEX ${table}BySortKey ON ${table}(sortKey);
CREATE INDEX ${table}ByCanonicalId ON ${table}(canonicalId) WHERE mergedInto IS NOT NULL;
CREATE INDEX ${table}Hidden ON ${table}(rowId) WHERE ${hidden};
`
export const sql = `
CREATE TABLE relationshipType(
  rowId INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, name TEXT, reverse TEXT, ${system}
) STRICT;
CREATE TABLE relationship(
  rowId INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE,
  kind TEXT, typeId INTEGER, fromContactId INTEGER, fromCompanyId INTEGER, toContactId INTEGER, toCompanyId INTEGER,
  startDate TEXT, endDate TEXT, note TEXT, ${system}
) STRICT;
${indexes('relationshipType')}${indexes('relationship')}
CREATE INDEX relationshipByTypeId ON relationship(typeId) WHERE typeId IS NOT NULL;
CREATE INDEX relationshipByFromContactId ON relationship(fromContactId) WHERE fromContactId IS NOT NULL;
CREATE INDEX relationshipByFromCompanyId ON relationship(fromCompanyId) WHERE fromCompanyId IS NOT NULL;
CREATE INDEX relationshipByToContactId ON relationship(toContactId) WHERE toContactId IS NOT NULL;
CREATE INDEX relationshipByToCompanyId ON relationship(toCompanyId) WHERE toCompanyId IS NOT NULL;
`

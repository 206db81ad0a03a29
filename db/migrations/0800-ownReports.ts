/** Reports that people make themselves. Frozen once shipped. */
export const id = 800
export const name = 'ownReports'
export const sql = `
CREATE TABLE report(
  rowId INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, name TEXT, question TEXT, base TEXT, definition TEXT,
  ownerId INTEGER, private INTEGER, trashedAt INTEGER, mergedInto INTEGER, deletedAt INTEGER, createdAt INTEGER, createdBy INTEGER,
  stub INTEGER NOT NULL DEFAULT 0, custom TEXT, canonicalId INTEGER, updatedAt INTEGER, displayName TEXT, sortKey TEXT
) STRICT;
CREATE INDEX reportBySortKey ON report(sortKey);
CREATE INDEX reportByCanonicalId ON report(canonicalId) WHERE mergedInto IS NOT NULL;
CREATE INDEX reportHidden ON report(rowId) WHERE trashedAt IS NOT NULL OR mergedInto IS NOT NULL OR deletedAt IS NOT NULL OR stub = 1 OR private = 1;
`

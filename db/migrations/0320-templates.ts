/** Templates of letters and e-mails. Frozen once shipped. */
export const id = 320
export const name = 'templates'
const system = `
  ownerId INTEGER, private INTEGER, trashedAt INTEGER, mergedInto INTEGER, deletedAt INTEGER, createdAt INTEGER, createdBy INTEGER,
  stub INTEGER NOT NULL DEFAULT 0, custom TEXT, canonicalId INTEGER, updatedAt INTEGER, displayName TEXT, sortKey TEXT
`
export const sql = `
CREATE TABLE template(
  rowId INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE,
  name TEXT, kind TEXT, about TEXT, description TEXT, subject TEXT, body TEXT, page TEXT, ${system}
) STRICT;
CREATE INDEX templateBySortKey ON template(sortKey);
CREATE INDEX templateByCanonicalId ON template(canonicalId) WHERE mergedInto IS NOT NULL;
CREATE INDEX templateHidden ON template(rowId) WHERE trashedAt IS NOT NULL OR mergedInto IS NOT NULL OR deletedAt IS NOT NULL OR stub = 1 OR private = 1;
`

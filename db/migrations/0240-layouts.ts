/** Layouts of record forms. Frozen once shipped. */
export const id = 240
export const name = 'layouts'
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
CREATE TABLE layout(
  rowId INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, entity TEXT, body TEXT, ${system}
) STRICT;
${indexes('layout')}
CREATE INDEX layoutByEntity ON layout(entity);
`

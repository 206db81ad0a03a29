/** Documents of contacts and companies. Frozen once shipped. */
export const id = 220
export const name = 'documents'
export const sql = `
CREATE TABLE document(
  rowId INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE,
  name TEXT, file TEXT, contactId INTEGER, companyId INTEGER, at INTEGER, content TEXT,
  ownerId INTEGER, private INTEGER, trashedAt INTEGER, mergedInto INTEGER, deletedAt INTEGER, createdAt INTEGER, createdBy INTEGER,
  stub INTEGER NOT NULL DEFAULT 0, custom TEXT, canonicalId INTEGER, updatedAt INTEGER, displayName TEXT, sortKey TEXT
) STRICT;
CREATE INDEX documentBySortKey ON document(sortKey);
CREATE INDEX documentByCanonicalId ON document(canonicalId) WHERE mergedInto IS NOT NULL;
CREATE INDEX documentHidden ON document(rowId) WHERE trashedAt IS NOT NULL OR mergedInto IS NOT NULL OR deletedAt IS NOT NULL OR stub = 1 OR private = 1;
CREATE INDEX documentByContactId ON document(contactId) WHERE contactId IS NOT NULL;
CREATE INDEX documentByCompanyId ON document(companyId) WHERE companyId IS NOT NULL;
`

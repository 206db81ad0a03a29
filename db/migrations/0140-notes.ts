/** Notes and history. Frozen once shipped. */
export const id = 140
export const name = 'notes'
const system = `
  ownerId INTEGER, private INTEGER, trashedAt INTEGER, mergedInto INTEGER, deletedAt INTEGER, createdAt INTEGER, createdBy INTEGER,
  stub INTEGER NOT NULL DEFAULT 0, custom TEXT, canonicalId INTEGER, updatedAt INTEGER, displayName TEXT, sortKey TEXT
`
export const sql = `
CREATE TABLE note(
  rowId INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE,
  body TEXT, contactId INTEGER, companyId INTEGER, at INTEGER, pinned INTEGER, ${system}
) STRICT;
CREATE INDEX noteByContactId ON note(contactId) WHERE contactId IS NOT NULL;
CREATE INDEX noteByCompanyId ON note(companyId) WHERE companyId IS NOT NULL;
CREATE INDEX noteByAt ON note(at);
CREATE INDEX noteBySortKey ON note(sortKey);
CREATE INDEX noteByCanonicalId ON note(canonicalId) WHERE mergedInto IS NOT NULL;
CREATE INDEX noteHidden ON note(rowId) WHERE trashedAt IS NOT NULL OR mergedInto IS NOT NULL OR deletedAt IS NOT NULL OR stub = 1 OR private = 1;

CREATE TABLE history(
  rowId INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE,
  kind TEXT, at INTEGER, regarding TEXT, body TEXT, contactId INTEGER, companyId INTEGER, resultCode TEXT,
  durationMinutes INTEGER, params TEXT, ${system}
) STRICT;
CREATE INDEX historyByContactId ON history(contactId) WHERE contactId IS NOT NULL;
CREATE INDEX historyByCompanyId ON history(companyId) WHERE companyId IS NOT NULL;
CREATE INDEX historyByAt ON history(at);
CREATE INDEX historyBySortKey ON history(sortKey);
CREATE INDEX historyByCanonicalId ON history(canonicalId) WHERE mergedInto IS NOT NULL;
CREATE INDEX historyHidden ON history(rowId) WHERE trashedAt IS NOT NULL OR mergedInto IS NOT NULL OR deletedAt IS NOT NULL OR stub = 1 OR private = 1;
`

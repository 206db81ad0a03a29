/** Who agreed to be contacted, and who refused. Frozen once shipped. */
export const id = 700
export const name = 'consent'
export const sql = `
CREATE TABLE consent(
  rowId INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE,
  contactId INTEGER, companyId INTEGER, address TEXT, decision TEXT, channel TEXT, purpose TEXT, basis TEXT, source TEXT,
  wording TEXT, proof TEXT, at INTEGER, until TEXT, keepUntil TEXT, lifts TEXT,
  ownerId INTEGER, private INTEGER, trashedAt INTEGER, mergedInto INTEGER, deletedAt INTEGER, createdAt INTEGER, createdBy INTEGER,
  stub INTEGER NOT NULL DEFAULT 0, custom TEXT, canonicalId INTEGER, updatedAt INTEGER, displayName TEXT, sortKey TEXT
) STRICT;
CREATE INDEX consentByContactId ON consent(contactId) WHERE contactId IS NOT NULL;
CREATE INDEX consentByCompanyId ON consent(companyId) WHERE companyId IS NOT NULL;
CREATE INDEX consentByAddress ON consent(address) WHERE address IS NOT NULL;
CREATE INDEX consentBySortKey ON consent(sortKey);
CREATE INDEX consentByCanonicalId ON consent(canonicalId) WHERE mergedInto IS NOT NULL;
CREATE INDEX consentHidden ON consent(rowId) WHERE trashedAt IS NOT NULL OR mergedInto IS NOT NULL OR deletedAt IS NOT NULL OR stub = 1 OR private = 1;
`

/** Lists of campaigns, their members, and who was in segments when. Frozen once shipped. */
export const id = 701
export const name = 'lists'
const system = `
  ownerId INTEGER, private INTEGER, trashedAt INTEGER, mergedInto INTEGER, deletedAt INTEGER, createdAt INTEGER, createdBy INTEGER,
  stub INTEGER NOT NULL DEFAULT 0, custom TEXT, canonicalId INTEGER, updatedAt INTEGER, displayName TEXT, sortKey TEXT
`
const hidden =
  'trashedAt IS NOT NULL OR mergedInto IS NOT NULL OR deletedAt IS NOT NULL OR stub = 1 OR private = 1'
export const sql = `
CREATE TABLE "list"(
  rowId INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE,
  name TEXT, holds TEXT, role TEXT, filter TEXT, description TEXT, ${system}
) STRICT;
CREATE INDEX listBySortKey ON "list"(sortKey);
CREATE INDEX listByCanonicalId ON "list"(canonicalId) WHERE mergedInto IS NOT NULL;
CREATE INDEX listHidden ON "list"(rowId) WHERE ${hidden};

CREATE TABLE listMember(
  rowId INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE,
  listId INTEGER, contactId INTEGER, companyId INTEGER, address TEXT, since INTEGER, leftAt INTEGER, ${system}
) STRICT;
CREATE INDEX listMemberByListId ON listMember(listId) WHERE listId IS NOT NULL;
CREATE INDEX listMemberByContactId ON listMember(contactId) WHERE contactId IS NOT NULL;
CREATE INDEX listMemberByCompanyId ON listMember(companyId) WHERE companyId IS NOT NULL;
CREATE INDEX listMemberBySortKey ON listMember(sortKey);
CREATE INDEX listMemberByCanonicalId ON listMember(canonicalId) WHERE mergedInto IS NOT NULL;
CREATE INDEX listMemberHidden ON listMember(rowId) WHERE ${hidden};

-- Who was in a segment when it was marked: local rows, 4 bytes each. Never leaves this device.
CREATE TABLE listMark(
  listId INTEGER NOT NULL, at INTEGER NOT NULL, members BLOB NOT NULL, PRIMARY KEY(listId, at)
) STRICT, WITHOUT ROWID;
`

/** Groups and their members. Frozen once shipped. */
export const id = 200
export const name = 'groups'
const system = `
  ownerId INTEGER, private INTEGER, trashedAt INTEGER, mergedInto INTEGER, deletedAt INTEGER, createdAt INTEGER, createdBy INTEGER,
  stub INTEGER NOT NULL DEFAULT 0, custom TEXT, canonicalId INTEGER, updatedAt INTEGER, displayName TEXT, sortKey TEXT
`
export const sql = `
CREATE TABLE "group"(
  rowId INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE,
  name TEXT, sorts TEXT, parentId INTEGER, filter TEXT, description TEXT, ${system}
) STRICT;
CREATE INDEX groupByParentId ON "group"(parentId) WHERE parentId IS NOT NULL;
CREATE INDEX groupBySortKey ON "group"(sortKey);
CREATE INDEX groupByCanonicalId ON "group"(canonicalId) WHERE mergedInto IS NOT NULL;
CREATE INDEX groupHidden ON "group"(rowId) WHERE trashedAt IS NOT NULL OR mergedInto IS NOT NULL OR deletedAt IS NOT NULL OR stub = 1 OR private = 1;

CREATE TABLE groupMember(
  rowId INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE,
  groupId INTEGER, contactId INTEGER, companyId INTEGER, remark TEXT, ${system}
) STRICT;
CREATE INDEX groupMemberByGroupId ON groupMember(groupId) WHERE groupId IS NOT NULL;
CREATE INDEX groupMemberByContactId ON groupMember(contactId) WHERE contactId IS NOT NULL;
CREATE INDEX groupMemberByCompanyId ON groupMember(companyId) WHERE companyId IS NOT NULL;
CREATE INDEX groupMemberBySortKey ON groupMember(sortKey);
CREATE INDEX groupMemberByCanonicalId ON groupMember(canonicalId) WHERE mergedInto IS NOT NULL;
CREATE INDEX groupMemberHidden ON groupMember(rowId) WHERE trashedAt IS NOT NULL OR mergedInto IS NOT NULL OR deletedAt IS NOT NULL OR stub = 1 OR private = 1;
`

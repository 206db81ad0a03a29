/** Pairs known to be different, and a way to who was merged into a row. Frozen once shipped. */
export const id = 230
export const name = 'duplicates'
export const sql = `
CREATE TABLE notDuplicate(
  rowId INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE,
  about TEXT, firstId TEXT, secondId TEXT,
  ownerId INTEGER, private INTEGER, trashedAt INTEGER, mergedInto INTEGER, deletedAt INTEGER, createdAt INTEGER, createdBy INTEGER,
  stub INTEGER NOT NULL DEFAULT 0, custom TEXT, canonicalId INTEGER, updatedAt INTEGER, displayName TEXT, sortKey TEXT
) STRICT;
CREATE INDEX notDuplicateByFirstId ON notDuplicate(firstId);
CREATE INDEX notDuplicateBySortKey ON notDuplicate(sortKey);
CREATE INDEX notDuplicateByCanonicalId ON notDuplicate(canonicalId) WHERE mergedInto IS NOT NULL;
CREATE INDEX notDuplicateHidden ON notDuplicate(rowId) WHERE trashedAt IS NOT NULL OR mergedInto IS NOT NULL OR deletedAt IS NOT NULL OR stub = 1 OR private = 1;
CREATE INDEX contactByMergedInto ON contact(mergedInto) WHERE mergedInto IS NOT NULL;
CREATE INDEX companyByMergedInto ON company(mergedInto) WHERE mergedInto IS NOT NULL;
`

/** Favourites, and finding birthdays and yearly events by day. Frozen once shipped. */
export const id = 110
export const name = 'home'
export const sql = `
CREATE TABLE favourite(
  rowId INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, userId INTEGER, entity TEXT, record TEXT,
  ownerId INTEGER, private INTEGER, trashedAt INTEGER, mergedInto INTEGER, deletedAt INTEGER, createdAt INTEGER, createdBy INTEGER,
  stub INTEGER NOT NULL DEFAULT 0, custom TEXT, canonicalId INTEGER, updatedAt INTEGER, displayName TEXT, sortKey TEXT
) STRICT;
CREATE INDEX favouriteBySortKey ON favourite(sortKey);
CREATE INDEX favouriteByCanonicalId ON favourite(canonicalId) WHERE mergedInto IS NOT NULL;
CREATE INDEX favouriteHidden ON favourite(rowId) WHERE trashedAt IS NOT NULL OR mergedInto IS NOT NULL OR deletedAt IS NOT NULL OR stub = 1 OR private = 1;
CREATE INDEX favouriteByUserId ON favourite(userId);

-- The last five letters of a yearly date are its month and day, whatever the calendar and whether or not it has a year.
CREATE INDEX contactByBirthday ON contact(substr(birthday, -5)) WHERE birthday IS NOT NULL;
CREATE INDEX contactByEvents ON contact(events) WHERE events IS NOT NULL;
CREATE INDEX companyByEvents ON company(events) WHERE events IS NOT NULL;
`

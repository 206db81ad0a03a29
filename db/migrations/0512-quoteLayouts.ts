/** How quotes look on paper: layouts of one's own, and which of them a quote takes. Frozen once shipped. */
export const id = 512
export const name = 'quoteLayouts'
export const sql = `
CREATE TABLE quoteLayout(
  rowId INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE,
  name TEXT, language TEXT, standard INTEGER, title TEXT, colour TEXT, style TEXT, columns TEXT, parts TEXT,
  before TEXT, after TEXT, footer TEXT,
  ownerId INTEGER, private INTEGER, trashedAt INTEGER, mergedInto INTEGER, deletedAt INTEGER, createdAt INTEGER, createdBy INTEGER,
  stub INTEGER NOT NULL DEFAULT 0, custom TEXT, canonicalId INTEGER, updatedAt INTEGER, displayName TEXT, sortKey TEXT
) STRICT;
CREATE INDEX quoteLayoutBySortKey ON quoteLayout(sortKey);
CREATE INDEX quoteLayoutByCanonicalId ON quoteLayout(canonicalId) WHERE mergedInto IS NOT NULL;
CREATE INDEX quoteLayoutHidden ON quoteLayout(rowId) WHERE trashedAt IS NOT NULL OR mergedInto IS NOT NULL OR deletedAt IS NOT NULL OR stub = 1 OR private = 1;

ALTER TABLE quote ADD COLUMN layoutId INTEGER;
CREATE INDEX quoteByLayoutId ON quote(layoutId) WHERE layoutId IS NOT NULL;
`

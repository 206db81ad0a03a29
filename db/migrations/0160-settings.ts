/** Users, custom field definitions, settings, views. Frozen once shipped. */
export const id = 160
export const name = 'settings'
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
CREATE TABLE user(
  rowId INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, name TEXT, email TEXT, role TEXT, active INTEGER, ${system}
) STRICT;
CREATE TABLE customField(
  rowId INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, entity TEXT, label TEXT, kind TEXT, options TEXT, position INTEGER,
  required INTEGER, ${system}
) STRICT;
CREATE TABLE setting(
  rowId INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, scope TEXT, userId INTEGER, key TEXT, value TEXT, ${system}
) STRICT;
CREATE TABLE view(
  rowId INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, entity TEXT, name TEXT, filter TEXT, sort TEXT, columns TEXT, ${system}
) STRICT;
${indexes('user')}${indexes('customField')}${indexes('setting')}${indexes('view')}
CREATE INDEX settingByKey ON setting(key);
`

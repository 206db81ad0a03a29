/** The log and the local machinery every entity stands on. Frozen once shipped. */
export const id = 10
export const name = 'core'
export const sql = `
CREATE TABLE meta(key TEXT PRIMARY KEY, value ANY) STRICT, WITHOUT ROWID;

CREATE TABLE device(rowId INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, name TEXT NOT NULL, createdAt INTEGER NOT NULL) STRICT;

-- One row for each thing a person or program did; undo and the operations page speak of these.
CREATE TABLE op(
  rowId INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, userId INTEGER, deviceId INTEGER,
  source TEXT NOT NULL, kind TEXT NOT NULL, state TEXT NOT NULL, at INTEGER NOT NULL,
  undoes INTEGER, params TEXT
) STRICT;
CREATE INDEX opByState ON op(state) WHERE state = 'open';

-- One row for each committed transaction: its place in time (hlc) and its dot (stream, seq).
CREATE TABLE tx(
  rowId INTEGER PRIMARY KEY, opId INTEGER NOT NULL, hlc INTEGER NOT NULL, stream INTEGER NOT NULL, seq INTEGER NOT NULL,
  at INTEGER NOT NULL, firstChange INTEGER NOT NULL, lastChange INTEGER NOT NULL
) STRICT;
CREATE INDEX txByOp ON tx(opId);
CREATE INDEX txByHlc ON tx(hlc);
CREATE INDEX txByFirstChange ON tx(firstChange);
CREATE UNIQUE INDEX txByDot ON tx(stream, seq);

-- One row for each record touched: the old values of the fields that changed, by field id; NULL marks a create.
CREATE TABLE change(
  seq INTEGER PRIMARY KEY AUTOINCREMENT, txId INTEGER NOT NULL, entity INTEGER NOT NULL, rowId INTEGER NOT NULL, before TEXT
) STRICT;
CREATE INDEX changeByRow ON change(entity, rowId);

CREATE TABLE undoStack(
  rowId INTEGER PRIMARY KEY, userId INTEGER NOT NULL, deviceId INTEGER NOT NULL, opId INTEGER NOT NULL, undoneBy INTEGER
) STRICT;

-- Derived: exact look-up of phones, e-mails and handles, and duplicates.
CREATE TABLE contactPoint(
  norm TEXT NOT NULL, kind INTEGER NOT NULL, entity INTEGER NOT NULL, rowId INTEGER NOT NULL,
  PRIMARY KEY(norm, kind, entity, rowId)
) STRICT, WITHOUT ROWID;

-- Derived: what happened around a record, newest last.
CREATE TABLE timeline(
  subjectEntity INTEGER NOT NULL, subjectId INTEGER NOT NULL, at INTEGER NOT NULL, entity INTEGER NOT NULL, rowId INTEGER NOT NULL,
  PRIMARY KEY(subjectEntity, subjectId, at, entity, rowId)
) STRICT, WITHOUT ROWID;

-- Derived from change before anything is published or applied: who wrote each field last.
CREATE TABLE clock(
  entity INTEGER NOT NULL, rowId INTEGER NOT NULL, field TEXT NOT NULL,
  hlc INTEGER NOT NULL, stream INTEGER NOT NULL, seq INTEGER NOT NULL,
  PRIMARY KEY(entity, rowId, field)
) STRICT, WITHOUT ROWID;

-- Values that lost a race without having been seen: open conflicts.
CREATE TABLE sibling(
  entity INTEGER NOT NULL, rowId INTEGER NOT NULL, field TEXT NOT NULL,
  hlc INTEGER NOT NULL, stream INTEGER NOT NULL, seq INTEGER NOT NULL, value TEXT,
  PRIMARY KEY(entity, rowId, field, stream, seq)
) STRICT, WITHOUT ROWID;

-- This device's own: window layouts and unfinished edits. Never logged, never synced.
CREATE TABLE deviceSetting(userId INTEGER NOT NULL, key TEXT NOT NULL, value TEXT, PRIMARY KEY(userId, key)) STRICT, WITHOUT ROWID;
CREATE TABLE draft(
  userId INTEGER NOT NULL, entity TEXT NOT NULL, record TEXT NOT NULL, data TEXT NOT NULL, base INTEGER, savedAt INTEGER NOT NULL,
  PRIMARY KEY(userId, entity, record)
) STRICT, WITHOUT ROWID;

-- Where a long job stands and which process runs it, written with each chunk, so that a crash can be resumed.
CREATE TABLE checkpoint(opId INTEGER PRIMARY KEY, pid INTEGER NOT NULL, state TEXT NOT NULL) STRICT;
`

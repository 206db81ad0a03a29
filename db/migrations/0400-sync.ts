/** What sharing keeps: how far each stream has come, what is to be sent, what waits, and what this program does not know yet. Frozen once shipped. */
export const id = 400
export const name = 'sync'
export const sql = `
-- 1: came from another device; such a transaction is never sent on as one's own.
ALTER TABLE tx ADD COLUMN remote INTEGER;

-- Per stream the last transaction that is in this database, with the hash of all before it. Mark orders the rows by when they last moved.
CREATE TABLE syncFrontier(
  stream INTEGER PRIMARY KEY, seq INTEGER NOT NULL, hash BLOB NOT NULL, device BLOB, mark INTEGER NOT NULL, sawMark INTEGER NOT NULL DEFAULT -1
) STRICT;
CREATE INDEX syncFrontierByMark ON syncFrontier(mark);

-- What the writer of a stream had come to see by each of its transactions, and the stream of the same database it went on from.
CREATE TABLE syncSaw(
  stream INTEGER NOT NULL, at INTEGER NOT NULL, other INTEGER NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY(stream, other, at)
) STRICT, WITHOUT ROWID;
CREATE TABLE syncParent(stream INTEGER PRIMARY KEY, parent INTEGER NOT NULL, at INTEGER NOT NULL) STRICT;

-- Own transactions as they will be sent, until a listing of the hub has shown them.
CREATE TABLE syncOutbox(
  rowId INTEGER PRIMARY KEY, stream INTEGER NOT NULL, seq INTEGER NOT NULL, chain BLOB NOT NULL, body TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX syncOutboxByDot ON syncOutbox(stream, seq);
CREATE TABLE syncSealed(
  name TEXT PRIMARY KEY, folder TEXT NOT NULL, stream INTEGER NOT NULL, fromSeq INTEGER NOT NULL, toSeq INTEGER NOT NULL, bytes BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Segments whose turn has not come: something they depend on is not here.
CREATE TABLE syncWaiting(
  name TEXT PRIMARY KEY, device TEXT NOT NULL, stream INTEGER NOT NULL, fromSeq INTEGER NOT NULL, toSeq INTEGER NOT NULL,
  needs TEXT, since INTEGER NOT NULL, bytes BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Registers of entities and fields this program does not know, every version of them, to be taken up after an upgrade.
CREATE TABLE syncParked(
  entity INTEGER NOT NULL, id BLOB NOT NULL, field TEXT NOT NULL,
  hlc INTEGER NOT NULL, stream INTEGER NOT NULL, seq INTEGER NOT NULL, value TEXT,
  PRIMARY KEY(entity, id, field, stream, seq)
) STRICT, WITHOUT ROWID;

-- Conflicts that somebody answered, with the values that were not taken.
CREATE TABLE syncClosed(
  entity INTEGER NOT NULL, rowId INTEGER NOT NULL, field TEXT NOT NULL,
  hlc INTEGER NOT NULL, stream INTEGER NOT NULL, seq INTEGER NOT NULL, value TEXT, closedAt INTEGER NOT NULL,
  PRIMARY KEY(entity, rowId, field, stream, seq)
) STRICT, WITHOUT ROWID;

-- The order of a list's elements, where it is not the one that follows from their ids.
CREATE TABLE syncOrder(
  entity INTEGER NOT NULL, rowId INTEGER NOT NULL, field TEXT NOT NULL, ids TEXT NOT NULL, PRIMARY KEY(entity, rowId, field)
) STRICT, WITHOUT ROWID;

-- Per deleted record what whoever deleted it had seen of it: anything else written to it brings it back.
CREATE TABLE syncTombstone(
  entity INTEGER NOT NULL, rowId INTEGER NOT NULL, at INTEGER NOT NULL, seen TEXT NOT NULL, PRIMARY KEY(entity, rowId)
) STRICT, WITHOUT ROWID;

-- Records that are private at the moment, so that it is noticed when they cease to be.
CREATE TABLE syncWithheld(entity INTEGER NOT NULL, rowId INTEGER NOT NULL, PRIMARY KEY(entity, rowId)) STRICT, WITHOUT ROWID;

-- Files by content that are to be sent to the hub or fetched from it.
CREATE TABLE syncBlob(sha256 TEXT PRIMARY KEY, todo TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- Other devices as they last told of themselves.
CREATE TABLE syncDevice(id TEXT PRIMARY KEY, state TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- What happened in rounds, for people who look for a reason. Codes and parameters, no content of records.
CREATE TABLE syncEvent(rowId INTEGER PRIMARY KEY, at INTEGER NOT NULL, code TEXT NOT NULL, params TEXT) STRICT;
`

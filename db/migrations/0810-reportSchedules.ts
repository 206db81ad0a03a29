/** Scheduled reports, and what came of their runs on this computer. Frozen once shipped. */
export const id = 810
export const name = 'reportSchedules'
export const sql = `
CREATE TABLE reportSchedule(
  rowId INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE,
  name TEXT, report TEXT, parameters TEXT, reader TEXT, format TEXT, way TEXT, folder TEXT, recipients TEXT, accountId INTEGER,
  every TEXT, day INTEGER, minutes INTEGER, timeZone TEXT, since INTEGER, paused INTEGER, device TEXT,
  ownerId INTEGER, private INTEGER, trashedAt INTEGER, mergedInto INTEGER, deletedAt INTEGER, createdAt INTEGER, createdBy INTEGER,
  stub INTEGER NOT NULL DEFAULT 0, custom TEXT, canonicalId INTEGER, updatedAt INTEGER, displayName TEXT, sortKey TEXT
) STRICT;
CREATE INDEX reportScheduleByCanonical ON reportSchedule(canonicalId) WHERE mergedInto IS NOT NULL;
CREATE INDEX reportScheduleHidden ON reportSchedule(rowId)
  WHERE trashedAt IS NOT NULL OR mergedInto IS NOT NULL OR deletedAt IS NOT NULL OR stub = 1 OR private = 1;
CREATE INDEX reportScheduleByCreatedAt ON reportSchedule(createdAt);
CREATE INDEX reportScheduleBySortKey ON reportSchedule(sortKey);
CREATE INDEX reportScheduleByAccountId ON reportSchedule(accountId) WHERE accountId IS NOT NULL;

-- One row for each time a schedule is due here: whoever writes it makes the report. Never leaves this device.
CREATE TABLE reportRun(
  rowId INTEGER PRIMARY KEY, schedule BLOB NOT NULL, due INTEGER NOT NULL, begunAt INTEGER NOT NULL, endedAt INTEGER,
  pid INTEGER NOT NULL, attempts INTEGER NOT NULL, parameters TEXT NOT NULL, error TEXT, went TEXT, rows INTEGER,
  UNIQUE(schedule, due)
) STRICT;
`

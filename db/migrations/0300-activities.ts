/** Activities, participants, types, results, series; when contacts were last reached; alarms of this device. Frozen once shipped. */
export const id = 300
export const name = 'activities'
const system = `
  ownerId INTEGER, private INTEGER, trashedAt INTEGER, mergedInto INTEGER, deletedAt INTEGER, createdAt INTEGER, createdBy INTEGER,
  stub INTEGER NOT NULL DEFAULT 0, custom TEXT, canonicalId INTEGER, updatedAt INTEGER, displayName TEXT, sortKey TEXT
`
const table = (table: string, columns: string, refs: readonly string[]): string => `
CREATE TABLE ${table}(rowId INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, ${columns}, ${system}) STRICT;
${refs
  .map(
    (column) =>
      `CREATE INDEX ${table}By${column[0]?.toUpperCase()}${column.slice(1)} ON ${table}(${column}) WHERE ${column} IS NOT NULL;`,
  )
  .join('\n')}
CREATE INDEX ${table}BySortKey ON ${table}(sortKey);
CREATE INDEX ${table}ByCanonicalId ON ${table}(canonicalId) WHERE mergedInto IS NOT NULL;
CREATE INDEX ${table}Hidden ON ${table}(rowId) WHERE trashedAt IS NOT NULL OR mergedInto IS NOT NULL OR deletedAt IS NOT NULL OR stub = 1 OR private = 1;
`
export const sql = [
  table(
    'activity',
    `kind TEXT, regarding TEXT, startAt INTEGER, durationMinutes INTEGER, allDay INTEGER, timeZone TEXT, contactId INTEGER,
     companyId INTEGER, place TEXT, priority TEXT, colour TEXT, details TEXT, status TEXT, resultCode TEXT, completedAt INTEGER,
     alarmMinutes INTEGER, channel TEXT, rule TEXT, exceptions TEXT, recurringId INTEGER, originalDay TEXT, seriesRunId INTEGER,
     seriesStepId INTEGER, uid TEXT`,
    ['contactId', 'companyId', 'recurringId', 'seriesRunId', 'uid'],
  ),
  `CREATE INDEX activityByStartAt ON activity(startAt);
   CREATE INDEX activityLong ON activity(startAt) WHERE durationMinutes > 1440;
   CREATE INDEX activityRecurring ON activity(startAt) WHERE rule IS NOT NULL;
   CREATE INDEX activityOpen ON activity(startAt) WHERE status IS NULL OR status = 'open';
   CREATE INDEX activityAlarm ON activity(startAt) WHERE alarmMinutes IS NOT NULL;`,
  table(
    'activityParticipant',
    'activityId INTEGER, contactId INTEGER, companyId INTEGER, userId INTEGER, note TEXT',
    ['activityId', 'contactId', 'companyId', 'userId'],
  ),
  table('activityType', 'name TEXT, base TEXT, colour TEXT, position INTEGER, hidden INTEGER', []),
  table('resultCode', 'name TEXT, kinds TEXT, outcome TEXT, position INTEGER, hidden INTEGER', []),
  table('activitySeries', 'name TEXT, description TEXT, daysOff TEXT, workingDays INTEGER', []),
  table(
    'seriesStep',
    `seriesId INTEGER, offsetDays INTEGER, kind TEXT, regarding TEXT, minutes INTEGER, durationMinutes INTEGER, details TEXT,
     priority TEXT, alarmMinutes INTEGER`,
    ['seriesId'],
  ),
  table(
    'seriesRun',
    'seriesId INTEGER, seriesName TEXT, contactId INTEGER, companyId INTEGER, anchor TEXT, status TEXT',
    ['seriesId', 'contactId', 'companyId'],
  ),
  table('holiday', 'date TEXT, name TEXT, country TEXT, working INTEGER, uid TEXT', []),
  `CREATE INDEX holidayByDate ON holiday(date);

-- Derived from history, never logged.
ALTER TABLE contact ADD COLUMN lastAttempt INTEGER;
ALTER TABLE contact ADD COLUMN lastReach INTEGER;
ALTER TABLE contact ADD COLUMN lastMeeting INTEGER;
ALTER TABLE contact ADD COLUMN lastLetter INTEGER;
ALTER TABLE contact ADD COLUMN lastEmail INTEGER;
CREATE TEMP TABLE migrating AS SELECT c.canonicalId AS contact, h.at, h.kind,
  (h.kind = 'call' AND ifnull(h.resultCode, '') IN ('notReached', 'noAnswer', 'leftMessage', 'busy', 'wrongNumber')) AS vain,
  ifnull(h.resultCode, '') IN ('notHeld', 'postponed') AS unheld
  FROM history h JOIN contact c ON c.rowId = h.contactId
  WHERE h.trashedAt IS NULL AND h.deletedAt IS NULL AND h.private IS NOT 1 AND ifnull(h.resultCode, '') NOT IN ('cancelled', 'notDone')
    AND h.kind IN ('call', 'meeting', 'letter', 'email');
CREATE INDEX temp.migratingByContact ON migrating(contact);
UPDATE contact SET
  lastAttempt = (SELECT max(at) FROM migrating m WHERE m.contact = contact.rowId AND kind = 'call'),
  lastReach = (SELECT max(at) FROM migrating m WHERE m.contact = contact.rowId AND ((kind = 'call' AND NOT vain) OR (kind = 'meeting' AND NOT unheld))),
  lastMeeting = (SELECT max(at) FROM migrating m WHERE m.contact = contact.rowId AND kind = 'meeting' AND NOT unheld),
  lastLetter = (SELECT max(at) FROM migrating m WHERE m.contact = contact.rowId AND kind = 'letter'),
  lastEmail = (SELECT max(at) FROM migrating m WHERE m.contact = contact.rowId AND kind = 'email')
  WHERE rowId IN (SELECT contact FROM migrating);
DROP TABLE migrating;

-- What this device has rung for: seen for good, or put off.
CREATE TABLE alarmState(activity INTEGER NOT NULL, occurrence TEXT NOT NULL, until INTEGER, PRIMARY KEY(activity, occurrence)) STRICT, WITHOUT ROWID;
`,
].join('\n')

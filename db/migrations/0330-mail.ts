/** Mail accounts, the outbox, and the log of what was given to servers. Frozen once shipped. */
export const id = 330
export const name = 'mail'
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
CREATE TABLE mailAccount(
  rowId INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, name TEXT, address TEXT, fromName TEXT, host TEXT, port INTEGER, security TEXT,
  userName TEXT, replyTo TEXT, signature TEXT, perMinute INTEGER, ${system}
) STRICT;
CREATE TABLE mailMessage(
  rowId INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, recipient TEXT, recipientName TEXT, subject TEXT, state TEXT, at INTEGER, sentAt INTEGER,
  accountId INTEGER, contactId INTEGER, companyId INTEGER, html TEXT, text TEXT, attachments TEXT, error TEXT, device TEXT, ${system}
) STRICT;
${indexes('mailAccount')}${indexes('mailMessage')}
CREATE INDEX mailMessageByState ON mailMessage(state, at);
CREATE INDEX mailMessageByContactId ON mailMessage(contactId) WHERE contactId IS NOT NULL;
CREATE INDEX mailMessageByCompanyId ON mailMessage(companyId) WHERE companyId IS NOT NULL;

-- What was done with each message at a server: only grows, is never undone, never leaves this device.
CREATE TABLE mailLog(
  rowId INTEGER PRIMARY KEY, message BLOB NOT NULL, at INTEGER NOT NULL, pid INTEGER NOT NULL, state TEXT NOT NULL, response TEXT
) STRICT;
CREATE INDEX mailLogByMessage ON mailLog(message, rowId);
`

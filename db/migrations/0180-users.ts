/** Who may act on this file: passwords, tokens and sign-ins. Local tables, never logged, synced or exported. Frozen once shipped. */
export const id = 180
export const name = 'users'
export const sql = `
-- secret: scrypt of a password under salt and cost, or SHA-256 of a token or of a window's sign-in. AUTOINCREMENT, because
-- a session that holds the number of a credential that is gone must never meet another one under that number.
CREATE TABLE credential(
  rowId INTEGER PRIMARY KEY AUTOINCREMENT, id BLOB NOT NULL UNIQUE, userId INTEGER NOT NULL, kind TEXT NOT NULL,
  secret BLOB NOT NULL, salt BLOB, cost TEXT, scope TEXT, name TEXT, createdAt INTEGER NOT NULL, lastUsedAt INTEGER
) STRICT;
CREATE INDEX credentialByUser ON credential(userId, kind);
CREATE INDEX credentialBySecret ON credential(secret) WHERE kind <> 'password';

-- Passwords tried in vain since the last good one; userId 0 stands for names nobody has.
CREATE TABLE signInAttempt(userId INTEGER PRIMARY KEY, failures INTEGER NOT NULL, at INTEGER NOT NULL) STRICT;

-- Settings of one user are seen by that user alone.
CREATE INDEX settingByUserId ON setting(userId) WHERE userId IS NOT NULL;
`

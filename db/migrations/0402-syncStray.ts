/** Records that were merged away while somebody who did not know of it went on with them. Frozen once shipped. */
export const id = 402
export const name = 'syncStray'
export const sql = `
-- Rows to look at when conflicts are asked for; one too many does no harm.
CREATE TABLE syncStray(entity INTEGER NOT NULL, rowId INTEGER NOT NULL, PRIMARY KEY(entity, rowId)) STRICT, WITHOUT ROWID;
`

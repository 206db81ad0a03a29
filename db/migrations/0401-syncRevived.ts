/** Deleted records that live on are found without looking at every record that was ever deleted. Frozen once shipped. */
export const id = 401
export const name = 'syncRevived'
export const sql = `
-- 1: deleted by somebody, and shown all the same because somebody else worked on it without knowing.
ALTER TABLE syncTombstone ADD COLUMN revived INTEGER;
UPDATE syncTombstone SET revived = 1;
CREATE INDEX syncTombstoneRevived ON syncTombstone(entity, rowId) WHERE revived = 1;
`

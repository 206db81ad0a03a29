/** Which computer sends a campaign, and which members' messages a server was given. Frozen once shipped. */
export const id = 703
export const name = 'senders'
export const sql = `
CREATE TABLE campaignSender(
  rowId INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE,
  campaignId INTEGER, device TEXT, deviceName TEXT, at INTEGER, follows TEXT, confirmedAt INTEGER, letGoAt INTEGER,
  ownerId INTEGER, private INTEGER, trashedAt INTEGER, mergedInto INTEGER, deletedAt INTEGER, createdAt INTEGER, createdBy INTEGER,
  stub INTEGER NOT NULL DEFAULT 0, custom TEXT, canonicalId INTEGER, updatedAt INTEGER, displayName TEXT, sortKey TEXT
) STRICT;
CREATE INDEX campaignSenderByCampaignId ON campaignSender(campaignId) WHERE campaignId IS NOT NULL;
CREATE INDEX campaignSenderBySortKey ON campaignSender(sortKey);
CREATE INDEX campaignSenderByCanonicalId ON campaignSender(canonicalId) WHERE mergedInto IS NOT NULL;
CREATE INDEX campaignSenderHidden ON campaignSender(rowId) WHERE trashedAt IS NOT NULL OR mergedInto IS NOT NULL OR deletedAt IS NOT NULL OR stub = 1 OR private = 1;

ALTER TABLE campaignMember ADD COLUMN handedAt INTEGER;
`

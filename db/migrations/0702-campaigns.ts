/** Campaigns, their steps and members, and limits of mail accounts. Frozen once shipped. */
export const id = 702
export const name = 'campaigns'
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
CREATE TABLE campaign(
  rowId INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE,
  name TEXT, kind TEXT, status TEXT, purpose TEXT, needsConsent INTEGER, startsOn TEXT, endsOn TEXT, budget TEXT, cost TEXT,
  goal INTEGER, description TEXT, script TEXT, templateId INTEGER, templateBId INTEGER, accountId INTEGER, competitor TEXT, ${system}
) STRICT;
${indexes('campaign')}
CREATE INDEX campaignByStartsOn ON campaign(startsOn) WHERE startsOn IS NOT NULL;

CREATE TABLE campaignStep(
  rowId INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE,
  campaignId INTEGER, name TEXT, dueOn TEXT, doneAt INTEGER, cost TEXT, ${system}
) STRICT;
${indexes('campaignStep')}
CREATE INDEX campaignStepByCampaignId ON campaignStep(campaignId) WHERE campaignId IS NOT NULL;

CREATE TABLE campaignMember(
  rowId INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE,
  campaignId INTEGER, contactId INTEGER, companyId INTEGER, variant TEXT, status TEXT, reason TEXT, at INTEGER,
  messageId INTEGER, resultCode TEXT, response TEXT, value TEXT, opportunityId INTEGER, ${system}
) STRICT;
${indexes('campaignMember')}
CREATE INDEX campaignMemberByCampaignId ON campaignMember(campaignId, status);
CREATE INDEX campaignMemberByContactId ON campaignMember(contactId) WHERE contactId IS NOT NULL;
CREATE INDEX campaignMemberByCompanyId ON campaignMember(companyId) WHERE companyId IS NOT NULL;
CREATE INDEX campaignMemberByOpportunityId ON campaignMember(opportunityId) WHERE opportunityId IS NOT NULL;
CREATE INDEX campaignMemberByMessageId ON campaignMember(messageId) WHERE messageId IS NOT NULL;

ALTER TABLE mailAccount ADD COLUMN perHour INTEGER;
ALTER TABLE mailAccount ADD COLUMN perDomainMinute INTEGER;
`

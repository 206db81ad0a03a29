/** Contacts, positions, companies. Frozen once shipped. */
export const id = 100
export const name = 'contacts'
const system = `
  ownerId INTEGER, private INTEGER, trashedAt INTEGER, mergedInto INTEGER, deletedAt INTEGER, createdAt INTEGER, createdBy INTEGER,
  stub INTEGER NOT NULL DEFAULT 0, custom TEXT, canonicalId INTEGER, updatedAt INTEGER, displayName TEXT, sortKey TEXT
`
export const sql = `
CREATE TABLE contact(
  rowId INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE,
  honorific TEXT, prefix TEXT, givenName TEXT, middleName TEXT, familyName TEXT, suffix TEXT, nickname TEXT,
  phoneticGivenName TEXT, phoneticFamilyName TEXT, greeting TEXT, jobTitle TEXT, department TEXT, companyId INTEGER,
  referredById INTEGER, status TEXT, language TEXT, taxId TEXT, tags TEXT, birthday TEXT, phones TEXT, emails TEXT,
  addresses TEXT, websites TEXT, handles TEXT, events TEXT, photo TEXT, extras TEXT, ${system}
) STRICT;
CREATE INDEX contactBySortKey ON contact(sortKey);
CREATE INDEX contactByCompanyId ON contact(companyId) WHERE companyId IS NOT NULL;
CREATE INDEX contactByReferredById ON contact(referredById) WHERE referredById IS NOT NULL;
CREATE INDEX contactByCanonicalId ON contact(canonicalId) WHERE mergedInto IS NOT NULL;
CREATE INDEX contactHidden ON contact(rowId) WHERE trashedAt IS NOT NULL OR mergedInto IS NOT NULL OR deletedAt IS NOT NULL OR stub = 1 OR private = 1;

CREATE TABLE position(
  rowId INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE,
  contactId INTEGER, companyId INTEGER, jobTitle TEXT, department TEXT, startDate TEXT, endDate TEXT, ${system}
) STRICT;
CREATE INDEX positionByContactId ON position(contactId) WHERE contactId IS NOT NULL;
CREATE INDEX positionByCompanyId ON position(companyId) WHERE companyId IS NOT NULL;
CREATE INDEX positionBySortKey ON position(sortKey);
CREATE INDEX positionByCanonicalId ON position(canonicalId) WHERE mergedInto IS NOT NULL;
CREATE INDEX positionHidden ON position(rowId) WHERE trashedAt IS NOT NULL OR mergedInto IS NOT NULL OR deletedAt IS NOT NULL OR stub = 1 OR private = 1;

CREATE TABLE company(
  rowId INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE,
  name TEXT, phoneticName TEXT, parentId INTEGER, industry TEXT, status TEXT, taxId TEXT, branch TEXT, registrationId TEXT,
  description TEXT, tags TEXT, phones TEXT, emails TEXT, addresses TEXT, websites TEXT, handles TEXT, events TEXT, photo TEXT,
  extras TEXT, ${system}
) STRICT;
CREATE INDEX companyBySortKey ON company(sortKey);
CREATE INDEX companyByParentId ON company(parentId) WHERE parentId IS NOT NULL;
CREATE INDEX companyByCanonicalId ON company(canonicalId) WHERE mergedInto IS NOT NULL;
CREATE INDEX companyHidden ON company(rowId) WHERE trashedAt IS NOT NULL OR mergedInto IS NOT NULL OR deletedAt IS NOT NULL OR stub = 1 OR private = 1;
`

/** Contacts that stand behind another one: an assistant, a spouse, a second buyer. Frozen once shipped. */
export const id = 211
export const name = 'secondaryContacts'
export const sql = `
ALTER TABLE contact ADD COLUMN primaryContactId INTEGER;
ALTER TABLE contact ADD COLUMN secondaryRole TEXT;
CREATE INDEX contactByPrimaryContactId ON contact(primaryContactId) WHERE primaryContactId IS NOT NULL;
`

/** Documents of activities. Frozen once shipped. */
export const id = 302
export const name = 'activityDocuments'
export const sql = `
ALTER TABLE document ADD COLUMN activityId INTEGER;
CREATE INDEX documentByActivityId ON document(activityId) WHERE activityId IS NOT NULL;
`

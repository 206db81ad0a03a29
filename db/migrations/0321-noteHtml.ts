/** A note may have a formatted form beside its words. Frozen once shipped. */
export const id = 321
export const name = 'noteHtml'
export const sql = `
ALTER TABLE note ADD COLUMN html TEXT;
`

/** Custom fields that link to another record say to which entity. Frozen once shipped. */
export const id = 241
export const name = 'customLinks'
export const sql = `ALTER TABLE customField ADD COLUMN target TEXT;`

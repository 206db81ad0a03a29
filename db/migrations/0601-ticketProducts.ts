/** What a ticket is about is a product of the catalogue; what was written before stays as the words it was. Frozen once shipped. */
export const id = 601
export const name = 'ticketProducts'
export const sql = `
ALTER TABLE ticket RENAME COLUMN product TO productText;
ALTER TABLE ticket ADD COLUMN productId INTEGER;
CREATE INDEX ticketByProductId ON ticket(productId) WHERE productId IS NOT NULL;
`

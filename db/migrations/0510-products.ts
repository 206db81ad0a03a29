/** Products, price lists, rates, quotes. Frozen once shipped. */
export const id = 510
export const name = 'products'
const system = `
  ownerId INTEGER, private INTEGER, trashedAt INTEGER, mergedInto INTEGER, deletedAt INTEGER, createdAt INTEGER, createdBy INTEGER,
  stub INTEGER NOT NULL DEFAULT 0, custom TEXT, canonicalId INTEGER, updatedAt INTEGER, displayName TEXT, sortKey TEXT
`
const table = (table: string, columns: string, refs: readonly string[]): string => `
CREATE TABLE ${table}(rowId INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, ${columns}, ${system}) STRICT;
${refs
  .map(
    (column) =>
      `CREATE INDEX ${table}By${column[0]?.toUpperCase()}${column.slice(1)} ON ${table}(${column}) WHERE ${column} IS NOT NULL;`,
  )
  .join('\n')}
CREATE INDEX ${table}BySortKey ON ${table}(sortKey);
CREATE INDEX ${table}ByCanonicalId ON ${table}(canonicalId) WHERE mergedInto IS NOT NULL;
CREATE INDEX ${table}Hidden ON ${table}(rowId) WHERE trashedAt IS NOT NULL OR mergedInto IS NOT NULL OR deletedAt IS NOT NULL OR stub = 1 OR private = 1;
`
export const sql = [
  table('productCategory', 'name TEXT, parentId INTEGER', ['parentId']),
  table(
    'product',
    `name TEXT, code TEXT, categoryId INTEGER, unit TEXT, price TEXT, cost TEXT, description TEXT, taxRate REAL, hidden INTEGER,
     tags TEXT, photo TEXT, extras TEXT`,
    ['categoryId', 'code'],
  ),
  table('priceList', 'name TEXT, currency TEXT, taxIncluded INTEGER, validFrom TEXT, validUntil TEXT', []),
  table('price', 'priceListId INTEGER, productId INTEGER, amount REAL, note TEXT', [
    'priceListId',
    'productId',
  ]),
  table('exchangeRate', 'day TEXT, fromCurrency TEXT, toCurrency TEXT, rate REAL', []),
  table('taxRate', 'name TEXT, country TEXT, kind TEXT, rate REAL, validFrom TEXT', []),
  table(
    'quote',
    `number TEXT, subject TEXT, companyId INTEGER, contactId INTEGER, opportunityId INTEGER, status TEXT, issueDate TEXT, validUntil TEXT,
     version INTEGER, firstId INTEGER, language TEXT, currency TEXT, priceListId INTEGER, taxIncluded INTEGER, rounding TEXT,
     discountKind TEXT, discountValue REAL, withholdingRate REAL, inWords INTEGER, intro TEXT, terms TEXT, at INTEGER, sentAt INTEGER,
     decidedAt INTEGER, subtotal TEXT, discount TEXT, net TEXT, tax TEXT, total TEXT`,
    ['companyId', 'contactId', 'opportunityId', 'firstId', 'priceListId', 'number'],
  ),
  table(
    'quoteLine',
    `quoteId INTEGER, position INTEGER, productId INTEGER, name TEXT, description TEXT, quantity REAL, unit TEXT, unitPrice REAL,
     discountKind TEXT, discountValue REAL, taxRate REAL`,
    ['quoteId', 'productId'],
  ),
].join('\n')

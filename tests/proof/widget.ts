/**
 * An entity no code of the program knows: a field of every kind, and its table. Put in the place of
 * `db/shared/extraEntities.ts` and `db/migrations/extra.ts` by tests and by the test build (build/steps/proof.mjs).
 */
import { defineEntity, type Entity } from '#db/shared/entity.ts'

export const widget = defineEntity({
  id: 900,
  name: 'widget',
  domain: 'widgets',
  title: { from: 'text', field: 'name' },
  searched: true,
  custom: true,
  mergeable: true,
  parents: ['contactId'],
  timeline: { at: 'happenedAt', subjects: ['contactId'] },
  fields: {
    name: [10, 'text', { required: true, search: 2, list: 1 }],
    body: [11, 'longText', { search: 1, list: 2 }],
    weight: [12, 'number', { list: 3 }],
    amount: [13, 'integer', { list: 4 }],
    price: [14, 'money', { list: 5 }],
    madeOn: [15, 'date', { list: 6 }],
    happenedAt: [16, 'instant', { list: 7 }],
    ready: [17, 'yesNo', { list: 8 }],
    size: [18, 'choice', { options: ['small', 'large'], list: 9 }],
    colour: [19, 'pickList', { search: 1, list: 10 }],
    labels: [20, 'tags', { search: 1, merge: 'union' }],
    contactId: [21, 'ref', { to: 'contact', list: 11 }],
    feast: [22, 'yearly'],
    mail: [23, 'email', { search: 1 }],
    page: [24, 'url'],
    emails: [25, 'list', { elements: 'email', search: 1, merge: 'union' }],
    phones: [26, 'list', { elements: 'phone', search: 1, merge: 'union' }],
    addresses: [27, 'list', { elements: 'address', search: 1, merge: 'union' }],
    websites: [28, 'list', { elements: 'website', search: 1, merge: 'union' }],
    handles: [29, 'list', { elements: 'handle', search: 1, merge: 'union' }],
    events: [30, 'list', { elements: 'event', merge: 'union' }],
    extras: [31, 'list', { elements: 'extra', search: 1, merge: 'union' }],
    picture: [32, 'file', { merge: 'first' }],
    notes: [33, 'json', { system: true }],
  },
})

export const extraEntities: readonly Entity[] = [widget]

const english: Readonly<Record<string, string>> = {
  'widget.one': 'Widget',
  'widget.many': 'Widgets',
  'widget.new': 'New widget',
  'widget.count': '{n, plural, =0 {no widgets} one {# widget} other {# widgets}}',
  'widget.choice.size.small': 'Small',
  'widget.choice.size.large': 'Large',
  ...Object.fromEntries(
    widget.fields
      .filter(({ id }) => id >= 10)
      .map(({ name }) => [
        `widget.field.${name}`,
        `Widget ${name.replace(/[A-Z]/g, (c) => ` ${c.toLowerCase()}`)}`,
      ]),
  ),
}
export const extraMessages = { en: english, th: english, fa: english }

const types: Partial<Record<string, string>> = {
  number: 'REAL',
  integer: 'INTEGER',
  instant: 'INTEGER',
  yesNo: 'INTEGER',
  ref: 'INTEGER',
}
const columns = widget.fields.map(({ name, kind }) => `${name} ${types[kind] ?? 'TEXT'}`)

export const extraMigrations = [
  {
    id: 90_000,
    name: 'widgets',
    sql: `
CREATE TABLE widget(
  rowId INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, ${columns.join(', ')},
  stub INTEGER NOT NULL DEFAULT 0, custom TEXT, canonicalId INTEGER, updatedAt INTEGER, displayName TEXT, sortKey TEXT
) STRICT;
CREATE INDEX widgetByContactId ON widget(contactId) WHERE contactId IS NOT NULL;
CREATE INDEX widgetBySortKey ON widget(sortKey);
CREATE INDEX widgetByCanonicalId ON widget(canonicalId) WHERE mergedInto IS NOT NULL;
CREATE INDEX widgetHidden ON widget(rowId)
  WHERE trashedAt IS NOT NULL OR mergedInto IS NOT NULL OR deletedAt IS NOT NULL OR stub = 1 OR private = 1;
`,
  },
]

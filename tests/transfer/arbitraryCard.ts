// Random cards for round-trip properties: every field, three scripts, the characters formats trip over.
import fc from 'fast-check'
import { addressParts, type Card, companyTextFields, contactTextFields, newCard } from '#db/transfer/card.ts'

const awkward = fc.constantFrom(
  'สมชาย',
  'ใจดี น้ำ',
  'محمد',
  'می‌شود',
  'Müller',
  "O'Neil",
  'a;b',
  'x,y',
  'back\\slash',
  'two\nlines',
  'colon: here',
  'quo"te',
  '=1+1',
  '+66 81',
  "'-x",
  'a|b=c',
  '👩‍👩‍👧',
  '\\n',
  'constructor',
  '__proto__',
  'ends with =',
  ' ::: ',
)

/** Text as a person may type it: never empty, no carriage returns, no white space at either end. */
export const words = fc
  .array(fc.oneof(awkward, fc.string({ unit: 'grapheme', maxLength: 12 }), fc.string({ maxLength: 90 })), {
    minLength: 1,
    maxLength: 3,
  })
  .map((parts) =>
    parts
      .join(' ')
      .replace(/[\r\0\u0085\u2028\u2029\ufeff]/g, '')
      .trim(),
  )
  .filter((text) => text !== '')

const label = fc.oneof(
  fc.constantFrom(
    '',
    'work',
    'home',
    'mobile',
    'fax',
    'pager',
    'main',
    'other',
    'assistant',
    'home fax',
    'Work',
  ),
  words,
)
const value = fc.record({ label, value: words })
const list = <T>(element: fc.Arbitrary<T>): fc.Arbitrary<T[] | undefined> =>
  fc.option(fc.array(element, { minLength: 1, maxLength: 4 }), { nil: undefined })

const yearly = fc.constantFrom(
  '1980-05-01',
  '--05-01',
  '--02-29',
  '2000-02-29',
  'persian:1403-12-30',
  'persian:--12-30',
  'buddhist:2567-02-29',
  'buddhist:--05-01',
)

const address = fc
  .record({
    label,
    parts: fc.uniqueArray(fc.constantFrom(...addressParts), { minLength: 1, maxLength: 8 }),
    texts: fc.array(words, { minLength: 8, maxLength: 8 }),
    country: fc.constantFrom('TH', 'IR', 'US', 'GB', 'DE'),
  })
  .map(({ label: name, parts, texts, country }) => ({
    label: name,
    ...Object.fromEntries(parts.map((part, i) => [part, part === 'country' ? country : (texts[i] ?? 'x')])),
  }))

const shared = {
  emails: list(value),
  phones: list(
    fc
      .record({ label, value: words, ext: fc.option(words, { nil: undefined }) })
      .map(({ ext, ...phone }) => (ext === undefined ? phone : { ...phone, ext })),
  ),
  addresses: list(address),
  websites: list(value),
  handles: list(
    fc.record({
      service: fc.oneof(
        fc.constantFrom('line', 'skype', 'twitter', 'facebook', ''),
        words.map((w) => w.toLowerCase().replace(/[,\n^"]/g, '') || 'x'),
      ),
      label,
      value: words,
    }),
  ),
  events: list(fc.record({ label, value: yearly })),
  tags: fc.option(fc.uniqueArray(words, { minLength: 1, maxLength: 4 }), { nil: undefined }),
  private: fc.option(fc.boolean(), { nil: undefined }),
}
const texts = (fields: readonly string[]): Record<string, fc.Arbitrary<string | undefined>> =>
  Object.fromEntries(fields.map((field) => [field, fc.option(words, { nil: undefined })]))

function without<T extends object>(record: T): Partial<T> {
  const copy: Partial<T> = { ...record }
  for (const key in copy) if (copy[key] === undefined) delete copy[key]
  return copy
}

const rest = fc.record({
  notes: fc.array(words, { maxLength: 3 }),
  groups: fc.uniqueArray(words, { maxLength: 2 }),
  extras: fc.array(
    fc.record({ name: fc.oneof(words, fc.constantFrom('X-FOO', 'GEO', 'X-SKYPE', 'ROLE2')), value: words }),
    { maxLength: 4 },
  ),
  externalId: fc.option(words, { nil: undefined }),
  photo: fc.option(
    fc.record({
      mime: fc.constantFrom('image/jpeg', 'image/png'),
      bytes: fc.uint8Array({ minLength: 1, maxLength: 300 }).map((bytes) => bytes.slice()),
    }),
    { nil: undefined },
  ),
})

export const arbitraryContact: fc.Arbitrary<Card> = fc
  .record({
    fields: fc.record({
      ...texts(contactTextFields),
      ...shared,
      birthday: fc.option(yearly, { nil: undefined }),
    }),
    rest,
    more: fc.record({
      companyName: fc.option(words, { nil: undefined }),
      companyExternalId: fc.option(words, { nil: undefined }),
      referredBy: fc.option(words, { nil: undefined }),
      isSecondary: fc.option(fc.constant(true), { nil: undefined }),
      custom: fc.option(
        fc.dictionary(
          fc.uuid().map((id) => `custom.${id}`),
          words,
          { minKeys: 1, maxKeys: 3 },
        ),
        { nil: undefined },
      ),
    }),
  })
  .map(({ fields, rest: others, more }) => ({
    ...newCard(1, 'contact'),
    fields: without(fields),
    ...without(others),
    ...without(more),
  }))
  // A card without anything is rightly a reject.
  .filter(({ fields }) => Object.keys(fields).length > 0)

export const arbitraryCompany: fc.Arbitrary<Card> = fc
  .record({
    fields: fc.record({ ...texts(companyTextFields), ...shared }),
    name: words,
    rest,
    parentName: fc.option(words, { nil: undefined }),
  })
  .map(({ fields, name, rest: others, parentName }) => ({
    ...newCard(1, 'company'),
    fields: { ...without(fields), name },
    ...without(others),
    ...without({ parentName }),
  }))

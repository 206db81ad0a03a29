/** For each kind of field: two values that differ, how each is found, and which sorts first. */
import type { FilterOp } from '#db/shared/filter.ts'

export interface Example {
  readonly first: unknown
  readonly second: unknown
  /** Conditions that hold for `first` and not for `second`. */
  readonly finds: readonly (readonly [op: FilterOp, value?: unknown, part?: string])[]
  /** Whether lists sort by it; then `first` comes before `second`. */
  readonly sorts?: true
  /** A word of `first` that a search finds. */
  readonly searched?: string
}

/** By field of tests/proof/widget.ts. */
export const widgetExamples: Readonly<Record<string, Example>> = {
  name: {
    first: 'Anvil เหล็ก',
    second: 'Bellows دم',
    finds: [
      ['is', 'anvil เหล็ก'],
      ['startsWith', 'Anv'],
      ['contains', 'เหล็ก'],
      ['lt', 'b'],
    ],
    sorts: true,
    searched: 'anvil',
  },
  body: {
    first: 'Heavy.\nسنگین است',
    second: 'Made of leather',
    finds: [['contains', 'سنگین']],
    sorts: true,
    searched: 'سنگین',
  },
  weight: {
    first: -1.5,
    second: 2.25,
    finds: [
      ['lt', 0],
      ['between', [-2, -1]],
    ],
    sorts: true,
  },
  amount: {
    first: 3,
    second: 12,
    finds: [
      ['is', 3],
      ['lte', 11],
    ],
    sorts: true,
  },
  price: {
    first: { minor: 150050, currency: 'THB' },
    second: { minor: 9_900_000, currency: 'THB' },
    finds: [['lt', { minor: 150051, currency: 'THB' }]],
    sorts: true,
  },
  madeOn: {
    first: '2024-02-29',
    second: '2025-01-01',
    finds: [
      ['is', '2024-02-29'],
      ['lt', '2024-12-31'],
    ],
    sorts: true,
  },
  happenedAt: {
    first: '2026-01-02T03:04:05.678Z',
    second: '2026-05-06T07:08:09.000Z',
    finds: [
      ['is', '2026-01-02'],
      ['lt', '2026-02-01'],
    ],
    sorts: true,
  },
  ready: { first: true, second: false, finds: [['is', true]] },
  size: { first: 'small', second: 'large', finds: [['is', 'small']] },
  colour: { first: 'Amber', second: 'Blue', finds: [['is', 'amber']], sorts: true, searched: 'amber' },
  labels: {
    first: ['forged', 'ไทย'],
    second: ['sewn'],
    finds: [
      ['is', 'forged'],
      ['contains', 'ไทย'],
    ],
    searched: 'forged',
  },
  feast: {
    first: 'persian:1370-12-30',
    second: '--05-01',
    finds: [['is', 'persian:1370-12-30']],
    sorts: true,
  },
  mail: {
    first: 'anvil@forge.example',
    second: 'b@y.example',
    finds: [['is', 'ANVIL@forge.example']],
    sorts: true,
    searched: 'anvil@forge',
  },
  page: {
    first: 'https://a.example/x',
    second: 'https://b.example',
    finds: [['startsWith', 'https://a']],
    sorts: true,
  },
  emails: {
    first: [{ label: 'work', value: 'smith@forge.example' }],
    second: [{ label: 'home', value: 'tailor@cloth.example' }],
    finds: [
      ['is', 'Smith@Forge.example'],
      ['is', 'work', 'label'],
    ],
    searched: 'smith@forge',
  },
  phones: {
    first: [{ label: 'mobile', value: '081 234 5678', ext: '9' }],
    second: [{ label: 'work', value: '+98 912 345 6789' }],
    finds: [
      ['is', '+66812345678'],
      ['startsWith', '0812'],
    ],
    searched: '0812345678',
  },
  addresses: {
    first: [
      {
        label: 'work',
        houseNumber: '99/1',
        soi: 'สุขุมวิท 21',
        district: 'วัฒนา',
        province: 'กรุงเทพมหานคร',
        postalCode: '10110',
        country: 'TH',
      },
    ],
    second: [{ label: 'home', street: '1 Main St', city: 'Springfield', country: 'US' }],
    finds: [
      ['is', 'TH', 'country'],
      ['contains', 'สุขุมวิท'],
    ],
    searched: 'สุขุมวิท',
  },
  websites: {
    first: [{ label: 'work', value: 'https://forge.example' }],
    second: [{ label: 'blog', value: 'https://cloth.example' }],
    finds: [['contains', 'forge']],
    searched: 'forge.example',
  },
  handles: {
    first: [{ service: 'line', label: 'work', value: 'anvilsmith' }],
    second: [{ service: 'telegram', value: 'tailor' }],
    finds: [['is', 'line', 'service']],
    searched: 'anvilsmith',
  },
  events: {
    first: [{ label: 'anniversary', value: 'buddhist:2567-02-29' }],
    second: [{ label: 'other', value: '--12-31' }],
    finds: [['is', 'anniversary', 'label']],
  },
  extras: {
    first: [{ name: 'Shelf', value: 'ชั้น 3' }],
    second: [{ name: 'Shelf', value: 'cellar' }],
    finds: [['contains', 'ชั้น 3', 'value']],
    searched: 'ชั้น',
  },
}

/** By kind of custom field. */
export const customExamples: Readonly<Record<string, Example & { readonly options?: readonly string[] }>> = {
  text: { first: 'Alpha دریا', second: 'Beta', finds: [['is', 'alpha دریا']], sorts: true, searched: 'دریا' },
  longText: {
    first: 'Many words\nabout garnets',
    second: 'Nothing to see',
    finds: [['contains', 'garnets']],
    sorts: true,
    searched: 'garnets',
  },
  number: { first: -7.5, second: 40, finds: [['lt', 0]], sorts: true },
  money: {
    first: { minor: 5, currency: 'IRR' },
    second: { minor: 6, currency: 'IRR' },
    finds: [['is', { minor: 5, currency: 'IRR' }]],
    sorts: true,
  },
  date: { first: '2026-03-21', second: '2026-04-13', finds: [['is', '2026-03-21']], sorts: true },
  yesNo: { first: true, second: false, finds: [['is', true]] },
  pickList: {
    options: ['Gold', 'Silver'],
    first: 'Gold',
    second: 'Silver',
    finds: [['is', 'gold']],
    sorts: true,
    searched: 'gold',
  },
  tags: {
    options: ['Opal', 'Quartz', 'Ruby'],
    first: ['Opal', 'ทับทิม'],
    second: ['Ruby'],
    finds: [
      ['is', 'opal'],
      ['contains', 'ทับทิม'],
    ],
    searched: 'opal',
  },
}

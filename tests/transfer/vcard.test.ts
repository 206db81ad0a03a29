import { readFile } from 'node:fs/promises'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Card, Reject } from '#db/transfer/card.ts'
import { createVcardParser, readVcards, scanVcardGroups } from '#db/transfer/vcard.ts'
import { writeVcard } from '#db/transfer/vcardWriter.ts'
import { arbitraryCompany, arbitraryContact } from './arbitraryCard.ts'

const fixture = (name: string): string => new URL(`fixtures/${name}`, import.meta.url).pathname

async function readAll(
  source: string | AsyncIterable<Uint8Array>,
): Promise<{ cards: Card[]; rejects: Reject[] }> {
  const cards: Card[] = []
  const rejects: Reject[] = []
  for await (const batch of readVcards(source, { onReject: (reject) => rejects.push(reject) }))
    cards.push(...batch)
  return { cards, rejects }
}

async function* bytesOf(text: string | Uint8Array, step = 7_000): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; at += step) yield bytes.subarray(at, at + step)
}

async function readOne(lines: string[], version = '3.0'): Promise<Card> {
  const text = ['BEGIN:VCARD', `VERSION:${version}`, ...lines, 'END:VCARD', ''].join('\r\n')
  const { cards } = await readAll(bytesOf(text))
  const [card] = cards
  if (!card) throw new Error('no card')
  return card
}

describe('round trip', () => {
  for (const version of ['3.0', '4.0'] as const) {
    test(`every field of a contact, ${version}`, async () => {
      await fc.assert(
        fc.asyncProperty(arbitraryContact, fc.integer({ min: 1, max: 200 }), async (card, step) => {
          const written = writeVcard(card, version)
          for (const line of written.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
          const { cards, rejects } = await readAll(bytesOf(written, step))
          expect(rejects).toEqual([])
          expect(cards).toEqual([card])
        }),
        { numRuns: 300 },
      )
    })

    test(`every field of a company, ${version}`, async () => {
      await fc.assert(
        fc.asyncProperty(arbitraryCompany, async (card) => {
          const { cards } = await readAll(bytesOf(writeVcard(card, version)))
          expect(cards).toEqual([card])
        }),
        { numRuns: 200 },
      )
    })
  }
})

describe('files of other programs', () => {
  for (const name of ['apple.vcf', 'apple-utf16.vcf']) {
    test(`Apple, 3.0: ${name}`, async () => {
      const { cards, rejects } = await readAll(fixture(name))
      expect(rejects).toEqual([])
      expect(cards).toHaveLength(2)
      expect(cards[0]).toMatchObject({
        entity: 'contact',
        companyName: 'Orchard, Inc.',
        groups: ['Tree Lovers'],
        notes: ['Line one\nLine two, with comma'],
        photo: { mime: 'image/jpeg' },
        fields: {
          honorific: 'Dr.',
          givenName: 'John',
          middleName: 'Q.',
          familyName: 'Appleseed',
          suffix: 'Jr.',
          department: 'Growing / Trees',
          jobTitle: 'Planter',
          birthday: '--09-26',
          emails: [
            { label: 'work', value: 'john@work.example' },
            { label: 'home', value: 'john@home.example' },
          ],
          phones: [
            { label: 'mobile', value: '(555) 010-0100' },
            { label: 'home fax', value: '(555) 010-0101' },
            { label: 'Cabin', value: '(555) 010-0102' },
          ],
          addresses: [
            {
              label: 'work',
              street: '1 Orchard Way',
              city: 'Cupertino',
              province: 'CA',
              postalCode: '95014',
              country: 'US',
            },
          ],
          websites: [{ label: 'homepage', value: 'http://appleseed.example' }],
          events: [{ label: 'anniversary', value: '2010-06-15' }],
          handles: [
            { service: 'skype', label: 'home', value: 'john.appleseed' },
            { service: 'twitter', label: '', value: 'appleseed' },
          ],
          tags: ['Friends', 'Gardeners', 'Tree Lovers'],
        },
      })
      expect(cards[0]?.photo?.bytes).toHaveLength(516)
      expect(cards[0]?.extras).toEqual(
        expect.arrayContaining([
          { name: 'spouse', value: 'Jane' },
          { name: 'X-CUSTOM-THING', value: 'kept as it is' },
          { name: 'REV', value: '2024-03-01T10:00:00Z' },
        ]),
      )
      expect(cards[1]).toMatchObject({
        entity: 'company',
        fields: { name: 'Orchard Supply', phones: [{ label: 'main' }] },
      })
    })
  }

  test('a Thai phone, 2.1: charsets, soft breaks, photo', async () => {
    const { cards, rejects } = await readAll(fixture('old-thai.vcf'))
    expect(rejects).toEqual([])
    expect(cards[0]).toMatchObject({
      notes: ['ลูกค้าประจำตั้งแต่ปีที่แล้ว โทรหาตอนบ่าย'],
      fields: {
        givenName: 'สมชาย',
        familyName: 'ใจดี',
        birthday: '1980-05-01',
        phones: [
          { label: 'mobile', value: '0812345678' },
          { label: 'work', value: '02-123-4567' },
        ],
        addresses: [
          { label: 'home', street: '99/1 หมู่ 2', city: 'เชียงใหม่', postalCode: '50000', country: 'TH' },
        ],
        handles: [{ service: 'skype', value: 'somchai.j' }],
      },
      extras: [],
      problems: [],
    })
    expect(cards[0]?.photo?.bytes).toHaveLength(516)
  })

  test('Persian, 4.0; a broken card is a reject and the next one is read', async () => {
    const { cards, rejects } = await readAll(fixture('persian.vcf'))
    expect(rejects).toMatchObject([{ line: 19, reason: 'missingEnd' }])
    expect(rejects[0]?.raw).toContain('FN:Broken')
    expect(cards).toHaveLength(2)
    expect(cards[0]?.fields).toMatchObject({
      honorific: 'دکتر',
      givenName: 'مریم',
      familyName: 'حسینی',
      birthday: '--03-21',
      language: 'fa',
      jobTitle: 'مدیر بازاریابی',
      department: 'بازاریابی',
      phones: [
        { label: 'mobile', value: '+98-912-123-4567' },
        { label: 'work', value: '+98-21-88776655', ext: '12' },
      ],
      events: [{ label: 'anniversary', value: '2010-06-15' }],
      addresses: [{ label: 'home', country: 'IR', postalCode: '1234567890' }],
    })
    expect(cards[1]).toMatchObject({
      entity: 'company',
      fields: { name: 'شرکت پارس', events: [{ value: 'persian:1403-12-30' }] },
      problems: [{ value: 'this is no property', reason: 'badLine' }],
    })
    expect(cards[1]?.extras).toContainEqual({ name: 'vCard', value: 'this is no property' })
  })

  test('groups are found before the people they name', async () => {
    const groups = await scanVcardGroups(fixture('apple.vcf'))
    expect([...groups.values()]).toEqual([['Tree Lovers']])
  })
})

describe('hostile input', () => {
  test('a 20 MB photo, folded and not', async () => {
    const bytes = Buffer.alloc(20_000_000, 7)
    const base64 = bytes.toString('base64')
    const folded = base64.replace(/.{74}/g, '$&\r\n ')
    for (const text of [base64, folded]) {
      const file = `BEGIN:VCARD\r\nVERSION:3.0\r\nFN:A\r\nPHOTO;ENCODING=b;TYPE=PNG:${text}\r\nEND:VCARD\r\n`
      const { cards } = await readAll(bytesOf(file, 65_536))
      expect(cards[0]?.photo?.mime).toBe('image/png')
      expect(Buffer.compare(cards[0]?.photo?.bytes ?? bytes.subarray(1), bytes)).toBe(0)
    }
  })

  test('a card beyond the limit is a reject, the next one is read', () => {
    const rejects: Reject[] = []
    const parser = createVcardParser('utf-8', {
      maxCardChars: 1000,
      onReject: (reject) => rejects.push(reject),
    })
    const text = `BEGIN:VCARD\nFN:A\nNOTE:${'x'.repeat(5000)}\nEND:VCARD\nBEGIN:VCARD\nFN:B\nEND:VCARD\n`
    const cards = [...parser.push(text), ...parser.end()]
    expect(cards.map(({ fullName, fields }) => fullName ?? fields.givenName)).toEqual(['B'])
    expect(rejects).toMatchObject([{ line: 1, reason: 'recordTooLong' }])
  })

  test('lone carriage returns, a nested agent, an unknown charset, bytes in a code page', async () => {
    const { cards } = await readAll(bytesOf('BEGIN:VCARD\rVERSION:3.0\rFN:Old Mac\rTEL:1\rEND:VCARD\r', 3))
    expect(cards[0]?.fields.phones).toEqual([{ label: '', value: '1' }])
    const agent = await readOne(['N:A;B', 'AGENT:', 'BEGIN:VCARD', 'N:X;Y', 'END:VCARD', 'TEL:2'], '2.1')
    expect(agent.extras[0]?.value).toContain('N:X;Y')
    expect(agent.fields.phones).toHaveLength(1)
    const odd = await readOne(['N;CHARSET=KLINGON;ENCODING=QUOTED-PRINTABLE:=E9=E8;B'], '2.1')
    expect(odd.problems).toHaveLength(1)
    const thai = Buffer.concat([
      Buffer.from('BEGIN:VCARD\nVERSION:2.1\nN;CHARSET=TIS-620:'),
      Buffer.from([0xca, 0xc1, 0xaa, 0xd2, 0xc2]),
      Buffer.from(';\nEND:VCARD\n'),
    ])
    expect((await readAll(bytesOf(thai))).cards[0]?.fields.familyName).toBe('สมชาย')
  })

  test('mutated files never throw or hang: each ends in cards and rejects', async () => {
    const seeds = await Promise.all(
      ['apple.vcf', 'old-thai.vcf', 'persian.vcf'].map((name) => readFile(fixture(name))),
    )
    const piece = fc.constantFrom(
      '\n',
      '\r',
      ':',
      ';',
      '=',
      '\\',
      '"',
      '\0',
      'BEGIN:VCARD\n',
      'END:VCARD\n',
      'ENCODING=BASE64',
      '=\n',
      'item1.',
      '\xff',
      '^',
    )
    const mutation = fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      cut: fc.nat(200),
      insert: fc.oneof(piece, fc.string()),
    })
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...seeds),
        fc.array(mutation, { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 1, max: 4000 }),
        async (seed, mutations, step) => {
          let text = seed.toString('latin1')
          for (const { at, cut, insert } of mutations) {
            const place = Math.floor(at * text.length)
            text = text.slice(0, place) + insert + text.slice(place + cut)
          }
          const { cards, rejects } = await readAll(bytesOf(Buffer.from(text, 'latin1'), step))
          for (const reject of rejects) expect(reject.line).toBeGreaterThan(0)
          for (const card of cards) expect(() => writeVcard(card, '4.0')).not.toThrow()
        },
      ),
      { numRuns: 400 },
    )
  })
})

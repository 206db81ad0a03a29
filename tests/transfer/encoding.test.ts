import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CodePage, encodeCodePage } from '#db/transfer/codepages.ts'
import {
  createDecoder,
  detectEncoding,
  type EncodingName,
  encodingByName,
  guessEncoding,
} from '#db/transfer/encoding.ts'
import { looksDoubleEncoded, repairMojibake } from '#db/transfer/mojibake.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'samphan-encoding-'))
})
afterAll(async () => {
  await rm(folder, { recursive: true })
})

const samples: [CodePage, string][] = [
  ['windows-874', 'ชื่อ,นามสกุล,โทรศัพท์\nสมชาย,ใจดี,081\nเก่ง,น้ำ,02\n'],
  ['windows-874', 'Name,City\nJohn,London\nเอก,Paris\n'],
  ['windows-1252', 'First Name,Last\nMüller,José\nFrançois,Åse\n'],
  ['windows-1252', 'Name\nO’Neil\n“Foo” – bar\n'],
  ['windows-1252', 'Name\nMüller\n'],
  ['windows-1256', 'نام,تلفن\nمحمد,گرگان پژمان\nعلي,چمران\n'],
  ['macintosh', 'First Name,Last\nMüller,José\nFrançois,Åse\n'],
]

function bytesOf(text: string, page: CodePage): Uint8Array {
  const bytes = encodeCodePage(text, page)
  if (!bytes) throw new Error('not in this page')
  return bytes
}

function decode(bytes: Uint8Array, encoding: EncodingName, step: number): string {
  const decoder = createDecoder(encoding)
  let text = ''
  for (let at = 0; at < bytes.length; at += step) text += decoder.write(bytes.subarray(at, at + step))
  return text + decoder.end()
}

describe('detection', () => {
  for (const [page, text] of samples) {
    test(`${page}: ${text.slice(0, 24)}`, () => {
      expect(guessEncoding(bytesOf(text, page))).toMatchObject({ encoding: page, mojibake: false })
    })
  }

  test('Unicode with and without a mark', () => {
    const text = 'ชื่อ,Name\nสมชาย,John\n'
    const wide = Buffer.from(text, 'utf16le')
    const swapped = Buffer.from(wide).swap16()
    expect(guessEncoding(Buffer.from(text))).toMatchObject({ encoding: 'utf-8', bom: false })
    expect(guessEncoding(Buffer.from(`\ufeff${text}`))).toMatchObject({
      encoding: 'utf-8',
      bom: true,
      confidence: 1,
    })
    expect(guessEncoding(wide).encoding).toBe('utf-16le')
    expect(guessEncoding(swapped).encoding).toBe('utf-16be')
    expect(guessEncoding(Buffer.concat([Buffer.from([0xff, 0xfe]), wide]))).toMatchObject({
      encoding: 'utf-16le',
      bom: true,
    })
    expect(guessEncoding(new Uint8Array(0)).encoding).toBe('utf-8')
  })

  test('the first letter beyond ASCII may come late', async () => {
    const path = join(folder, 'late.csv')
    await writeFile(
      path,
      Buffer.concat([Buffer.from('Name,Note\n'.repeat(100_000)), bytesOf('สมชาย,น้ำแข็ง\n', 'windows-874')]),
    )
    expect((await detectEncoding(path)).encoding).toBe('windows-874')
  })

  test('what is no text', () => {
    const bytes = Uint8Array.from({ length: 4000 }, (_, i) => (i * 7919) % 256)
    expect(guessEncoding(bytes).isBinary).toBe(true)
    expect(guessEncoding(Buffer.from('SQLite format 3\0...')).isBinary).toBe(true)
    expect(guessEncoding(Buffer.from('PK\x03\x04....')).isBinary).toBe(true)
    expect(guessEncoding(Buffer.from('Name,\0Email\n')).isBinary).toBe(false)
    for (const [page, text] of samples) expect(guessEncoding(bytesOf(text, page)).isBinary).toBe(false)
  })

  test('names in vCards', () => {
    expect(encodingByName('TIS-620')).toBe('windows-874')
    expect(encodingByName('ISO_8859-1')).toBe('windows-1252')
    expect(encodingByName('constructor')).toBeUndefined()
  })
})

describe('decoding', () => {
  const encodings: EncodingName[] = [
    'utf-8',
    'utf-16le',
    'utf-16be',
    'windows-874',
    'windows-1252',
    'windows-1256',
    'macintosh',
  ]
  test('pieces cut anywhere give the same text as the whole', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...encodings),
        fc.string({ unit: 'grapheme', maxLength: 200 }),
        fc.integer({ min: 1, max: 9 }),
        (encoding, raw, step) => {
          const text = raw.replaceAll('\ufeff', '')
          const wide = Buffer.from(text, 'utf16le')
          const page =
            encoding === 'utf-8' || encoding === 'utf-16le' || encoding === 'utf-16be'
              ? undefined
              : encodeCodePage(text, encoding)
          const bytes =
            encoding === 'utf-8'
              ? Buffer.from(text)
              : encoding === 'utf-16le'
                ? wide
                : encoding === 'utf-16be'
                  ? wide.swap16()
                  : page
          if (bytes) expect(decode(bytes, encoding, step)).toBe(text)
        },
      ),
      { numRuns: 500 },
    )
  })

  test('every byte of a code page goes there and back', () => {
    for (const page of ['windows-1252', 'windows-1256', 'macintosh'] as const) {
      const bytes = Uint8Array.from({ length: 256 }, (_, i) => i)
      expect(bytesOf(decode(bytes, page, 256), page)).toEqual(bytes)
    }
  })

  test('two encodings in one file', () => {
    const mixed = Buffer.concat([
      Buffer.from('Name\nMüller\nสมชาย\n'),
      bytesOf('José\nFrançois\n', 'windows-1252'),
      Buffer.from('محمد\n'),
    ])
    const decoder = createDecoder('utf-8')
    expect(decoder.write(mixed) + decoder.end()).toBe('Name\nMüller\nสมชาย\nJosé\nFrançois\nمحمد\n')
    expect(decoder.strayLines()).toBe(2)
  })

  test('any bytes decode', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.integer({ min: 1, max: 50 }), (bytes, step) => {
        const { encoding } = guessEncoding(bytes)
        expect(typeof decode(bytes, encoding, step)).toBe('string')
      }),
      { numRuns: 500 },
    )
  })
})

describe('text encoded twice', () => {
  const twice = (text: string, page: string): string => new TextDecoder(page).decode(Buffer.from(text))
  test('is seen and mended', () => {
    for (const text of ['สมชาย ใจดี น้ำ', 'محمد گرگان پژمان']) {
      for (const page of ['windows-1252', 'windows-1256', 'macintosh']) {
        expect(looksDoubleEncoded(twice(text, page))).toBe(true)
        expect(repairMojibake(twice(text, page))).toBe(text)
      }
    }
    expect(repairMojibake(twice('สมชาย ใจดี', 'windows-874'))).toBe('สมชาย ใจดี')
    expect(repairMojibake(`Name: ${twice('Müller', 'windows-1252')}, ok`)).toBe('Name: Müller, ok')
    expect(repairMojibake(twice(twice('สมชาย', 'windows-1252'), 'windows-1252'))).toBe('สมชาย')
  })

  test('good text is left alone', () => {
    const good =
      'Ørsted Åse café naïve ÀÉ Ù เธอ เป็น เทพ เธก รก น้ำ ก็ เก๋ محمد ظهر طاهر می‌شود Ýmir «quoted» 10 €'
    for (const word of [good, ...good.split(' ')]) expect(repairMojibake(word)).toBe(word)
    expect(looksDoubleEncoded(good)).toBe(false)
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom(...'กขคงจชซญฐณดตถทธนบปผพฟภมยรลวศสหอะาำิีืุูเแโใไ่้์็ั '.split('')),
          maxLength: 20,
        }),
        (text) => {
          expect(repairMojibake(text)).toBe(text)
        },
      ),
    )
  })
})

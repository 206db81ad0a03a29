import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Card, Reject } from '#db/transfer/card.ts'
import { inspectCsv, readCsv } from '#db/transfer/csv.ts'
import { createCsvParser } from '#db/transfer/csvParser.ts'
import {
  decodeList,
  decodeTags,
  encodeList,
  encodeTags,
  formatCsvRow,
  neutraliseFormula,
  restoreFormula,
  writeCsv,
} from '#db/transfer/csvWriter.ts'
import { compileMapping, isReject } from '#db/transfer/mapRow.ts'
import { ownCell } from '#db/transfer/ownLists.ts'
import { writeRejects } from '#db/transfer/rejects.ts'
import { scanColumns } from '#db/transfer/scan.ts'
import { ownColumns } from '#db/transfer/sources/samphan.ts'
import { recognise } from '#db/transfer/sources.ts'
import { arbitraryCompany, arbitraryContact, words } from './arbitraryCard.ts'

const fixture = (name: string): string => new URL(`fixtures/${name}`, import.meta.url).pathname
let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'samphan-csv-'))
})
afterAll(async () => {
  await rm(folder, { recursive: true })
})

function parse(
  text: string,
  options: { width?: number; step?: number; max?: number } = {},
): { rows: string[][]; lines: number[]; rejects: Reject[] } {
  const rejects: Reject[] = []
  const limit = options.max === undefined ? {} : { maxRecordChars: options.max }
  const parser = createCsvParser(
    { delimiter: ',', quote: '"' },
    { width: options.width ?? 0, ...limit, onReject: (reject) => rejects.push(reject) },
  )
  const step = options.step ?? Math.max(1, text.length)
  const read = []
  for (let at = 0; at < text.length; at += step) read.push(...parser.push(text.slice(at, at + step)))
  read.push(...parser.end())
  return { rows: read.map(({ cells }) => cells), lines: read.map(({ line }) => line), rejects }
}

async function* bytesOf(text: string | Uint8Array, step = 4096): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; at += step) yield bytes.subarray(at, at + step)
}

async function importFile(
  path: string,
): Promise<{ source: string; encoding: string; cards: Card[]; rejects: Reject[] }> {
  const shape = await inspectCsv(path)
  const recognition = recognise(shape.header, shape.sampleRows)
  const { dates } = await scanColumns(path, recognition, { shape, country: 'TH' })
  const map = compileMapping(shape.header, recognition, { today: '2026-11-22', country: 'TH', dates })
  const cards: Card[] = []
  const rejects: Reject[] = []
  for await (const rows of readCsv(path, { shape, onReject: (reject) => rejects.push(reject) })) {
    for (const row of rows) {
      const result = map(row)
      if (isReject(result)) rejects.push(result)
      else cards.push(result)
    }
  }
  return { source: recognition.source, encoding: shape.encoding.encoding, cards, rejects }
}

describe('parser', () => {
  test('what is written is read, however it is cut', () => {
    const cell = fc.oneof(
      words,
      fc.constant(''),
      fc.string(),
      fc.constantFrom(' x', 'x ', '"', '""', '\n', '\r\n', ',', ' "a" '),
    )
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 5 }), { maxLength: 8 }),
        fc.integer({ min: 1, max: 50 }),
        (rows, step) => {
          const clean = rows.map((row) => row.map((text) => text.replaceAll('\0', '')))
          const text = clean.map((row) => formatCsvRow(row, ',', false)).join('')
          const { rows: read, rejects } = parse(text, { step })
          expect(rejects).toEqual([])
          expect(read).toEqual(clean)
        },
      ),
      { numRuns: 500 },
    )
  })

  test('mixed line ends, line numbers, spaces around quotes', () => {
    const { rows, lines } = parse('a,b\r\n"1\n2",x\rl, "q" ,\n\n\nz,\0y\n')
    expect(rows).toEqual([
      ['a', 'b'],
      ['1\n2', 'x'],
      ['l', 'q', ''],
      ['z', 'y'],
    ])
    expect(lines).toEqual([1, 2, 4, 7])
  })

  test('an unclosed quote costs one line', () => {
    const { rows, rejects } = parse('a,b\n"oops,1\n2,3\n4,5\n', { width: 2 })
    expect(rows).toEqual([
      ['a', 'b'],
      ['2', '3'],
      ['4', '5'],
    ])
    expect(rejects).toEqual([{ line: 2, raw: '"oops,1', reason: 'unterminatedQuote' }])
  })

  test('a quote that swallows a line is noticed by the width', () => {
    const { rows, rejects } = parse('a,b,c\n"oops,1,2\nx,"y",z\n7,8,9\n', { width: 3 })
    expect(rows).toEqual([
      ['a', 'b', 'c'],
      ['x', 'y', 'z'],
      ['7', '8', '9'],
    ])
    expect(rejects).toMatchObject([{ line: 2, reason: 'unterminatedQuote' }])
  })

  test('quotes inside a quoted cell are text when the width fits', () => {
    expect(parse('"the 5" pipe",1\n2,3\n', { width: 2 }).rows).toEqual([
      ['the 5" pipe', '1'],
      ['2', '3'],
    ])
  })

  test('a 20 MB cell is read, a runaway record is not', () => {
    const big = 'x'.repeat(20_000_000)
    expect(parse(`a,b\n"${big}",1\n`, { step: 65_536 }).rows[1]?.[0]).toHaveLength(20_000_000)
    const { rows, rejects } = parse(`a,b\n"${'line\n'.repeat(1000)}`, { max: 1000, step: 100 })
    expect(rejects).toMatchObject([{ line: 2, reason: 'unterminatedQuote' }])
    expect(rows).toHaveLength(1000)
  })

  test('mutated files never throw: every piece of text is in a row or a reject', () => {
    const piece = fc.constantFrom('"', ',', '\n', '\r', '""', ' "', '\0', ';', '\t')
    fc.assert(
      fc.property(
        fc.array(fc.oneof(piece, piece, words), { maxLength: 60 }),
        fc.integer({ min: 1, max: 20 }),
        (pieces, step) => {
          const text = pieces.join('')
          const { rows, rejects } = parse(text, { step, width: 3 })
          const kept = rows.flat().join('') + rejects.map(({ raw }) => raw).join('')
          const bare = (whole: string): string => [...whole.replace(/[",\n\r\0\s]/g, '')].toSorted().join('')
          expect(bare(kept)).toBe(bare(text))
        },
      ),
      { numRuns: 1500 },
    )
  })
})

describe('shape', () => {
  const shapeOfText = async (text: string | Uint8Array) => {
    const path = join(folder, 'shape.csv')
    await writeFile(path, text)
    return inspectCsv(path)
  }

  test('delimiters', async () => {
    for (const delimiter of [',', ';', '\t', '|']) {
      const text = `Name${delimiter}Email${delimiter}Note\nA B${delimiter}a@b.co${delimiter}1,5; 2\nC${delimiter}c@d.co${delimiter}"x"\n`
      const quoted = text.replace('1,5; 2', '"1,5; 2"')
      expect((await shapeOfText(quoted)).dialect.delimiter).toBe(delimiter)
    }
    expect(await shapeOfText('sep=;\nName;Email\nA;a@b.co\n')).toMatchObject({
      header: ['Name', 'Email'],
      headerLine: 2,
    })
    expect((await shapeOfText("'Name','Email'\n'A, B','a@b.co'\n'C','c@d.co'\n")).sampleRows[0]).toEqual([
      'A, B',
      'a@b.co',
    ])
  })

  test('a header below a preamble, none at all, and a trailing comma', async () => {
    expect(await inspectCsv(fixture('linkedin.csv'))).toMatchObject({
      headerLine: 4,
      header: expect.arrayContaining(['Connected On']),
    })
    const bare = await shapeOfText('somchai@example.com,081 234 5678\njohn@example.com,02 123 4567\n')
    expect(bare).toMatchObject({ headerLine: 0, header: ['Column 1', 'Column 2'] })
    expect((await shapeOfText('Name,Email,\nA,a@b.co,\n')).header).toEqual(['Name', 'Email'])
    expect((await shapeOfText('Email\na@b.co\n')).header).toEqual(['Email'])
    expect((await shapeOfText('')).header).toEqual([])
  })

  test('a header repeated by gluing files together is no record', async () => {
    const path = join(folder, 'glued.csv')
    await writeFile(path, 'Name,Email\nA,a@b.co\nName,Email\nB,b@b.co\n')
    const names: (string | undefined)[] = []
    for await (const rows of readCsv(path)) names.push(...rows.map(({ cells }) => cells[0]))
    expect(names).toEqual(['A', 'B'])
  })

  test('a stream is detected and read in one go', async () => {
    const rows: string[][] = []
    for await (const batch of readCsv(bytesOf('\ufeffName;Email\nÉ;a@b.co\n', 3)))
      rows.push(...batch.map(({ cells }) => cells))
    expect(rows).toEqual([['É', 'a@b.co']])
  })
})

describe('files of other programs', () => {
  test('Google', async () => {
    const { source, cards, rejects } = await importFile(fixture('google.csv'))
    expect({ source, rejects }).toEqual({ source: 'google', rejects: [] })
    expect(cards).toHaveLength(3)
    expect(cards[0]).toMatchObject({
      companyName: 'บริษัท ไทยรุ่งเรือง จำกัด',
      notes: ['ลูกค้ารายใหญ่\nโทรก่อนเที่ยง'],
      fields: { givenName: 'สมชาย', familyName: 'ใจดี', birthday: '1980-05-01', tags: ['ลูกค้า'] },
    })
    expect(cards[0]?.fields.addresses).toEqual([
      { label: 'work', street: '99 ถนนสุขุมวิท', city: 'กรุงเทพฯ', postalCode: '10110', country: 'TH' },
    ])
    expect(cards[1]?.fields).toMatchObject({
      birthday: '--03-21',
      events: [{ label: 'anniversary', value: '--06-15' }],
    })
    expect(cards[2]?.companyName).toBe('Acme "Rockets", Inc.')
  })

  test('Outlook in Western and Thai code pages', async () => {
    const western = await importFile(fixture('outlook-1252.csv'))
    expect(western).toMatchObject({ source: 'outlook', encoding: 'windows-1252', rejects: [] })
    expect(western.cards[0]?.fields).toMatchObject({
      honorific: 'Herr',
      givenName: 'Jürgen',
      birthday: '1965-12-24',
      addresses: [{ label: 'work', street: 'Hauptstraße 5', city: 'Köln', country: 'DE' }],
      private: false,
    })
    expect(western.cards[0]?.extras.map(({ name }) => name)).toEqual(['Spouse', 'User 1'])
    expect(western.cards[1]?.fields).toMatchObject({
      familyName: 'O’Neil',
      addresses: [{ street2: '2º\nizq.', country: 'ES' }],
    })
    const thai = await importFile(fixture('outlook-874.csv'))
    expect(thai).toMatchObject({ source: 'outlook', encoding: 'windows-874', rejects: [] })
    expect(thai.cards[0]?.fields).toMatchObject({
      givenName: 'ประเสริฐ',
      birthday: 'buddhist:2512-08-15',
      addresses: [{ country: 'TH' }],
    })
    expect(thai.cards[0]?.companyName).toBe('ห้างหุ้นส่วนจำกัด แก้วใส')
  })

  test('LinkedIn, Act!, GoldMine', async () => {
    const linkedin = await importFile(fixture('linkedin.csv'))
    expect(linkedin).toMatchObject({ source: 'linkedin', rejects: [] })
    expect(linkedin.cards).toHaveLength(2)
    expect(linkedin.cards[0]).toMatchObject({
      line: 5,
      companyName: 'Acme, Inc.',
      fields: { jobTitle: 'VP Sales' },
    })
    const act = await importFile(fixture('act.csv'))
    expect(act.cards[0]?.secondary?.[0]?.companyName).toBe('Smith & Sons')
    expect(act.cards[1]).toMatchObject({ referredBy: 'John Smith', fields: { status: 'Prospect' } })
    const goldmine = await importFile(fixture('goldmine-contact1.csv'))
    expect(goldmine.cards[0]?.fields).toMatchObject({
      familyName: 'Presley',
      phones: [{ ext: '7' }, { label: 'fax' }],
    })
    const details = await importFile(fixture('goldmine-contsupp.csv'))
    expect(details.cards.map(({ attachTo }) => attachTo)).toEqual(Array(3).fill('A1030756789$Q;ABC'))
  })
})

describe('writer', () => {
  test('formulas are made harmless and come back', () => {
    expect(neutraliseFormula('=1+1')).toBe("'=1+1")
    expect(neutraliseFormula("O'Neil")).toBe("O'Neil")
    const start = fc.constantFrom('=', '+', '-', '@', '\t', '\r', "'", "''=", '＝', 'x')
    fc.assert(
      fc.property(start, fc.string(), (first, text) => {
        const safe = neutraliseFormula(first + text)
        expect(safe).not.toMatch(/^[=+\-@\t\r＝＋－＠]/)
        expect(restoreFormula(safe)).toBe(first + text)
      }),
    )
    expect(formatCsvRow([-5, '-5', true, null, undefined, 'a"b'])).toBe(
      `-5,'-5,true,,,"a""b"\r\n`.replace("'-5", '"\'-5"'),
    )
  })

  test('lists in a cell come back', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ label: words, value: words, ext: words }), { minLength: 1, maxLength: 4 }),
        (list) => {
          expect(decodeList(encodeList(list))).toEqual(list)
          const tags = list.map(({ value }) => value)
          expect(decodeTags(encodeTags(tags))).toEqual(tags)
        },
      ),
    )
    expect(
      encodeList([
        { label: 'work', value: 'a@b.c' },
        { label: '', value: '02', ext: '1' },
      ]),
    ).toBe('work: a@b.c; : 02|ext=1')
    expect(decodeList('a@b.c')).toEqual([{ label: '', value: 'a@b.c' }])
  })

  for (const entity of ['contact', 'company'] as const) {
    test(`a ${entity} goes out and comes back in our own columns`, async () => {
      const header = Object.keys(ownColumns[entity]).filter(
        (field) =>
          ![
            'displayName',
            'sortKey',
            'fullName',
            'company',
            'company.name',
            'parent',
            'parent.name',
            'notes',
          ].includes(field),
      )
      const path = join(folder, `${entity}.csv`)
      const cards = fc.sample(entity === 'contact' ? arbitraryContact : arbitraryCompany, 150)
      const written = cards.map((card) => header.map((field) => ownCell(card, field)))
      expect(await writeCsv(path, header, written)).toBe(cards.length)
      expect([...(await readFile(path)).subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
      const shape = await inspectCsv(path)
      expect(shape.header).toEqual(header)
      const recognition = recognise(shape.header, shape.sampleRows)
      expect(recognition).toMatchObject({ source: 'samphan', entity, unmapped: [] })
      const map = compileMapping(header, recognition, { today: '2026-11-22' })
      const read: unknown[] = []
      for await (const rows of readCsv(path, { shape })) {
        for (const row of rows) {
          const result = map(row)
          read.push(
            isReject(result)
              ? result.reason
              : [result.fields, result.extras, result.externalId, result.companyName],
          )
        }
      }
      const expected = cards.map((card) => [card.fields, card.extras, card.externalId, card.companyName])
      for (const [i, pair] of read.entries())
        if (pair !== 'nothingToKnowItBy') expect(pair).toEqual(expected[i])
      expect(read).toHaveLength(cards.length)
    })
  }

  test('nothing appears under the final name when writing fails', async () => {
    const path = join(folder, 'failed.csv')
    function* rows(): Generator<string[]> {
      yield ['a']
      throw new Error('stopped')
    }
    await expect(writeCsv(path, ['x'], rows())).rejects.toThrow('stopped')
    await expect(readFile(path)).rejects.toThrow()
  })

  test('rejects can be mended and imported again', async () => {
    const path = join(folder, 'rejects.csv')
    const header = ['Name', 'Phone', 'Email']
    const rejects: Reject[] = [
      { line: 3, raw: '', cells: ['=A', '8.12E+08', 'a@b.co'], reason: 'scientificNumber' },
      { line: 9, raw: '"oops', reason: 'unterminatedQuote' },
    ]
    expect(await writeRejects(path, header, rejects)).toBe(2)
    const shape = await inspectCsv(path)
    expect(shape.header).toEqual([...header, 'samphan_reason'])
    expect(shape.sampleRows).toEqual([
      ['=A', '8.12E+08', 'a@b.co', 'scientificNumber'],
      ['"oops', '', '', 'unterminatedQuote'],
    ])
    const recognition = recognise(shape.header, shape.sampleRows)
    const map = compileMapping(shape.header, recognition, { today: '2026-11-22' })
    expect(map({ line: 2, cells: ['A', '0812345678', 'a@b.co', 'scientificNumber'] })).toMatchObject({
      extras: [],
    })
    expect(await writeRejects(join(folder, 'none.csv'), header, [])).toBe(0)
  })
})

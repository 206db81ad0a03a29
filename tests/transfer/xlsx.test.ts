/** Workbooks: typed cells, whatever text, read back by a reader of our own that shares nothing with the writer. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { unzipSync } from 'fflate'
import { SaxesParser } from 'saxes'
import { expect, it } from 'vitest'
import { WholeFile } from '#db/transfer/wholeFile.ts'
import { type XlsxCell, XlsxWriter } from '#db/transfer/xlsx.ts'
import { temporaryFolder } from '../helpers/database.ts'

function written(header: readonly string[], rows: readonly (readonly XlsxCell[])[]): Record<string, string> {
  const path = join(temporaryFolder(), 'x.xlsx')
  const file = new WholeFile(path)
  const sheet = new XlsxWriter(file, { name: 'a/b:c [1]', header, rightToLeft: true })
  for (const row of rows) sheet.row(row)
  sheet.totals(['Total', 3])
  sheet.end()
  file.finish()
  const parts = unzipSync(readFileSync(path))
  return Object.fromEntries(
    Object.entries(parts).map(([name, bytes]) => [name, new TextDecoder().decode(bytes)]),
  )
}

/** Cells by place, as text. */
function cells(xml: string): Map<string, { type: string | undefined; style: string; text: string }> {
  const found = new Map<string, { type: string | undefined; style: string; text: string }>()
  const parser = new SaxesParser()
  let at: { type: string | undefined; style: string; text: string } | undefined
  parser.on('opentag', ({ name, attributes }) => {
    if (name !== 'c') return
    at = { type: attributes.t, style: attributes.s ?? '', text: '' }
    found.set(attributes.r ?? '', at)
  })
  parser.on('text', (text) => {
    if (at) at.text += text
  })
  parser.on('closetag', ({ name }) => {
    if (name === 'c') at = undefined
  })
  parser.write(xml).close()
  return found
}

it('writes numbers, days, amounts and yes or no as what they are', () => {
  const parts = written(
    ['Name', 'N'],
    [
      [
        '=1+1',
        12.5,
        true,
        { day: '2026-11-22' },
        { amount: 10.25, currency: 'THB', places: 2 },
        { at: '2026-11-22T12:00' },
        { day: '1812-01-01' },
      ],
    ],
  )
  const sheet = cells(parts['xl/worksheets/sheet1.xml'] ?? '')
  expect(sheet.get('A2')).toMatchObject({ type: 'inlineStr', text: '=1+1' })
  expect(sheet.get('B2')).toMatchObject({ type: undefined, text: '12.5' })
  expect(sheet.get('C2')).toMatchObject({ type: 'b', text: '1' })
  expect(sheet.get('D2')).toMatchObject({ text: '46348' })
  expect(sheet.get('E2')?.text).toBe('10.25')
  expect(sheet.get('F2')?.text).toBe('46348.5')
  expect(sheet.get('G2')).toMatchObject({ type: 'inlineStr', text: '1812-01-01' })
  expect(sheet.get('A3')?.text).toBe('Total')
  expect(parts['xl/worksheets/sheet1.xml']).toMatch(/state="frozen"/)
  expect(parts['xl/worksheets/sheet1.xml']).toMatch(/rightToLeft="1"/)
  expect(parts['xl/worksheets/sheet1.xml']).not.toMatch(/<f>/)
  expect(parts['xl/styles.xml']).toMatch(/&quot;THB&quot;/)
  for (const [name, xml] of Object.entries(parts))
    if (name.endsWith('.xml')) expect(() => new SaxesParser().write(xml).close()).not.toThrow()
})

it('holds any text', () => {
  const decoded = (text: string): string =>
    text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }), { minLength: 1, maxLength: 40 }),
      (texts) => {
        const sheet = cells(
          written(
            ['T'],
            texts.map((text) => [text]),
          )['xl/worksheets/sheet1.xml'] ?? '',
        )
        texts.forEach((text, at) => {
          expect(decoded(sheet.get(`A${at + 2}`)?.text ?? '')).toBe(
            text.replaceAll('\r\n', '\n').replaceAll('\r', '\n'),
          )
        })
      },
    ),
    { numRuns: 20 },
  )
})

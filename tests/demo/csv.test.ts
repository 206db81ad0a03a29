// The address book written for import: a well-formed file of fifty columns, the same every time.
import { Writable } from 'node:stream'
import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { demoCsv, demoCsvColumns, writeDemoCsv } from '#db/demo/csv.ts'
import { collect } from './sample.ts'

const options = { contacts: 1200, seed: 3 }

test('every row has every column, and the cells say what the rows say', () => {
  const text = [...demoCsv(options)].join('')
  const rows: unknown = parse(text, { columns: true, relax_column_count: false })
  if (!Array.isArray(rows)) throw new Error('no rows')
  expect(demoCsvColumns).toHaveLength(50)
  expect(new Set(demoCsvColumns).size).toBe(50)
  expect(rows).toHaveLength(options.contacts)
  for (const [index, contact] of collect(options).contact.entries()) {
    expect(rows[index]).toMatchObject({
      'First Name': contact.givenName ?? '',
      'Last Name': contact.familyName ?? '',
      'Phone 1 - Label': contact.phones?.[0] ? expect.any(String) : '',
      'E-mail 1 - Value': contact.emails?.[0]?.value ?? '',
    })
  }
  expect(rows.some((row: Record<string, string>) => row['Address 1 - Formatted']?.includes('\n'))).toBe(true)
  const bytes = Buffer.byteLength(text) / options.contacts
  expect(bytes).toBeGreaterThan(400)
  expect(bytes).toBeLessThan(650)
})

test('a stream gets the same bytes, however slowly it takes them', async () => {
  const taken: Buffer[] = []
  const slow = new Writable({
    highWaterMark: 64,
    write(chunk: Buffer, _, done) {
      taken.push(chunk)
      setImmediate(done)
    },
  })
  const bytes = await writeDemoCsv({ ...options, batchSize: 100 }, slow)
  slow.end()
  expect(Buffer.concat(taken)).toHaveLength(bytes)
  expect(Buffer.concat(taken).toString()).toBe([...demoCsv(options)].join(''))
})

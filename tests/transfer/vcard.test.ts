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

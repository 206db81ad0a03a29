/**
 * How a quote looks on paper: colour, columns, texts around the lines, footer. Every layout begins as a copy of the built-in
 * one; texts are Liquid, as in letters. A quote takes the layout chosen on it, else the standard one of its language.
 */
import { z } from 'zod'
import { defineEntity } from './entity.ts'
import { documentSchema } from './printing.ts'
import { job, mutation, query } from './procedure.ts'
import { readerSchema } from './reader.ts'
import { idSchema } from './records.ts'

/** What can stand in a line besides its text and its amount, as it stands there from the first column to the last. */
export const quoteColumns = ['number', 'code', 'quantity', 'unit', 'unitPrice', 'discount', 'tax'] as const
export type QuoteColumn = (typeof quoteColumns)[number]
/** What can stand around the lines. */
export const quoteParts = ['logo', 'words', 'bank', 'signatures'] as const
export type QuotePart = (typeof quoteParts)[number]
/** How lines are set apart: ruled, under a coloured band, or by white space alone. */
export const quoteStyles = ['ruled', 'band', 'open'] as const
const languages = ['en', 'th', 'fa'] as const
export const MOST_FOOTER = 120

export const quoteLayout = defineEntity({
  id: 152,
  name: 'quoteLayout',
  domain: 'quotes',
  editedBy: 'admin',
  title: { from: 'text', field: 'name' },
  fields: {
    name: [10, 'text', { required: true, list: 1 }],
    /** Of quotes in that language; empty: in any. */
    language: [11, 'choice', { options: languages, list: 2 }],
    /** What quotes of its language take that do not say otherwise. */
    standard: [12, 'yesNo', { list: 3 }],
    /** Instead of the word quote. */
    title: [13, 'text'],
    colour: [14, 'text'],
    style: [15, 'choice', { options: quoteStyles }],
    columns: [16, 'tags'],
    parts: [17, 'tags'],
    /** Markup of the editor with Liquid in it, above and below lines and sums; sanitised whenever it is used. */
    before: [18, 'longText'],
    after: [19, 'longText'],
    footer: [20, 'text'],
  },
})

export const quoteLayoutSchema = z.strictObject({
  title: z.string().max(200).default(''),
  colour: z
    .string()
    .regex(/^(#[0-9a-f]{6})?$/i)
    .default(''),
  style: z.enum(quoteStyles).default('ruled'),
  columns: z.array(z.enum(quoteColumns)).default(['number', 'quantity', 'unitPrice', 'discount', 'tax']),
  parts: z.array(z.enum(quoteParts)).default(['logo', 'words', 'signatures']),
  before: z.string().max(500_000).default(''),
  after: z.string().max(500_000).default(''),
  footer: z.string().max(MOST_FOOTER).default(''),
})
export type QuoteLayout = z.output<typeof quoteLayoutSchema>

/** What there is before anybody made one, and what every other begins as. */
export const builtInLayout: QuoteLayout = quoteLayoutSchema.parse({})

const among = <Name extends string>(all: readonly Name[], value: unknown): Name[] =>
  Array.isArray(value) ? all.filter((name) => value.includes(name)) : []

/** A layout as it is stored; what this program does not know of it is left out. */
export function layoutFrom(record: Readonly<Record<string, unknown>>): QuoteLayout {
  const text = (name: string): string => {
    const value = record[name]
    return typeof value === 'string' ? value : ''
  }
  const colour = quoteLayoutSchema.shape.colour.safeParse(text('colour'))
  return {
    title: text('title'),
    colour: colour.success ? colour.data : '',
    style: quoteStyles.find((style) => style === record.style) ?? 'ruled',
    columns: among(quoteColumns, record.columns),
    parts: among(quoteParts, record.parts),
    before: text('before'),
    after: text('after'),
    footer: text('footer').slice(0, MOST_FOOTER),
  }
}

/** Black or white, whichever reads better on a colour. */
export function inkOn(colour: string): '#000000' | '#ffffff' {
  const channel = (at: number): number => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  }
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5) > 0.179 ? '#000000' : '#ffffff'
}

const operation = z.string().nullable()

export const quoteLayoutProcedures = {
  /** What texts of a layout can name: the path to write, and what it is called. */
  'quoteLayout.fields': query(
    z.object({ language: z.enum(languages) }),
    z.object({ fields: z.array(z.object({ path: z.string(), label: z.string() })) }),
  ),
  /** Makes a layout or changes one; a standard one takes the place of the one before. Texts that cannot be read are refused. */
  'quoteLayout.save': mutation(
    z.object({
      id: idSchema.optional(),
      name: z.string().trim().min(1).max(200),
      language: z.enum(languages).nullable().default(null),
      standard: z.boolean().default(false),
      layout: quoteLayoutSchema,
    }),
    z.object({ id: z.string(), operation }),
    { right: 'admin' },
  ),
  /** The pages of a quote in a layout that is being written; without a quote, of an example. */
  'quoteLayout.preview': job(
    z.object({
      layout: quoteLayoutSchema,
      language: z.enum(languages),
      quote: idSchema.optional(),
      reader: readerSchema.optional(),
    }),
    z.object({ document: documentSchema }),
    { on: 'reader', right: 'read', undo: 'local' },
  ),
}

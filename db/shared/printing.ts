/**
 * What is printed and on what: papers, label sheets, envelopes, the document that the window's hidden printer lays out, and
 * the procedure that makes one of records. Lengths are millimetres, of the paper as it lies in the printer.
 */
import { z } from 'zod'
import { job } from './procedure.ts'
import { readerSchema } from './reader.ts'
import { targetSchema } from './target.ts'

/** Portrait: width, then height. */
export const papers = {
  A4: [210, 297],
  A5: [148, 210],
  Letter: [215.9, 279.4],
  Legal: [215.9, 355.6],
} as const
export type Paper = keyof typeof papers
export const paperNames = ['A4', 'A5', 'Letter', 'Legal'] as const satisfies readonly Paper[]

/** As they pass through the printer: the long side across. */
export const envelopes = { DL: [220, 110], C5: [229, 162], C6: [162, 114], '10': [241.3, 104.8] } as const
export type Envelope = keyof typeof envelopes
export const envelopeNames = ['DL', 'C5', 'C6', '10'] as const satisfies readonly Envelope[]

/** A sheet of labels: how many across and down, the size of one, where the first begins and how far the next is. */
export interface LabelSheet {
  readonly paper: Paper
  readonly columns: number
  readonly rows: number
  readonly width: number
  readonly height: number
  readonly marginTop: number
  readonly marginSide: number
  readonly pitchX: number
  readonly pitchY: number
}

const sheet = (paper: Paper, values: readonly number[]): LabelSheet => {
  const [
    columns = 1,
    rows = 1,
    width = 0,
    height = 0,
    marginTop = 0,
    marginSide = 0,
    pitchX = 0,
    pitchY = 0,
  ] = values
  return { paper, columns, rows, width, height, marginTop, marginSide, pitchX, pitchY }
}

/** The common sheets by the number on the box. */
export const labelSheets: Readonly<Record<string, LabelSheet>> = {
  'Avery L7160': sheet('A4', [3, 7, 63.5, 38.1, 15.15, 7.25, 66.04, 38.1]),
  'Avery L7161': sheet('A4', [3, 6, 63.5, 46.6, 8.7, 7.25, 66.04, 46.6]),
  'Avery L7162': sheet('A4', [2, 8, 99.1, 33.9, 12.9, 4.65, 101.6, 33.9]),
  'Avery L7163': sheet('A4', [2, 7, 99.1, 38.1, 15.15, 4.65, 101.6, 38.1]),
  'Avery L7165': sheet('A4', [2, 4, 99.1, 67.7, 13.1, 4.65, 101.6, 67.7]),
  'Avery L7651': sheet('A4', [5, 13, 38.1, 21.2, 10.7, 4.75, 40.6, 21.2]),
  'Avery 5160': sheet('Letter', [3, 10, 66.675, 25.4, 12.7, 4.7625, 69.85, 25.4]),
  'Avery 5161': sheet('Letter', [2, 10, 101.6, 25.4, 12.7, 3.96875, 106.3625, 25.4]),
  'Avery 5163': sheet('Letter', [2, 5, 101.6, 50.8, 12.7, 3.96875, 106.3625, 50.8]),
  'Avery 5164': sheet('Letter', [2, 3, 101.6, 84.667, 12.7, 3.96875, 106.3625, 84.667]),
}

/** What is offered until somebody chooses. */
export const usualSheet = 'Avery L7160'

const length = z.number().min(0).max(1_000)
const count = z.number().int().min(0)

export const labelSheetSchema = z.object({
  paper: z.enum(paperNames),
  columns: z.number().int().min(1).max(20),
  rows: z.number().int().min(1).max(50),
  width: length,
  height: length,
  marginTop: length,
  marginSide: length,
  pitchX: length,
  pitchY: length,
})

/** One by its number, or one's own. */
export const wantedSheetSchema = z.union([z.enum(Object.keys(labelSheets)), labelSheetSchema])

/** Whether all labels of a sheet lie on its paper, none on another. */
export function isPossibleSheet(wanted: LabelSheet): boolean {
  const [width, height] = papers[wanted.paper]
  const across = wanted.marginSide + (wanted.columns - 1) * wanted.pitchX + wanted.width
  const down = wanted.marginTop + (wanted.rows - 1) * wanted.pitchY + wanted.height
  return (
    wanted.width >= 5 &&
    wanted.height >= 5 &&
    across <= width + 0.5 &&
    down <= height + 0.5 &&
    (wanted.columns === 1 || wanted.pitchX >= wanted.width - 0.01) &&
    (wanted.rows === 1 || wanted.pitchY >= wanted.height - 0.01)
  )
}

export const pageSetupSchema = z.object({
  paper: z.enum(paperNames).default('A4'),
  landscape: z.boolean().default(false),
  /** On all four sides. */
  margin: z.number().min(0).max(60).default(15),
})
export type PageSetup = z.infer<typeof pageSetupSchema>

/** A page as it comes out: its size and the free border around what is printed. */
export const pageSchema = z.object({
  width: z.number().min(20).max(1_200),
  height: z.number().min(20).max(1_200),
  margin: z.tuple([length, length, length, length]),
})
export type PrintPage = z.infer<typeof pageSchema>

export const MAX_DOCUMENT = 60_000_000

/** What is laid out: sanitised markup without scripts or anything from elsewhere, and the page it goes on. */
export const documentSchema = z.object({
  title: z.string().max(500),
  lang: z.enum(['en', 'th', 'fa']),
  html: z.string().max(MAX_DOCUMENT),
  page: pageSchema,
  /** At the foot of each page, `{n}` of `{total}`; pages of letters, labels and envelopes have none. */
  footer: z.object({ text: z.string().max(200), digits: z.enum(['latn', 'thai', 'arabext']) }).nullable(),
})
export type PrintDocument = z.infer<typeof documentSchema>

/** The page of a paper, turned if wanted. */
export function pageOf({ paper, landscape, margin }: PageSetup): PrintPage {
  const [short, long] = papers[paper]
  const [width, height] = landscape ? [long, short] : [short, long]
  return { width, height, margin: [margin, margin, margin, margin] }
}

/** How many records one document takes. */
export const MAX_PRINTED = 20_000

export const printKinds = ['list', 'record', 'addressBook', 'labels', 'envelopes'] as const
export type PrintKind = (typeof printKinds)[number]

const name = z.string().min(1).max(100)

export const printingProcedures = {
  /** Makes the document; the window or the command line lays it out (electron/pdf.ts). */
  'print.compose': job(
    z.object({
      kind: z.enum(printKinds),
      entity: z.string().min(1).max(64),
      target: targetSchema,
      reader: readerSchema,
      page: pageSetupSchema.prefault({}),
      /** Above a list, address book or record; what the entity is called when absent. */
      title: z.string().max(500).optional(),
      /** Columns of a list: what is asked for, what it is called, how wide against the others. */
      columns: z
        .array(
          z.object({
            field: name,
            label: z.string().max(200).optional(),
            width: z.number().min(1).optional(),
          }),
        )
        .max(40)
        .optional(),
      sheet: wantedSheetSchema.optional(),
      /** Labels of the first sheet that are gone already. */
      skip: count.max(1_000).default(0),
      envelope: z.enum(envelopeNames).default('DL'),
      /** The business's own address on the envelope. */
      sender: z.boolean().default(true),
    }),
    z.object({
      document: documentSchema,
      records: count,
      /** Records left out because they have no address. */
      without: z.array(z.object({ id: z.string(), name: z.string() })),
    }),
    { on: 'reader', right: 'read', undo: 'local' },
  ),
}

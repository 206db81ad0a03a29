/** How one printed last: kept on this device. */
import {
  type Envelope,
  envelopeNames,
  type LabelSheet,
  labelSheetSchema,
  labelSheets,
  type Paper,
  paperNames,
  usualSheet,
} from '#db/shared/printing.ts'

export interface Choices {
  readonly paper: Paper
  readonly landscape: boolean
  readonly margin: number
  readonly sheet: string
  readonly custom: LabelSheet
  readonly skip: number
  readonly envelope: Envelope
  readonly sender: boolean
}

export const usualChoices: Choices = {
  paper: 'A4',
  landscape: false,
  margin: 15,
  sheet: usualSheet,
  custom: labelSheets[usualSheet] ?? labelSheetSchema.parse({}),
  skip: 0,
  envelope: 'DL',
  sender: true,
}

export function parseChoices(stored: unknown): Choices | undefined {
  if (typeof stored !== 'object' || stored === null) return undefined
  const kept: Partial<Record<keyof Choices, unknown>> = stored
  const custom = labelSheetSchema.safeParse(kept.custom)
  return {
    paper: paperNames.find((paper) => paper === kept.paper) ?? usualChoices.paper,
    landscape: kept.landscape === true,
    margin: typeof kept.margin === 'number' ? Math.min(60, Math.max(0, kept.margin)) : usualChoices.margin,
    sheet:
      typeof kept.sheet === 'string' && (kept.sheet in labelSheets || kept.sheet === 'custom')
        ? kept.sheet
        : usualSheet,
    custom: custom.success ? custom.data : usualChoices.custom,
    // How many labels are gone is said anew for each sheet.
    skip: 0,
    envelope: envelopeNames.find((name) => name === kept.envelope) ?? usualChoices.envelope,
    sender: kept.sender !== false,
  }
}

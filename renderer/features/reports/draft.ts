/** An own report while it is being made: what it begins with when a list, a template or another report asks for one. */
import { create } from 'zustand'
import type { ReportDefinition } from '#db/shared/ownReports.ts'
import { reportDefinitionSchema } from '#db/shared/ownReports.ts'
import { go } from '../../state/route.ts'

export interface OwnDraft {
  /** Of the report that is changed. */
  readonly id?: string
  readonly name: string
  readonly question: string
  readonly private: boolean
  readonly definition: ReportDefinition
}

export const definitionOf = (base: string, more: Partial<ReportDefinition> = {}): ReportDefinition => ({
  ...reportDefinitionSchema.parse({ base, measures: [{ of: 'count' }], chart: 'bars' }),
  ...more,
})

export const emptyDraft = (base = 'contact', more: Partial<ReportDefinition> = {}): OwnDraft => ({
  name: '',
  question: '',
  private: true,
  definition: definitionOf(base, more),
})

/** What the next builder begins with; taken once. */
const useBegun = create<{ readonly draft: OwnDraft | undefined }>()(() => ({ draft: undefined }))

export function beginReport(draft: OwnDraft): void {
  useBegun.setState({ draft })
  go({ section: 'reports', id: 'new' })
}

export function takeBegun(): OwnDraft | undefined {
  const { draft } = useBegun.getState()
  if (draft) useBegun.setState({ draft: undefined })
  return draft
}

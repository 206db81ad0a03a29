/** One way to call each procedure of opportunities and pipelines. */
import type { TestDatabase } from '../../helpers/database.ts'
import type { Examples } from './examples.ts'

export async function anOpportunity(db: TestDatabase, data: Record<string, unknown> = {}): Promise<string> {
  const made = await db.call('record.create', {
    entity: 'opportunity',
    data: { name: 'Ten pumps', amount: { minor: 1_250_000, currency: 'THB' }, ...data },
  })
  return made.id
}

export async function stagesOf(db: TestDatabase): Promise<{ pipeline: string; stages: string[] }> {
  const { pipelines } = await db.call('pipeline.list', {})
  const [first] = pipelines
  return { pipeline: first?.id ?? '', stages: (first?.stages ?? []).map(({ id }) => id) }
}

const reasonOf = async (db: TestDatabase): Promise<string> =>
  (await db.call('opportunity.reasons', {})).reasons.find(({ outcome }) => outcome === 'lost')?.id ?? ''

export const opportunityExamples = {
  'opportunity.board': async (db) => {
    await anOpportunity(db)
    return { lanes: true, search: 'pump' }
  },
  'opportunity.cards': async (db) => {
    await anOpportunity(db)
    return { stage: (await stagesOf(db)).stages[0] ?? '', lane: null }
  },
  'opportunity.move': async (db) => ({
    id: await anOpportunity(db),
    stage: (await stagesOf(db)).stages[2] ?? '',
    data: { nextStep: 'Send the offer' },
  }),
  'opportunity.close': async (db) => ({
    id: await anOpportunity(db),
    status: 'lost',
    reason: await reasonOf(db),
    note: 'Too dear',
  }),
  'opportunity.reopen': async (db) => {
    const id = await anOpportunity(db)
    await db.call('opportunity.close', { id, status: 'won' })
    return { id }
  },
  'opportunity.standing': async (db) => ({ id: await anOpportunity(db) }),
  'opportunity.of': async (db) => {
    const { id } = await db.call('record.create', { entity: 'company', data: { name: 'Siam' } })
    await anOpportunity(db, { companyId: id })
    return { entity: 'company', id }
  },
  'opportunity.closings': async (db) => {
    await anOpportunity(db, { closeDate: '2026-12-01' })
    return { from: '2026-12-01', to: '2026-12-31' }
  },
  'opportunity.setLines': async (db) => ({
    id: await anOpportunity(db),
    lines: [{ name: 'Pump', quantity: 2, unitPrice: 10.5, discountPercent: 10 }],
  }),
  'opportunity.reasons': async (db) => {
    await anOpportunity(db)
    return {}
  },
  'pipeline.list': async (db) => {
    await anOpportunity(db)
    return {}
  },
  'pipeline.save': async () => ({
    name: 'Service',
    stages: [{ name: 'First', probability: 20, requiredFields: ['amount'] }, { name: 'Second' }],
  }),
  'pipeline.remove': async (db) => {
    await anOpportunity(db)
    const into = await db.call('pipeline.save', { name: 'Other', stages: [{ name: 'Only' }] })
    return { id: (await stagesOf(db)).pipeline, into: into.id }
  },
} satisfies Partial<Examples>

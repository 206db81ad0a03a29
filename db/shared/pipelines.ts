/** Pipelines: the ways a sale takes here, stage by stage, and the reasons it ends. Defined by who configures. */
import { z } from 'zod'
import { defineEntity } from './entity.ts'
import { mutation, query } from './procedure.ts'
import { idSchema } from './records.ts'

export const pipeline = defineEntity({
  id: 120,
  name: 'pipeline',
  domain: 'opportunities',
  editedBy: 'admin',
  title: { from: 'text', field: 'name' },
  fields: {
    name: [10, 'text', { required: true, list: 1, search: 2 }],
    position: [11, 'integer', { list: 2 }],
    /** Not offered any more; what is in it stays. */
    hidden: [12, 'yesNo', { list: 3 }],
  },
})

export const stage = defineEntity({
  id: 121,
  name: 'stage',
  domain: 'opportunities',
  editedBy: 'admin',
  title: { from: 'text', field: 'name' },
  fields: {
    pipelineId: [10, 'ref', { to: 'pipeline', required: true, fixed: true, list: 2 }],
    name: [11, 'text', { required: true, list: 1, search: 2 }],
    position: [12, 'integer', { list: 3 }],
    /** Per cent. */
    probability: [13, 'integer', { list: 4 }],
    /** Days after which an opportunity has been here too long. */
    rotDays: [14, 'integer', { list: 5 }],
    /** Fields of an opportunity that must be filled in to enter. */
    requiredFields: [15, 'tags'],
    category: [16, 'choice', { options: ['commit', 'bestCase', 'pipeline', 'omitted'], list: 6 }],
  },
})

/** Why an opportunity was won or lost. */
export const closeReason = defineEntity({
  id: 122,
  name: 'closeReason',
  domain: 'opportunities',
  editedBy: 'admin',
  title: { from: 'text', field: 'name' },
  fields: {
    name: [10, 'text', { required: true, list: 1 }],
    outcome: [11, 'choice', { options: ['won', 'lost', 'both'], list: 2 }],
    position: [12, 'integer', { list: 3 }],
    hidden: [13, 'yesNo', { list: 4 }],
  },
})

/** Fields a stage may ask for. */
export const stageFields = [
  'amount',
  'closeDate',
  'contactId',
  'companyId',
  'nextStep',
  'source',
  'description',
  'probability',
  'category',
] as const

const operation = z.string().nullable()
const count = z.number().int().min(0)
const percent = z.number().int().min(0).max(100)

const stageSchema = z.object({
  id: z.string(),
  name: z.string(),
  probability: z.number(),
  rotDays: z.number().nullable(),
  requiredFields: z.array(z.string()),
  category: z.enum(['commit', 'bestCase', 'pipeline', 'omitted']),
  /** Open opportunities in it. */
  count,
})
export const pipelineSchema = z.object({
  id: z.string(),
  name: z.string(),
  hidden: z.boolean(),
  stages: z.array(stageSchema),
})
export type PipelineRow = z.infer<typeof pipelineSchema>

export const pipelineProcedures = {
  /** In order, with their stages; those out of use too when asked. */
  'pipeline.list': query(
    z.object({ hidden: z.boolean().default(false) }),
    z.object({ pipelines: z.array(pipelineSchema) }),
  ),
  /**
   * Writes a pipeline with its stages in one go: without `id` a new one; stages without `id` are new, those left out are
   * deleted. A deleted stage that has opportunities in it must say in `into` where they go.
   */
  'pipeline.save': mutation(
    z.object({
      id: idSchema.optional(),
      name: z.string().trim().min(1).max(200),
      hidden: z.boolean().optional(),
      stages: z
        .array(
          z.object({
            id: idSchema.optional(),
            name: z.string().trim().min(1).max(200),
            probability: percent.default(0),
            rotDays: z.number().int().min(1).max(3_650).nullable().default(null),
            requiredFields: z.array(z.enum(stageFields)).max(stageFields.length).default([]),
            category: z.enum(['commit', 'bestCase', 'pipeline', 'omitted']).default('pipeline'),
          }),
        )
        .min(1)
        .max(50),
      /** Where what stands in a deleted stage goes: the stage kept, by its place in `stages`. */
      into: z.record(idSchema, count).default({}),
    }),
    z.object({ id: z.string(), moved: count, operation }),
    { right: 'admin' },
  ),
  /** A pipeline with nothing open in it goes to the trash with its stages; another takes over what is open. */
  'pipeline.remove': mutation(
    z.object({ id: idSchema, into: idSchema.optional() }),
    z.object({ moved: count, operation }),
    { right: 'admin' },
  ),
}

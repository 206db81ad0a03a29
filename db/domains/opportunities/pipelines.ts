/** Pipelines and their stages: read with what stands in them, written as a whole, taken away without losing anything. */
import { allRows, type Connection } from '../../core/connection.ts'
import type { Ctx, Handlers, MutationCtx } from '../../core/context.ts'
import { rowIdOf } from '../../core/write.ts'
import { failure, invalid } from '../../shared/errors.ts'
import { idToText, textToId } from '../../shared/id.ts'
import { opportunity } from '../../shared/opportunities.ts'
import { type PipelineRow, pipeline, type pipelineProcedures, stage } from '../../shared/pipelines.ts'

interface StageRow {
  readonly rowId: number
  readonly id: Uint8Array
  readonly pipelineId: number
  readonly name: string | null
  readonly probability: number | null
  readonly rotDays: number | null
  readonly requiredFields: string | null
  readonly category: string | null
}

const categoryOf = (category: string | null): PipelineRow['stages'][number]['category'] =>
  category === 'commit' || category === 'bestCase' || category === 'omitted' ? category : 'pipeline'

const textsOf = (json: string | null): string[] => {
  const parsed: unknown = json === null ? [] : JSON.parse(json)
  return Array.isArray(parsed) ? parsed.map(String) : []
}

export function pipelines({ conn }: Ctx, hidden: boolean): PipelineRow[] {
  const rows = allRows<{ rowId: number; id: Uint8Array; name: string | null; hidden: number | null }>(
    conn,
    `SELECT rowId, id, name, hidden FROM visiblePipeline ${hidden ? '' : 'WHERE hidden IS NOT 1'} ORDER BY position, rowId`,
  )
  const stages = allRows<StageRow>(
    conn,
    'SELECT rowId, id, pipelineId, name, probability, rotDays, requiredFields, category FROM visibleStage ORDER BY position, rowId',
  )
  const counts = new Map(
    allRows<{ stageId: number; n: number }>(
      conn,
      `SELECT stageId, count(*) AS n FROM visibleOpportunity WHERE ifnull(status, 'open') = 'open' GROUP BY stageId`,
    ).map(({ stageId, n }) => [stageId, n]),
  )
  return rows.map((row) => ({
    id: idToText(row.id),
    name: row.name ?? '',
    hidden: row.hidden === 1,
    stages: stages
      .filter(({ pipelineId }) => pipelineId === row.rowId)
      .map((one) => ({
        id: idToText(one.id),
        name: one.name ?? '',
        probability: one.probability ?? 0,
        rotDays: one.rotDays,
        requiredFields: textsOf(one.requiredFields),
        category: categoryOf(one.category),
        count: counts.get(one.rowId) ?? 0,
      })),
  }))
}

const openIn = (conn: Connection, column: 'stageId' | 'pipelineId', rowId: number): number[] =>
  allRows<{ rowId: number }>(
    conn,
    `SELECT rowId FROM visibleOpportunity WHERE ${column} = ? AND ifnull(status, 'open') = 'open'`,
    rowId,
  ).map((row) => row.rowId)

function moveAll(ctx: MutationCtx, rows: readonly number[], into: number): void {
  for (const rowId of rows) ctx.write.set(opportunity, rowId, { stageId: into })
}

export const pipelineHandlers = {
  'pipeline.list': (ctx, { hidden }) => ({ pipelines: pipelines(ctx, hidden) }),

  'pipeline.save'(ctx, input) {
    const { conn, write } = ctx
    const last = allRows<{ n: number }>(conn, 'SELECT count(*) AS n FROM visiblePipeline')[0]?.n ?? 0
    const rowId = input.id
      ? rowIdOf(conn, pipeline, input.id)
      : write.create(pipeline, { name: input.name, position: last })
    if (input.id)
      write.update(pipeline, rowId, {
        name: input.name,
        ...(input.hidden !== undefined && { hidden: input.hidden }),
      })
    const pipelineId = idOf(conn, rowId)
    const before = allRows<{ rowId: number; id: Uint8Array }>(
      conn,
      'SELECT rowId, id FROM visibleStage WHERE pipelineId = ? ORDER BY position, rowId',
      rowId,
    )
    const kept = input.stages.map(({ id, ...fields }, position) => {
      const known = id && before.find((one) => idToText(one.id) === id)
      if (id && !known) throw invalid('stages', 'reference', { entity: 'stage' })
      const data = { ...fields, position }
      if (!known) return write.create(stage, { ...data, pipelineId })
      write.update(stage, known.rowId, data)
      return known.rowId
    })
    let moved = 0
    for (const gone of before.filter((one) => !kept.includes(one.rowId))) {
      const open = openIn(conn, 'stageId', gone.rowId)
      const place = input.into[idToText(gone.id)]
      const into = place === undefined ? undefined : kept[place]
      if (open.length > 0 && into === undefined) throw failure('Conflict', 'stageInUse', { n: open.length })
      if (into !== undefined) moveAll(ctx, open, into)
      moved += open.length
      write.set(stage, gone.rowId, { trashedAt: write.at })
    }
    return { id: pipelineId, moved }
  },

  'pipeline.remove'(ctx, input) {
    const { conn, write } = ctx
    const rowId = rowIdOf(conn, pipeline, input.id)
    const open = openIn(conn, 'pipelineId', rowId)
    if (open.length > 0) {
      if (input.into === undefined) throw failure('Conflict', 'pipelineInUse', { n: open.length })
      const into = rowIdOf(conn, pipeline, input.into)
      if (into === rowId) throw invalid('into', 'reference', { entity: 'pipeline' })
      for (const one of open) write.set(opportunity, one, { pipelineId: into })
    }
    const stages = allRows<{ rowId: number }>(
      conn,
      'SELECT rowId FROM visibleStage WHERE pipelineId = ?',
      rowId,
    )
    for (const one of stages) write.set(stage, one.rowId, { trashedAt: write.at })
    write.set(pipeline, rowId, { trashedAt: write.at })
    return { moved: open.length }
  },
} satisfies Handlers<keyof typeof pipelineProcedures>

function idOf(conn: Connection, rowId: number): string {
  const row = allRows<{ id: Uint8Array }>(conn, 'SELECT id FROM visiblePipeline WHERE rowId = ?', rowId)[0]
  return row ? idToText(row.id) : ''
}

export const stageRow = (conn: Connection, id: string): number | undefined =>
  allRows<{ rowId: number }>(conn, 'SELECT rowId FROM visibleStage WHERE id = ?', textToId(id))[0]?.rowId

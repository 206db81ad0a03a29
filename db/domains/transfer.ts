/** Import, export and demo data as procedures; the work is in the files beside. */
import type { Handlers } from '../core/context.ts'
import { failure } from '../shared/errors.ts'
import { entityNamed } from '../shared/registry.ts'
import type { transferProcedures } from '../shared/transfer.ts'
import { createDemo, resumeDemo } from './transfer/demo.ts'
import { runExport } from './transfer/export.ts'
import { resumeImport, runImport } from './transfer/import.ts'
import { preview } from './transfer/preview.ts'
import { shortCard } from './transfer/shortCard.ts'

export const transferHandlers = {
  'transfer.preview': preview,
  'transfer.import': runImport,
  'transfer.export': runExport,
  'demo.create': createDemo,
  'transfer.card': (ctx, { entity, id }) => shortCard(ctx.conn, entityNamed(entity), id),

  async 'transfer.resume'(ctx, input) {
    const { kind, checkpoint } = ctx.resume(input.operation)
    if (kind === 'transfer.import') return resumeImport(ctx, checkpoint)
    if (kind !== 'demo.create') throw failure('Conflict', 'notInterrupted', { operation: input.operation })
    return { updated: 0, skipped: 0, rejected: 0, ...(await resumeDemo(ctx, checkpoint)) }
  },
} satisfies Handlers<keyof typeof transferProcedures>

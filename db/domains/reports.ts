/** Reports as procedures; the work is in the files beside. */
import type { Handlers } from '../core/context.ts'
import { rowIdOf } from '../core/write.ts'
import { failure, invalid, notFound } from '../shared/errors.ts'
import { idToText } from '../shared/id.ts'
import { report } from '../shared/ownReports.ts'
import { findEntity } from '../shared/registry.ts'
import type { reportProcedures } from '../shared/reports.ts'
import { composeReport, exportReport } from './reports/files.ts'
import { manyOf } from './reports/own/places.ts'
import { planOf } from './reports/own/plan.ts'
import { storedReport, storedReports } from './reports/own/stored.ts'
import { definitions } from './reports/ready.ts'
import { recordsBehind, runReport } from './reports/run.ts'
import { word } from './reports/words.ts'

export const reportHandlers = {
  'report.list': (ctx, { reader: { language } }) => ({
    reports: [
      ...storedReports(ctx.conn).map(({ id, name, question, base, definition, ...own }) => ({
        name: id,
        area: 'own' as const,
        title: name,
        question: question || (findEntity(base) ? manyOf(language, base) : base),
        parameters: [...(definition?.date === undefined ? [] : ['period' as const]), 'owner' as const],
        own: {
          private: own.private,
          period: definition?.period ?? ('all' as const),
          compare: definition?.compare ?? false,
        },
      })),
      ...Object.entries(definitions).map(([name, { area, parameters }]) => ({
        name,
        area,
        title: word(language, `report.${name}`),
        question: word(language, `report.${name}.question`),
        parameters: [...parameters],
      })),
    ],
  }),
  'report.run': (ctx, input) => runReport(ctx, input),
  'report.records': (ctx, input) => recordsBehind(ctx, input, input.key, input.limit),
  'report.get'(ctx, { name, reader }) {
    const stored = storedReport(ctx, name)
    if (!stored) throw notFound('report', name)
    const { definition } = stored
    const isKnown = definition && findEntity(definition.base)?.listed
    const plan = isKnown ? planOf(ctx, definition, reader) : undefined
    return {
      id: stored.id,
      name: stored.name,
      question: stored.question,
      private: stored.private,
      definition: definition ?? null,
      gone: plan ? [...plan.gone, ...plan.goneConditions] : [],
    }
  },
  'report.save'(ctx, { id, definition, ...input }) {
    if (!findEntity(definition.base)?.listed)
      throw invalid('definition.base', 'unknownEntity', { entity: definition.base })
    if (Object.hasOwn(definitions, input.name)) throw failure('Invalid', 'reportName', { name: input.name })
    const data = { ...input, base: definition.base, definition }
    if (id !== undefined) {
      ctx.write.update(report, rowIdOf(ctx.conn, report, id), data)
      return { id }
    }
    const made = ctx.conn.newId()
    ctx.write.create(report, data, made)
    return { id: idToText(made) }
  },
  'report.export': exportReport,
  'report.compose': composeReport,
} satisfies Handlers<keyof typeof reportProcedures>

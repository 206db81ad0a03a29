/** Reports as procedures; the work is in the files beside. */
import type { Handlers } from '../core/context.ts'
import type { reportProcedures } from '../shared/reports.ts'
import { composeReport, exportReport } from './reports/files.ts'
import { definitions } from './reports/ready.ts'
import { recordsBehind, runReport } from './reports/run.ts'
import { word } from './reports/words.ts'

export const reportHandlers = {
  'report.list': (_ctx, { reader: { language } }) => ({
    reports: Object.entries(definitions).map(([name, { area, parameters }]) => ({
      name,
      area,
      title: word(language, `report.${name}`),
      question: word(language, `report.${name}.question`),
      parameters: [...parameters],
    })),
  }),
  'report.run': (ctx, input) => runReport(ctx, input),
  'report.records': (ctx, input) => recordsBehind(ctx, input, input.key, input.limit),
  'report.export': exportReport,
  'report.compose': composeReport,
} satisfies Handlers<keyof typeof reportProcedures>

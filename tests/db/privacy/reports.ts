/** What is asked about reports and dashboards to see whether an answer tells a secret. */
import { dashboardNames } from '#db/shared/dashboards.ts'
import type { ReportDefinitionInput } from '#db/shared/ownReports.ts'
import { readerOf } from '#db/shared/reader.ts'
import { allEntities } from '#db/shared/registry.ts'
import type { Questions } from './questions.ts'
import { CANARY } from './scene.ts'

/** Every field of every entity and of what it refers to, as columns and as groups. */
function ownDefinitions(): ReportDefinitionInput[] {
  return allEntities()
    .filter(({ listed }) => listed)
    .flatMap((entity) => {
      const paths = entity.fields.flatMap(({ name, kind, to }) =>
        kind === 'json' || kind === 'file'
          ? []
          : kind === 'ref' && to
            ? [name, `${name}.displayName`, `${name}.tags`, `${name}.private`]
            : [name],
      )
      const rounds = Array.from({ length: Math.ceil(paths.length / 4) }, (_, at) =>
        paths.slice(at * 4, at * 4 + 4),
      )
      return [
        { base: entity.name, columns: ['displayName', ...paths.slice(0, 29)] },
        ...rounds.map((by) => ({ base: entity.name, by: by.map((field) => ({ field })) })),
      ]
    })
}

export const reportsQuestions = {
  'reportSchedule.list': () => [{}],
  'reportSchedule.log': () => [{}],
  'report.list': () => [{ reader: readerOf('en', 'UTC') }],
  'report.run': async (_s, who) => {
    const reader = readerOf('en', 'UTC')
    const { reports } = await who.call('report.list', { reader })
    return [
      ...reports.map(({ name }) => ({ name, reader, parameters: { period: 'all' as const, days: 1 } })),
      ...ownDefinitions().map((definition) => ({ name: 'own', reader, definition })),
    ]
  },
  'dashboard.get': () => dashboardNames.map((name) => ({ name })),
  'report.get': () => [{ name: `Xylo ${CANARY}`.slice(0, 4), reader: readerOf('en', 'UTC') }],
  'report.records': async (_s, who) => {
    const reader = readerOf('en', 'UTC')
    const { reports } = await who.call('report.list', { reader })
    return [
      ...reports.map(({ name }) => ({ name, reader, parameters: { period: 'all' as const, days: 1 } })),
      ...ownDefinitions().map((definition) => ({ name: 'own', reader, definition })),
    ]
  },
} satisfies Partial<Questions>

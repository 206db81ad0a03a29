/** Which records a command works on: they must be named, so that nobody changes everything by forgetting an option. */
import type { Filter } from '../../shared/filter.ts'
import type { Target } from '../../shared/target.ts'
import { listOption, type Options, parseJson, textOption, UsageError } from '../command.ts'

export const targetUsage = '--filter JSON | --view NAME | --ids ID,… | --all'
export const targetValues = ['filter', 'view', 'ids']
export const targetFlags = ['all']

export function targetOf(options: Options): Target {
  const filter = textOption(options, 'filter')
  const view = textOption(options, 'view')
  const ids = listOption(options, 'ids')
  const given = [filter, view, ids, options.all === true ? true : undefined]
  if (given.filter((one) => one !== undefined).length !== 1)
    throw new UsageError(`name the records: ${targetUsage}`)
  if (filter !== undefined) return { filter: parseJson(filter, '--filter') as Filter }
  if (view !== undefined) return { view }
  return ids ? { ids } : { filter: { and: [] } }
}

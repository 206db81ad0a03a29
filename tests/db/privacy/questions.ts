/** What is asked, for every query there is: the compiler asks for a line. */
import type { Contract, Input, Name } from '#db/shared/contract.ts'
import type { Person } from '../../helpers/people.ts'
import { activitiesQuestions } from './activities.ts'
import { campaignsQuestions } from './campaigns.ts'
import { lettersQuestions } from './letters.ts'
import { lookupsQuestions } from './lookups.ts'
import { opportunitiesQuestions } from './opportunities.ts'
import { productsQuestions } from './products.ts'
import { recordsQuestions } from './records.ts'
import { reportsQuestions } from './reports.ts'
import type { Scene } from './scene.ts'
import { settingsQuestions } from './settings.ts'
import { ticketsQuestions } from './tickets.ts'

export type QueryName = { [N in Name]: Contract[N]['kind'] extends 'query' ? N : never }[Name]
export type Questions = {
  readonly [N in QueryName]: (s: Scene, who: Person) => Promise<Input<N>[]> | Input<N>[]
}

export const questions: Questions = {
  ...activitiesQuestions,
  ...campaignsQuestions,
  ...lettersQuestions,
  ...lookupsQuestions,
  ...opportunitiesQuestions,
  ...productsQuestions,
  ...recordsQuestions,
  ...reportsQuestions,
  ...settingsQuestions,
  ...ticketsQuestions,
}

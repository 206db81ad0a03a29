/**
 * One way to call each procedure so that it does something: the compiler asks for a line per procedure. `prepare` makes
 * what the call needs first; its own effect is not part of what is undone.
 */
import type { Input, Name } from '#db/shared/contract.ts'
import type { TestDatabase } from '../../helpers/database.ts'
import { activitiesExamples } from './activities.ts'
import { campaignsExamples } from './campaigns.ts'
import { contactsExamples } from './contacts.ts'
import { lettersExamples } from './letters.ts'
import { opportunityExamples } from './opportunities.ts'
import { productExamples } from './products.ts'
import { recordsExamples } from './records.ts'
import { reportScheduleExamples } from './reportSchedules.ts'
import { reportsExamples } from './reports.ts'
import { salesExamples } from './sales.ts'
import { settingsExamples } from './settings.ts'
import { syncExamples } from './sync.ts'
import { ticketExamples } from './tickets.ts'
import { transferExamples } from './transfer.ts'

export type Examples = { readonly [N in Name]: (db: TestDatabase) => Promise<Input<N>> }

export const examples: Examples = {
  ...activitiesExamples,
  ...campaignsExamples,
  ...contactsExamples,
  ...lettersExamples,
  ...opportunityExamples,
  ...productExamples,
  ...recordsExamples,
  ...reportsExamples,
  ...reportScheduleExamples,
  ...salesExamples,
  ...settingsExamples,
  ...syncExamples,
  ...ticketExamples,
  ...transferExamples,
}

/** What follows when a quote is written: it has a day, a state and a language to reckon and speak in. */
import { localTime } from '../../shared/dates/format.ts'
import type { Effect } from '../effects.ts'
import type { MutableColumns } from '../rowWriter.ts'
import { databaseSetting } from '../settings.ts'

export const quoteEffect: Effect = {
  on: ['currency'],
  before({ conn, at }, columns, row) {
    const added: MutableColumns = { ...columns }
    const created = typeof columns.createdAt === 'number' ? columns.createdAt : at
    if (!row) {
      added.status ??= 'draft'
      added.version ??= 1
      added.issueDate ??= localTime(created).iso
      added.at ??= Date.parse(`${String(added.issueDate)}T12:00:00Z`)
    }
    if (!row || 'currency' in columns)
      added.currency ??= String(databaseSetting(conn, 'defaultCurrency') ?? 'THB')
    return added
  },
}

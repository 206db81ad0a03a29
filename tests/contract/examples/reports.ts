/** Reports. */
import { readerOf } from '#db/shared/reader.ts'
import type { Examples } from './examples.ts'
import { aContact } from './makers.ts'

const reader = readerOf('th', 'Asia/Bangkok')

export const reportsExamples = {
  'report.list': async () => ({ reader }),
  'report.run': async (db) => {
    await aContact(db)
    return { name: 'newContacts', parameters: { period: 'thisYear', compare: true }, reader }
  },
  'report.records': async (db) => {
    await aContact(db)
    return { name: 'missingDetails', reader, key: ['email'] }
  },
  'report.export': async (db) => {
    await aContact(db)
    return { name: 'missingDetails', reader, out: `${db.file}.report.xlsx`, format: 'xlsx' }
  },
  'report.compose': async (db) => {
    await aContact(db)
    return { name: 'contactsByStatus', reader }
  },
} satisfies Partial<Examples>

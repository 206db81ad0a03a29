/** Reports. */
import { readerOf } from '#db/shared/reader.ts'
import type { Examples } from './examples.ts'
import { aContact } from './makers.ts'

const reader = readerOf('th', 'Asia/Bangkok')

const anOwn = {
  name: 'Mine',
  question: 'How many?',
  definition: {
    base: 'contact',
    date: 'createdAt',
    by: [{ field: 'companyId.industry' }, { field: 'createdAt', unit: 'month' as const }],
    measures: [{ of: 'count' as const }, { of: 'share' as const }],
  },
}

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
  'report.get': async (db) => {
    const { id } = await db.call('report.save', anOwn)
    return { name: id, reader }
  },
  'dashboard.get': async () => ({ name: 'sales' }),
  'dashboard.arrange': async () => ({
    name: 'home',
    tiles: [{ id: 'one', kind: 'number', report: 'newContacts' }],
  }),
  'report.save': async () => anOwn,
  'report.compose': async (db) => {
    await aContact(db)
    return { name: 'contactsByStatus', reader }
  },
} satisfies Partial<Examples>

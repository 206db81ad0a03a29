/** Scheduled reports. */
import { mkdirSync } from 'node:fs'
import type { Input } from '#db/shared/contract.ts'
import { readerOf } from '#db/shared/reader.ts'
import type { TestDatabase } from '../../helpers/database.ts'
import type { Examples } from './examples.ts'
import { aContact } from './makers.ts'

const reader = readerOf('fa', 'Asia/Tehran')

function folderOf(db: TestDatabase): string {
  const folder = `${db.file}.reports`
  mkdirSync(folder, { recursive: true })
  return folder
}

const monthly = (db: TestDatabase): Input<'reportSchedule.save'> => ({
  name: 'مخاطبان ماه',
  report: 'newContacts',
  parameters: { period: 'lastMonth' },
  reader,
  format: 'xlsx',
  folder: folderOf(db),
  every: 'month',
  day: 31,
  minutes: 480,
})

async function aSchedule(db: TestDatabase): Promise<string> {
  await aContact(db)
  return (await db.call('reportSchedule.save', monthly(db))).id
}

async function aRun(db: TestDatabase): Promise<number> {
  const { run } = await db.call('reportSchedule.claim', { id: await aSchedule(db) })
  return run?.run ?? 0
}

export const reportScheduleExamples = {
  'reportSchedule.list': async (db) => {
    await aRun(db)
    return {}
  },
  'reportSchedule.save': async (db) => monthly(db),
  'reportSchedule.pause': async (db) => ({ id: await aSchedule(db), paused: true }),
  'reportSchedule.remove': async (db) => ({ id: await aSchedule(db) }),
  'reportSchedule.log': async (db) => {
    await aRun(db)
    return { limit: 5 }
  },
  'reportSchedule.claim': async (db) => ({ id: await aSchedule(db) }),
  'reportSchedule.make': async (db) => ({ run: await aRun(db) }),
  'reportSchedule.finish': async (db) => {
    const run = await aRun(db)
    const { rows } = await db.call('reportSchedule.make', { run })
    return { run, rows }
  },
} satisfies Partial<Examples>

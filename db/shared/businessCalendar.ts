/** The business calendar: weekend, hours, and the holidays between two days; bundled lists and what they cover. */
import { z } from 'zod'
import { defineEntity } from './entity.ts'
import { mutation, query } from './procedure.ts'

/** A day on which the business is closed, or one that is only worth knowing. */
export const holiday = defineEntity({
  id: 117,
  name: 'holiday',
  domain: 'activities',
  title: { from: 'text', field: 'name' },
  fields: {
    date: [10, 'date', { required: true, list: 1 }],
    name: [11, 'text', { required: true, list: 2 }],
    country: [12, 'text', { list: 3 }],
    working: [13, 'yesNo', { list: 4 }],
    uid: [14, 'text'],
  },
})

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)
const operation = z.string().nullable()

export const businessCalendarProcedures = {
  /** What is known of days off: the weekend, the hours, the holidays between two days. */
  'business.calendar': query(
    z.object({ from: day, to: day }),
    z.object({
      weekend: z.array(z.number().int().min(0).max(6)),
      weekStart: z.number().int().min(0).max(6),
      hours: z.object({ from: z.number(), to: z.number() }),
      holidays: z.array(
        z.object({
          id: z.string(),
          date: z.string(),
          name: z.string(),
          working: z.boolean(),
          country: z.string().nullable(),
          /** Whose it is: some may remove only their own. */
          ownerId: z.string().nullable(),
        }),
      ),
    }),
  ),
  /** The bundled lists and what they cover. */
  'holiday.lists': query(
    z.object({}),
    z.object({
      lists: z.array(
        z.object({
          country: z.enum(['TH', 'IR']),
          from: z.string(),
          to: z.string(),
          count: z.number(),
          added: z.number(),
          note: z.string(),
        }),
      ),
    }),
  ),
  /** Takes a bundled list into the database; days that are there already stay as they are. */
  'holiday.add': mutation(
    z.object({ country: z.enum(['TH', 'IR']), lang: z.enum(['en', 'th', 'fa']).optional() }),
    z.object({ added: z.number(), operation }),
  ),
  /** Puts the days of a country that came from its list into the trash again; days of one's own stay. */
  'holiday.remove': mutation(
    z.object({ country: z.enum(['TH', 'IR']) }),
    z.object({ removed: z.number(), operation }),
  ),
}

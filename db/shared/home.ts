/** What a day begins with: favourites, and whose birthday or yearly event comes next. */
import { z } from 'zod'
import { defineEntity } from './entity.ts'
import { mutation, query } from './procedure.ts'
import { idSchema } from './records.ts'

const entity = z.string().min(1).max(64)

/** A record somebody wants at hand. Names it by identity, so that one that is not here yet, or is in the trash, is kept. */
export const favourite = defineEntity({
  id: 14,
  name: 'favourite',
  domain: 'home',
  editedBy: 'none',
  personal: 'userId',
  title: { from: 'text', field: 'record' },
  listed: false,
  fields: {
    userId: [10, 'ref', { to: 'user', required: true }],
    entity: [11, 'text', { required: true }],
    record: [12, 'text', { required: true }],
  },
})

export const upcomingSchema = z.object({
  entity: z.string(),
  id: z.string(),
  displayName: z.string(),
  /** The field it comes from: a yearly one such as `birthday`, or a list of events. */
  field: z.string(),
  /** Of an event in a list. */
  label: z.string().optional(),
  /** The YEARLY text, in its own calendar. */
  yearly: z.string(),
  /** The day it falls on next. */
  on: z.string(),
  /** How many years it will be then, when the year is known. */
  years: z.number().int().optional(),
})
export type Upcoming = z.infer<typeof upcomingSchema>

export const homeProcedures = {
  /** The caller's, by name; one in the trash is left out until it comes back. */
  'favourite.list': query(
    z.object({}),
    z.object({
      records: z.array(z.object({ entity: z.string(), id: z.string(), displayName: z.string() })),
    }),
  ),
  'favourite.set': mutation(
    z.object({ entity, id: idSchema, on: z.boolean() }),
    z.object({ operation: z.string().nullable() }),
    { right: 'read' },
  ),
  /** Birthdays and yearly events from today on, soonest first. `total` counts those beyond `limit` too. */
  'anniversary.upcoming': query(
    z.object({
      days: z.number().int().min(0).max(366).default(30),
      limit: z.number().int().min(1).max(1_000).default(200),
    }),
    z.object({ total: z.number().int(), events: z.array(upcomingSchema) }),
    { slow: true },
  ),
}

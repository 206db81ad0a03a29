/**
 * Which computer sends a campaign. Several laptops share one database, and each has an outbox of its own: so that no two write
 * to the same person, one of them has the campaign. Whoever makes it has it first; another takes it over, which is a claim of
 * its own that names the claims it follows. The rule itself is in db/core/campaignSenders.ts.
 */
import { z } from 'zod'
import { defineEntity } from './entity.ts'
import { job, query } from './procedure.ts'
import { idSchema } from './records.ts'

export const campaignSender = defineEntity({
  id: 186,
  name: 'campaignSender',
  domain: 'senders',
  title: { from: 'text', field: 'deviceName' },
  editedBy: 'none',
  listed: false,
  parents: ['campaignId'],
  fields: {
    campaignId: [10, 'ref', { to: 'campaign', required: true, list: 1 }],
    device: [11, 'text', { required: true }],
    deviceName: [12, 'text', { list: 2 }],
    at: [13, 'instant', { required: true, list: 3 }],
    /** The claims it was made in knowledge of, by identity. */
    follows: [14, 'tags'],
    /** Since when it is certain that nobody else claimed it at the same time. */
    confirmedAt: [15, 'instant', { list: 4 }],
    /** The computer gave it away by itself: nothing of it waits there any more. */
    letGoAt: [16, 'instant', { list: 5 }],
  },
})

/**
 * `here`: this computer sends it · `unconfirmed`: it was taken over here, and others may not have heard yet · `elsewhere` ·
 * `contested`: several took it over at the same time · `nobody`.
 */
export const senderStates = ['here', 'unconfirmed', 'elsewhere', 'contested', 'nobody'] as const

const count = z.number().int().min(0)
const done = z.object({ operation: z.string().nullable(), moved: count })

export const senderProcedures = {
  'campaign.sender': query(
    z.object({ id: idSchema }),
    z.object({
      state: z.enum(senderStates),
      /** Who has it, or has claimed it last. */
      name: z.string().nullable(),
      since: z.string().nullable(),
      /** Given away: whoever takes it over does so without danger. */
      free: z.boolean(),
      /** When that computer was last heard of through the hub. */
      lastSeen: z.string().nullable(),
      /** Messages that wait in the outbox of other computers, as far as is known here. */
      waitingElsewhere: count,
      shared: z.boolean(),
      /** Whether what others did is known well enough to take it over: the last exchange is recent and went through. */
      synced: z.boolean(),
    }),
  ),
  /**
   * From now on this computer sends it. `force`: also from one that has not given it away, which may go on until it hears;
   * `waiting`: also what waits in the outbox there. @throws AppError Conflict `campaignSyncFirst` `campaignElsewhere`
   */
  'campaign.takeOver': job(
    z.object({ campaign: idSchema, force: z.boolean().default(false), waiting: z.boolean().default(false) }),
    done,
    { undo: 'never', right: 'export' },
  ),
  /** Gives it away: what waits in the outbox here is planned again. @throws AppError Conflict `campaignElsewhere` */
  'campaign.letGo': job(z.object({ campaign: idSchema }), done, { undo: 'never', right: 'export' }),
}

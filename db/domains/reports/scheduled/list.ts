/** Every schedule the actor sees, when it comes next and what came of it last. */
import type { Ctx } from '../../../core/context.ts'
import { named } from '../../../core/read.ts'
import type { Output } from '../../../shared/contract.ts'
import { idToText } from '../../../shared/id.ts'
import { nextDue } from '../../../shared/scheduleTimes.ts'
import { lastRunOf } from './runs.ts'
import { isHere, schedulesOf } from './schedules.ts'

const iso = (at: number | undefined): string | null => (at === undefined ? null : new Date(at).toISOString())

export const listed = (ctx: Ctx): Output<'reportSchedule.list'>['schedules'] =>
  schedulesOf(ctx).map((schedule) => {
    const { id, name, report, parameters, format, folder, recipients, account, every, day, minutes } =
      schedule
    const here = isHere(ctx, schedule)
    const owner = schedule.ownerId === null ? null : named(ctx.conn, 'user', schedule.ownerId)
    return {
      id: idToText(id),
      name,
      report,
      parameters,
      format,
      folder,
      recipients: [...(recipients ?? [])],
      account,
      every,
      day,
      minutes,
      timeZone: schedule.timeZone,
      paused: schedule.paused,
      owner: owner?.id == null ? null : { id: owner.id, name: owner.name },
      here,
      next: schedule.paused || !here ? null : iso(nextDue(schedule, ctx.now())),
      last: lastRunOf(ctx.conn, schedule) ?? null,
    }
  })

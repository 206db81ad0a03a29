/** Schedules as they are kept: read with whatever is wrong in them put right, and what is known of each. */
import { type Connection, getRow } from '../../../core/connection.ts'
import type { Ctx } from '../../../core/context.ts'
import { named } from '../../../core/read.ts'
import { deviceId } from '../../../mail/device.ts'
import { type Reader, readerOf, readerSchema } from '../../../shared/reader.ts'
import { scheduleFormats } from '../../../shared/reportSchedules.ts'
import { type ReportParameters, reportParametersSchema } from '../../../shared/reports.ts'
import { type ScheduleRule, scheduleUnits } from '../../../shared/scheduleTimes.ts'

interface Row {
  readonly rowId: number
  readonly id: Uint8Array
  readonly name: string
  readonly report: string
  readonly parameters: string | null
  readonly reader: string | null
  readonly format: string | null
  readonly way: string | null
  readonly folder: string | null
  readonly recipients: string | null
  readonly accountId: number | null
  readonly every: string | null
  readonly day: number | null
  readonly minutes: number | null
  readonly timeZone: string | null
  readonly since: number | null
  readonly paused: number | null
  readonly device: string | null
  readonly ownerId: number | null
}

export interface Schedule extends ScheduleRule {
  readonly rowId: number
  readonly id: Uint8Array
  readonly name: string
  readonly report: string
  readonly parameters: ReportParameters
  readonly reader: Reader
  readonly format: (typeof scheduleFormats)[number]
  readonly way: 'folder' | 'mail'
  readonly folder: string | null
  readonly recipients: readonly string[] | null
  readonly account: string | null
  readonly since: number
  readonly paused: boolean
  readonly device: string | null
  readonly ownerId: number | null
}

const json = (text: string | null): unknown => (text === null ? undefined : JSON.parse(text))

function read(conn: Connection, row: Row): Schedule {
  const found = readerSchema.safeParse(json(row.reader))
  const reader = found.success ? found.data : readerOf('en', 'UTC')
  const recipients = json(row.recipients)
  return {
    ...row,
    parameters: reportParametersSchema.catch(reportParametersSchema.parse({})).parse(json(row.parameters)),
    reader,
    format: scheduleFormats.find((known) => known === row.format) ?? 'xlsx',
    way: row.way === 'mail' ? 'mail' : 'folder',
    recipients: Array.isArray(recipients) ? recipients.map(String) : null,
    account: row.accountId === null ? null : (named(conn, 'mailAccount', row.accountId)?.id ?? null),
    every: scheduleUnits.find((known) => known === row.every) ?? 'day',
    minutes: row.minutes ?? 0,
    timeZone: reader.timeZone,
    calendar: reader.calendar,
    since: row.since ?? 0,
    paused: row.paused === 1,
  }
}

export const schedulesOf = ({ conn }: Ctx): Schedule[] =>
  (conn.db.prepare('SELECT * FROM visibleReportSchedule ORDER BY sortKey, rowId').all() as Row[]).map((row) =>
    read(conn, row),
  )

export function scheduleOf({ conn }: Ctx, id: Uint8Array): Schedule | undefined {
  const row = getRow<Row>(conn, 'SELECT * FROM visibleReportSchedule WHERE id = ?', id)
  return row && read(conn, row)
}

/** Made by whoever asks, on this computer: it sees what they may see, and writes where they said. */
export const isHere = ({ conn, actor }: Ctx, { device, ownerId }: Schedule): boolean =>
  device === deviceId(conn) && ownerId === actor.rowId

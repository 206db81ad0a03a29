/** What the archive holds besides its tables, made by the domains that know how. */
import type { Connection } from '../../core/connection.ts'
import type { JobCtx } from '../../core/context.ts'
import type { Field } from '../../shared/entity.ts'
import type { WireRecord } from '../../shared/records.ts'

export interface Parts {
  /** A contact or company as a vCard. */
  card(conn: Connection, record: WireRecord, fields: readonly Field[]): string
  /** All activities as an iCalendar file. */
  calendar(ctx: JobCtx): Promise<string>
}

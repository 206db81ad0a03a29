/** Contacts that stand behind others: put there, and promoted to contacts of their own. */
import { getRow } from '../core/connection.ts'
import type { Handlers, MutationCtx } from '../core/context.ts'
import { readRecord } from '../core/read.ts'
import { canonicalIn, visibleName } from '../core/visible.ts'
import { rowIdOf } from '../core/write.ts'
import { contact } from '../shared/contacts.ts'
import { invalid } from '../shared/errors.ts'
import type { peopleProcedures } from '../shared/people.ts'
import { type RelationshipKind, relationship } from '../shared/relationships.ts'

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** What a role is called as a relationship, whatever the language it was written in. */
const kindOfRole: readonly (readonly [RegExp, RelationshipKind])[] = [
  [/assist|secretar|ผู้ช่วย|เลขา|دستیار|منشی/i, 'assistantOf'],
  [/spouse|wife|husband|partner|คู่สมรส|ภรรยา|สามี|همسر/i, 'spouse'],
  [/account|บัญชี|حسابدار/i, 'accountantOf'],
  [/lawyer|attorney|ทนาย|وکیل/i, 'lawyerOf'],
]

/** @throws AppError Invalid for a contact that cannot stand behind that one */
function assertMayStandBehind(ctx: MutationCtx, rowId: number, primary: number): void {
  const { conn } = ctx
  if (rowId === primary) throw invalid('primaryId', 'behindItself')
  const above = getRow<{ primaryContactId: number | null }>(
    conn,
    `SELECT primaryContactId FROM ${visibleName(contact)} WHERE rowId = ?`,
    primary,
  )
  if (!above) throw invalid('primaryId', 'reference')
  if (above.primaryContactId !== null) throw invalid('primaryId', 'behindSecondary')
  const own = getRow(
    conn,
    `SELECT 1 FROM ${visibleName(contact)} WHERE primaryContactId ${canonicalIn('contact', ':rowId')}`,
    { rowId },
  )
  if (own) throw invalid('id', 'hasSecondaries')
}

export const peopleHandlers = {
  'contact.promote'(ctx, { id }) {
    const rowId = rowIdOf(ctx.conn, contact, id)
    const now = readRecord(ctx.conn, contact, id)
    const primary = text(now.primaryContactId)
    if (primary === '') return { id: now.id }
    const behind = readRecord(ctx.conn, contact, primary, { trash: true })
    ctx.write.update(contact, rowId, {
      primaryContactId: null,
      secondaryRole: null,
      ...(text(now.companyId) === '' && text(behind.companyId) !== '' && { companyId: behind.companyId }),
    })
    const role = text(now.secondaryRole)
    const kind = kindOfRole.find(([pattern]) => pattern.test(role))?.[1] ?? 'colleague'
    ctx.write.create(relationship, {
      kind,
      fromContactId: now.id,
      toContactId: behind.id,
      note: role || null,
    })
    return { id: now.id }
  },

  'contact.demote'(ctx, { id, primaryId, role }) {
    const rowId = rowIdOf(ctx.conn, contact, id)
    assertMayStandBehind(ctx, rowId, rowIdOf(ctx.conn, contact, primaryId))
    ctx.write.update(contact, rowId, { primaryContactId: primaryId, secondaryRole: role || null })
    return { id }
  },
} satisfies Handlers<keyof typeof peopleProcedures>

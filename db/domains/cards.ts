/** Making a contact, the company it works at and a note of the rest, as one operation. */
import type { Handlers, MutationCtx } from '../core/context.ts'
import { rowsSortedAs } from '../core/identify.ts'
import { readRows } from '../core/read.ts'
import type { cardProcedures } from '../shared/cards.ts'
import { company as companyEntity } from '../shared/companies.ts'
import { contact as contactEntity } from '../shared/contacts.ts'
import { note as noteEntity } from '../shared/notes.ts'
import { stripCompanyForm } from '../shared/text/companyForms.ts'
import { fold } from '../shared/text/fold.ts'

const nameKey = (name: string): string => fold(stripCompanyForm(name))

/** The company that goes by that name, with or without its legal form. */
function companyNamed(ctx: MutationCtx, name: string): number {
  const key = nameKey(name)
  const known = rowsSortedAs<{ rowId: number; name: string | null }>(
    ctx.conn,
    companyEntity,
    stripCompanyForm(name),
    'name',
  ).find((row) => row.name !== null && nameKey(row.name) === key)
  return known?.rowId ?? ctx.write.create(companyEntity, { name })
}

export const cardHandlers = {
  'card.create'(ctx, { contact, company, note }) {
    const rowId = ctx.write.create(contactEntity, contact)
    if (company !== undefined) ctx.write.set(contactEntity, rowId, { companyId: companyNamed(ctx, company) })
    if (note !== undefined) ctx.write.insert(noteEntity, { body: note, contactId: rowId })
    const [made] = readRows(ctx.conn, contactEntity, [rowId])
    if (!made) throw new Error('a contact just made cannot be read')
    return made
  },
} satisfies Handlers<keyof typeof cardProcedures>

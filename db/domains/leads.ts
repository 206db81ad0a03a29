/** Leads: how far one is, what it becomes, what each source brought. */
import { allRows, getRow } from '../core/connection.ts'
import type { Handlers, MutationCtx, QueryCtx } from '../core/context.ts'
import { ratesOf, sumCurrency } from '../core/rates.ts'
import { readRecord } from '../core/read.ts'
import { rowIdOf } from '../core/write.ts'
import type { Output, Parsed } from '../shared/contract.ts'
import { localTime } from '../shared/dates/format.ts'
import { failure } from '../shared/errors.ts'
import { idToText } from '../shared/id.ts'
import { type LeadState, leadStates } from '../shared/leadStates.ts'
import type { leadProcedures } from '../shared/leads.ts'
import { Totals } from '../shared/money/sums.ts'
import { opportunity } from '../shared/opportunities.ts'
import { entityNamed } from '../shared/registry.ts'

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)

function convert(
  ctx: MutationCtx,
  input: Parsed<'lead.convert'>,
): { opportunity: string; company: string | null } {
  const { conn, write } = ctx
  const entity = entityNamed(input.entity)
  const rowId = rowIdOf(conn, entity, input.id)
  const lead = readRecord(conn, entity, input.id)
  if (lead.leadStatus === 'converted')
    throw failure('Conflict', 'leadConverted', { name: String(lead.displayName ?? '') })
  let companyId = input.entity === 'company' ? lead.id : text(lead.companyId)
  if (input.company && companyId === null) {
    const id = conn.newId()
    write.create(entityNamed('company'), { name: input.company }, id)
    companyId = idToText(id)
    write.update(entity, rowId, { companyId })
  }
  const company = companyId === null ? null : readRecord(conn, entityNamed('company'), companyId)
  const id = conn.newId()
  const made = write.create(
    opportunity,
    {
      name: text(company?.displayName) ?? text(lead.displayName) ?? '?',
      source: text(lead.leadSource),
      companyId,
      ...(input.entity === 'contact' && { contactId: lead.id }),
      ...input.data,
    },
    id,
  )
  write.set(
    opportunity,
    made,
    input.entity === 'contact' ? { leadContactId: rowId } : { leadCompanyId: rowId },
  )
  write.update(entity, rowId, { leadStatus: 'converted' })
  return { opportunity: idToText(id), company: companyId }
}

function setStatus(ctx: MutationCtx, input: Parsed<'lead.setStatus'>): Record<string, never> {
  const entity = entityNamed(input.entity)
  const rowId = rowIdOf(ctx.conn, entity, input.id)
  ctx.write.update(entity, rowId, {
    leadStatus: input.status,
    ...(input.source !== undefined && { leadSource: input.source }),
  })
  const note = input.note?.trim()
  if (note) ctx.write.create(entityNamed('note'), { body: note, [`${input.entity}Id`]: input.id })
  return {}
}

interface LeadRow {
  readonly source: string | null
  readonly status: string
  readonly n: number
}
interface DealRow {
  readonly source: string | null
  readonly n: number
  readonly won: number
  readonly currency: string | null
  readonly minor: number
  readonly day: string | null
}

function sources(ctx: QueryCtx, input: Parsed<'lead.sources'>): Output<'lead.sources'> {
  const { conn } = ctx
  const currency = sumCurrency(conn, input.currency)
  const rates = ratesOf(conn)
  const today = localTime(ctx.now(), ctx.timeZone).iso
  const from = input.from === undefined ? -8.64e15 : Date.parse(`${input.from}T00:00:00Z`)
  const to = input.to === undefined ? 8.64e15 : Date.parse(`${input.to}T23:59:59Z`)
  const leads = ['visibleContact', 'visibleCompany'].flatMap((view) =>
    allRows<LeadRow>(
      conn,
      `SELECT leadSource AS source, leadStatus AS status, count(*) AS n FROM ${view}
       WHERE leadStatus IS NOT NULL AND createdAt BETWEEN ? AND ? GROUP BY leadSource, leadStatus`,
      from,
      to,
    ),
  )
  const deals = allRows<DealRow>(
    conn,
    `SELECT source, currency, count(*) AS n, total(CASE WHEN status = 'won' THEN 1 END) AS won,
       total(CASE WHEN status = 'won' THEN minor END) AS minor, max(CASE WHEN status = 'won' THEN closeDate END) AS day
     FROM visibleOpportunity WHERE openedAt BETWEEN ? AND ? GROUP BY source, currency, CASE WHEN status = 'won' THEN closeDate END`,
    from,
    to,
  )
  const names = [...new Set([...leads.map(({ source }) => source), ...deals.map(({ source }) => source)])]
  const rows = names.map((source) => {
    const own = leads.filter((row) => row.source === source)
    const count = (...states: readonly LeadState[]): number =>
      own.filter(({ status }) => states.some((state) => state === status)).reduce((sum, { n }) => sum + n, 0)
    const total = new Totals(currency, rates)
    const sold = deals.filter((row) => row.source === source)
    for (const deal of sold)
      if (deal.currency !== null) total.add(deal.minor, deal.currency, deal.day ?? today)
    return {
      source,
      leads: count(...leadStates),
      qualified: count('qualified', 'converted'),
      converted: count('converted'),
      opportunities: sold.reduce((sum, { n }) => sum + n, 0),
      won: sold.reduce((sum, { won }) => sum + won, 0),
      amount: total.done(),
    }
  })
  rows.sort((a, b) => b.amount.minor - a.amount.minor || b.leads - a.leads)
  return { sources: rows.filter(({ leads: n, opportunities }) => n + opportunities > 0), currency }
}

export const leadHandlers = {
  'lead.convert': convert,
  'lead.setStatus': setStatus,
  'lead.sources': sources,
  'lead.counts'({ conn }) {
    const of = (view: string): Record<LeadState, number> => {
      const count = (state: LeadState): number =>
        getRow<{ n: number }>(conn, `SELECT count(*) AS n FROM ${view} WHERE leadStatus = ?`, state)?.n ?? 0
      return {
        new: count('new'),
        working: count('working'),
        qualified: count('qualified'),
        unqualified: count('unqualified'),
        converted: count('converted'),
      }
    }
    return { contact: of('visibleContact'), company: of('visibleCompany') }
  },
} satisfies Handlers<keyof typeof leadProcedures>

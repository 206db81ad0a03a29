/** What campaigns cost and brought: counts by status, halves compared, return; all of them for the calendar and the budget. */
import { kindOf } from '../../core/campaigns.ts'
import { allRows, type Connection, getRow } from '../../core/connection.ts'
import type { Handlers } from '../../core/context.ts'
import { canonicalIn, visibleName } from '../../core/visible.ts'
import {
  answered,
  type CampaignSummary,
  type campaignProcedures,
  campaignStates,
  type MemberState,
  memberStates,
} from '../../shared/campaigns.ts'
import { consentOf } from '../../shared/consent.ts'
import { notFound } from '../../shared/errors.ts'
import { idToText, textToId } from '../../shared/id.ts'
import { pValueOf } from '../../shared/significance.ts'

interface Money {
  readonly minor: number
  readonly currency: string
}

function moneyOf(stored: string | null): Money | null {
  const read: unknown = stored === null ? null : JSON.parse(stored)
  return typeof read === 'object' &&
    read !== null &&
    'minor' in read &&
    'currency' in read &&
    typeof read.minor === 'number' &&
    typeof read.currency === 'string'
    ? { minor: read.minor, currency: read.currency }
    : null
}

const reachedStates: readonly MemberState[] = ['sent', ...answered, 'optedOut']
const noCounts = (): Record<MemberState, number> =>
  Object.fromEntries(memberStates.map((state) => [state, 0])) as Record<MemberState, number>
const sumOf = (counts: Readonly<Record<MemberState, number>>, states: readonly MemberState[]): number =>
  states.reduce((sum, state) => sum + counts[state], 0)

function countsOf(conn: Connection, campaign: number, variant?: string): Record<MemberState, number> {
  const counts = noCounts()
  for (const { status, n } of allRows<{ status: MemberState; n: number }>(
    conn,
    `SELECT status, count(*) AS n FROM visibleCampaignMember WHERE campaignId = ?
     ${variant === undefined ? '' : 'AND variant = ?'} GROUP BY status`,
    campaign,
    ...(variant === undefined ? [] : [variant]),
  ))
    if (status in counts) counts[status] = n
  return counts
}

/** What conversions were worth, by currency: the amount of a won opportunity, else what was written down by hand. */
function valuesOf(conn: Connection, campaign: number): Map<string, { minor: number; n: number }> {
  const rows = allRows<{ currency: string; minor: number; n: number }>(
    conn,
    `SELECT worth ->> '$.currency' AS currency, sum(worth ->> '$.minor') AS minor, count(*) AS n FROM (
       SELECT CASE WHEN m.opportunityId IS NULL THEN m.value WHEN o.status = 'won' THEN coalesce(o.amount, m.value) END AS worth
       FROM visibleCampaignMember m LEFT JOIN visibleOpportunity o ON o.rowId =
         (SELECT canonicalId FROM main.opportunity WHERE rowId = m.opportunityId)
       WHERE m.campaignId = ? AND m.status = 'converted')
     WHERE worth IS NOT NULL GROUP BY 1`,
    campaign,
  )
  return new Map(rows.map(({ currency, minor, n }) => [currency, { minor, n }]))
}

interface Costs {
  readonly cost: Money | null
  readonly steps: number
  readonly others: number
}

/** Its own cost and those of its steps, as far as they are in one currency. */
function costsOf(conn: Connection, campaign: number, stored: string | null): Costs {
  const own = moneyOf(stored)
  const steps = allRows<{ cost: string }>(
    conn,
    'SELECT cost FROM visibleCampaignStep WHERE campaignId = ? AND cost IS NOT NULL ORDER BY rowId',
    campaign,
  ).flatMap(({ cost }) => moneyOf(cost) ?? [])
  const currency = own?.currency ?? steps[0]?.currency
  if (currency === undefined) return { cost: null, steps: 0, others: 0 }
  const added = steps.filter((step) => step.currency === currency)
  const minor = added.reduce((sum, step) => sum + step.minor, own?.minor ?? 0)
  return { cost: { minor, currency }, steps: added.length, others: steps.length - added.length }
}

function variantsOf(conn: Connection, campaign: number): CampaignSummary['variants'] {
  return (['A', 'B'] as const).flatMap((variant) => {
    const counts = countsOf(conn, campaign, variant)
    const members = sumOf(counts, memberStates)
    return members === 0
      ? []
      : [
          {
            variant,
            members,
            reached: sumOf(counts, reachedStates),
            answered: sumOf(counts, answered),
            converted: counts.converted,
          },
        ]
  })
}

export function summaryOf(
  conn: Connection,
  row: { readonly rowId: number; readonly cost: string | null },
): CampaignSummary {
  const counts = countsOf(conn, row.rowId)
  const values = valuesOf(conn, row.rowId)
  const { cost, steps, others } = costsOf(conn, row.rowId, row.cost)
  const currency = cost?.currency ?? values.keys().next().value
  const own = currency === undefined ? undefined : values.get(currency)
  const value = currency === undefined ? null : { minor: own?.minor ?? 0, currency }
  const answers = sumOf(counts, answered)
  const variants = variantsOf(conn, row.rowId)
  const [a, b] = variants
  return {
    members: sumOf(counts, memberStates),
    counts,
    reached: sumOf(counts, reachedStates),
    answered: answers,
    converted: counts.converted,
    value,
    cost,
    stepCosts: steps,
    otherCosts: others,
    otherCurrencies: [...values].reduce((sum, [code, { n }]) => sum + (code === currency ? 0 : n), 0),
    costPerAnswer:
      cost && answers > 0 ? { minor: Math.round(cost.minor / answers), currency: cost.currency } : null,
    roi: cost && cost.minor > 0 && value ? (value.minor - cost.minor) / cost.minor : null,
    variants,
    pValue: a && b ? pValueOf({ of: a.reached, yes: a.answered }, { of: b.reached, yes: b.answered }) : null,
  }
}

function stored(conn: Connection, id: string): { readonly rowId: number; readonly cost: string | null } {
  const row = getRow<{ rowId: number; cost: string | null }>(
    conn,
    'SELECT rowId, cost FROM visibleCampaign WHERE id = ?',
    textToId(id) ?? null,
  )
  if (!row) throw notFound('campaign', id)
  return row
}

export const resultHandlers = {
  'campaign.summary': (ctx, { id }) => summaryOf(ctx.conn, stored(ctx.conn, id)),

  'campaign.compare'(ctx, input) {
    const [a, b] = [input.a, input.b].map((id) => summaryOf(ctx.conn, stored(ctx.conn, id)))
    if (!a || !b) throw notFound('campaign', input.b)
    return { a, b, pValue: pValueOf({ of: a.reached, yes: a.answered }, { of: b.reached, yes: b.answered }) }
  },

  'campaign.overview'(ctx) {
    const rows = allRows<{
      rowId: number
      id: Uint8Array
      name: string | null
      kind: string | null
      status: string | null
      startsOn: string | null
      endsOn: string | null
      budget: string | null
      cost: string | null
      competitor: string | null
    }>(
      ctx.conn,
      `SELECT rowId, id, name, kind, status, startsOn, endsOn, budget, cost, competitor FROM visibleCampaign
       ORDER BY startsOn IS NULL, startsOn, sortKey, rowId`,
    )
    return {
      campaigns: rows.map((row) => {
        const counts = countsOf(ctx.conn, row.rowId)
        return {
          id: idToText(row.id),
          name: row.name ?? '',
          kind: kindOf(row),
          status: campaignStates.find((each) => each === row.status) ?? 'planned',
          startsOn: row.startsOn,
          endsOn: row.endsOn,
          budget: moneyOf(row.budget),
          cost: costsOf(ctx.conn, row.rowId, row.cost).cost,
          competitor: row.competitor,
          members: sumOf(counts, memberStates),
          answered: sumOf(counts, answered),
        }
      }),
    }
  },

  'campaign.of'(ctx, { entity, id }) {
    const found = getRow<{ rowId: number }>(
      ctx.conn,
      `SELECT v.rowId FROM main."${entity}" r JOIN ${visibleName(entity)} v ON v.rowId = r.canonicalId WHERE r.id = ?`,
      textToId(id) ?? null,
    )
    if (!found) throw notFound(entity, id)
    const rows = allRows<{
      id: Uint8Array
      name: string | null
      kind: string | null
      status: string
      reason: string | null
      at: number | null
    }>(
      ctx.conn,
      `SELECT c.id, c.name, c.kind, m.status, m.reason, m.at FROM visibleCampaignMember m
       JOIN visibleCampaign c ON c.rowId = m.campaignId WHERE m.${consentOf[entity]} ${canonicalIn(entity)}
       ORDER BY m.at DESC, m.rowId DESC`,
      found.rowId,
      found.rowId,
    )
    return {
      campaigns: rows.map((row) => ({
        id: idToText(row.id),
        name: row.name ?? '',
        kind: kindOf(row),
        status: memberStates.find((each) => each === row.status) ?? 'planned',
        reason: row.reason,
        at: row.at === null ? null : new Date(row.at).toISOString(),
      })),
    }
  },
} satisfies Handlers<
  Extract<
    keyof typeof campaignProcedures,
    'campaign.summary' | 'campaign.compare' | 'campaign.overview' | 'campaign.of'
  >
>

/** The dashboards as they come, until somebody arranges them. */
import { type DashboardName, type Tile, type TileInput, tilesSchema } from '../../shared/dashboards.ts'
import type { Filter } from '../../shared/filter.ts'
import type { ReportDefinitionInput } from '../../shared/ownReports.ts'

const isOpen: Filter = { not: { field: 'status', op: 'in', value: ['won', 'lost'] } }
const isWon: Filter = { field: 'status', op: 'is', value: 'won' }
const isPending: Filter = { field: 'phase', op: 'in', value: ['new', 'open', 'waiting'] }
const amount = { of: 'sum', field: 'amount' } as const
const count = { of: 'count' } as const

const won = (more: Partial<ReportDefinitionInput> = {}): ReportDefinitionInput => ({
  base: 'opportunity',
  filter: isWon,
  date: 'closeDate',
  measures: [amount, count],
  ...more,
})

const usual: Readonly<Record<DashboardName, readonly TileInput[]>> = {
  home: [
    {
      id: 'newContacts',
      kind: 'number',
      label: 'newContacts',
      definition: {
        base: 'contact',
        date: 'createdAt',
        period: 'thisMonth',
        compare: true,
        measures: [count],
      },
    },
    { id: 'overdue', kind: 'number', label: 'overdue', report: 'overdueByPerson' },
    {
      id: 'won',
      kind: 'number',
      label: 'wonThisMonth',
      definition: won({ period: 'thisMonth', compare: true }),
    },
    { id: 'work', kind: 'chart', size: 'medium', report: 'doneOverTime', period: 'last12Months' },
  ],
  sales: [
    {
      id: 'won',
      kind: 'number',
      label: 'wonThisMonth',
      definition: won({ period: 'thisMonth', compare: true }),
    },
    {
      id: 'open',
      kind: 'number',
      label: 'openAmount',
      definition: { base: 'opportunity', filter: isOpen, measures: [amount, count] },
    },
    {
      id: 'quota',
      kind: 'gauge',
      label: 'wonOfQuota',
      goal: 'quota',
      definition: won({ period: 'thisQuarter' }),
    },
    {
      id: 'funnel',
      kind: 'funnel',
      size: 'medium',
      label: 'openByStage',
      definition: {
        base: 'opportunity',
        filter: isOpen,
        by: [{ field: 'stageId' }],
        measures: [amount, count],
        sort: { on: 'group', descending: false },
        chart: 'bars',
      },
    },
    {
      id: 'months',
      kind: 'chart',
      size: 'medium',
      label: 'wonByMonth',
      definition: won({
        period: 'last12Months',
        by: [{ field: 'closeDate', unit: 'month' }],
        chart: 'columns',
      }),
    },
    {
      id: 'next',
      kind: 'list',
      size: 'wide',
      label: 'closingNext',
      definition: {
        base: 'opportunity',
        filter: isOpen,
        columns: ['closeDate', 'companyId', 'stageId', 'amount'],
        sort: { on: 'column', at: 0, descending: false },
        top: 8,
      },
    },
    { id: 'reasons', kind: 'chart', size: 'medium', report: 'closeReasons' },
  ],
  service: [
    {
      id: 'pending',
      kind: 'number',
      label: 'pendingTickets',
      definition: { base: 'ticket', filter: isPending, measures: [count] },
    },
    {
      id: 'new',
      kind: 'number',
      label: 'newTickets',
      definition: { base: 'ticket', date: 'openedAt', period: 'thisWeek', compare: true, measures: [count] },
    },
    {
      id: 'solved',
      kind: 'gauge',
      label: 'solvedTickets',
      definition: { base: 'ticket', date: 'solvedAt', period: 'thisWeek', measures: [count] },
    },
    {
      id: 'status',
      kind: 'funnel',
      size: 'medium',
      label: 'pendingByStatus',
      definition: {
        base: 'ticket',
        filter: isPending,
        by: [{ field: 'status' }],
        measures: [count],
        sort: { on: 'group', descending: false },
        chart: 'bars',
      },
    },
    { id: 'time', kind: 'chart', size: 'medium', report: 'newTickets', period: 'last12Months' },
    {
      id: 'due',
      kind: 'list',
      size: 'wide',
      label: 'dueNext',
      definition: {
        base: 'ticket',
        filter: isPending,
        columns: ['dueAt', 'contactId', 'companyId', 'status', 'assigneeId'],
        sort: { on: 'column', at: 0, descending: false },
        top: 8,
      },
    },
    { id: 'agents', kind: 'chart', size: 'medium', report: 'ticketsByAgent', period: 'last12Months' },
  ],
  marketing: [
    {
      id: 'leads',
      kind: 'number',
      label: 'newLeads',
      definition: {
        base: 'contact',
        filter: { field: 'leadStatus', op: 'notEmpty' },
        date: 'createdAt',
        period: 'thisMonth',
        compare: true,
        measures: [count],
      },
    },
    {
      id: 'optOuts',
      kind: 'number',
      label: 'optOuts',
      definition: {
        base: 'consent',
        filter: { field: 'decision', op: 'is', value: 'refused' },
        date: 'at',
        period: 'thisMonth',
        compare: true,
        measures: [count],
      },
    },
    {
      id: 'leadStates',
      kind: 'funnel',
      size: 'medium',
      label: 'leadStates',
      definition: {
        base: 'contact',
        filter: { field: 'leadStatus', op: 'notEmpty' },
        by: [{ field: 'leadStatus' }],
        measures: [count],
        sort: { on: 'group', descending: false },
        chart: 'bars',
      },
    },
    { id: 'sources', kind: 'chart', size: 'medium', report: 'leadsBySource', period: 'all' },
    {
      id: 'members',
      kind: 'chart',
      size: 'medium',
      label: 'membersByStatus',
      definition: {
        base: 'campaignMember',
        by: [{ field: 'status' }],
        measures: [count],
        sort: { on: 'group', descending: false },
        chart: 'bars',
      },
    },
    { id: 'lists', kind: 'list', size: 'medium', report: 'listSizes' },
  ],
}

export const usualTiles = (name: DashboardName): Tile[] => tilesSchema.parse(usual[name])

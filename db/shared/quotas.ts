/** Quotas: what somebody is to sell in a month, a quarter or a year. */
import { defineEntity } from './entity.ts'

export const quota = defineEntity({
  id: 130,
  name: 'quota',
  domain: 'forecast',
  title: { from: 'text', field: 'note' },
  fields: {
    /** Nobody: the whole team. */
    userId: [10, 'ref', { to: 'user', list: 1 }],
    pipelineId: [11, 'ref', { to: 'pipeline', list: 2 }],
    /** First and last day, both inside. */
    startDate: [12, 'date', { required: true, list: 3, group: 'period' }],
    endDate: [13, 'date', { required: true, list: 4, group: 'period' }],
    amount: [14, 'money', { required: true, list: 5 }],
    note: [15, 'text', { list: 6 }],
  },
})

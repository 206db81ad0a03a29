/** Whether anything at all is somebody's secret, answered at once however much is hidden otherwise. Frozen once shipped. */
export const id = 811
export const name = 'secrets'
/** What other records belong to. */
const parents = [
  'contact',
  'group',
  'company',
  'opportunity',
  'activity',
  'activitySeries',
  'ticket',
  'article',
  'campaign',
  'product',
  'priceList',
  'quote',
  'list',
]
export const sql = parents
  .map((table) => `CREATE INDEX ${table}Secret ON "${table}"(private) WHERE private = 1;`)
  .join('\n')

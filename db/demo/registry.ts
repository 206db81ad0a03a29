/** Owns the list of entities the demo fills, in the order they must be written. A new entity is one file and one entry. */
import { type MarketingEntity, marketingRows } from './campaigns.ts'
import { companyRows } from './company.ts'
import { contactRows } from './contact.ts'
import { historyRows } from './history.ts'
import { noteRows } from './note.ts'
import {
  dealCompetitorRows,
  dealContactRows,
  dealLineRows,
  opportunityRows,
  stageChangeRows,
} from './opportunities.ts'
import { positionRows } from './position.ts'
import { quoteLineRows, quoteRows } from './quotes.ts'
import type { DemoBatch, DemoEntityName, DemoRows, SalesEntity } from './rows.ts'
import { setupOf } from './salesSetup.ts'
import { activityRows } from './schedule.ts'
import {
  articleRows,
  categoryRows,
  hoursRows,
  macroRows,
  policyRows,
  queueRows,
  replyRows,
  versionRows,
} from './service.ts'
import type { Source } from './source.ts'
import { messageRows, ticketRows } from './tickets.ts'

function* batched<Row>(rows: Iterable<Row>, size: number): Generator<Row[]> {
  let batch: Row[] = []
  for (const row of rows) {
    batch.push(row)
    if (batch.length === size) {
      yield batch
      batch = []
    }
  }
  if (batch.length) yield batch
}

export interface DemoEntity {
  readonly entity: DemoEntityName
  batches(source: Source): Iterable<DemoBatch>
}

const filled = <Name extends DemoEntityName>(
  entity: Name,
  rows: (source: Source) => Iterable<DemoRows[Name]>,
): DemoEntity => ({
  entity,
  *batches(source) {
    for (const batch of batched(rows(source), source.world.batchSize)) yield { entity, rows: batch }
  },
})

/** What sales stand on is few and made at once; each entity of it takes its own. */
const setup = (entity: SalesEntity): DemoEntity => filled(entity, ({ world }) => setupOf(world, entity))

const marketing = (entity: MarketingEntity): DemoEntity => filled(entity, marketingRows(entity))

export const demoEntities: readonly DemoEntity[] = [
  filled('company', companyRows),
  filled('contact', contactRows),
  filled('position', positionRows),
  filled('note', noteRows),
  filled('history', historyRows),
  setup('productCategory'),
  setup('product'),
  setup('priceList'),
  setup('price'),
  setup('exchangeRate'),
  setup('pipeline'),
  setup('stage'),
  setup('closeReason'),
  setup('competitor'),
  setup('quota'),
  filled('opportunity', opportunityRows),
  filled('stageChange', stageChangeRows),
  filled('opportunityLine', dealLineRows),
  filled('opportunityContact', dealContactRows),
  filled('opportunityCompetitor', dealCompetitorRows),
  filled('quote', quoteRows),
  filled('quoteLine', quoteLineRows),
  filled('activity', activityRows),
  filled('queue', queueRows),
  filled('businessHours', hoursRows),
  filled('slaPolicy', policyRows),
  filled('articleCategory', categoryRows),
  filled('article', articleRows),
  filled('articleVersion', versionRows),
  filled('cannedReply', replyRows),
  filled('macro', macroRows),
  filled('ticket', ticketRows),
  filled('ticketMessage', messageRows),
  marketing('template'),
  marketing('list'),
  marketing('listMember'),
  marketing('consent'),
  marketing('campaign'),
  marketing('campaignStep'),
  marketing('campaignMember'),
]

/** Owns the list of entities the demo fills, in the order they must be written. A new entity is one file and one entry. */
import { companyRows } from './company.ts'
import { contactRows } from './contact.ts'
import { historyRows } from './history.ts'
import { noteRows } from './note.ts'
import { positionRows } from './position.ts'
import type { DemoBatch, DemoEntityName, DemoRows } from './rows.ts'
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

export const demoEntities: readonly DemoEntity[] = [
  filled('company', companyRows),
  filled('contact', contactRows),
  filled('position', positionRows),
  filled('note', noteRows),
  filled('history', historyRows),
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
]

/** Owns the list of entities the demo fills, in the order they must be written. A new entity is one file and one entry. */
import { companyRows } from './company.ts'
import { contactRows } from './contact.ts'
import { historyRows } from './history.ts'
import { noteRows } from './note.ts'
import { positionRows } from './position.ts'
import type { DemoBatch } from './rows.ts'
import { activityRows } from './schedule.ts'
import type { Source } from './source.ts'

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
  readonly entity: DemoBatch['entity']
  batches(source: Source): Iterable<DemoBatch>
}

export const demoEntities: readonly DemoEntity[] = [
  {
    entity: 'company',
    *batches(source) {
      for (const rows of batched(companyRows(source), source.world.batchSize))
        yield { entity: 'company', rows }
    },
  },
  {
    entity: 'contact',
    *batches(source) {
      for (const rows of batched(contactRows(source), source.world.batchSize))
        yield { entity: 'contact', rows }
    },
  },
  {
    entity: 'position',
    *batches(source) {
      for (const rows of batched(positionRows(source), source.world.batchSize))
        yield { entity: 'position', rows }
    },
  },
  {
    entity: 'note',
    *batches(source) {
      for (const rows of batched(noteRows(source), source.world.batchSize)) yield { entity: 'note', rows }
    },
  },
  {
    entity: 'history',
    *batches(source) {
      for (const rows of batched(historyRows(source), source.world.batchSize))
        yield { entity: 'history', rows }
    },
  },
  {
    entity: 'activity',
    *batches(source) {
      for (const rows of batched(activityRows(source), source.world.batchSize))
        yield { entity: 'activity', rows }
    },
  },
]

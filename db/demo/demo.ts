/**
 * Owns the door to the generator: a reproducible stream of believable rows, in the order they must be written. It knows no
 * database; whoever writes the rows turns demo keys into references with `demoIds` or a list of its own.
 */
import { dealCount } from './deals.ts'
import { dealEnteredAt } from './opportunities.ts'
import { demoEntities } from './registry.ts'
import {
  type DemoBatch,
  type DemoCountry,
  type DemoEntityName,
  type DemoRow,
  demoReferences,
} from './rows.ts'
import { activityCount } from './schedule.ts'
import { createSource } from './source.ts'
import { ticketCount } from './tickets.ts'
import type { DemoOptions } from './world.ts'

/**
 * Batches of rows, companies first. Equal options give equal rows; memory stays flat however many there are.
 * @example for (const batch of demo({ contacts: 10_000, seed: 1 })) write(batch.entity, batch.rows)
 */
export function* demo(options: DemoOptions): Generator<DemoBatch> {
  const source = createSource(options)
  for (const { batches } of demoEntities) yield* batches(source)
}

export type DemoIds = (entity: DemoEntityName, key: number) => string

/** The UUID of whatever other rows refer to by its key, without a table of them. */
export function demoIds(options: DemoOptions): DemoIds {
  const { world, firms, persons, deals } = createSource(options)
  const enteredAt = (entity: DemoEntityName, key: number): number =>
    entity === 'company'
      ? firms.at(key).createdAt
      : entity === 'contact'
        ? persons.at(key).createdAt
        : entity === 'opportunity'
          ? dealEnteredAt(world.until, deals.count, key)
          : world.until
  return (entity, key) => world.id(entity, key, enteredAt(entity, key))
}

/** The country a company or contact is in: where numbers typed without a country code belong. */
export function demoCountries(
  options: DemoOptions,
): (entity: 'company' | 'contact', key: number) => DemoCountry {
  const { firms, persons } = createSource(options)
  return (entity, key) => (entity === 'company' ? firms : persons).at(key).place.country
}

/** How many rows a run gives: exact for companies and contacts, about right for the rest. */
export function demoCounts(options: DemoOptions): Readonly<Partial<Record<DemoEntityName, number>>> {
  const { contacts, companies } = createSource(options).world
  return {
    company: companies,
    contact: contacts,
    position: Math.round(contacts * 0.024),
    note: Math.round(contacts * 0.63),
    history: Math.round(contacts * 1.15),
    activity: activityCount(contacts),
    opportunity: dealCount(contacts),
    stageChange: Math.round(dealCount(contacts) * 3.4),
    opportunityLine: Math.round(dealCount(contacts) * 0.8),
    quote: Math.round(dealCount(contacts) * 0.5),
    quoteLine: Math.round(dealCount(contacts) * 0.7),
    ticket: ticketCount(contacts),
    ticketMessage: Math.round(ticketCount(contacts) * 2.6),
    consent: Math.min(200, Math.round(contacts * 1.1)),
    campaignMember: Math.min(360, contacts * 2),
  }
}

/** A row as a record to write: its id apart, demo keys replaced by references. */
export function demoRecord(
  row: DemoRow,
  ids: DemoIds,
): { id: string; createdAt: number; data: Record<string, unknown> } {
  const { key: _, id, createdAt, ...fields } = row
  const data: Record<string, unknown> = { ...fields }
  for (const { key, field, entity } of demoReferences) {
    const target = data[key]
    if (typeof target !== 'number') continue
    delete data[key]
    data[field] = ids(entity, target)
  }
  return { id, createdAt, data }
}

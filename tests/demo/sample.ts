// A demo run in memory, for tests that look at all of it.
import { demo } from '#db/demo/demo.ts'
import { demoEntities } from '#db/demo/registry.ts'
import type { DemoRow, DemoRows } from '#db/demo/rows.ts'
import type { DemoOptions } from '#db/demo/world.ts'

export type Sample = { [Name in keyof DemoRows]: DemoRows[Name][] } & { order: string[] }

export function collect(options: DemoOptions): Sample {
  const order: string[] = []
  const rows = Object.fromEntries(demoEntities.map(({ entity }): [string, DemoRow[]] => [entity, []]))
  for (const batch of demo(options)) {
    if (order.at(-1) !== batch.entity) order.push(batch.entity)
    rows[batch.entity]?.push(...batch.rows)
  }
  return { ...rows, order } as Sample
}

export const script = (text: string): 'th' | 'fa' | 'en' =>
  /\p{Script=Thai}/u.test(text) ? 'th' : /\p{Script=Arabic}/u.test(text) ? 'fa' : 'en'

export const share = <T>(rows: readonly T[], holds: (row: T) => boolean): number =>
  rows.filter(holds).length / rows.length

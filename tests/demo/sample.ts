// A demo run in memory, for tests that look at all of it.
import { demo } from '#db/demo/demo.ts'
import type {
  DemoActivity,
  DemoCompany,
  DemoContact,
  DemoHistory,
  DemoNote,
  DemoPosition,
} from '#db/demo/rows.ts'
import type { DemoOptions } from '#db/demo/world.ts'

export interface Sample {
  company: DemoCompany[]
  contact: DemoContact[]
  position: DemoPosition[]
  note: DemoNote[]
  history: DemoHistory[]
  activity: DemoActivity[]
  order: string[]
}

export function collect(options: DemoOptions): Sample {
  const sample: Sample = {
    company: [],
    contact: [],
    position: [],
    note: [],
    history: [],
    activity: [],
    order: [],
  }
  for (const batch of demo(options)) {
    if (sample.order.at(-1) !== batch.entity) sample.order.push(batch.entity)
    if (batch.entity === 'company') sample.company.push(...batch.rows)
    else if (batch.entity === 'contact') sample.contact.push(...batch.rows)
    else if (batch.entity === 'position') sample.position.push(...batch.rows)
    else if (batch.entity === 'note') sample.note.push(...batch.rows)
    else if (batch.entity === 'history') sample.history.push(...batch.rows)
    else sample.activity.push(...batch.rows)
  }
  return sample
}

export const script = (text: string): 'th' | 'fa' | 'en' =>
  /\p{Script=Thai}/u.test(text) ? 'th' : /\p{Script=Arabic}/u.test(text) ? 'fa' : 'en'

export const share = <T>(rows: readonly T[], holds: (row: T) => boolean): number =>
  rows.filter(holds).length / rows.length

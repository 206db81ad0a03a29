/**
 * What reading a file needs to know of the database and the moment, as plain data: it is the same in every thread, and one
 * import reads all its files by it.
 */
import type { JobCtx } from '../../core/context.ts'
import { customFieldsOf } from '../../core/customFields.ts'
import { databaseSetting } from '../../core/settings.ts'
import { type Entity, type Field, isCustomName } from '../../shared/entity.ts'
import { allEntities, fieldNamed } from '../../shared/registry.ts'
import type { CellContext } from '../../transfer/cells.ts'

export interface Scene {
  readonly now: number
  readonly timeZone: string
  /** Numbers without a prefix are dialled in it. */
  readonly country: string
  /** Of amounts without one. */
  readonly currency: string
  /** What the database is set to; for columns that do not tell. */
  readonly calendar: unknown
  /** Custom fields by the name of their entity. */
  readonly custom: Readonly<Record<string, readonly Field[]>>
}

export function sceneOf({ conn, now, timeZone }: Pick<JobCtx, 'conn' | 'now' | 'timeZone'>): Scene {
  return {
    now: now(),
    timeZone,
    country: String(databaseSetting(conn, 'defaultCountry') ?? 'TH'),
    currency: String(databaseSetting(conn, 'defaultCurrency') ?? 'THB'),
    calendar: databaseSetting(conn, 'calendar'),
    custom: Object.fromEntries(
      allEntities().flatMap((entity) => {
        const fields = customFieldsOf(conn, entity)
        return fields.length > 0 ? [[entity.name, fields]] : []
      }),
    ),
  }
}

export const customIn = (scene: Scene, entity: Entity): readonly Field[] => scene.custom[entity.name] ?? []

/** Built-in and custom fields together. */
export const fieldsIn = (scene: Scene, entity: Entity): readonly Field[] => [
  ...entity.fields,
  ...customIn(scene, entity),
]

/** A field by name, custom ones included. */
export const fieldIn = (scene: Scene, entity: Entity, name: string): Field | undefined =>
  isCustomName(name) ? customIn(scene, entity).find((field) => field.name === name) : fieldNamed(entity, name)

/** How cells are read here and now. */
export const cellContext = ({ now, timeZone, currency }: Scene): CellContext => ({
  today: new Date(now).toISOString().slice(0, 10),
  timeZone,
  currency,
})

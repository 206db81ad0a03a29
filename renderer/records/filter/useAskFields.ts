/** The fields a filter on an entity can name, custom ones of every entity among them. */
import { useMemo } from 'react'
import { customName, type Entity, type Field, type FieldKind } from '#db/shared/entity.ts'
import { useRead } from '../../data/hooks.ts'
import { useHasText, useText } from '../../i18n/I18nProvider.tsx'
import { type AskField, askFields } from './fields.ts'

interface AskFields {
  of(entity: Entity): readonly AskField[]
  /** Whether a custom field is there; true while nobody knows yet. */
  isKnown(customId: string): boolean
}

export function useAskFields(): AskFields {
  const t = useText()
  const has = useHasText()
  const rows = useRead(
    'record.list',
    { entity: 'customField', sort: ['position'], limit: 5_000 },
    { depends: { on: ['customField'] } },
  ).data?.rows
  return useMemo(() => {
    const known = new Map<string, AskField[]>()
    const custom = (entity: Entity): Field[] =>
      (rows ?? [])
        .filter((row) => row.entity === entity.name)
        .map((row) => ({
          id: 0,
          name: customName(row.id),
          // The definition was validated against the kinds a custom field may have.
          kind: row.kind as FieldKind,
          label: String(row.label ?? ''),
          ...(Array.isArray(row.options) && { options: row.options.map(String) }),
        }))
    const fieldsOf = (entity: Entity): readonly Field[] => [
      ...entity.fields.filter((field) => !field.system || field.name === 'createdAt'),
      ...custom(entity),
    ]
    return {
      of(entity) {
        let fields = known.get(entity.name)
        if (!fields) {
          fields = askFields(entity, fieldsOf, t, has)
          known.set(entity.name, fields)
        }
        return fields
      },
      isKnown: (id) => rows === undefined || rows.some((row) => row.id === id),
    }
  }, [rows, t, has])
}

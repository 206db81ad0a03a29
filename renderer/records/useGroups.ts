/** The groups of a list's rows by the column they are grouped by, with what each has in common. */
import { useMemo } from 'react'
import type { Entity } from '#db/shared/entity.ts'
import type { Lookup } from '#db/shared/lookups.ts'
import { useRead } from '../data/hooks.ts'
import { useText } from '../i18n/I18nProvider.tsx'
import type { GridGroup } from '../ui/grid/groups.ts'
import type { GridColumn } from '../ui/grid/layout.ts'
import type { LookupRow } from './useLookup.ts'

/** Undefined while the rows are not grouped, not sorted by that column yet, or differ too much. */
export function useGroups(
  entity: Entity,
  by: string | undefined,
  lookup: Lookup | undefined,
  fields: readonly string[],
  columns: readonly GridColumn<LookupRow>[],
): readonly GridGroup[] | undefined {
  const t = useText()
  const isSorted = by !== undefined && lookup?.sort[0]?.replace(/^-/, '') === by
  const { data } = useRead(
    'lookup.groups',
    { lookupId: lookup?.lookupId ?? '', version: lookup?.version ?? 1 },
    // A snapshot: what is changed in it moves nothing.
    { depends: { on: [] }, enabled: isSorted && lookup?.total !== null },
  )
  return useMemo(() => {
    const column = columns.find(({ id }) => id === by)
    if (!isSorted || !column || data?.field !== by) return undefined
    const place = fields.indexOf(by)
    return data.groups?.map(({ start, count, value }) => {
      const values = fields.map((_, at) => (at === place ? value : null))
      const isEmpty = value === null || value === '' || (Array.isArray(value) && value.length === 0)
      return {
        start,
        count,
        label: isEmpty
          ? t('list.group.none', { field: column.label })
          : column.cell({ id: `${entity.name} ${start}`, values }),
      }
    })
  }, [by, isSorted, data, columns, fields, entity, t])
}

/** A list's columns from the entity's definition and the custom fields: what is shown first, how wide, how it sorts. */
import { type ReactNode, useMemo } from 'react'
import { customName, type Entity, type Field, type FieldKind } from '#db/shared/entity.ts'
import type { WireRecord } from '#db/shared/records.ts'
import { initials } from '#db/shared/text/names.ts'
import { useRead } from '../data/hooks.ts'
import { type Text, useHasText, useText } from '../i18n/I18nProvider.tsx'
import type { Finish, GridColumn } from '../ui/grid/layout.ts'
import { Named } from '../ui/Named.tsx'
import { CellEditor, isEditedInPlace } from './CellEditor.tsx'
import { CellValue } from './CellValue.tsx'
import type { LookupRow } from './useLookup.ts'
import { useMayEdit } from './useRights.ts'

/** The column every list begins with: the name the record goes by. */
export const NAME = 'displayName'

const widths: Partial<Record<FieldKind, number>> = {
  date: 130,
  instant: 170,
  yesNo: 90,
  number: 110,
  integer: 90,
  money: 140,
  yearly: 130,
  tags: 180,
  longText: 320,
}
const minWidths: Partial<Record<FieldKind, number>> = { date: 110, instant: 140, money: 120 }
/** Fields that a list cannot show as one line of text. */
const unlistable: ReadonlySet<FieldKind> = new Set(['file', 'json'])

/** A field's label: the user's own for a custom field, else from the catalogues. */
export function fieldLabel(
  entity: string,
  field: Pick<Field, 'name' | 'label'>,
  t: Text,
  has: (id: string) => boolean,
): string {
  if (field.label !== undefined) return field.label
  const own = `${entity}.field.${field.name}`
  return has(own) ? t(own) : t(`field.${field.name}`)
}

/** The fields people may see of an entity: its own, then the custom ones in their order. */
export function useFields(entity: Entity): readonly Field[] {
  const custom = useRead(
    'record.list',
    {
      entity: 'customField',
      filter: { field: 'entity', op: 'is', value: entity.name },
      sort: ['position'],
      limit: 1000,
    },
    { depends: { on: ['customField'] }, enabled: entity.custom },
  ).data
  return useMemo(
    () => [
      ...entity.fields.filter((field) => !field.system || field.derived || field.name === 'createdAt'),
      ...(custom?.rows ?? []).map(customField),
    ],
    [entity, custom],
  )
}

function customField(row: WireRecord): Field {
  return {
    id: 0,
    name: customName(row.id),
    // The definition was validated against the kinds a custom field may have.
    kind: row.kind as FieldKind,
    label: String(row.label ?? ''),
    ...(Array.isArray(row.options) && { options: row.options.map(String) }),
    ...(row.required === true && { required: true }),
    ...(typeof row.target === 'string' && { to: row.target }),
  }
}

export interface ListColumns {
  readonly columns: readonly GridColumn<LookupRow>[]
  /** Fields to ask for; a row's values come in this order. */
  readonly fields: readonly string[]
}

/** `locked`: fields that are only to be read, by whoever arranged the form. */
export function useColumns(entity: Entity, locked: ReadonlySet<string> = NONE): ListColumns {
  const t = useText()
  const has = useHasText()
  const all = useFields(entity)
  const mayEdit = useMayEdit(entity)
  return useMemo(() => {
    const listed = all.filter((field) => !unlistable.has(field.kind))
    const first = listed
      .filter((field) => field.list !== undefined)
      .sort((a, b) => (a.list ?? 0) - (b.list ?? 0))
    const rest = listed.filter((field) => field.list === undefined)
    const titled = entity.title.from === 'person' ? undefined : entity.title.field
    // What a record goes by is its first column already.
    const title = listed.find(({ name, kind }) => name === titled && kind === 'text')
    const ordered = [...first, ...rest].filter((field) => field !== title)
    const fields = [NAME, ...ordered.map((field) => field.name)]
    const person = entity.title.from === 'person'
    const owner = fields.indexOf('ownerId')
    const mayEditRow = (row: LookupRow): boolean => row.values !== null && mayEdit(idIn(row.values[owner]))
    const name: GridColumn<LookupRow> = {
      id: NAME,
      label: title ? fieldLabel(entity.name, title, t, has) : t('field.displayName'),
      cell: (row) => <NameCell row={row} person={person} />,
      width: 240,
      minWidth: 140,
      sortable: true,
      grows: true,
    }
    const others = ordered.map(
      (field, index): GridColumn<LookupRow> => ({
        id: field.name,
        label: fieldLabel(entity.name, field, t, has),
        cell: (row) => <CellValue entity={entity.name} field={field} value={row.values?.[index + 1]} />,
        ...(widths[field.kind] !== undefined && { width: widths[field.kind] }),
        ...(minWidths[field.kind] !== undefined && { minWidth: minWidths[field.kind] }),
        align:
          field.kind === 'number' || field.kind === 'integer' || field.kind === 'money' ? 'end' : 'start',
        sortable: true,
        optional: field.list === undefined,
        ...(isEditedInPlace(field) &&
          !locked.has(field.name) && {
            mayEdit: mayEditRow,
            edit: (row: LookupRow, finish: Finish) => (
              <CellEditor
                entity={entity}
                id={row.id}
                field={field}
                label={fieldLabel(entity.name, field, t, has)}
                value={row.values?.[index + 1]}
                onFinish={finish}
              />
            ),
          }),
      }),
    )
    return { columns: [name, ...others], fields }
  }, [all, entity, t, has, locked, mayEdit])
}

const NONE: ReadonlySet<string> = new Set()

/** The identity in a reference's value. */
export const idIn = (value: unknown): string | null =>
  typeof value === 'object' && value !== null && 'id' in value ? String(value.id) : null

function NameCell({ row, person }: { readonly row: LookupRow; readonly person: boolean }): ReactNode {
  const t = useText()
  const shown = row.values?.[0]
  if (row.values === null) return <em>{t('list.gone')}</em>
  const name = typeof shown === 'string' && shown !== '' ? shown : t('list.unnamed')
  const [given = '', ...rest] = name.split(' ')
  return (
    <Named
      name={name}
      initials={
        person ? initials({ givenName: given, familyName: rest.at(-1) ?? '' }) : initials({ givenName: name })
      }
      seed={row.id}
      shape={person ? 'person' : 'organisation'}
    />
  )
}

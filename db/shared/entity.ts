/**
 * What an entity is: plain data from which lists, forms, filters, import, export, search, audit, merge, sync, undo,
 * permissions and reports derive, each by one loop in one file. No callbacks, no inheritance, no behaviour here.
 */

/** How a value is stored, checked and shown. The codecs are in `fields.ts`, one entry per kind. */
export type FieldKind =
  | 'text'
  | 'longText'
  | 'number'
  | 'integer'
  | 'money'
  | 'date'
  | 'instant'
  | 'yesNo'
  | 'choice'
  | 'pickList'
  | 'tags'
  | 'ref'
  | 'yearly'
  | 'email'
  | 'url'
  | 'list'
  | 'file'
  | 'json'

/** The element shapes of a `list` field; `fields.ts` knows their properties. */
export type ElementKind = 'email' | 'phone' | 'address' | 'website' | 'handle' | 'event' | 'extra'

export interface Field {
  /** Permanent within its entity: what the change log and the sync format write. Never reuse one. */
  readonly id: number
  /** Column, JSON property and JSX prop: one spelling. Custom fields: `custom.<uuid>`. */
  readonly name: string
  readonly kind: FieldKind
  readonly required?: boolean
  /** `choice`: the codes allowed, in order. */
  readonly options?: readonly string[]
  /** `pickList`: values that every database has, stored as codes and worded like those of a choice; own ones stand as named. */
  readonly codes?: readonly string[]
  /** `text`: a number that a new record gets when it has none (core/numberSeries.ts). */
  readonly series?: true
  /** `ref`: the entity referred to. */
  readonly to?: string
  /** `list`: what its elements are. */
  readonly elements?: ElementKind
  /** Shown in a fresh list view, in this order. */
  readonly list?: number
  /** Searched; 2 marks a name (its words are the first tier). */
  readonly search?: 1 | 2
  /** Fields with the same group are one register: they win or lose a race together. */
  readonly group?: string
  /** Which values survive a merge of records when both have one. */
  readonly merge?: 'union' | 'first'
  /** Column headers that mean this field, besides its own name and labels. */
  readonly importAs?: readonly string[]
  /** Custom fields only: the label the user gave, as there is no catalogue key. */
  readonly label?: string
  /** Given when the record is made and never changed: what it means for values already there would be another thing. */
  readonly fixed?: boolean
  /** Kept by the program, not edited by people: absent from forms. */
  readonly system?: boolean
  /** For the search alone: never sent to a screen or written to a file, as it would be far too long. */
  readonly searchOnly?: boolean
  /** Worked out by each device from other records (core/lastDates.ts): never logged, never synced, never imported. */
  readonly derived?: boolean
}

/** How a record is called in lists, and how it sorts. */
export type Title =
  | { readonly from: 'person' }
  | { readonly from: 'organisation'; readonly field: string }
  | { readonly from: 'text'; readonly field: string }

export interface Entity {
  /** Permanent table number (ranges per domain, see registry.ts). */
  readonly id: number
  /** Singular word of the glossary; also the table's name. */
  readonly name: string
  readonly domain: string
  readonly title: Title
  readonly fields: readonly Field[]
  /**
   * Ref fields whose records show this one on their timeline, at the time in `at`. A link shows the record it links to
   * instead (`shows`, a ref field of its own), at the time that one has: then `at` is `<shows>.<field>`.
   */
  readonly timeline?: {
    readonly at: string
    readonly subjects: readonly string[]
    readonly shows?: string
    /** Once a field has one of these values the record is no longer shown: something else tells of it from then on. */
    readonly until?: { readonly field: string; readonly values: readonly string[] }
  }
  /** Ref fields that name the record whose privacy this one shares. */
  readonly parents?: readonly string[]
  /** Ref field that names the record this one is a part of, whose words are nobody's once that is erased: it goes with it. */
  readonly partOf?: string
  /** Ref field that names the one user whose record this is and who alone sees it; empty: everybody's. It syncs all the same. */
  readonly personal?: string
  /** Concerns this device alone: its records never leave it. */
  readonly local?: boolean
  /** Found by global search. */
  readonly searched: boolean
  /** May have fields defined by the user. */
  readonly custom: boolean
  /** May be merged with another of its kind. */
  readonly mergeable: boolean
  /** Who may write its records through `record.*`; `none`: only its own procedures do. */
  readonly editedBy: 'write' | 'admin' | 'none'
  /** Part of the product's visible vocabulary: listed, imported, exported. Others are internal records. */
  readonly listed: boolean
}

type Defaulted = 'searched' | 'custom' | 'mergeable' | 'listed' | 'editedBy'
type FieldInit = Omit<Field, 'id' | 'name'>

/** Gives the fields their names from the object's keys. `[id, kind, more?]` per field. */
export function defineEntity<const N extends string>(
  definition: Omit<Entity, 'fields' | 'name' | Defaulted> &
    Partial<Pick<Entity, Defaulted>> & {
      readonly name: N
      readonly fields: Readonly<
        Record<string, readonly [id: number, kind: FieldKind, more?: Omit<FieldInit, 'kind'>]>
      >
    },
): Entity & { readonly name: N } {
  const fields = Object.entries(definition.fields).map(([name, [id, kind, more]]) => ({
    id,
    name,
    kind,
    ...more,
  }))
  return {
    searched: false,
    custom: false,
    mergeable: false,
    listed: true,
    editedBy: 'write',
    ...definition,
    fields: [...fields, ...systemFields],
  }
}

/**
 * Fields every entity has. `trashedAt`, `mergedInto` and `deletedAt` (a tombstone: undone create, emptied trash) take a
 * row out of every view; they are ordinary logged fields, so undo, sync and audit need no special case.
 */
export const systemFields: readonly Field[] = [
  { id: 1, name: 'ownerId', kind: 'ref', to: 'user' },
  { id: 2, name: 'private', kind: 'yesNo' },
  { id: 3, name: 'trashedAt', kind: 'instant', system: true },
  { id: 4, name: 'mergedInto', kind: 'ref', system: true },
  { id: 5, name: 'deletedAt', kind: 'instant', system: true },
  { id: 6, name: 'createdAt', kind: 'instant', system: true },
  { id: 7, name: 'createdBy', kind: 'ref', to: 'user', system: true },
]

/** The first id a domain may give to a field of its own. */
export const FIRST_FIELD_ID = 10

/** Columns a device works out for itself: never logged, never synced, rebuilt by `db check --rebuild`. */
export const derivedColumns = ['displayName', 'sortKey', 'canonicalId', 'updatedAt'] as const

/** A custom field's name and its key in the `custom` column. */
export const customName = (uuid: string): string => `custom.${uuid}`
export const isCustomName = (name: string): boolean => name.startsWith('custom.')
export const customKey = (name: string): string => name.slice('custom.'.length)

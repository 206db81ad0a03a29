/**
 * How a record's page is laid out, as data per entity: what stands under the name, which fields go together, which are
 * rarely used, which a new record asks for, what is listed around it. Whatever a layout does not name, and every entity
 * without one, is laid out by its definition.
 */
import { type Entity, type Field, isCustomName } from '#db/shared/entity.ts'
import { allEntities } from '#db/shared/registry.ts'
import { salesLayouts } from './salesLayouts.ts'

/** Fields that belong together, worded as `record.section.<id>`. */
export interface Section {
  readonly id: string
  readonly fields: readonly string[]
}

/** Records of another entity that refer to this one. */
export interface Related {
  readonly entity: string
  /** The reference that points here. */
  readonly field: string
  /** Message id of the tab. */
  readonly label: string
  /** Fields shown first, whether or not a list shows them. */
  readonly first?: readonly string[]
  /** Only shown where there are any. */
  readonly ifAny?: true
}

export interface Layout {
  /** Shown under the name, in this order. */
  readonly under: readonly string[]
  readonly sections: readonly Section[]
  /** Hidden while empty, until “More fields” is pressed. */
  readonly rare: ReadonlySet<string>
  /** Not in the form: another part of the page edits them. */
  readonly hidden?: readonly string[]
  /** Asked for when a record is made. */
  readonly quick: readonly string[]
  readonly related: readonly Related[]
}

const layouts: Readonly<Record<string, Layout>> = {
  contact: {
    under: ['jobTitle', 'companyId'],
    sections: [
      {
        id: 'name',
        fields: [
          'givenName',
          'familyName',
          'honorific',
          'prefix',
          'middleName',
          'suffix',
          'nickname',
          'greeting',
          'phoneticGivenName',
          'phoneticFamilyName',
        ],
      },
      {
        id: 'work',
        fields: ['companyId', 'jobTitle', 'department', 'referredById', 'primaryContactId', 'secondaryRole'],
      },
      { id: 'reach', fields: ['phones', 'emails', 'websites', 'handles', 'addresses'] },
      { id: 'personal', fields: ['birthday', 'events', 'language', 'taxId'] },
      { id: 'order', fields: ['status', 'ownerId', 'tags', 'leadStatus', 'leadSource', 'private'] },
      { id: 'custom', fields: [] },
      { id: 'extras', fields: ['extras'] },
    ],
    rare: new Set([
      'leadStatus',
      'leadSource',
      'honorific',
      'prefix',
      'middleName',
      'suffix',
      'nickname',
      'greeting',
      'phoneticGivenName',
      'phoneticFamilyName',
      'department',
      'referredById',
      'primaryContactId',
      'secondaryRole',
      'websites',
      'handles',
      'addresses',
      'events',
      'language',
      'taxId',
      'extras',
    ]),
    quick: ['givenName', 'familyName', 'companyId', 'jobTitle', 'phones', 'emails', 'status', 'tags'],
    related: [
      { entity: 'contact', field: 'primaryContactId', label: 'contact.secondary', first: ['secondaryRole'] },
      {
        entity: 'position',
        field: 'contactId',
        label: 'position.many',
        first: ['companyId', 'jobTitle', 'startDate', 'endDate'],
      },
      { entity: 'contact', field: 'referredById', label: 'record.related.referred', ifAny: true },
    ],
  },
  company: {
    under: ['industry', 'parentId'],
    sections: [
      { id: 'company', fields: ['name', 'phoneticName', 'industry', 'parentId', 'description'] },
      { id: 'reach', fields: ['phones', 'emails', 'websites', 'handles', 'addresses'] },
      { id: 'legal', fields: ['taxId', 'branch', 'registrationId'] },
      { id: 'order', fields: ['status', 'ownerId', 'tags', 'leadStatus', 'leadSource', 'private', 'events'] },
      { id: 'custom', fields: [] },
      { id: 'extras', fields: ['extras'] },
    ],
    rare: new Set([
      'leadStatus',
      'leadSource',
      'phoneticName',
      'parentId',
      'description',
      'handles',
      'branch',
      'registrationId',
      'events',
      'extras',
    ]),
    quick: ['name', 'industry', 'phones', 'emails', 'websites', 'taxId', 'status', 'tags'],
    related: [
      { entity: 'contact', field: 'companyId', label: 'company.people' },
      {
        entity: 'position',
        field: 'companyId',
        label: 'position.many',
        first: ['contactId', 'jobTitle', 'startDate', 'endDate'],
      },
      { entity: 'company', field: 'parentId', label: 'company.subsidiaries' },
    ],
  },
  ticket: {
    under: ['status', 'contactId', 'companyId'],
    sections: [
      {
        id: 'ticket',
        fields: ['subject', 'number', 'description', 'type', 'status', 'assigneeId', 'queueId'],
      },
      { id: 'customer', fields: ['contactId', 'companyId', 'channel', 'productId', 'productText'] },
      { id: 'weight', fields: ['impact', 'urgency', 'givenPriority'] },
      { id: 'order', fields: ['tags', 'ownerId', 'private'] },
      { id: 'custom', fields: [] },
      { id: 'times', fields: ['openedAt', 'articleId'] },
    ],
    rare: new Set(['givenPriority', 'ownerId', 'private', 'articleId', 'openedAt', 'productText']),
    quick: ['subject', 'contactId', 'type', 'impact', 'urgency', 'queueId', 'channel', 'description'],
    related: [],
  },
  article: {
    under: ['categoryId', 'language'],
    sections: [
      { id: 'article', fields: ['title', 'categoryId', 'language', 'keywords', 'translatesId'] },
      { id: 'order', fields: ['ownerId', 'private'] },
      { id: 'custom', fields: [] },
    ],
    rare: new Set(['ownerId', 'private', 'translatesId']),
    hidden: ['body', 'status'],
    quick: ['title', 'language', 'categoryId', 'keywords'],
    related: [],
  },
  position: {
    under: ['companyId'],
    sections: [
      { id: 'work', fields: ['contactId', 'companyId', 'jobTitle', 'department', 'startDate', 'endDate'] },
      { id: 'order', fields: ['ownerId', 'private'] },
    ],
    rare: new Set(['ownerId', 'private']),
    quick: ['contactId', 'companyId', 'jobTitle', 'department', 'startDate', 'endDate'],
    related: [],
  },
  ...salesLayouts,
}

const QUICK_AT_MOST = 8

/** The layout of an entity: its own, else one made from the definition. */
export function layoutOf(entity: Entity): Layout {
  return layouts[entity.name] ?? derivedLayout(entity)
}

function derivedLayout(entity: Entity): Layout {
  const own = entity.fields.filter(
    (field) => !field.system && field.name !== 'ownerId' && field.name !== 'private',
  )
  const first = [...own].sort(
    (a, b) => Number(b.required ?? false) - Number(a.required ?? false) || (a.list ?? 99) - (b.list ?? 99),
  )
  return {
    under: own.filter((field) => field.list === 2 && field.kind !== 'list').map((field) => field.name),
    sections: [
      { id: 'details', fields: own.map((field) => field.name) },
      { id: 'custom', fields: [] },
      { id: 'order', fields: ['ownerId', 'private'] },
    ],
    rare: new Set(['ownerId', 'private']),
    quick: first.slice(0, QUICK_AT_MOST).map((field) => field.name),
    related: referrers(entity),
  }
}

/** Every visible entity that refers to this one and is not on its timeline already. */
const referrers = (entity: Entity): Related[] =>
  allEntities()
    .filter((other) => other.listed && !other.timeline)
    .flatMap((other) =>
      other.fields
        .filter((field) => field.kind === 'ref' && field.to === entity.name && !field.system)
        .map((field) => ({ entity: other.name, field: field.name, label: `${other.name}.many` })),
    )

/** Kinds a form has no control for: the picture is in the head of the page. */
const unformed: ReadonlySet<Field['kind']> = new Set(['json', 'file'])

export interface FilledSection {
  readonly id: string
  readonly fields: readonly Field[]
}

/** The sections with their fields; custom fields and those no section names in the section `custom`. */
export function sectionsOf(layout: Layout, fields: readonly Field[]): readonly FilledSection[] {
  const editable = fields.filter((field) => !field.system && !unformed.has(field.kind))
  const byName = new Map(editable.map((field) => [field.name, field]))
  const named = new Set(layout.sections.flatMap((section) => section.fields))
  const others = editable.filter((field) => !named.has(field.name) || isCustomName(field.name))
  return layout.sections
    .map(({ id, fields: names }) => ({
      id,
      fields: [...names.flatMap((name) => byName.get(name) ?? []), ...(id === 'custom' ? others : [])],
    }))
    .filter((section) => section.fields.length > 0)
}

/** Kinds that need the width of two fields. */
export const isWide = (field: Field): boolean =>
  field.kind === 'list' || field.kind === 'longText' || field.kind === 'yearly'

/** The entities whose records appear on the timeline of this one, with the reference that puts them there; `links` too if asked. */
export const timelineKindsOf = (
  entity: Entity,
  links = false,
): readonly { readonly kind: Entity; readonly subject: string }[] =>
  allEntities().flatMap((kind) => {
    const subject = kind.timeline?.subjects.find(
      (name) => kind.fields.find((field) => field.name === name)?.to === entity.name,
    )
    return subject && (links || !kind.timeline?.shows) ? [{ kind, subject }] : []
  })

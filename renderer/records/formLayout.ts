/**
 * The form of an entity as it is drawn: the arrangement people made, else the one of sections.ts, with what each field
 * asks for. Fields nobody placed come last, so that nothing is ever out of reach unless somebody put it there.
 */
import { useMemo } from 'react'
import type { Entity, Field } from '#db/shared/entity.ts'
import {
  isPlaceable,
  LAYOUT_VERSION,
  type LayoutBody,
  type LayoutProblem,
  type PlacedField,
  placedFields,
} from '#db/shared/layouts.ts'
import { useRead } from '../data/hooks.ts'
import { isWide, layoutOf, sectionsOf } from './sections.ts'

export interface FormField {
  /** With the label and the requirement the layout gives it. */
  readonly field: Field
  readonly wide: boolean
  readonly rare: boolean
  readonly readOnly: boolean
  readonly quick: boolean
  /** Undefined: none. */
  readonly default: unknown
}

export interface FormSection {
  readonly id: string
  readonly label: string | undefined
  readonly fields: readonly FormField[]
}

export interface FormTab {
  readonly id: string
  readonly label: string | undefined
  readonly sections: readonly FormSection[]
}

export interface FormLayout {
  readonly tabs: readonly FormTab[]
  readonly problems: readonly LayoutProblem[]
}

/** The arrangement there is without one, as a layout that can be changed. */
export function standardBody(entity: Entity, fields: readonly Field[]): LayoutBody {
  const layout = layoutOf(entity)
  const out = new Set(layout.hidden)
  const sections = sectionsOf(layout, fields).map((section) => ({
    id: section.id,
    fields: section.fields
      .filter(({ name }) => !out.has(name))
      .map(
        ({ name }): PlacedField => ({
          name,
          ...(layout.rare.has(name) && { rare: true }),
          ...(layout.quick.includes(name) && { quick: true }),
        }),
      ),
  }))
  return { version: LAYOUT_VERSION, tabs: [{ id: 'main', sections }], hidden: [...(layout.hidden ?? [])] }
}

function formField(field: Field, placed: PlacedField): FormField {
  return {
    field: {
      ...field,
      ...(placed.label !== undefined && { label: placed.label }),
      ...(placed.required && { required: true }),
    },
    wide: placed.width === undefined ? isWide(field) : placed.width === 'full',
    rare: placed.rare === true,
    readOnly: placed.readOnly === true,
    quick: placed.quick === true,
    default: placed.default,
  }
}

/** The section that takes in what nobody placed. */
const REST = 'custom'

export function formOf(body: LayoutBody, fields: readonly Field[]): readonly FormTab[] {
  const byName = new Map(fields.map((field) => [field.name, field]))
  const known = new Set([...placedFields(body).map(({ name }) => name), ...body.hidden])
  const rest = fields
    .filter((field) => isPlaceable(field) && !known.has(field.name))
    .map((field) => formField(field, { name: field.name }))
  const tabs = body.tabs.map((tab) => ({
    id: tab.id,
    label: tab.label,
    sections: tab.sections.map((section) => ({
      id: section.id,
      label: section.label,
      fields: section.fields.flatMap((placed) => {
        const field = byName.get(placed.name)
        return field ? [formField(field, placed)] : []
      }),
    })),
  }))
  const [first, ...others] = tabs
  if (rest.length === 0 || !first) return tabs
  const has = first.sections.some((section) => section.id === REST)
  const sections = has
    ? first.sections.map((section) =>
        section.id === REST ? { ...section, fields: [...section.fields, ...rest] } : section,
      )
    : [...first.sections, { id: REST, label: undefined, fields: rest }]
  return [{ ...first, sections }, ...others]
}

export function useFormLayout(entity: Entity, fields: readonly Field[]): FormLayout {
  const stored = useRead(
    'layout.get',
    { entity: entity.name },
    { depends: { on: ['layout', 'customField'] }, enabled: entity.editedBy === 'write', keep: true },
  ).data
  return useMemo(
    () => ({
      tabs: formOf(stored?.layout ?? standardBody(entity, fields), fields),
      problems: stored?.problems ?? [],
    }),
    [entity, fields, stored],
  )
}

const fieldsIn = (tabs: readonly FormTab[]): FormField[] =>
  tabs.flatMap((tab) => tab.sections.flatMap((section) => section.fields))

/** What a new record asks for: the fields marked so, those that must be filled in, and those asked for here besides. */
export function quickFields({ tabs }: FormLayout, also: readonly string[] = []): readonly FormField[] {
  const all = fieldsIn(tabs)
  const wanted = ({ field }: FormField): boolean => field.required === true || also.includes(field.name)
  return [...all.filter((each) => each.quick), ...all.filter((each) => wanted(each) && !each.quick)]
}

/** What a new record begins with. */
export const defaultsOf = ({ tabs }: FormLayout): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    fieldsIn(tabs).flatMap((each) => (each.default === undefined ? [] : [[each.field.name, each.default]])),
  )

/** How many lines of a form a section takes, roughly: for two columns of about one height. */
function heightOf(section: FormSection, shows: (field: FormField) => boolean): number {
  const shown = section.fields.filter(shows)
  return shown.length === 0 ? 0 : 0.5 + shown.reduce((lines, each) => lines + (each.wide ? 1.1 : 0.5), 0)
}

/** The sections in two columns that are read one after the other, as even as their order allows. */
export function inColumns(
  sections: readonly FormSection[],
  shows: (field: FormField) => boolean,
): readonly (readonly FormSection[])[] {
  const heights = sections.map((section) => heightOf(section, shows))
  const whole = heights.reduce((sum, height) => sum + height, 0)
  let best = sections.length
  let least = whole
  let above = 0
  for (const [at, height] of heights.entries()) {
    const tallest = Math.max(above, whole - above)
    if (at > 0 && tallest < least) {
      least = tallest
      best = at
    }
    above += height
  }
  return [sections.slice(0, best), sections.slice(best)].filter((column) => column.length > 0)
}

/** Fields that the arrangement made read-only. */
export function useLockedFields(entity: Entity): ReadonlySet<string> {
  const { tabs } = useFormLayout(entity, entity.fields)
  return useMemo(
    () =>
      new Set(
        tabs
          .flatMap(({ sections }) => sections.flatMap(({ fields }) => fields))
          .filter(({ readOnly }) => readOnly)
          .map(({ field }) => field.name),
      ),
    [tabs],
  )
}

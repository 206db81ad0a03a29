/**
 * Rearranging a layout, one step at a time: pure functions from one layout to the next. Every field of a layout stays in it
 * exactly once, placed or hidden, whatever is done; what must be filled in is never hidden.
 */
import type { LayoutBody, LayoutSection, LayoutTab, PlacedField } from '#db/shared/layouts.ts'

/** A place in a layout: before the field that is there now. */
export interface Spot {
  readonly tab: string
  readonly section: string
  readonly at: number
}

type EditSections = (sections: readonly LayoutSection[]) => LayoutSection[]

const inTab = (body: LayoutBody, id: string, edit: EditSections): LayoutBody => ({
  ...body,
  tabs: body.tabs.map((tab) => (tab.id === id ? { ...tab, sections: edit(tab.sections) } : tab)),
})

const inSection = (
  body: LayoutBody,
  spot: Omit<Spot, 'at'>,
  edit: (section: LayoutSection) => LayoutSection,
) =>
  inTab(body, spot.tab, (sections) =>
    sections.map((section) => (section.id === spot.section ? edit(section) : section)),
  )

/** Where a field stands; undefined for one that is hidden. */
export function spotOf(body: LayoutBody, name: string): Spot | undefined {
  for (const tab of body.tabs)
    for (const section of tab.sections) {
      const at = section.fields.findIndex((field) => field.name === name)
      if (at >= 0) return { tab: tab.id, section: section.id, at }
    }
  return undefined
}

export const placedAt = (body: LayoutBody, name: string): PlacedField | undefined =>
  body.tabs
    .flatMap((tab) => tab.sections.flatMap((section) => section.fields))
    .find((field) => field.name === name)

function without(body: LayoutBody, name: string): LayoutBody {
  return {
    ...body,
    tabs: body.tabs.map((tab) => ({
      ...tab,
      sections: tab.sections.map((section) => ({
        ...section,
        fields: section.fields.filter((field) => field.name !== name),
      })),
    })),
    hidden: body.hidden.filter((hidden) => hidden !== name),
  }
}

const exists = (body: LayoutBody, { tab, section }: Omit<Spot, 'at'>): boolean =>
  body.tabs.some((each) => each.id === tab && each.sections.some(({ id }) => id === section))

/** Puts a field, wherever it is now, before the one at the spot. */
export function putField(body: LayoutBody, name: string, spot: Spot): LayoutBody {
  const from = spotOf(body, name)
  if (!exists(body, spot) || (from === undefined && !body.hidden.includes(name))) return body
  const field = placedAt(body, name) ?? { name }
  const sameSection = from?.tab === spot.tab && from.section === spot.section
  const at = sameSection && from.at < spot.at ? spot.at - 1 : spot.at
  return inSection(without(body, name), spot, (section) => ({
    ...section,
    fields: section.fields.toSpliced(at, 0, field),
  }))
}

/** One place earlier or later, into the neighbouring section at its edge. */
export function stepField(body: LayoutBody, name: string, step: -1 | 1): LayoutBody {
  const from = spotOf(body, name)
  const tab = body.tabs.find(({ id }) => id === from?.tab)
  if (!from || !tab) return body
  const index = tab.sections.findIndex(({ id }) => id === from.section)
  const here = tab.sections[index]
  const to = from.at + step
  if (here && to >= 0 && to < here.fields.length)
    return putField(body, name, { ...from, at: step === 1 ? to + 1 : to })
  const next = tab.sections[index + step]
  return next
    ? putField(body, name, { tab: tab.id, section: next.id, at: step === 1 ? 0 : next.fields.length })
    : body
}

export function hideField(body: LayoutBody, name: string): LayoutBody {
  return spotOf(body, name) === undefined ? body : { ...without(body, name), hidden: [...body.hidden, name] }
}

/** At the end of the last section of a tab. */
export function showField(body: LayoutBody, name: string, tab: string): LayoutBody {
  const section = body.tabs.find(({ id }) => id === tab)?.sections.at(-1)
  return section ? putField(body, name, { tab, section: section.id, at: section.fields.length }) : body
}

/** `undefined` in the change takes a property away. */
export function changeField(
  body: LayoutBody,
  name: string,
  change: { readonly [P in keyof PlacedField]?: PlacedField[P] | undefined },
): LayoutBody {
  const spot = spotOf(body, name)
  if (!spot) return body
  return inSection(body, spot, (section) => ({
    ...section,
    fields: section.fields.map((field) => {
      if (field.name !== name) return field
      const kept = Object.entries({ ...field, ...change, name }).filter(([, value]) => value !== undefined)
      return { name, ...Object.fromEntries(kept) }
    }),
  }))
}

export const addSection = (body: LayoutBody, tab: string, section: LayoutSection): LayoutBody =>
  inTab(body, tab, (sections) => [...sections, section])

/** An empty name brings back the one there is without a layout. */
export function nameSection(body: LayoutBody, spot: Omit<Spot, 'at'>, label: string): LayoutBody {
  return inSection(body, spot, ({ label: _label, ...section }) => ({
    ...section,
    ...(label.trim() !== '' && { label: label.trim() }),
  }))
}

/** Its fields go to the section before it, else to the one after it; the only section of a tab stays. */
export function removeSection(body: LayoutBody, { tab, section }: Omit<Spot, 'at'>): LayoutBody {
  return inTab(body, tab, (sections) => {
    const at = sections.findIndex(({ id }) => id === section)
    const gone = sections[at]
    const heir = sections[at === 0 ? 1 : at - 1]
    if (!gone || !heir) return [...sections]
    return sections
      .filter(({ id }) => id !== section)
      .map((each) => {
        if (each.id !== heir.id) return each
        const fields = at === 0 ? [...gone.fields, ...each.fields] : [...each.fields, ...gone.fields]
        return { ...each, fields }
      })
  })
}

function moved<T>(list: readonly T[], at: number, step: number): T[] {
  const to = at + step
  const it = list[at]
  if (it === undefined || to < 0 || to >= list.length) return [...list]
  return list.toSpliced(at, 1).toSpliced(to, 0, it)
}

/** Past its tab's edge a section goes to the neighbouring tab. */
export function stepSection(body: LayoutBody, { tab, section }: Omit<Spot, 'at'>, step: -1 | 1): LayoutBody {
  const tabAt = body.tabs.findIndex(({ id }) => id === tab)
  const here = body.tabs[tabAt]
  const at = here?.sections.findIndex(({ id }) => id === section) ?? -1
  const it = here?.sections[at]
  if (!here || !it) return body
  const to = at + step
  if (to >= 0 && to < here.sections.length) return inTab(body, tab, (sections) => moved(sections, at, step))
  const next = body.tabs[tabAt + step]
  if (!next || here.sections.length === 1 || next.sections.some(({ id }) => id === section)) return body
  const left = inTab(body, tab, (sections) => sections.filter(({ id }) => id !== section))
  return inTab(left, next.id, (sections) => (step === 1 ? [it, ...sections] : [...sections, it]))
}

export const addTab = (body: LayoutBody, tab: LayoutTab): LayoutBody => ({
  ...body,
  tabs: [...body.tabs, tab],
})

export function nameTab(body: LayoutBody, id: string, label: string): LayoutBody {
  return {
    ...body,
    tabs: body.tabs.map((tab) => {
      if (tab.id !== id) return tab
      const { label: _label, ...rest } = tab
      return { ...rest, ...(label.trim() !== '' && { label: label.trim() }) }
    }),
  }
}

/** Its sections go to the tab before it, else to the one after it; the only tab stays. */
export function removeTab(body: LayoutBody, id: string): LayoutBody {
  const at = body.tabs.findIndex((tab) => tab.id === id)
  const gone = body.tabs[at]
  const heir = body.tabs[at === 0 ? 1 : at - 1]
  if (!gone || !heir) return body
  const taken = new Set(heir.sections.map((section) => section.id))
  const sections = gone.sections.map((section) =>
    taken.has(section.id) ? { ...section, id: `${id}.${section.id}` } : section,
  )
  return {
    ...body,
    tabs: body.tabs
      .filter((tab) => tab.id !== id)
      .map((tab) => (tab.id === heir.id ? { ...tab, sections: [...tab.sections, ...sections] } : tab)),
  }
}

export const stepTab = (body: LayoutBody, id: string, step: -1 | 1): LayoutBody => ({
  ...body,
  tabs: moved(
    body.tabs,
    body.tabs.findIndex((tab) => tab.id === id),
    step,
  ),
})

/**
 * The ways to change what a list shows: quick lookup, query by example, the builder, views, everything but this, back. Owns
 * their dialogs and commands; the lookup itself is the list's.
 */
import { type ReactNode, useState } from 'react'
import { type CommandId, commands, keysOf } from '#db/shared/commands.ts'
import type { Entity } from '#db/shared/entity.ts'
import type { Filter } from '#db/shared/filter.ts'
import { call, recordOf } from '../data/port.ts'
import { useText } from '../i18n/I18nProvider.tsx'
import { runCommand, useCommand, useOffers } from '../state/commands.ts'
import { useDoing } from '../state/doing.ts'
import { isMac, keyText } from '../state/keys.ts'
import { useMay } from '../state/session.ts'
import { toast } from '../state/ui.ts'
import type { Selection } from '../ui/grid/selection.ts'
import type { MenuEntry } from '../ui/Menu.tsx'
import { ByExample } from './filter/ByExample.tsx'
import { FilterDialog } from './filter/FilterDialog.tsx'
import { filterOfSteps, withoutFields } from './filter/model.ts'
import { QuickLookup } from './filter/QuickLookup.tsx'
import { useAskFields } from './filter/useAskFields.ts'
import { type ListLayout, sortOf, withoutColumns } from './listLayout.ts'
import type { Combine, LookupQuery, LookupState } from './useLookup.ts'
import { ManageViews, type SavedView, SaveView, useViews, viewData } from './views.tsx'

type Open =
  | { readonly is: 'quick' | 'example' | 'manage' }
  | { readonly is: 'filter'; readonly combine: Combine; readonly from?: Filter | undefined }
  | { readonly is: 'save'; readonly filter: Filter }

interface Props {
  readonly entity: Entity
  readonly state: LookupState
  readonly layout: ListLayout
  readonly selection: Selection
  /** The view whose columns are shown. */
  readonly view: string | undefined
  readonly onView: (view: SavedView | undefined, layout: ListLayout | undefined) => void
  /** Back to everything. */
  readonly onAll: () => void
}

export interface LookupTools {
  readonly dialogs: ReactNode
  readonly entries: readonly MenuEntry[]
  readonly viewEntries: readonly MenuEntry[]
  readonly viewName: string | undefined
  readonly askFilter: () => void
}

const MAX_PICKED = 100_000
const PAGE = 2_000

export function useLookupTools({
  entity,
  state,
  layout,
  selection,
  view,
  onView,
  onAll,
}: Props): LookupTools {
  const t = useText()
  const doing = useDoing()
  const [open, setOpen] = useState<Open>()
  const views = useViews(entity)
  const asking = useAskFields()
  const mayWrite = useMay('create')
  const canGroup = useOffers((offers) => offers.offers.some(({ id }) => id === 'group.saveLookup'))
  const shown = views.find(({ id }) => id === view)
  const steps = state.lookup?.steps ?? []
  const filter = filterOfSteps(steps)
  const close = (): void => setOpen(undefined)

  function apply(asked: Filter, combine: Combine): void {
    close()
    if (combine === 'replace') onView(undefined, undefined)
    void state.apply({ filter: asked }, combine)
  }

  async function openView(next: SavedView): Promise<void> {
    if (next.broken) {
      toast({ tone: 'problem', text: t('view.broken', { name: next.name }) })
      return
    }
    const kept = next.filter ? withoutFields(next.filter, asking.isKnown) : { filter: undefined, gone: [] }
    const wanted = next.layout && withoutColumns(next.layout, asking.isKnown)
    const lost = new Set([
      ...kept.gone,
      ...(next.layout &&
      wanted &&
      wanted.columns.length + wanted.sort.length < next.layout.columns.length + next.layout.sort.length
        ? [...next.layout.columns.map(({ id }) => id), ...next.layout.sort.map(({ column }) => column)]
            .filter((name) => name.startsWith('custom.') && !asking.isKnown(name.slice('custom.'.length)))
            .map((name) => name.slice('custom.'.length))
        : []),
    ])
    onView(next, wanted)
    const query: LookupQuery = kept.filter ? { filter: kept.filter } : {}
    await state.apply(query, 'replace', wanted?.sort.length ? sortOf(wanted) : undefined)
    if (lost.size) {
      const names = await Promise.all([...lost].map(labelOfGone))
      toast({
        tone: 'problem',
        text: t('view.gone', { name: next.name, n: lost.size, fields: names.join(', ') }),
      })
    }
  }

  async function keepPicked(combine: 'narrow' | 'remove'): Promise<void> {
    const ids: string[] = []
    for (const [first, last] of selection)
      for (let at = first; at <= last && ids.length < MAX_PICKED; at += PAGE) {
        const rows = await state.rows(['displayName'], at, Math.min(PAGE, last - at + 1))
        ids.push(...rows.map(({ id }) => id))
      }
    if (ids.length) await state.apply({ ids: ids.slice(0, MAX_PICKED) }, combine)
  }

  async function update(known: SavedView, asked: Filter): Promise<void> {
    await doing(
      () =>
        call('record.update', {
          entity: 'view',
          id: known.id,
          data: viewData(asked, layout),
        }),
      t('view.saved', { name: known.name }),
    )
  }

  const ask = (combine: Combine, from?: Filter): void => setOpen({ is: 'filter', combine, from })
  const previous = state.lookup?.previous ? () => void state.previous() : undefined
  const invert = state.lookup ? () => void state.invert() : undefined
  const saveView = mayWrite && filter ? () => setOpen({ is: 'save', filter }) : undefined
  const few = selection.length > 0
  useCommand('lookup.quick', () => setOpen({ is: 'quick' }))
  useCommand('lookup.byExample', () => setOpen({ is: 'example' }))
  useCommand('lookup.filter', () => ask('replace'))
  useCommand('lookup.change', filter ? () => ask('replace', filter) : undefined)
  useCommand('lookup.narrow', () => ask('narrow'))
  useCommand('lookup.add', () => ask('add'))
  useCommand('lookup.remove', () => ask('remove'))
  useCommand('lookup.all', onAll)
  useCommand('lookup.previous', previous)
  useCommand('lookup.invert', invert)
  useCommand('lookup.keepPicked', few ? () => void keepPicked('narrow') : undefined)
  useCommand('lookup.omitPicked', few ? () => void keepPicked('remove') : undefined)
  useCommand('view.save', saveView)

  const entries = [
    entry('lookup.quick'),
    entry('lookup.byExample'),
    entry('lookup.filter'),
    entry('lookup.change', !filter),
    line('l1'),
    entry('lookup.narrow'),
    entry('lookup.add'),
    entry('lookup.remove'),
    line('l2'),
    entry('lookup.all'),
    entry('lookup.previous', !previous),
    entry('lookup.invert', !invert),
    line('l3'),
    entry('lookup.keepPicked', !few),
    entry('lookup.omitPicked', !few),
    ...(canGroup ? [line('l4'), entry('group.saveLookup')] : []),
  ]
  const viewEntries: MenuEntry[] = [
    ...views.map(
      (each): MenuEntry => ({
        kind: 'check',
        id: each.id,
        label: each.private ? t('view.mine', { name: each.name }) : each.name,
        checked: each.id === view,
        onSelect: () => void openView(each),
      }),
    ),
    ...(views.length ? [line('v1')] : [{ kind: 'title' as const, id: 'none', label: t('view.none') }]),
    ...(mayWrite
      ? [
          {
            id: 'save',
            label: filter ? t('view.save') : t('view.notByQuery'),
            disabled: !saveView,
            onSelect: () => saveView?.(),
          },
          ...(shown && filter
            ? [
                {
                  id: 'update',
                  label: t('view.update', { name: shown.name }),
                  onSelect: () => void update(shown, filter),
                },
              ]
            : []),
          { id: 'manage', label: t('view.manage'), onSelect: () => setOpen({ is: 'manage' }) },
        ]
      : []),
  ]

  const dialogs = open && (
    <>
      {open.is === 'quick' && <QuickLookup entity={entity} onClose={close} onApply={apply} />}
      {open.is === 'example' && <ByExample entity={entity} onClose={close} onApply={apply} />}
      {open.is === 'filter' && (
        <FilterDialog
          entity={entity}
          filter={open.from}
          combine={open.combine}
          onClose={close}
          onApply={apply}
        />
      )}
      {open.is === 'save' && (
        <SaveView
          entity={entity}
          filter={open.filter}
          layout={layout}
          onClose={close}
          onSaved={(id) => {
            close()
            onView({ id, name: '', private: true, filter: open.filter, broken: false, layout }, layout)
          }}
        />
      )}
      {open.is === 'manage' && <ManageViews views={views} onClose={close} />}
    </>
  )
  return { dialogs, entries, viewEntries, viewName: shown?.name, askFilter: () => ask('replace') }

  function entry(id: ToolCommand, disabled = false): MenuEntry {
    const keys = keysFor(id)
    return {
      id,
      label: t(`command.${id}`),
      ...(keys && { keys }),
      disabled,
      onSelect: () => runCommand(id),
    }
  }
}

type ToolCommand = Extract<CommandId, `lookup.${string}` | 'group.saveLookup'>

function keysFor(id: CommandId): string | undefined {
  const command = commands.find((each) => each.id === id)
  const keys = command && keysOf(command, { isMac, isRtl: false })
  return keys && keyText(keys)
}

const line = (id: string): MenuEntry => ({ kind: 'line', id })

/** What a deleted custom field was called. */
async function labelOfGone(id: string): Promise<string> {
  try {
    const { label } = await call('record.get', { entity: 'customField', id })
    return String(label ?? id)
  } catch (failure) {
    if (recordOf(failure).code !== 'NotFound') throw failure
    return id
  }
}

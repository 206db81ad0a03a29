/** The groups: a tree with how many each holds. Enter shows the records of a group as the lookup of its list. */
import {
  IconChevronDown,
  IconChevronRight,
  IconFilter,
  IconFolder,
  IconFolderPlus,
  IconListSearch,
  IconLock,
  IconPencil,
  IconTrash,
} from '@tabler/icons-react'
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import type { Filter } from '#db/shared/filter.ts'
import type { GroupRow } from '#db/shared/groups.ts'
import { entityNamed } from '#db/shared/registry.ts'
import { call } from '../../data/port.ts'
import { useHasText, useText } from '../../i18n/I18nProvider.tsx'
import { useFormat } from '../../i18n/useFormat.tsx'
import { useCommand } from '../../state/commands.ts'
import { useDoing } from '../../state/doing.ts'
import { reportFailure } from '../../state/feedback.ts'
import { askFor } from '../../state/lookup.ts'
import { go, type Route } from '../../state/route.ts'
import { useMay } from '../../state/session.ts'
import { useUi } from '../../state/ui.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Page } from '../../ui/Page.tsx'
import { GroupDialog, type GroupDraft } from './GroupDialog.tsx'
import classes from './Groups.module.css'
import { treeRows } from './tree.ts'
import { useGroupCounts, useGroups } from './useGroups.ts'

/** Shows what a group holds where its records live. */
export function showGroup({ id, entity }: Pick<GroupRow, 'id' | 'entity'>): void {
  useUi.setState({ search: '' })
  askFor(entity, { group: id })
  go({ section: entityNamed(entity).domain })
}

const fresh = (parent?: GroupRow): GroupDraft => ({
  name: '',
  entity: parent?.entity ?? 'contact',
  parentId: parent?.id ?? null,
  filter: null,
  description: '',
  private: false,
})

export function GroupsPage({ route }: { readonly route: Route }): ReactNode {
  const t = useText()
  const has = useHasText()
  const doing = useDoing()
  const format = useFormat()
  const groups = useGroups()
  const counts = useGroupCounts()
  const mayWrite = useMay('create')
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set())
  const [current, setCurrent] = useState(route.id)
  const [draft, setDraft] = useState<{ draft: GroupDraft; fixedEntity: boolean }>()
  const tree = useRef<HTMLDivElement>(null)
  const rows = treeRows(groups ?? [], (id) => !closed.has(id))
  const at = Math.max(
    0,
    rows.findIndex(({ group }) => group.id === current),
  )
  const here = rows[at]?.group
  useEffect(() => setCurrent(route.id), [route.id])

  const create = (parent?: GroupRow): void =>
    setDraft({ draft: fresh(parent), fixedEntity: parent !== undefined })
  async function edit(group: GroupRow): Promise<void> {
    try {
      const record = await call('record.get', { entity: 'group', id: group.id })
      setDraft({
        draft: {
          id: group.id,
          name: group.name,
          entity: group.entity,
          parentId: group.parentId,
          filter: group.byQuery ? (record.filter as Filter) : null,
          description: group.description ?? '',
          private: group.private,
        },
        fixedEntity: true,
      })
    } catch (failure) {
      reportFailure(failure, t, has)
    }
  }
  async function trash({ id, name }: GroupRow): Promise<void> {
    await doing(() => call('record.trash', { entity: 'group', id }), t('list.deleted', { name }))
  }
  useCommand('group.new', mayWrite ? () => create() : undefined)

  const fold = (id: string, shut: boolean): void => {
    const next = new Set(closed)
    if (shut) next.add(id)
    else next.delete(id)
    setClosed(next)
  }
  function move(to: number): void {
    const next = rows[Math.min(Math.max(to, 0), rows.length - 1)]
    if (!next) return
    setCurrent(next.group.id)
    tree.current?.querySelector<HTMLElement>(`[data-group="${next.group.id}"]`)?.focus()
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.target instanceof HTMLElement && event.target.getAttribute('role') !== 'treeitem') return
    const row = rows[at]
    if (!row || event.ctrlKey || event.metaKey || event.altKey) return
    const rtl = document.documentElement.dir === 'rtl'
    const key =
      event.key === 'ArrowRight'
        ? rtl
          ? 'back'
          : 'on'
        : event.key === 'ArrowLeft'
          ? rtl
            ? 'on'
            : 'back'
          : event.key
    const isOpen = row.hasChildren && !closed.has(row.group.id)
    if (key === 'ArrowDown') move(at + 1)
    else if (key === 'ArrowUp') move(at - 1)
    else if (key === 'Home') move(0)
    else if (key === 'End') move(rows.length - 1)
    else if (key === 'on' && row.hasChildren) isOpen ? move(at + 1) : fold(row.group.id, false)
    else if (key === 'back' && isOpen) fold(row.group.id, true)
    else if (key === 'back' && row.group.parentId)
      move(rows.findIndex(({ group }) => group.id === row.group.parentId))
    else if (key === 'Enter') showGroup(row.group)
    else if (key === 'F2' && mayWrite) void edit(row.group)
    else if (key === 'Delete' && mayWrite) void trash(row.group)
    else if (key === 'Insert' && mayWrite) create(row.group)
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <Page title={t('group.many')}>
      {groups && groups.length === 0 ? (
        <EmptyState
          icon={<IconFolder size={40} stroke={1.2} />}
          title={t('group.empty.title')}
          {...(mayWrite && {
            action: (
              <Button tone="primary" onClick={() => create()}>
                {t('group.new')}
              </Button>
            ),
          })}
        >
          {t('group.empty.text')}
        </EmptyState>
      ) : (
        <div className={classes.content}>
          <p className={classes.hint}>{t('group.hint')}</p>
          <div
            ref={tree}
            role="tree"
            aria-label={t('group.many')}
            className={classes.tree}
            onKeyDown={onKeyDown}
          >
            {rows.map(({ group, level, hasChildren }) => {
              const count = counts?.[group.id]
              const isOpen = hasChildren && !closed.has(group.id)
              const Icon = group.byQuery ? IconFilter : IconFolder
              const all = count ? t(`${group.entity}.count`, { n: count.all }) : undefined
              return (
                <div
                  key={group.id}
                  role="treeitem"
                  data-group={group.id}
                  aria-level={level}
                  aria-selected={group.id === here?.id}
                  {...(hasChildren && { 'aria-expanded': isOpen })}
                  tabIndex={group.id === here?.id ? 0 : -1}
                  className={classes.row}
                  style={{ paddingInlineStart: `${(level - 1) * 22 + 8}px` }}
                  onFocus={() => setCurrent(group.id)}
                  onDoubleClick={() => showGroup(group)}
                >
                  <button
                    type="button"
                    tabIndex={-1}
                    aria-hidden="true"
                    className={classes.fold}
                    data-leaf={!hasChildren || undefined}
                    onClick={() => fold(group.id, isOpen)}
                  >
                    {isOpen ? (
                      <IconChevronDown size={15} />
                    ) : (
                      <IconChevronRight size={15} className={classes.mirrored} />
                    )}
                  </button>
                  <Icon size={16} stroke={1.6} aria-hidden="true" className={classes.icon} />
                  <bdi className={classes.name}>{group.name}</bdi>
                  {group.private && (
                    <IconLock size={14} aria-label={t('group.private')} className={classes.icon} />
                  )}
                  <span className={classes.count}>
                    {count === null
                      ? t('group.broken')
                      : count &&
                        (count.all === count.own
                          ? all
                          : t('group.ownOf', { own: format.integer(count.own), all: all ?? '' }))}
                  </span>
                </div>
              )
            })}
          </div>
          {here && (
            <div className={classes.verbs} role="toolbar" aria-label={here.name}>
              <Button size="small" icon={<IconListSearch size={15} />} onClick={() => showGroup(here)}>
                {t('group.show', { what: t(`${here.entity}.many`) })}
              </Button>
              {mayWrite && (
                <>
                  <Button size="small" icon={<IconFolderPlus size={15} />} onClick={() => create(here)}>
                    {t('group.newWithin')}
                  </Button>
                  <Button size="small" icon={<IconPencil size={15} />} onClick={() => void edit(here)}>
                    {t('group.edit')}
                  </Button>
                  <IconButton label={t('group.delete', { name: here.name })} onClick={() => void trash(here)}>
                    <IconTrash size={15} />
                  </IconButton>
                </>
              )}
              {here.description && <bdi className={classes.hint}>{here.description}</bdi>}
            </div>
          )}
        </div>
      )}
      {draft && (
        <GroupDialog
          draft={draft.draft}
          groups={groups ?? []}
          fixedEntity={draft.fixedEntity}
          onClose={() => setDraft(undefined)}
          onSaved={(id) => {
            setDraft(undefined)
            setCurrent(id)
          }}
        />
      )}
    </Page>
  )
}

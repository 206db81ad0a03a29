/** The groups a record is in: by hand, to be left; by query, as its conditions say. */
import { IconFilter, IconFolder, IconX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { Entity } from '#db/shared/entity.ts'
import { isGrouped } from '#db/shared/groups.ts'
import { useRead } from '../../data/hooks.ts'
import { call } from '../../data/port.ts'
import { useHasText, useText } from '../../i18n/I18nProvider.tsx'
import type { RecordProps, RecordTab } from '../../records/extensions.tsx'
import { reportFailure, toastUndoable } from '../../state/feedback.ts'
import { IconButton } from '../../ui/Button.tsx'
import { Select } from '../../ui/fields/Select.tsx'
import classes from './Groups.module.css'
import { showGroup } from './Page.tsx'
import { pathOf } from './tree.ts'
import { useGroups } from './useGroups.ts'

function useGroupsOf(entity: Entity, id: string) {
  return useRead(
    'group.of',
    { entity: isGrouped(entity.name) ? entity.name : 'contact', id },
    // A query may look at anything.
    { depends: { on: ['*'] }, enabled: isGrouped(entity.name), keep: true },
  ).data?.groups
}

function Panel({ entity, record, readOnly }: RecordProps): ReactNode {
  const t = useText()
  const has = useHasText()
  const mine = useGroupsOf(entity, record.id)
  const groups = useGroups() ?? []
  const free = groups.filter(
    (group) => group.entity === entity.name && !group.byQuery && !mine?.some(({ id }) => id === group.id),
  )
  const change = async (verb: 'group.add' | 'group.remove', group: string): Promise<void> => {
    try {
      const { operation } = await call(verb, { group, target: { ids: [record.id] } })
      const name = groups.find(({ id }) => id === group)?.name ?? ''
      toastUndoable(t(verb === 'group.add' ? 'group.added' : 'group.left', { name }), operation, t, has)
    } catch (failure) {
      reportFailure(failure, t, has)
    }
  }
  return (
    <div className={classes.tab}>
      {!readOnly && free.length > 0 && (
        <Select
          label={t('group.addTo')}
          value={null}
          options={free.map(({ id }) => ({ value: id, label: pathOf(groups, id) }))}
          onChange={(id) => id && void change('group.add', id)}
        />
      )}
      {mine?.length === 0 && <p className={classes.hint}>{t('group.inNone')}</p>}
      <ul className={classes.of}>
        {(mine ?? []).map(({ id, path, byQuery }) => {
          const Icon = byQuery ? IconFilter : IconFolder
          const name = path.join(' › ')
          return (
            <li key={id} className={classes.membership}>
              <Icon size={16} stroke={1.6} aria-hidden="true" className={classes.icon} />
              <button
                type="button"
                className={classes.link}
                onClick={() => isGrouped(entity.name) && showGroup({ id, entity: entity.name })}
              >
                <bdi>{name}</bdi>
              </button>
              {byQuery ? (
                <span className={classes.count}>{t('group.by.query')}</span>
              ) : (
                !readOnly && (
                  <IconButton
                    label={t('group.leave', { name })}
                    onClick={() => void change('group.remove', id)}
                  >
                    <IconX size={15} />
                  </IconButton>
                )
              )}
            </li>
          )
        })}
      </ul>
    </div>
  )
}

export const groupsTab: RecordTab = {
  id: 'groups',
  label: 'group.many',
  on: (entity) => isGrouped(entity.name),
  Panel,
  useCount: (entity, id) => useGroupsOf(entity, id)?.length,
}

/** What the list in front is: in words, how many, which record; and the ways to change it. */
import {
  IconArrowBackUp,
  IconBookmark,
  IconChevronDown,
  IconFilter,
  IconRefresh,
  IconX,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { Entity } from '#db/shared/entity.ts'
import { useRead } from '../data/hooks.ts'
import { useText } from '../i18n/I18nProvider.tsx'
import { useFormat } from '../i18n/useFormat.tsx'
import { useSession } from '../state/session.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { Menu } from '../ui/Menu.tsx'
import { useDescribeSteps } from './describe.ts'
import { type ListScope, useExtensions } from './extensions.tsx'
import classes from './LookupBar.module.css'
import type { LookupState } from './useLookup.ts'
import type { LookupTools } from './useLookupTools.tsx'

interface Props {
  readonly entity: Entity
  readonly state: LookupState
  /** Position of the record in front, or undefined. */
  readonly cursor: number | undefined
  readonly selected: number
  readonly tools: LookupTools
  /** Back to everything. */
  readonly onAll: () => void
  readonly scope: ListScope | undefined
  readonly actions?: ReactNode
}

export function LookupBar({
  entity,
  state,
  cursor,
  selected,
  tools,
  onAll,
  scope,
  actions,
}: Props): ReactNode {
  const t = useText()
  const format = useFormat()
  const { lookup, total, changed } = state
  const steps = lookup?.steps ?? []
  const what = useDescribeSteps(entity, steps)
  const everything = steps.every(
    (step) => !step.filter && !step.search && !step.picked && step.combine !== 'invert',
  )
  return (
    <div className={classes.bar} role="toolbar" aria-label={t('list.bar')}>
      <h1 className={classes.title}>{t(`${entity.name}.many`)}</h1>
      <span className={classes.what} aria-live="polite">
        {tools.viewName && <strong className={classes.view}>{tools.viewName}</strong>}
        {!everything && (
          <bdi className={classes.steps} title={what}>
            {what}
          </bdi>
        )}
        {total !== undefined && <span>{t(`${entity.name}.count`, { n: total })}</span>}
        {cursor !== undefined && total ? (
          <span className={classes.place}>{t('list.record', { n: format.integer(cursor + 1) })}</span>
        ) : null}
        {selected > 0 && <strong>{t('list.selected', { n: selected })}</strong>}
      </span>
      <span className={classes.actions}>
        {changed > 0 && (
          <Button
            size="small"
            tone="quiet"
            icon={<IconRefresh size={14} />}
            onClick={() => void state.refresh()}
          >
            {Number.isFinite(changed) ? t('list.changed', { n: changed }) : t('list.changedMany')}
          </Button>
        )}
        {lookup?.previous && (
          <IconButton label={t('list.previous')} onClick={() => void state.previous()}>
            <IconArrowBackUp size={16} />
          </IconButton>
        )}
        {!everything && (
          <IconButton label={t('list.all')} onClick={onAll}>
            <IconX size={16} />
          </IconButton>
        )}
        <Menu
          label={t('view.menu')}
          position="bottom-end"
          trigger={
            <IconButton label={t('view.menu')}>
              <IconBookmark size={16} />
            </IconButton>
          }
          entries={tools.viewEntries}
        />
        <Button size="small" icon={<IconFilter size={14} />} onClick={tools.askFilter}>
          {t('list.filter')}
        </Button>
        <Menu
          label={t('list.lookup')}
          position="bottom-end"
          trigger={
            <Button size="small" icon={<IconChevronDown size={14} />}>
              {t('list.lookup')}
            </Button>
          }
          entries={tools.entries}
        />
        <ListActions entity={entity} scope={scope} />
        {actions}
      </span>
    </div>
  )
}

/** What can be done with the whole lookup, or with the rows picked in it. */
function ListActions({ entity, scope }: Pick<Props, 'entity' | 'scope'>): ReactNode {
  const t = useText()
  const may = useSession((state) => state.may)
  const readOnly = useRead('app.info', {}, { depends: { on: ['user'] } }).data?.readOnly ?? false
  const entries = useExtensions().listActions.filter((action) => {
    const needs = action.needs ?? (action.needsWrite ? 'edit' : undefined)
    return action.on(entity) && (needs === undefined || (!readOnly && may.includes(needs)))
  })
  if (!scope || entries.length === 0) return null
  return (
    <Menu
      label={t('list.actions')}
      position="bottom-end"
      trigger={
        <Button size="small" icon={<IconChevronDown size={14} />}>
          {t('list.actions')}
        </Button>
      }
      entries={entries.map(({ id, label, icon, run }) => ({
        id,
        label: t(label),
        icon,
        disabled: scope.count === 0,
        onSelect: () => run(scope),
      }))}
    />
  )
}

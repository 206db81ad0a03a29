/** Tasks: what is to be done, by when it is due; completed, moved or handed over many at once. */
import { IconChecklist } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { type ActivityItem, activity } from '#db/shared/activities.ts'
import type { Input } from '#db/shared/contract.ts'
import { systemTimeZone } from '#db/shared/dates/format.ts'
import { useRead } from '../../../data/hooks.ts'
import { useText } from '../../../i18n/I18nProvider.tsx'
import { useFormat } from '../../../i18n/useFormat.tsx'
import { useMayEdit } from '../../../records/useRights.ts'
import { isOffered, runCommand } from '../../../state/commands.ts'
import { useMay } from '../../../state/session.ts'
import { Button } from '../../../ui/Button.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { ErrorNote } from '../../../ui/ErrorNote.tsx'
import { Checkbox, Segments } from '../../../ui/fields/Checkbox.tsx'
import { Select } from '../../../ui/fields/Select.tsx'
import { Page } from '../../../ui/Page.tsx'
import { SearchBox } from '../../../ui/SearchBox.tsx'
import { openDialog } from '../dialogs.ts'
import { ItemRow } from '../ItemRow.tsx'
import classes from '../Items.module.css'
import { useCodeWord, useOptions } from '../words.tsx'
import { Bulk } from './Bulk.tsx'

const PAGE = 100
const MOST = 1000
const shows = ['overdue', 'today', 'tomorrow', 'week', 'open', 'closed'] as const
type Show = (typeof shows)[number]
const priorities = ['high', 'normal', 'low'] as const
const depends = { on: ['activity', 'activityParticipant', 'contact', 'company'] }

const keyOf = ({ id, occurrence }: ActivityItem): string => `${id} ${occurrence ?? ''}`

interface Narrowing {
  readonly show: Show
  readonly kind: string | null
  readonly user: string | null
  readonly priority: string | null
  readonly search: string
}
const everything: Narrowing = { show: 'open', kind: null, user: null, priority: null, search: '' }

function inputOf({ show, kind, user, priority, search }: Narrowing, limit: number): Input<'activity.tasks'> {
  const level = priorities.find((each) => each === priority)
  return {
    show,
    limit,
    timeZone: systemTimeZone(),
    ...(kind !== null && { kinds: [kind] }),
    ...(user !== null && { users: [user] }),
    ...(level && { priority: level }),
    ...(search.trim() !== '' && { search: search.trim() }),
  }
}

export function TasksPage(): ReactNode {
  const canWrite = useMay('create')
  const mayEdit = useMayEdit(activity)
  const t = useText()
  const [narrowing, setNarrowing] = useState(everything)
  const [limit, setLimit] = useState(PAGE)
  const [picked, setPicked] = useState<ReadonlyMap<string, ActivityItem>>(new Map())
  const { data, error, refetch } = useRead('activity.tasks', inputOf(narrowing, limit), {
    depends,
    keep: true,
  })
  const items = data?.items ?? []
  const { show } = narrowing
  const set = (change: Partial<Narrowing>): void => {
    setNarrowing({ ...narrowing, ...change })
    setLimit(PAGE)
    setPicked(new Map())
  }
  const pick = (list: readonly ActivityItem[], on: boolean): void => {
    const next = new Map(picked)
    for (const item of list) {
      if (on) next.set(keyOf(item), item)
      else next.delete(keyOf(item))
    }
    setPicked(next)
  }
  const canPick = canWrite && show !== 'closed'
  const actions = canWrite && (
    <>
      {isOffered('activity.rollOver') && (data?.counts.overdue ?? 0) > 0 && (
        <Button onClick={() => runCommand('activity.rollOver')}>{t('activity.rollOver')}</Button>
      )}
      <Button tone="primary" onClick={() => openDialog({ what: 'schedule', preset: { kind: 'todo' } })}>
        {t('activity.new')}
      </Button>
    </>
  )
  if (data && data.counts.open === 0 && narrowing === everything)
    return (
      <Page title={t('app.section.tasks')} actions={actions}>
        <EmptyState
          icon={<IconChecklist size={40} stroke={1.2} />}
          title={t('tasks.empty')}
          action={<Button onClick={() => set({ show: 'closed' })}>{t('tasks.show.closed')}</Button>}
        >
          {t('tasks.empty.text')}
        </EmptyState>
      </Page>
    )
  return (
    <Page title={t('app.section.tasks')} actions={actions}>
      <div className={classes.padded}>
        <Filters narrowing={narrowing} counts={data?.counts} onChange={set}>
          {canPick && picked.size > 0 && (
            <Bulk items={[...picked.values()]} onDone={() => setPicked(new Map())} />
          )}
        </Filters>
        {error && <ErrorNote error={error.record} onRetry={() => void refetch()} />}
        {items.length === 0 && data && <p className={classes.nothing}>{t('tasks.none')}</p>}
        {canPick && items.length > 0 && (
          <div className={classes.all}>
            <Checkbox
              label={t('ui.grid.selectAll')}
              checked={picked.size > 0 && picked.size >= items.length}
              mixed={picked.size > 0 && picked.size < items.length}
              onChange={(on) =>
                pick(
                  items.filter(({ owner }) => mayEdit(owner?.id ?? null)),
                  on,
                )
              }
            />
          </div>
        )}
        <ul className={classes.list} aria-label={t('app.section.tasks')}>
          {items.map((item) => (
            <ItemRow
              key={keyOf(item)}
              item={item}
              readOnly={!canWrite}
              picked={picked.has(keyOf(item))}
              {...(canPick && { onPick: (on: boolean) => pick([item], on) })}
            />
          ))}
        </ul>
        {data && data.total > items.length && (
          <div className={classes.more}>
            <Button onClick={() => setLimit(Math.min(MOST, limit + PAGE))} disabled={limit >= MOST}>
              {t('tasks.more', { n: data.total - items.length })}
            </Button>
          </div>
        )}
      </div>
    </Page>
  )
}

interface FiltersProps {
  readonly narrowing: Narrowing
  readonly counts: Readonly<Record<Exclude<Show, 'closed'>, number>> | undefined
  readonly onChange: (change: Partial<Narrowing>) => void
  readonly children: ReactNode
}

function Filters({ narrowing, counts, onChange, children }: FiltersProps): ReactNode {
  const t = useText()
  const format = useFormat()
  const options = useOptions()
  const word = useCodeWord('history.kind')
  const count = (show: Show): string =>
    show === 'closed' || !counts ? '' : ` ${format.integer(counts[show])}`
  return (
    <>
      <div className={classes.bar}>
        <Segments
          label={t('tasks.show')}
          labelHidden
          options={shows.map((show) => ({ value: show, label: `${t(`tasks.show.${show}`)}${count(show)}` }))}
          value={narrowing.show}
          onChange={(value) => onChange({ show: shows.find((show) => show === value) ?? 'open' })}
        />
      </div>
      <div className={classes.bar}>
        <div className={classes.search}>
          <SearchBox
            label={t('tasks.search')}
            placeholder={t('tasks.search')}
            value={narrowing.search}
            onChange={(search) => onChange({ search })}
          />
        </div>
        <Select
          label={t('activity.field.kind')}
          labelHidden
          clearable
          placeholder={t('activity.field.kind')}
          options={(options?.types ?? []).map(({ name }) => ({ value: name, label: word(name) }))}
          value={narrowing.kind}
          onChange={(kind) => onChange({ kind })}
        />
        <Select
          label={t('activity.field.priority')}
          labelHidden
          clearable
          placeholder={t('activity.field.priority')}
          options={priorities.map((value) => ({ value, label: t(`activity.field.priority.${value}`) }))}
          value={narrowing.priority}
          onChange={(priority) => onChange({ priority })}
        />
        {(options?.users.length ?? 0) > 1 && (
          <Select
            label={t('activity.owner')}
            labelHidden
            clearable
            placeholder={t('activity.owner')}
            options={(options?.users ?? []).map(({ id, name }) => ({ value: id, label: name ?? '' }))}
            value={narrowing.user}
            onChange={(user) => onChange({ user })}
          />
        )}
        <span className={classes.space} />
        {children}
      </div>
    </>
  )
}

/**
 * All that happened around a record, newest first, under the days of the reader's calendar. Entries come from any entity
 * whose definition puts it on a timeline; older ones are fetched as one scrolls.
 */
import { IconPinFilled } from '@tabler/icons-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { addDays } from '#db/shared/dates/calendars.ts'
import { localTime } from '#db/shared/dates/format.ts'
import type { Entity } from '#db/shared/entity.ts'
import type { Filter } from '#db/shared/filter.ts'
import type { TimelineEntry } from '#db/shared/timeline.ts'
import { useText } from '../i18n/I18nProvider.tsx'
import { useFormat } from '../i18n/useFormat.tsx'
import { Button } from '../ui/Button.tsx'
import { ErrorNote } from '../ui/ErrorNote.tsx'
import { SearchBox } from '../ui/SearchBox.tsx'
import { NewNote } from './NoteEditor.tsx'
import { timelineKindsOf } from './sections.ts'
import classes from './Timeline.module.css'
import { Entry } from './TimelineEntry.tsx'
import { type TimelineQuery, usePinned, useTimeline } from './useTimeline.ts'

interface Props {
  readonly entity: Entity
  readonly id: string
  /** Only entries of these entities. */
  readonly entities?: readonly string[]
  readonly readOnly: boolean
  /** A note is to be written: its editor takes the cursor, and says so. */
  readonly writing: boolean
  readonly onWriting: () => void
  readonly onRecord: () => void
}

/** What the chips narrow to: an entity, or one kind of history. */
interface Chip {
  readonly id: string
  readonly label: string
  readonly entities?: readonly string[]
  readonly filter?: Filter
}

const historyKinds = ['call', 'meeting', 'email', 'letter', 'message', 'todo'] as const

function useChips(entity: Entity, entities: readonly string[] | undefined): readonly Chip[] {
  const t = useText()
  const kinds = timelineKindsOf(entity).filter(({ kind }) => entities?.includes(kind.name) ?? true)
  const chips: Chip[] = [{ id: 'all', label: t('record.timeline.all') }]
  for (const { kind } of kinds) {
    if (kind.name !== 'history') {
      if (kinds.length > 1)
        chips.push({ id: kind.name, label: t(`${kind.name}.many`), entities: [kind.name] })
      continue
    }
    for (const code of historyKinds)
      chips.push({
        id: `history.${code}`,
        label: t(`history.kind.${code}`),
        entities: ['history'],
        filter: { field: 'kind', op: 'is', value: code },
      })
  }
  return chips.length > 2 ? chips : []
}

export function Timeline({ entity, id, entities, readOnly, writing, onWriting, onRecord }: Props): ReactNode {
  const t = useText()
  const chips = useChips(entity, entities)
  const [chip, setChip] = useState('all')
  const [search, setSearch] = useState('')
  const chosen = chips.find((each) => each.id === chip)
  const query: TimelineQuery = {
    entities: chosen?.entities ?? entities,
    filter: chosen?.filter,
    search: search.trim(),
  }
  const timeline = useTimeline(entity, id, query)
  const pinned = usePinned(entity, id)
  const narrowed = query.search !== '' || (chip !== 'all' && chosen !== undefined)
  const noteField = timelineKindsOf(entity).find(({ kind }) => kind.name === 'note')?.subject
  const showPinned = !narrowed && pinned.some((entry) => entities?.includes(entry.entity) ?? true)
  const pinnedIds = new Set(showPinned ? pinned.map((entry) => entry.id) : [])
  const entries = timeline.entries.filter((entry) => !pinnedIds.has(entry.id))
  const nothing = !timeline.loading && !timeline.error && entries.length === 0 && pinnedIds.size === 0
  return (
    <div className={classes.timeline}>
      {!readOnly && (entities?.includes('note') ?? true) && noteField && (
        <NewNote
          about={{ entity: entity.name, id, field: noteField }}
          focus={writing}
          onFocused={onWriting}
        />
      )}
      <div className={classes.tools}>
        <div className={classes.search}>
          <SearchBox
            label={t('record.timeline.search')}
            placeholder={t('record.timeline.search')}
            value={search}
            onChange={setSearch}
            onKeyDown={(event) => {
              if (event.key !== 'Escape' || search === '') return
              event.preventDefault()
              setSearch('')
            }}
          />
        </div>
        {!readOnly && (entities?.includes('history') ?? true) && (
          <Button size="small" onClick={onRecord}>
            {t('command.history.record')}
          </Button>
        )}
      </div>
      {chips.length > 0 && (
        <fieldset aria-label={t('record.timeline.kinds')} className={classes.chips}>
          {chips.map((each) => (
            <button
              key={each.id}
              type="button"
              className={classes.chip}
              aria-pressed={each.id === (chosen?.id ?? 'all')}
              onClick={() => setChip(each.id)}
            >
              {each.label}
            </button>
          ))}
        </fieldset>
      )}
      {showPinned && (
        <section className={classes.day} aria-label={t('note.field.pinned')}>
          <h3 className={classes.heading}>
            <IconPinFilled size={13} aria-hidden="true" />
            {t('note.field.pinned')}
          </h3>
          <ol className={classes.entries}>
            {pinned.map((entry) => (
              <Entry key={entry.id} subject={entity} entry={entry} readOnly={readOnly} dated />
            ))}
          </ol>
        </section>
      )}
      <Days subject={entity} entries={entries} readOnly={readOnly} />
      {timeline.error && <ErrorNote error={timeline.error} />}
      {nothing && <p className={classes.nothing}>{t(narrowed ? 'ui.nothingFound' : 'timeline.empty')}</p>}
      {timeline.more && <Older busy={timeline.loading} onMore={timeline.loadMore} />}
    </div>
  )
}

interface Day {
  readonly iso: string
  readonly entries: readonly TimelineEntry[]
}

/** Entries by the day they happened on, in the order they came. */
function daysOf(entries: readonly TimelineEntry[]): readonly Day[] {
  const days: { iso: string; entries: TimelineEntry[] }[] = []
  for (const entry of entries) {
    const at = Date.parse(entry.at)
    const iso = Number.isNaN(at) ? '' : localTime(at).iso
    const last = days.at(-1)
    if (last?.iso === iso) last.entries.push(entry)
    else days.push({ iso, entries: [entry] })
  }
  return days
}

interface DaysProps {
  readonly subject: Entity
  readonly entries: readonly TimelineEntry[]
  readonly readOnly: boolean
}

function Days({ subject, entries, readOnly }: DaysProps): ReactNode {
  const t = useText()
  const format = useFormat()
  const today = localTime(Date.now()).iso
  const name = (iso: string): string => {
    if (iso === '') return t('record.timeline.undated')
    if (iso === today) return t('record.timeline.today')
    return iso === addDays(today, -1) ? t('record.timeline.yesterday') : format.date(iso, 'full')
  }
  return daysOf(entries).map(({ iso, entries: onDay }) => (
    <section key={iso} className={classes.day} aria-label={name(iso)}>
      <h3 className={classes.heading}>{name(iso)}</h3>
      <ol className={classes.entries}>
        {onDay.map((entry) => (
          <Entry key={`${entry.entity} ${entry.id}`} subject={subject} entry={entry} readOnly={readOnly} />
        ))}
      </ol>
    </section>
  ))
}

/** Fetches the next page when it comes into sight; a button for those who do not scroll. */
function Older({ busy, onMore }: { readonly busy: boolean; readonly onMore: () => void }): ReactNode {
  const t = useText()
  const frame = useRef<HTMLDivElement>(null)
  const latest = useRef(onMore)
  useEffect(() => {
    latest.current = onMore
  })
  useEffect(() => {
    const { current } = frame
    if (!current || busy) return
    const seen = new IntersectionObserver(([entry]) => entry?.isIntersecting && latest.current(), {
      rootMargin: '400px',
    })
    seen.observe(current)
    return () => seen.disconnect()
  }, [busy])
  return (
    <div ref={frame} className={classes.older}>
      <Button tone="quiet" size="small" busy={busy} onClick={onMore}>
        {t('record.timeline.older')}
      </Button>
    </div>
  )
}

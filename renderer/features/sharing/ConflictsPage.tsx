/** What two people wrote to the same place without knowing of each other: both values, who, when, where; one key chooses. */
import { IconGitMerge } from '@tabler/icons-react'
import { type KeyboardEvent, type ReactNode, type RefObject, useEffect, useRef } from 'react'
import type { Input } from '#db/shared/contract.ts'
import type { Field } from '#db/shared/entity.ts'
import { entityNamed } from '#db/shared/registry.ts'
import type { SyncConflict } from '#db/shared/sync.ts'
import { useRead } from '../../data/hooks.ts'
import { call } from '../../data/port.ts'
import { useHasText, useText } from '../../i18n/I18nProvider.tsx'
import { Bdi, useFormat } from '../../i18n/useFormat.tsx'
import { fieldLabel, useFields } from '../../records/columns.tsx'
import type { RecordProps } from '../../records/extensions.tsx'
import { hasPage, openRecord } from '../../records/open.ts'
import { useValueText } from '../../records/useValueText.ts'
import { useDoing } from '../../state/doing.ts'
import { go } from '../../state/route.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Kbd } from '../../ui/Kbd.tsx'
import { Page } from '../../ui/Page.tsx'
import classes from './Sharing.module.css'
import { refresh } from './state.ts'

const MOST = 200
const depends = { on: ['*'] }
type Choice = Input<'sync.resolve'>['choices'][number]

const choiceOf = (conflict: SyncConflict, index: number): Choice => ({
  entity: conflict.entity,
  id: conflict.id,
  register: conflict.register,
  version: conflict.values[index]?.version ?? '',
})

export function ConflictsPage(): ReactNode {
  const t = useText()
  const doing = useDoing()
  const { data } = useRead('sync.conflicts', { limit: MOST }, { depends, keep: true })
  const total = data?.total
  useEffect(() => {
    if (total !== undefined) void refresh()
  }, [total])
  const conflicts = data?.conflicts ?? []
  const { list, onKeyDown, stay } = useRowsByKey(conflicts)
  const resolve = async (choices: Choice[]): Promise<void> => {
    await doing(
      () => call('sync.resolve', { choices }),
      ({ resolved }) => t('sharing.resolved', { n: resolved }),
    )
    await refresh()
  }
  if (data && conflicts.length === 0)
    return (
      <Page title={t('app.section.conflicts')}>
        <EmptyState icon={<IconGitMerge size={28} />} title={t('sharing.none')}>
          {t('sharing.none.text')}
        </EmptyState>
      </Page>
    )
  const mine = conflicts.filter(({ mayChoose }) => mayChoose)
  const all = (index: number) => () => void resolve(mine.map((conflict) => choiceOf(conflict, index)))
  return (
    <Page
      title={t('app.section.conflicts')}
      text={`${t('sharing.conflicts.text')} ${mine.length > 0 ? t('sharing.keys') : t('sharing.notYours')}`}
      actions={
        mine.length > 0 && (
          <>
            <Button onClick={all(0)}>{t('sharing.keepAll', { n: mine.length })}</Button>
            <Button onClick={all(1)}>{t('sharing.takeOther', { n: mine.length })}</Button>
          </>
        )
      }
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: arrows go between the buttons inside, which are reached by Tab as well */}
      <div className={classes.conflicts} ref={list} onKeyDown={onKeyDown}>
        {conflicts.map((conflict, row) => (
          <Conflict
            key={`${conflict.id} ${conflict.register}`}
            conflict={conflict}
            onChoose={
              conflict.mayChoose
                ? (index) => {
                    stay(row)
                    void resolve([choiceOf(conflict, index)])
                  }
                : undefined
            }
          />
        ))}
      </div>
    </Page>
  )
}

interface Rows {
  readonly list: RefObject<HTMLDivElement | null>
  readonly onKeyDown: (event: KeyboardEvent) => void
  /** Whatever comes to stand in this place gets the keyboard. */
  readonly stay: (row: number) => void
}

const rowsIn = (list: HTMLElement | null): HTMLElement[] => [...(list?.querySelectorAll('section') ?? [])]

/** Answers where the keyboard is now. */
function focusRow(list: HTMLElement | null, row: number): number {
  const rows = rowsIn(list)
  const place = Math.max(0, Math.min(row, rows.length - 1))
  rows[place]?.querySelector<HTMLElement>('[data-value]')?.focus()
  return place
}

/** Up and down from conflict to conflict; when one is gone, or came back, the keyboard stays in its place. */
function useRowsByKey(conflicts: readonly SyncConflict[]): Rows {
  const list = useRef<HTMLDivElement>(null)
  const place = useRef(0)
  const shown = conflicts.map(({ id, register }) => `${id} ${register}`).join('\n')
  useEffect(() => {
    if (shown !== '' && document.activeElement === document.body)
      place.current = focusRow(list.current, place.current)
  }, [shown])
  return {
    list,
    stay: (row) => {
      place.current = row
    },
    onKeyDown(event) {
      const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
      if (step === 0 || event.ctrlKey || event.metaKey || event.altKey) return
      event.preventDefault()
      const at = rowsIn(list.current).findIndex((row) => row.contains(document.activeElement))
      place.current = focusRow(list.current, at + step)
    },
  }
}

interface ConflictProps {
  readonly conflict: SyncConflict
  readonly onChoose: ((index: number) => void) | undefined
}

function Conflict({ conflict, onChoose }: ConflictProps): ReactNode {
  const t = useText()
  const format = useFormat()
  const { label, text } = useWords(conflict)
  const byKey = (event: KeyboardEvent): void => {
    const index = Number(event.key) - 1
    if (!onChoose || event.ctrlKey || event.metaKey || event.altKey || !conflict.values[index]) return
    event.preventDefault()
    onChoose(index)
  }
  const title = conflict.title || t('list.unnamed')
  return (
    <section className={classes.conflict} aria-label={`${title}: ${label}`} onKeyDown={byKey}>
      <header className={classes.about}>
        {hasPage(conflict.entity) ? (
          <Button tone="quiet" onClick={() => openRecord(conflict.entity, conflict.id)}>
            <Bdi>{title}</Bdi>
          </Button>
        ) : (
          <span className={classes.record}>
            <Bdi>{title}</Bdi>
          </span>
        )}
        <span className={classes.who}>{label}</span>
      </header>
      {conflict.values.map((value, index) => (
        <button
          key={value.version}
          type="button"
          className={classes.value}
          data-value={index}
          aria-disabled={!onChoose}
          onClick={() => onChoose?.(index)}
        >
          <Kbd keys={format.integer(index + 1)} />
          <span className={classes.words}>
            <Bdi>{text(value.value)}</Bdi>
            {index === 0 && <span className={classes.who}> · {t('sharing.shownNow')}</span>}
          </span>
          <span className={classes.who}>
            <Bdi>{value.user ?? t('sharing.somebody')}</Bdi> · <Bdi>{value.device ?? '–'}</Bdi> ·{' '}
            {format.dateTime(value.at)}
          </span>
        </button>
      ))}
    </section>
  )
}

interface Words {
  readonly label: string
  readonly text: (value: unknown) => string
}

/** Field and values in words, as the record itself says them. */
function useWords(conflict: SyncConflict): Words {
  const t = useText()
  const has = useHasText()
  const valueText = useValueText()
  const entity = entityNamed(conflict.entity)
  const shown = useFields(entity)
  const isAt = ({ name }: Field): boolean => conflict.field === name || conflict.field.startsWith(`${name}.`)
  const field = entity.fields.find(isAt) ?? shown.find(isAt)
  const label = field ? fieldLabel(entity.name, field, t, has) : t('sharing.customField')
  const one = (of: Field, value: unknown): string => {
    if (isObject(value) && of.kind === 'ref') return String(value.name ?? '')
    // A part of a list, or one tag.
    if (of.kind === 'list' || of.kind === 'tags') return valueText(of, [value], entity.name)
    return valueText(of, value, entity.name)
  }
  /** Fields that stand together, each by its name. */
  const together = (value: Readonly<Record<string, unknown>>): string =>
    entity.fields
      .filter(({ name, system }) => name in value && !system)
      .map((of) => [fieldLabel(entity.name, of, t, has), one(of, value[of.name])] as const)
      .filter(([, text]) => text !== '')
      .map(([name, text]) => t('sharing.part', { name, text }))
      .join(' · ')
  const text = (value: unknown): string => {
    if (conflict.field === 'deletedAt') return t(value === null ? 'sharing.kept' : 'sharing.deleted')
    if (value === null || value === undefined || value === '') return t('sharing.empty')
    if (!field) return typeof value === 'object' ? JSON.stringify(value) : String(value)
    const words = field.group !== undefined && isObject(value) ? together(value) : one(field, value)
    return words || t('sharing.empty')
  }
  return { label, text }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Quiet, on the record itself. */
export function ConflictBanner({ entity, record }: RecordProps): ReactNode {
  const t = useText()
  const { data } = useRead(
    'sync.conflicts',
    { entity: entity.name, id: record.id, limit: 1 },
    { depends: { on: [entity.name], ids: [record.id] } },
  )
  if (!data?.total) return null
  return (
    <div className={classes.banner} role="status">
      <span className={classes.who}>{t('sharing.banner', { n: data.total })}</span>
      <Button size="small" onClick={() => go({ section: 'conflicts' })}>
        {t('sharing.look')}
      </Button>
    </div>
  )
}

/** Finding what is there twice: what to look by, how far it is, and group by group why, to be merged or told apart. */
import { IconArrowMerge, IconCopy } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import type { Input } from '#db/shared/contract.ts'
import { type criteria, type DuplicateGroup, levels } from '#db/shared/duplicates.ts'
import { allEntities, entityNamed } from '#db/shared/registry.ts'
import { useJob, useRead } from '../../data/hooks.ts'
import { call } from '../../data/port.ts'
import { useHasText, useText } from '../../i18n/I18nProvider.tsx'
import { Bdi, useFormat } from '../../i18n/useFormat.tsx'
import { JobProgress } from '../../records/JobProgress.tsx'
import { openRecord } from '../../records/open.ts'
import { reasonText } from '../../records/reasonText.ts'
import { reportFailure, toastUndoable } from '../../state/feedback.ts'
import { useMay } from '../../state/session.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Checkbox, Segments } from '../../ui/fields/Checkbox.tsx'
import { Page } from '../../ui/Page.tsx'
import { Table } from '../../ui/Table.tsx'
import { MergeDialog } from './MergeDialog.tsx'
import classes from './Page.module.css'

type Criterion = (typeof criteria)[number]
type Level = (typeof levels)[number]

/** What tells organisations apart tells people nothing, and the other way round. */
const byEntity: Readonly<Record<string, readonly Criterion[]>> = {
  contact: ['points', 'company', 'name', 'birthday', 'address', 'taxId'],
  company: ['name', 'points', 'host', 'taxId'],
}
const onlyName: readonly Criterion[] = ['name']
const tones = { sure: 'success', likely: 'accent', possible: 'neutral' } as const
/** Rows of a page; what is merged makes room for the next. */
const SHOWN = 200

export function DuplicatesPage(): ReactNode {
  const t = useText()
  const has = useHasText()
  const format = useFormat()
  const scan = useJob('duplicate.scan')
  const mergeAll = useJob('duplicate.mergeAll')
  const mayMerge = useMay('trash')
  const readOnly = useRead('app.info', {}, { depends: { on: ['user'] } }).data?.readOnly ?? false
  const [entity, setEntity] = useState('contact')
  const [without, setWithout] = useState<ReadonlySet<Criterion>>(new Set())
  const [level, setLevel] = useState<Level>('likely')
  const [done, setDone] = useState<ReadonlySet<string>>(new Set())
  const [merging, setMerging] = useState<DuplicateGroup>()
  // Of anything else there is only what it is called.
  const offered = byEntity[entity] ?? onlyName
  const by = offered.filter((criterion) => !without.has(criterion))
  const running =
    scan.job.state === 'running' ? scan : mergeAll.job.state === 'running' ? mergeAll : undefined
  const result = scan.job.state === 'done' && scan.job.result.entity === entity ? scan.job.result : undefined
  const groups = (result?.groups ?? []).filter((group) => !done.has(keyOf(group)))
  // All at once the fullest stays, and every other goes.
  const sure = groups.filter(
    ({ level: found, records: [first, ...others] }) =>
      found === 'sure' && first?.mayStay === true && others.every(({ mayGo }) => mayGo),
  )
  const write = mayMerge && !readOnly

  const look = (): void => {
    setDone(new Set())
    const input: Input<'duplicate.scan'> = { entity, by: [...by], level }
    void scan.start(input)
  }
  const isDone = (gone: readonly DuplicateGroup[]): void => setDone(new Set([...done, ...gone.map(keyOf)]))
  const differ = async (group: DuplicateGroup): Promise<void> => {
    try {
      const pairs = group.records.flatMap((a, at) =>
        group.records.slice(at + 1).map((b) => [a.id, b.id] as const),
      )
      let operation: unknown
      for (const [a, b] of pairs)
        operation = (await call('duplicate.differ', { entity, ids: [a, b] })).operation
      isDone([group])
      toastUndoable(t('duplicate.differed'), pairs.length === 1 ? operation : null, t, has)
    } catch (failure) {
      reportFailure(failure, t, has)
    }
  }
  const mergeSure = async (): Promise<void> => {
    const answer = await mergeAll.start({
      entity,
      groups: sure.map(({ records }) => records.map(({ id }) => id)),
    })
    if (!answer) return
    isDone(sure)
    toastUndoable(t('duplicate.mergedAll', { n: answer.merged }), answer.operation, t, has)
  }
  return (
    <Page
      title={t('duplicate.title')}
      text={t('duplicate.text')}
      actions={
        <>
          {write && sure.length > 0 && (
            <Button
              icon={<IconArrowMerge size={15} />}
              disabled={running !== undefined}
              onClick={() => void mergeSure()}
            >
              {t('duplicate.mergeSure', { n: sure.length })}
            </Button>
          )}
          <Button tone="primary" disabled={running !== undefined || by.length === 0} onClick={look}>
            {t(result ? 'duplicate.again' : 'duplicate.find')}
          </Button>
        </>
      }
    >
      <div className={classes.all}>
        <div className={classes.bar}>
          <Segments
            label={t('trash.kind')}
            labelHidden
            options={allEntities()
              .filter(({ mergeable }) => mergeable)
              .map(({ name }) => ({ value: name, label: t(`${name}.many`) }))}
            value={entity}
            onChange={setEntity}
          />
          <Segments
            label={t('duplicate.level')}
            options={levels.map((value) => ({ value, label: t(`duplicate.level.${value}`) }))}
            value={level}
            onChange={(value) => setLevel(levels.find((known) => known === value) ?? 'likely')}
          />
          <fieldset className={classes.criteria}>
            <legend>{t('duplicate.by')}</legend>
            {offered.map((criterion) => (
              <Checkbox
                key={criterion}
                label={t(`duplicate.by.${criterion}`)}
                checked={!without.has(criterion)}
                onChange={(on) => {
                  const next = new Set(without)
                  if (on) next.delete(criterion)
                  else next.add(criterion)
                  setWithout(next)
                }}
              />
            ))}
          </fieldset>
        </div>
        {running?.job.state === 'running' && (
          <div className={classes.progress}>
            <JobProgress
              label={t(`duplicate.running.${running.job.progress.step ?? 'read'}`)}
              job={running.job}
              onCancel={running.cancel}
            />
          </div>
        )}
        {scan.job.state === 'failed' && scan.job.error.code !== 'Cancelled' && (
          <ErrorNote error={scan.job.error} />
        )}
        {mergeAll.job.state === 'failed' && <ErrorNote error={mergeAll.job.error} />}
        {!running && (!result || groups.length === 0) && (
          <div className={classes.rest}>
            <EmptyState
              icon={<IconCopy size={36} stroke={1.2} />}
              title={t(result ? 'duplicate.none' : 'duplicate.start')}
            >
              {t(result ? 'duplicate.none.text' : 'duplicate.start.text')}
            </EmptyState>
          </div>
        )}
        {result && groups.length > 0 && (
          <>
            <p className={classes.found} role="status">
              {t('duplicate.found', {
                total: result.total - done.size,
                checked: t(`${entity}.count`, { n: result.checked }),
              })}
              {groups.length > SHOWN && ` ${t('duplicate.some', { n: format.integer(SHOWN) })}`}
            </p>
            <Table
              label={t('duplicate.title')}
              columns={[
                { id: 'how', label: t('duplicate.how'), narrow: true },
                { id: 'records', label: t('duplicate.records') },
                { id: 'why', label: t('duplicate.why') },
                { id: 'do', label: <span aria-hidden="true" />, end: true, narrow: true },
              ]}
            >
              {groups.slice(0, SHOWN).map((group) => (
                <GroupRow
                  key={keyOf(group)}
                  entity={entity}
                  group={group}
                  write={write}
                  onMerge={() => setMerging(group)}
                  onDiffer={() => void differ(group)}
                />
              ))}
            </Table>
          </>
        )}
      </div>
      {merging && (
        <MergeDialog
          entity={entityNamed(entity)}
          ids={merging.records.map(({ id }) => id)}
          onClose={() => setMerging(undefined)}
          onMerged={() => isDone([merging])}
        />
      )}
    </Page>
  )
}

/** Whether there is one that may stay while all others go. */
const mayBeMerged = ({ records }: DuplicateGroup): boolean =>
  records.some((stays) => stays.mayStay && records.every((other) => other === stays || other.mayGo))

const keyOf = ({ records }: DuplicateGroup): string => records.map(({ id }) => id).join()

interface GroupRowProps {
  readonly entity: string
  readonly group: DuplicateGroup
  readonly write: boolean
  readonly onMerge: () => void
  readonly onDiffer: () => void
}

function GroupRow({ entity, group, write, onMerge, onDiffer }: GroupRowProps): ReactNode {
  const t = useText()
  const names = group.records.map(({ displayName }) => displayName).join(' · ')
  const because = group.pairs[0]?.because ?? []
  return (
    <tr>
      <td data-narrow="">
        <Badge tone={tones[group.level]}>{t(`duplicate.is.${group.level}`)}</Badge>
      </td>
      <td>
        <ul className={classes.records}>
          {group.records.map(({ id, displayName }) => (
            <li key={id}>
              <button type="button" className={classes.record} onClick={() => openRecord(entity, id)}>
                <Bdi>{displayName || t('list.unnamed')}</Bdi>
              </button>
            </li>
          ))}
        </ul>
      </td>
      <td>
        <ul className={classes.reasons}>
          {because.map((reason) => (
            <li key={reason.code} data-against={reason.against || undefined}>
              {reasonText(reason, t)}
            </li>
          ))}
        </ul>
      </td>
      <td data-end="" data-narrow="">
        {write && (
          <span className={classes.verbs}>
            <Button
              size="small"
              tone="quiet"
              aria-label={t('duplicate.differOne', { names })}
              onClick={onDiffer}
            >
              {t('duplicate.differ')}
            </Button>
            {mayBeMerged(group) && (
              <Button size="small" aria-label={t('duplicate.mergeOne', { names })} onClick={onMerge}>
                {t('duplicate.merge')}
              </Button>
            )}
          </span>
        )}
      </td>
    </tr>
  )
}

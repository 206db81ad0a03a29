/**
 * The board: a column per stage, what it is worth, cards to move by mouse or by keyboard (Space takes a card, the arrows
 * carry it, Space lets it go, Escape puts it back). Won and lost stand at the end.
 */
import { type ReactNode, useMemo, useRef, useState } from 'react'
import type { Output } from '#db/shared/contract.ts'
import { opportunity } from '#db/shared/opportunities.ts'
import { useRead } from '../../../data/hooks.ts'
import { useText } from '../../../i18n/I18nProvider.tsx'
import { Bdi, useFormat } from '../../../i18n/useFormat.tsx'
import { useMayEdit } from '../../../records/useRights.ts'
import { ErrorNote } from '../../../ui/ErrorNote.tsx'
import { FilterBar } from '../FilterBar.tsx'
import { asked, depends, useFilters } from '../filters.ts'
import { MoneyText } from '../MoneyText.tsx'
import { useMoving } from '../moving.tsx'
import classes from './Board.module.css'
import { Column } from './Column.tsx'
import { type Carried, useCarrying } from './carrying.ts'

type BoardData = Output<'opportunity.board'>

interface Props {
  readonly switcher: ReactNode
  readonly empty: ReactNode
}

const EACH = 40
const EACH_IN_LANES = 12

export function Board({ switcher, empty }: Props): ReactNode {
  const filters = useFilters()
  const board = useRead(
    'opportunity.board',
    { ...asked(filters), lanes: filters.lanes, each: filters.lanes ? EACH_IN_LANES : EACH },
    { depends, keep: true },
  )
  const { data, error } = board
  const filtered = filters.mine || filters.rotting || filters.stuck || filters.search !== ''
  const nothing = data && !filtered && [...data.columns, ...data.closed].every(({ count }) => count === 0)
  return (
    <div className={classes.page}>
      <FilterBar switcher={switcher} pipeline={data?.pipeline ?? null} lanes>
        {data && <Sum data={data} />}
      </FilterBar>
      {error && <ErrorNote error={error.record} onRetry={() => void board.refetch()} />}
      {nothing ? <div className={classes.empty}>{empty}</div> : data && <Columns data={data} />}
    </div>
  )
}

/** All columns together. */
function Sum({ data }: { readonly data: BoardData }): ReactNode {
  const t = useText()
  const format = useFormat()
  const count = data.columns.reduce((sum, column) => sum + column.count, 0)
  const add = (of: 'total' | 'weighted') => ({
    minor: data.columns.reduce((sum, column) => sum + column[of].minor, 0),
    currency: data.currency,
    missing: data.columns.flatMap((column) => column[of].missing),
  })
  return (
    <span className={classes.sum}>
      {t('opportunity.board.sum', { n: format.integer(count) })}{' '}
      <strong>
        <MoneyText total={add('total')} />
      </strong>{' '}
      <span className={classes.dim}>
        {t('opportunity.weighted')} {format.money(add('weighted').minor, data.currency)}
      </span>
    </span>
  )
}

function Columns({ data }: { readonly data: BoardData }): ReactNode {
  const t = useText()
  const pipelines = useRead('pipeline.list', { hidden: true }, { depends: { on: ['pipeline', 'stage'] } })
    .data?.pipelines
  const stages = useMemo(
    () => new Map(pipelines?.flatMap(({ stages }) => stages.map((stage) => [stage.id, stage]))),
    [pipelines],
  )
  const mayMove = useMayEdit(opportunity)
  const root = useRef<HTMLDivElement>(null)
  const [said, say] = useState('')
  const moving = useMoving()
  const order = [...data.columns.map(({ stage }) => stage).filter((stage) => stage !== 'none'), 'won', 'lost']
  const nameOf = (stage: string): string =>
    stage === 'won' || stage === 'lost'
      ? t(`opportunity.choice.status.${stage}`)
      : (stages.get(stage)?.name ?? t('opportunity.stage.gone'))
  const drop = (card: Carried, stage: string): void => {
    if (stage === card.stage) return
    if (stage === 'won' || stage === 'lost') moving.close(card, stage)
    else moving.move(card, { id: stage, name: nameOf(stage) })
  }
  const carrying = useCarrying({ root, order, nameOf, say, drop })
  const isLaned = data.lanes.length > 1 || data.lanes.some(({ owner }) => owner !== null)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrows move between the cards within
    <div
      ref={root}
      className={classes.board}
      data-carrying={carrying.carried ? true : undefined}
      onKeyDown={carrying.onKeyDown}
    >
      <div className={classes.heads}>
        {[...data.columns, ...data.closed].map((column) => (
          <Head
            key={column.stage}
            name={nameOf(column.stage)}
            column={column}
            probability={stages.get(column.stage)?.probability}
          />
        ))}
      </div>
      {data.lanes.map((lane) => (
        <section
          key={lane.owner?.id ?? 'nobody'}
          className={classes.lane}
          {...(isLaned && { 'aria-label': lane.owner?.name ?? t('opportunity.nobody') })}
        >
          {isLaned && (
            <h2 className={classes.owner}>
              <Bdi>{lane.owner?.name ?? t('opportunity.nobody')}</Bdi>
            </h2>
          )}
          <div className={classes.cells}>
            {[...lane.cells, ...lane.closed].map((cell) => (
              <Column
                key={cell.stage}
                cell={cell}
                name={nameOf(cell.stage)}
                {...(isLaned && { lane: lane.owner?.id ?? null })}
                target={carrying.target === cell.stage}
                carried={carrying.carried?.id}
                mayMove={mayMove}
                onDrop={(card) => drop(card, cell.stage)}
              />
            ))}
          </div>
        </section>
      ))}
      <div className={classes.said} role="status" aria-live="assertive">
        {said}
      </div>
      {moving.dialog}
    </div>
  )
}

interface HeadProps {
  readonly name: string
  readonly column: BoardData['columns'][number]
  readonly probability: number | undefined
}

function Head({ name, column, probability }: HeadProps): ReactNode {
  const t = useText()
  const format = useFormat()
  return (
    <div
      className={classes.head}
      data-stage={column.stage === 'won' || column.stage === 'lost' ? column.stage : undefined}
    >
      <div className={classes.headLine}>
        <h3 className={classes.name} data-cut>
          <Bdi>{name}</Bdi>
        </h3>
        <span className={classes.count}>{format.integer(column.count)}</span>
        {probability !== undefined && (
          <span className={classes.dim}>{format.percent(probability / 100)}</span>
        )}
      </div>
      <div className={classes.totals}>
        {column.count > 0 && (
          <span>
            <MoneyText total={column.total} />
          </span>
        )}
        {probability !== undefined && column.count > 0 && (
          <span className={classes.dim} title={t('opportunity.weighted')}>
            ≈ {format.money(column.weighted.minor, column.weighted.currency)}
          </span>
        )}
      </div>
    </div>
  )
}

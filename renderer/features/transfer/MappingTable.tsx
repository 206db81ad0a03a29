/** Column by column: what stands in it, where it goes, how sure that is. */
import { type ReactNode, useMemo, useState } from 'react'
import type { AboutKind } from '#db/shared/about.ts'
import type { Entity, Field } from '#db/shared/entity.ts'
import { useHasText, useText } from '../../i18n/I18nProvider.tsx'
import { Badge, type Tone } from '../../ui/Badge.tsx'
import { Segments } from '../../ui/fields/Checkbox.tsx'
import { Select } from '../../ui/fields/Select.tsx'
import { aboutOptions } from './about.ts'
import classes from './Table.module.css'
import {
  type Certainty,
  type Column,
  type ColumnMap,
  certaintyOf,
  choiceOf,
  labelCodes,
  takesLabel,
  targetOptions,
  writeTarget,
} from './targets.ts'

interface Props {
  readonly entity: Entity
  readonly fields: readonly Field[]
  /** Written by Samphan itself. */
  readonly own: boolean
  /** It says that of people who are here. */
  readonly about: AboutKind | undefined
  readonly columns: readonly Column[]
  readonly map: ColumnMap
  readonly onMap: (map: ColumnMap) => void
}

const tones: Readonly<Record<Certainty, Tone>> = {
  chosen: 'accent',
  certain: 'success',
  likely: 'neutral',
  unsure: 'warning',
  extra: 'warning',
  unread: 'neutral',
}
const sights = ['all', 'filled', 'doubtful'] as const

export function MappingTable({ entity, fields, own, about, columns, map, onMap }: Props): ReactNode {
  const t = useText()
  const has = useHasText()
  const [sight, setSight] = useState<(typeof sights)[number]>('all')
  const filled = columns.filter(({ example }) => example !== '')
  const certainty = (column: Column): Certainty => (about && !column.target ? 'unread' : certaintyOf(column))
  const doubtful = columns.filter((column) => ['unsure', 'extra'].includes(certainty(column)))
  const shown = { all: columns, filled, doubtful }[sight]
  const inUse = columns.map(({ target }) => choiceOf(target)).join('\n')
  // biome-ignore lint/correctness/useExhaustiveDependencies: `has` is made anew on every render
  const options = useMemo(
    () =>
      about
        ? aboutOptions(about, entity, fields, { t, has })
        : targetOptions(entity, fields, own, inUse.split('\n'), { t, has }),
    [entity, fields, own, about, inUse, t],
  )
  const set = (column: Column, target: string | null): void => onMap({ ...map, [column.name]: target })
  return (
    <div className={classes.panel}>
      <div className={classes.sight}>
        <Segments
          label={t('transfer.columns.show')}
          value={sight}
          options={sights.map((value) => ({
            value,
            label: t(`transfer.columns.${value}`, { n: { all: columns, filled, doubtful }[value].length }),
          }))}
          onChange={(value) => setSight(sights.find((known) => known === value) ?? 'all')}
        />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys */}
      <section className={classes.scroll} tabIndex={0} aria-label={t('transfer.review.columns')}>
        <table className={classes.table} data-kind="mapping">
          <thead>
            <tr>
              <th scope="col">{t('transfer.columns.column')}</th>
              <th scope="col">{t('transfer.columns.example')}</th>
              <th scope="col">{t('transfer.columns.field')}</th>
              <th scope="col">{t('transfer.columns.certainty')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((column) => (
              <Row
                key={column.index}
                column={column}
                options={options}
                certainty={certainty(column)}
                labels={!own && !about && takesLabel(column, columns)}
                onTarget={(target) => set(column, target)}
              />
            ))}
          </tbody>
        </table>
        {shown.length === 0 && <p className={classes.none}>{t('transfer.columns.none')}</p>}
      </section>
    </div>
  )
}

interface RowProps {
  readonly column: Column
  readonly options: ReturnType<typeof targetOptions>
  readonly certainty: Certainty
  readonly labels: boolean
  readonly onTarget: (target: string | null) => void
}

function Row({ column, options, certainty, labels, onTarget }: RowProps): ReactNode {
  const t = useText()
  const has = useHasText()
  const { target } = column
  const choice = choiceOf(target)
  const label = target?.label ?? ''
  const codes = [...new Set([...labelCodes, label])]
  const name = column.name || t('transfer.columns.unnamed', { n: column.index + 1 })
  return (
    <tr data-extra={certainty === 'extra' || undefined}>
      <th scope="row">
        <bdi>{name}</bdi>
      </th>
      <td className={classes.example}>
        <bdi>{column.example}</bdi>
      </td>
      <td>
        <div className={classes.target}>
          <div className={classes.field}>
            <Select
              label={t('transfer.columns.fieldOf', { column: name })}
              labelHidden
              value={choice}
              options={options}
              onChange={(next) => next && onTarget(writeTarget(next, undefined, target))}
            />
          </div>
          {labels && (
            <div className={classes.label}>
              <Select
                label={t('transfer.columns.labelOf', { column: name })}
                labelHidden
                value={label}
                options={codes.map((code) => ({
                  value: code,
                  label: code === '' ? t('label.none') : has(`label.${code}`) ? t(`label.${code}`) : code,
                }))}
                onChange={(next) => onTarget(writeTarget(choice, next ?? '', target))}
              />
            </div>
          )}
        </div>
      </td>
      <td>
        <Badge tone={tones[certainty]}>{t(`transfer.certainty.${certainty}`)}</Badge>
      </td>
    </tr>
  )
}

/** The first records of a file as they would be after the import: only the fields that something stands in. */
import type { ReactNode } from 'react'
import type { Entity, Field } from '#db/shared/entity.ts'
import { useHasText, useText } from '../../i18n/I18nProvider.tsx'
import { useFormat } from '../../i18n/useFormat.tsx'
import { CellValue } from '../../records/CellValue.tsx'
import { fieldLabel } from '../../records/columns.tsx'
import classes from './Table.module.css'
import type { Preview } from './targets.ts'

type Sample = Preview['sample'][number]

interface Props {
  readonly entity: Entity
  readonly fields: readonly Field[]
  readonly sample: readonly Sample[]
}

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)

function nameOfRef(record: Sample, field: string): unknown {
  const { refs } = record
  return typeof refs === 'object' && refs !== null ? Reflect.get(refs, field) : undefined
}

/** A field's value as the cell shows it: references by name, extras as “name: value”. */
function shownValue(record: Sample, field: Field): unknown {
  if (field.kind === 'ref') {
    const name = nameOfRef(record, field.name)
    return isEmpty(name) ? undefined : { name }
  }
  const value: unknown = record[field.name]
  if (field.elements === 'address' && Array.isArray(value)) return value.map(asWritten)
  if (field.elements !== 'extra' || !Array.isArray(value)) return value
  return value.map((extra) => ({ value: `${extra.name}: ${extra.value}` }))
}

/** An address with all its parts in one line, as a reader compares it with the file. */
function asWritten(address: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { id: _, label: __, formatted, ...parts } = address
  return { formatted: formatted ?? Object.values(parts).filter(Boolean).join(' ') }
}

export function SampleTable({ entity, fields, sample }: Props): ReactNode {
  const t = useText()
  const has = useHasText()
  const format = useFormat()
  const shown = fields.filter((field) => sample.some((record) => !isEmpty(shownValue(record, field))))
  const withWho = sample.some(({ who }) => !isEmpty(who))
  const withNotes = sample.some(({ notes }) => !isEmpty(notes))
  if (sample.length === 0) return <p className={classes.none}>{t('transfer.records.none')}</p>
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys
    <section className={classes.scroll} data-alone="" tabIndex={0} aria-label={t('transfer.review.records')}>
      <table className={classes.table} data-kind="sample">
        <thead>
          <tr>
            <th scope="col">{t('transfer.records.number')}</th>
            {withWho && <th scope="col">{t('transfer.about.who')}</th>}
            {shown.map((field) => (
              <th key={field.name} scope="col">
                {fieldLabel(entity.name, field, t, has)}
              </th>
            ))}
            {withNotes && <th scope="col">{t('note.many')}</th>}
          </tr>
        </thead>
        <tbody>
          {sample.map((record, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a record of a file is known by its place
            <tr key={at}>
              <td className={classes.number}>{format.integer(at + 1)}</td>
              {withWho && (
                <td>
                  <bdi>{String(record.who ?? '')}</bdi>
                </td>
              )}
              {shown.map((field) => (
                <td key={field.name}>
                  <CellValue entity={entity.name} field={field} value={shownValue(record, field)} />
                </td>
              ))}
              {withNotes && (
                <td>
                  <bdi>{Array.isArray(record.notes) ? record.notes.join(' · ') : ''}</bdi>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

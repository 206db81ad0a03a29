/**
 * Merging by hand: the records side by side, one choice per field where they differ, the merged record growing beside them.
 * The choices it begins with are those the host would make (db/shared/duplicates/merging.ts).
 */
import { type ReactNode, useState } from 'react'
import {
  type Element,
  isEmpty,
  isMerged,
  isUnited,
  sourcesOf,
  united,
} from '#db/shared/duplicates/merging.ts'
import type { Entity, Field } from '#db/shared/entity.ts'
import type { WireRecord } from '#db/shared/records.ts'
import { useRead, useWrite } from '../../data/hooks.ts'
import { useHasText, useText } from '../../i18n/I18nProvider.tsx'
import { Bdi } from '../../i18n/useFormat.tsx'
import { CellValue } from '../../records/CellValue.tsx'
import { fieldLabel, useFields } from '../../records/columns.tsx'
import { openRecord } from '../../records/open.ts'
import { ownerOf, useMayEdit, useMayTrash } from '../../records/useRights.ts'
import { toastUndoable } from '../../state/feedback.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Dialog } from '../../ui/overlay/Dialog.tsx'
import classes from './MergeDialog.module.css'

interface Props {
  readonly entity: Entity
  readonly ids: readonly string[]
  readonly onClose: () => void
  /** Instead of going to the merged record. */
  readonly onMerged?: () => void
}

const partsIn = (value: unknown): (Element | string)[] =>
  (Array.isArray(value) ? (value as unknown[]) : []).filter(
    (part): part is Element | string =>
      typeof part === 'string' || (typeof part === 'object' && part !== null),
  )
const nameOf = (record: WireRecord | undefined): string => String(record?.displayName ?? '')

export function MergeDialog({ entity, ids, onClose, onMerged }: Props): ReactNode {
  const t = useText()
  const { data, error } = useRead(
    'record.getMany',
    { entity: entity.name, ids: [...ids] },
    { depends: { on: [entity.name] }, keep: true },
  )
  if (data) return <Choices {...{ entity, onClose, onMerged }} records={data.records} />
  return (
    <Dialog open title={t('duplicate.dialog')} onClose={onClose}>
      {error ? <ErrorNote error={error.record} /> : null}
    </Dialog>
  )
}

interface ChoicesProps extends Pick<Props, 'entity' | 'onClose'> {
  readonly records: readonly WireRecord[]
  readonly onMerged: (() => void) | undefined
}

function Choices({ entity, records, onClose, onMerged }: ChoicesProps): ReactNode {
  const t = useText()
  const has = useHasText()
  const fields = useFields(entity)
  const merge = useWrite('duplicate.merge')
  const mayEdit = useMayEdit(entity)
  const mayTrash = useMayTrash(entity)
  // Who may change only their own: one of theirs stays, and none of another’s goes.
  const mayStay = (at: number): boolean =>
    records.every((record, other) => (other === at ? mayEdit(ownerOf(record)) : mayTrash(ownerOf(record))))
  const possible = records.findIndex((_, at) => mayStay(at))
  const [stays, setStays] = useState(Math.max(0, possible))
  const [chosen, setChosen] = useState<ReadonlyMap<string, number>>(new Map())
  // The record that stays comes first, as the host has it.
  const order = [stays, ...records.keys()].filter((at, index, all) => all.indexOf(at) === index)
  const defaults = sourcesOf(
    entity,
    fields,
    records.length,
    (at, field) => records[order[at] ?? 0]?.[field.name],
  )
  const sourceOf = (field: Field): number =>
    chosen.get(field.name) ?? order[defaults.get(field.name) ?? 0] ?? 0
  const unitedOf = (field: Field): (Element | string)[] =>
    united(
      field,
      order.map((at) => partsIn(records[at]?.[field.name])),
    )
  const shown = fields.filter(
    (field) => isMerged(field) && records.some((record) => !isEmpty(record[field.name])),
  )

  const submit = async (): Promise<void> => {
    const data = Object.fromEntries(
      [...chosen].map(([name, at]) => [name, records[at]?.[name] ?? null] as const),
    )
    const ids = order.flatMap((at) => records[at]?.id ?? [])
    const result = await merge.mutateAsync({ entity: entity.name, ids, data }).catch(() => undefined)
    if (!result) return
    toastUndoable(t('duplicate.merged', { name: nameOf(records[stays]) }), result.operation, t, has)
    onClose()
    if (onMerged) onMerged()
    else openRecord(entity.name, result.id)
  }
  const value = (field: Field, record: WireRecord | undefined): ReactNode => (
    <CellValue
      entity={entity.name}
      field={field}
      value={
        field.kind === 'ref' && record?.[field.name]
          ? { name: (record.refs as Readonly<Record<string, string>> | undefined)?.[field.name] }
          : record?.[field.name]
      }
    />
  )
  return (
    <Dialog
      open
      size="wide"
      title={t('duplicate.dialog')}
      onClose={onClose}
      {...(possible >= 0 && { onSubmit: () => void submit() })}
      footer={
        <>
          <Button onClick={onClose}>{t(possible >= 0 ? 'ui.cancel' : 'ui.close')}</Button>
          {possible >= 0 && (
            <Button type="submit" tone="primary" busy={merge.isPending}>
              {t('duplicate.mergeNow')}
            </Button>
          )}
        </>
      }
    >
      <p className={classes.text}>{t(possible >= 0 ? 'duplicate.dialog.text' : 'duplicate.othersOnly')}</p>
      {merge.error && (
        <ErrorNote
          error={merge.error.record}
          fieldLabel={(name) => {
            const field = fields.find((each) => each.name === name)
            return field ? fieldLabel(entity.name, field, t, has) : ''
          }}
        />
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard */}
      <section className={classes.scroll} tabIndex={0} aria-label={t('duplicate.dialog')}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{t('duplicate.field')}</th>
              {records.map((record, at) => (
                <th key={record.id} scope="col">
                  <label className={classes.choice}>
                    <input
                      type="radio"
                      name="stays"
                      checked={stays === at}
                      disabled={!mayStay(at)}
                      aria-label={t('duplicate.staysOne', { name: nameOf(record) })}
                      onChange={() => setStays(at)}
                    />
                    <span>
                      <Bdi>{nameOf(record)}</Bdi>
                      {stays === at && <span className={classes.stays}>{t('duplicate.stays')}</span>}
                    </span>
                  </label>
                </th>
              ))}
              <th scope="col">{t('duplicate.result')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((field) => {
              const label = fieldLabel(entity.name, field, t, has)
              const all = isUnited(field)
              return (
                <tr key={field.name}>
                  <th scope="row">{label}</th>
                  {records.map((record, at) => (
                    <td key={record.id}>
                      {all || isEmpty(record[field.name]) ? (
                        all && <All parts={partsIn(record[field.name])} />
                      ) : (
                        <label className={classes.choice}>
                          <input
                            type="radio"
                            name={field.name}
                            checked={sourceOf(field) === at}
                            aria-label={t('duplicate.value', { field: label, name: nameOf(record) })}
                            onChange={() => setChosen(new Map([...chosen, [field.name, at]]))}
                          />
                          {value(field, record)}
                        </label>
                      )}
                    </td>
                  ))}
                  <td className={classes.result}>
                    {all ? <All parts={unitedOf(field)} /> : value(field, records[sourceOf(field)])}
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </section>
    </Dialog>
  )
}

/** What an element says, whichever kind it is of. */
const said = (part: Element | string): string =>
  typeof part === 'string'
    ? part
    : typeof part.value === 'string'
      ? part.value
      : Object.entries(part)
          .filter(([name, line]) => name !== 'id' && name !== 'label' && typeof line === 'string')
          .map(([, line]) => line)
          .join(' ')

function All({ parts }: { readonly parts: readonly (Element | string)[] }): ReactNode {
  return (
    <ul className={classes.all}>
      {parts.map((part) => (
        <li key={typeof part === 'string' ? part : part.id}>
          <Bdi>{said(part)}</Bdi>
        </li>
      ))}
    </ul>
  )
}

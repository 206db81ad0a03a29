/**
 * One field of one record, edited where a list shows it. Enter and Tab save, Escape gives up, leaving saves. What somebody
 * else changed meanwhile is refused as on the record page; what is refused stays to be mended.
 */
import { type FocusEvent, type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import type { Entity, Field, FieldKind } from '#db/shared/entity.ts'
import { call, recordOf } from '../data/port.ts'
import { errorText, issueText } from '../i18n/errorText.ts'
import { useHasText, useText } from '../i18n/I18nProvider.tsx'
import { toastUndoable } from '../state/feedback.ts'
import type { Finish } from '../ui/grid/layout.ts'
import classes from './CellEditor.module.css'
import { cleaned, sameValue } from './draftValue.ts'
import { FieldInput } from './FieldInput.tsx'

/** Kinds that are one line and say all there is: lists, references and long texts belong on the page. */
const kinds: ReadonlySet<FieldKind> = new Set([
  'text',
  'email',
  'url',
  'pickList',
  'choice',
  'number',
  'integer',
  'money',
  'date',
  'yearly',
])

/** Whether a list may offer to change the field in its cell. */
export const isEditedInPlace = (field: Field): boolean =>
  kinds.has(field.kind) && !field.system && !field.derived && !field.fixed

interface Props {
  readonly entity: Entity
  readonly id: string
  readonly field: Field
  readonly label: string
  readonly value: unknown
  readonly onFinish: Finish
}

export function CellEditor({ entity, id, field, label, value: start, onFinish }: Props): ReactNode {
  const t = useText()
  const has = useHasText()
  const [value, setValue] = useState(start)
  const [error, setError] = useState<string>()
  const latest = useRef(value)
  const ended = useRef(false)
  const within = useRef(true)
  // What the editor saw, so that nobody's newer change is written over.
  const revision = useRef<Promise<number | undefined>>(undefined)
  useEffect(() => {
    revision.current = call('record.get', { entity: entity.name, id }).then(
      (record) => record.revision,
      () => undefined,
    )
  }, [entity.name, id])

  const change = (next: unknown): void => {
    latest.current = next
    setValue(next)
    setError(undefined)
  }
  const save = async (how: Parameters<Finish>[0]): Promise<void> => {
    if (ended.current) return
    if (sameValue(field, latest.current, start)) {
      ended.current = true
      return onFinish(how)
    }
    ended.current = true
    try {
      const expect = await revision.current
      const done = await call('record.update', {
        entity: entity.name,
        id,
        data: { [field.name]: cleaned(field, latest.current) },
        ...(expect !== undefined && { expect }),
      })
      toastUndoable(t('record.saved.one', { field: label }), done.operation, t, has)
      onFinish(how)
    } catch (failure) {
      ended.current = false
      const record = recordOf(failure)
      const [issue] = record.issues ?? []
      setError(issue ? issueText(issue, t, has) : errorText(record, t, has))
    }
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    event.stopPropagation()
    if (event.nativeEvent.isComposing || event.defaultPrevented) return
    if (event.key === 'Escape') {
      ended.current = true
      event.preventDefault()
      onFinish('stay')
    } else if (event.key === 'Tab') {
      event.preventDefault()
      void save(event.shiftKey ? 'previous' : 'next')
    } else if (event.key === 'Enter') {
      event.preventDefault()
      void save('stay')
    }
  }
  // A calendar or a list of answers hangs elsewhere on the page, and is still part of the editor.
  const onBlur = (event: FocusEvent): void => {
    within.current = false
    const to = event.relatedTarget
    setTimeout(() => {
      if (!within.current) void save(to === null ? 'stay' : 'left')
    })
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only watches the control within
    <div
      className={classes.editor}
      title={error}
      onKeyDown={onKeyDown}
      onBlur={onBlur}
      onFocus={() => {
        within.current = true
      }}
    >
      <FieldInput
        entity={entity.name}
        field={field}
        label={label}
        labelHidden
        autoFocus
        value={value}
        onChange={change}
      />
      {error && (
        <div role="alert" className={classes.error}>
          {error}
        </div>
      )}
    </div>
  )
}

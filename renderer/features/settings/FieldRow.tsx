/** One custom field in its list: moved by mouse, by Alt and the arrow keys, or by its buttons. */
import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine'
import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { IconArrowDown, IconArrowUp, IconGripVertical, IconPencil, IconTrash } from '@tabler/icons-react'
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { useText } from '../../i18n/I18nProvider.tsx'
import { Bdi } from '../../i18n/useFormat.tsx'
import { Badge } from '../../ui/Badge.tsx'
import { IconButton } from '../../ui/Button.tsx'
import classes from './Page.module.css'
import type { CustomField } from './useCustomFields.ts'

interface Props {
  readonly field: CustomField
  /** Its place, and how many there are. */
  readonly at: number
  readonly of: number
  /** Only shown: neither moved nor changed. */
  readonly readOnly: boolean
  readonly onEdit: () => void
  readonly onTrash: () => void
  readonly onMove: (to: number) => void
  /** Another field was let go over this one. */
  readonly onDropped: (id: string, to: number) => void
}

const DRAGGED = 'customField'

export function FieldRow({ field, at, of, readOnly, onEdit, onTrash, onMove, onDropped }: Props): ReactNode {
  const t = useText()
  const row = useRef<HTMLLIElement>(null)
  const grip = useRef<HTMLSpanElement>(null)
  const [dragging, setDragging] = useState(false)
  const [over, setOver] = useState(false)
  const dropped = useRef(onDropped)
  useEffect(() => {
    dropped.current = onDropped
  })
  useEffect(() => {
    const element = row.current
    const dragHandle = grip.current
    if (!element || !dragHandle || readOnly) return undefined
    return combine(
      draggable({
        element,
        dragHandle,
        getInitialData: () => ({ [DRAGGED]: field.id }),
        onDragStart: () => setDragging(true),
        onDrop: () => setDragging(false),
      }),
      dropTargetForElements({
        element,
        canDrop: ({ source }) =>
          typeof source.data[DRAGGED] === 'string' && source.data[DRAGGED] !== field.id,
        onDragEnter: () => setOver(true),
        onDragLeave: () => setOver(false),
        onDrop: ({ source }) => {
          setOver(false)
          dropped.current(String(source.data[DRAGGED]), at)
        },
      }),
    )
  }, [field.id, at, readOnly])

  const onKeyDown = (event: KeyboardEvent): void => {
    if (readOnly || !event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
    event.preventDefault()
    const to = at + (event.key === 'ArrowUp' ? -1 : 1)
    if (to >= 0 && to < of) onMove(to)
  }
  const named = { field: field.label }
  return (
    <li
      ref={row}
      className={classes.fieldRow}
      data-dragging={dragging || undefined}
      data-over={over || undefined}
      onKeyDown={onKeyDown}
    >
      {!readOnly && (
        <span ref={grip} className={classes.grip} aria-hidden="true">
          <IconGripVertical size={16} />
        </span>
      )}
      <span className={classes.fieldName} data-cut>
        <Bdi>{field.label}</Bdi>
      </span>
      <span className={classes.fieldKind}>
        {field.required && <Badge tone="accent">{t('settings.fields.required')}</Badge>}
        {t(`kind.${field.kind}`)}
      </span>
      {!readOnly && (
        <>
          <IconButton
            label={t('settings.fields.up', named)}
            disabled={at === 0}
            onClick={() => onMove(at - 1)}
          >
            <IconArrowUp size={15} />
          </IconButton>
          <IconButton
            label={t('settings.fields.down', named)}
            disabled={at === of - 1}
            onClick={() => onMove(at + 1)}
          >
            <IconArrowDown size={15} />
          </IconButton>
          <IconButton label={t('settings.fields.change', named)} onClick={onEdit}>
            <IconPencil size={15} />
          </IconButton>
          <IconButton label={t('settings.fields.trash', named)} onClick={onTrash}>
            <IconTrash size={15} />
          </IconButton>
        </>
      )}
    </li>
  )
}

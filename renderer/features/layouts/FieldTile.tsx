/** One field in the designer: dragged by mouse, moved by Alt and the arrow keys, changed by Enter, taken off by Delete. */
import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine'
import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { IconAsterisk, IconGripVertical, IconLock, IconSparkles } from '@tabler/icons-react'
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import type { PlacedField } from '#db/shared/layouts.ts'
import { useText } from '../../i18n/I18nProvider.tsx'
import { Bdi } from '../../i18n/useFormat.tsx'
import classes from './Layouts.module.css'

/** What is carried while a field is dragged. */
export const DRAGGED = 'layoutField'

interface Props {
  readonly field: PlacedField
  readonly label: string
  readonly wide: boolean
  readonly required: boolean
  readonly onOpen: () => void
  readonly onStep: (step: -1 | 1) => void
  readonly onHide: () => void
  /** Another field was let go over this one. */
  readonly onDropped: (name: string) => void
}

export function FieldTile(props: Props): ReactNode {
  const { field, label, wide, required, onOpen, onStep, onHide } = props
  const t = useText()
  const tile = useRef<HTMLButtonElement>(null)
  const [dragging, setDragging] = useState(false)
  const [over, setOver] = useState(false)
  const dropped = useRef(props.onDropped)
  useEffect(() => {
    dropped.current = props.onDropped
  })
  useEffect(() => {
    const element = tile.current
    if (!element) return undefined
    return combine(
      draggable({
        element,
        getInitialData: () => ({ [DRAGGED]: field.name }),
        onDragStart: () => setDragging(true),
        onDrop: () => setDragging(false),
      }),
      dropTargetForElements({
        element,
        canDrop: ({ source }) =>
          typeof source.data[DRAGGED] === 'string' && source.data[DRAGGED] !== field.name,
        onDragEnter: () => setOver(true),
        onDragLeave: () => setOver(false),
        onDrop: ({ source }) => {
          setOver(false)
          dropped.current(String(source.data[DRAGGED]))
        },
      }),
    )
  }, [field.name])

  const onKeyDown = (event: KeyboardEvent): void => {
    const back = event.key === 'ArrowUp' || event.key === 'ArrowLeft'
    const forth = event.key === 'ArrowDown' || event.key === 'ArrowRight'
    if (event.altKey && (back || forth)) {
      event.preventDefault()
      event.stopPropagation()
      onStep(back ? -1 : 1)
    } else if (event.key === 'Delete' || event.key === 'Backspace') {
      event.preventDefault()
      onHide()
    }
  }
  return (
    <button
      ref={tile}
      type="button"
      className={classes.tile}
      data-tile={field.name}
      data-wide={wide || undefined}
      data-rare={field.rare || undefined}
      data-dragging={dragging || undefined}
      data-over={over || undefined}
      onClick={onOpen}
      onKeyDown={onKeyDown}
    >
      <IconGripVertical size={14} aria-hidden="true" className={classes.grip} />
      <span className={classes.tileName} data-cut>
        <Bdi>{label}</Bdi>
      </span>
      {field.quick && <IconSparkles size={13} role="img" aria-label={t('layout.quick')} />}
      {field.readOnly && <IconLock size={13} role="img" aria-label={t('layout.readOnly')} />}
      {required && <IconAsterisk size={13} role="img" aria-label={t('layout.required')} />}
    </button>
  )
}

/** One section in the designer: its name, its place among the others, and the fields in it as they will stand. */
import { dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { IconArrowDown, IconArrowUp, IconTrash } from '@tabler/icons-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { Field } from '#db/shared/entity.ts'
import type { LayoutSection } from '#db/shared/layouts.ts'
import { useHasText, useText } from '../../i18n/I18nProvider.tsx'
import { fieldLabel } from '../../records/columns.tsx'
import { isWide } from '../../records/sections.ts'
import { IconButton } from '../../ui/Button.tsx'
import { TextField } from '../../ui/fields/TextField.tsx'
import { DRAGGED, FieldTile } from './FieldTile.tsx'
import classes from './Layouts.module.css'

interface Props {
  readonly entity: string
  readonly section: LayoutSection
  readonly fields: ReadonlyMap<string, Field>
  readonly isOnly: boolean
  readonly onRename: (label: string) => void
  readonly onStep: (step: -1 | 1) => void
  readonly onRemove: () => void
  readonly onOpenField: (name: string) => void
  readonly onStepField: (name: string, step: -1 | 1) => void
  readonly onHideField: (name: string) => void
  /** A field was let go before the one at a place; at the end without one. */
  readonly onPut: (name: string, at: number) => void
}

export function SectionCard(props: Props): ReactNode {
  const { entity, section, fields, isOnly, onRename, onStep, onRemove } = props
  const t = useText()
  const has = useHasText()
  const frame = useRef<HTMLElement>(null)
  const [over, setOver] = useState(false)
  const put = useRef(props.onPut)
  useEffect(() => {
    put.current = props.onPut
  })
  const end = section.fields.length
  useEffect(() => {
    const element = frame.current
    if (!element) return undefined
    return dropTargetForElements({
      element,
      canDrop: ({ source }) => typeof source.data[DRAGGED] === 'string',
      onDragEnter: () => setOver(true),
      onDragLeave: () => setOver(false),
      onDrop: ({ source, location }) => {
        setOver(false)
        // Let go over a field: that field has taken it.
        if (location.current.dropTargets[0]?.element === element)
          put.current(String(source.data[DRAGGED]), end)
      },
    })
  }, [end])
  const standard = has(`record.section.${section.id}`)
    ? t(`record.section.${section.id}`)
    : t('layout.section')
  const named = { section: section.label ?? standard }
  return (
    <section ref={frame} className={classes.card} data-over={over || undefined} aria-label={named.section}>
      <header className={classes.cardHead}>
        <TextField
          label={t('layout.section.name')}
          labelHidden
          placeholder={standard}
          value={section.label ?? ''}
          onChange={onRename}
        />
        <IconButton label={t('layout.section.up', named)} onClick={() => onStep(-1)}>
          <IconArrowUp size={15} />
        </IconButton>
        <IconButton label={t('layout.section.down', named)} onClick={() => onStep(1)}>
          <IconArrowDown size={15} />
        </IconButton>
        <IconButton label={t('layout.section.remove', named)} disabled={isOnly} onClick={onRemove}>
          <IconTrash size={15} />
        </IconButton>
      </header>
      <div className={classes.tiles}>
        {section.fields.map((placed, at) => {
          const field = fields.get(placed.name)
          return field ? (
            <FieldTile
              key={placed.name}
              field={placed}
              label={placed.label ?? fieldLabel(entity, field, t, has)}
              wide={placed.width === undefined ? isWide(field) : placed.width === 'full'}
              required={placed.required === true || field.required === true}
              onOpen={() => props.onOpenField(placed.name)}
              onStep={(step) => props.onStepField(placed.name, step)}
              onHide={() => props.onHideField(placed.name)}
              onDropped={(name) => props.onPut(name, at)}
            />
          ) : null
        })}
        {end === 0 && <p className={classes.nothing}>{t('layout.section.empty')}</p>}
      </div>
    </section>
  )
}

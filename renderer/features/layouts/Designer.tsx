/** The form as it will stand, to be rearranged: tabs, their sections, the fields in them, and those that are not shown. */
import { IconArrowLeft, IconArrowRight, IconPlus, IconTrash } from '@tabler/icons-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { Entity, Field } from '#db/shared/entity.ts'
import type { LayoutBody } from '#db/shared/layouts.ts'
import { useHasText, useText } from '../../i18n/I18nProvider.tsx'
import { Bdi } from '../../i18n/useFormat.tsx'
import { fieldLabel } from '../../records/columns.tsx'
import { Button, IconButton } from '../../ui/Button.tsx'
import { TextField } from '../../ui/fields/TextField.tsx'
import {
  addSection,
  addTab,
  changeField,
  hideField,
  nameSection,
  nameTab,
  placedAt,
  putField,
  removeSection,
  removeTab,
  showField,
  stepField,
  stepSection,
  stepTab,
} from './designing.ts'
import { FieldDialog } from './FieldDialog.tsx'
import classes from './Layouts.module.css'
import { SectionCard } from './SectionCard.tsx'

interface Props {
  readonly entity: Entity
  readonly fields: readonly Field[]
  readonly body: LayoutBody
  readonly onChange: (body: LayoutBody) => void
}

const freshId = (): string => crypto.randomUUID().slice(0, 8)

export function Designer({ entity, fields, body, onChange }: Props): ReactNode {
  const t = useText()
  const has = useHasText()
  const [open, setOpen] = useState(body.tabs[0]?.id ?? '')
  const [editing, setEditing] = useState<string>()
  const tab = body.tabs.find(({ id }) => id === open) ?? body.tabs[0]
  const byName = new Map(fields.map((field) => [field.name, field]))
  const focus = useFocusAfter(body)
  if (!tab) return null
  const edited = editing === undefined ? undefined : byName.get(editing)
  const placed = editing === undefined ? undefined : placedAt(body, editing)
  const step = (name: string, by: -1 | 1): void => {
    focus(name)
    onChange(stepField(body, name, by))
  }
  const newTab = (): void => {
    const id = freshId()
    onChange(addTab(body, { id, label: t('layout.tab.new'), sections: [{ id: freshId(), fields: [] }] }))
    setOpen(id)
  }
  return (
    <div className={classes.designer}>
      <nav className={classes.tabs} aria-label={t('layout.tabs')}>
        {body.tabs.map(({ id, label }) => (
          <button
            key={id}
            type="button"
            className={classes.tab}
            aria-pressed={id === tab.id}
            onClick={() => setOpen(id)}
          >
            <Bdi>{label ?? t('layout.tab.main')}</Bdi>
          </button>
        ))}
        <Button size="small" tone="quiet" icon={<IconPlus size={14} />} onClick={newTab}>
          {t('layout.tab.add')}
        </Button>
        {body.tabs.length > 1 && (
          <TabTools
            name={tab.label ?? ''}
            onName={(label) => onChange(nameTab(body, tab.id, label))}
            onStep={(by) => onChange(stepTab(body, tab.id, by))}
            onRemove={() => onChange(removeTab(body, tab.id))}
          />
        )}
      </nav>
      {tab.sections.map((section) => (
        <SectionCard
          key={section.id}
          entity={entity.name}
          section={section}
          fields={byName}
          isOnly={tab.sections.length === 1}
          onRename={(label) => onChange(nameSection(body, { tab: tab.id, section: section.id }, label))}
          onStep={(by) => onChange(stepSection(body, { tab: tab.id, section: section.id }, by))}
          onRemove={() => onChange(removeSection(body, { tab: tab.id, section: section.id }))}
          onOpenField={setEditing}
          onStepField={step}
          onHideField={(name) => byName.get(name)?.required || onChange(hideField(body, name))}
          onPut={(name, at) => onChange(putField(body, name, { tab: tab.id, section: section.id, at }))}
        />
      ))}
      <div>
        <Button
          size="small"
          tone="quiet"
          icon={<IconPlus size={14} />}
          onClick={() =>
            onChange(addSection(body, tab.id, { id: freshId(), label: t('layout.section.new'), fields: [] }))
          }
        >
          {t('layout.section.add')}
        </Button>
      </div>
      <section className={classes.card} aria-label={t('layout.hidden')}>
        <strong>{t('layout.hidden')}</strong>
        <div className={classes.hidden}>
          {body.hidden.map((name) => {
            const field = byName.get(name)
            return field ? (
              <Button
                key={name}
                size="small"
                icon={<IconPlus size={13} />}
                aria-label={t('layout.show', { field: fieldLabel(entity.name, field, t, has) })}
                onClick={() => onChange(showField(body, name, tab.id))}
              >
                <Bdi>{fieldLabel(entity.name, field, t, has)}</Bdi>
              </Button>
            ) : null
          })}
          {body.hidden.length === 0 && <p className={classes.nothing}>{t('layout.hidden.none')}</p>}
        </div>
      </section>
      {edited && placed && (
        <FieldDialog
          entity={entity.name}
          field={edited}
          name={fieldLabel(entity.name, edited, t, has)}
          placed={placed}
          onSave={(change) => onChange(changeField(body, edited.name, change))}
          onHide={edited.required ? undefined : () => onChange(hideField(body, edited.name))}
          onClose={() => setEditing(undefined)}
        />
      )}
    </div>
  )
}

interface TabToolsProps {
  readonly name: string
  readonly onName: (label: string) => void
  readonly onStep: (by: -1 | 1) => void
  readonly onRemove: () => void
}

/** What can be done with the tab in front. */
function TabTools({ name, onName, onStep, onRemove }: TabToolsProps): ReactNode {
  const t = useText()
  return (
    <div className={classes.tabTools}>
      <TextField
        label={t('layout.tab.name')}
        labelHidden
        placeholder={t('layout.tab.main')}
        value={name}
        onChange={onName}
      />
      <IconButton label={t('layout.tab.earlier')} onClick={() => onStep(-1)}>
        <IconArrowLeft size={15} className={classes.mirrored} />
      </IconButton>
      <IconButton label={t('layout.tab.later')} onClick={() => onStep(1)}>
        <IconArrowRight size={15} className={classes.mirrored} />
      </IconButton>
      <IconButton label={t('layout.tab.remove')} onClick={onRemove}>
        <IconTrash size={15} />
      </IconButton>
    </div>
  )
}

/** A field that was moved by key keeps the cursor, though it is drawn in another section. */
function useFocusAfter(body: LayoutBody): (name: string) => void {
  const wanted = useRef<string>(undefined)
  // biome-ignore lint/correctness/useExhaustiveDependencies: after the layout was drawn anew
  useEffect(() => {
    const name = wanted.current
    wanted.current = undefined
    if (name === undefined) return
    for (const tile of document.querySelectorAll<HTMLElement>('[data-tile]'))
      if (tile.dataset.tile === name) tile.focus()
  }, [body])
  return (name) => {
    wanted.current = name
  }
}

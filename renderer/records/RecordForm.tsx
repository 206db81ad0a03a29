/**
 * The fields of a record in their sections, each saved when it is left. Enter and Ctrl+S save, Escape puts back. What a
 * field is comes from the definition; where it stands, from formLayout.ts.
 */
import { IconChevronDown } from '@tabler/icons-react'
import { type FocusEvent, type KeyboardEvent, memo, type ReactNode, useEffect, useRef, useState } from 'react'
import type { Entity, Field } from '#db/shared/entity.ts'
import { issueText } from '../i18n/errorText.ts'
import { useHasText, useText } from '../i18n/I18nProvider.tsx'
import { useFormat } from '../i18n/useFormat.tsx'
import { draftKey, useDrafts } from '../state/drafts.ts'
import { Button } from '../ui/Button.tsx'
import { Tabs } from '../ui/Tabs.tsx'
import { fieldLabel } from './columns.tsx'
import { isEmptyValue } from './draftValue.ts'
import type { Editing, Trouble } from './editing.ts'
import { FieldInput } from './FieldInput.tsx'
import { focusFirst, isListOpen, isOverlay } from './focus.ts'
import { type FormField, type FormSection, type FormTab, inColumns, useFormLayout } from './formLayout.ts'
import classes from './RecordForm.module.css'
import { SectionOf } from './SectionOf.tsx'
import { useFieldMenu } from './useFieldMenu.tsx'
import { type Loaded, refNameOf } from './useRecord.ts'
import { useFieldEdit } from './useRecordDraft.ts'
import { useRights } from './useRights.ts'
import { useValueText } from './useValueText.ts'

interface Props {
  readonly entity: Entity
  readonly record: Loaded
  readonly fields: readonly Field[]
  readonly editing: Editing
  readonly readOnly: boolean
}

export function RecordForm({ entity, record, fields, editing, readOnly }: Props): ReactNode {
  const t = useText()
  const { tabs, problems } = useFormLayout(entity, fields)
  const [open, setOpen] = useState<string>()
  const about = useFieldMenu(entity, record, readOnly)
  const sections = (tab: FormTab | undefined): ReactNode =>
    tab && (
      <SectionsOf
        key={tab.id}
        sections={tab.sections}
        record={record}
        editing={editing}
        entity={entity}
        readOnly={readOnly}
      />
    )
  const shown = tabs.some((tab) => tab.id === open) ? open : tabs[0]?.id
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only watches which field a menu is asked for
    <div className={classes.form} onContextMenu={about.onContextMenu} onFocus={about.onFocus}>
      {problems.some(({ code }) => code === 'newer' || code === 'unreadable') && (
        <p role="note" className={classes.problem}>
          {t(problems[0]?.code === 'newer' ? 'layout.problem.newer' : 'layout.problem.unreadable')}
        </p>
      )}
      {tabs.length > 1 ? (
        <Tabs
          label={t('layout.tabs')}
          tabs={tabs.map((tab) => ({
            id: tab.id,
            label: tab.label ?? t('layout.tab.main'),
            panel: sections(tab),
          }))}
          open={shown ?? ''}
          onOpen={setOpen}
        />
      ) : (
        sections(tabs[0])
      )}
      {about.shown}
    </div>
  )
}

interface SectionsProps extends Omit<FieldProps, 'entity' | 'placed'> {
  readonly entity: Entity
  readonly sections: readonly FormSection[]
}

/** One tab: its sections in two columns where there is room, and what is rarely used behind a button. */
function SectionsOf({ entity, sections, record, editing, readOnly }: SectionsProps): ReactNode {
  const t = useText()
  const format = useFormat()
  const [more, setMore] = useState(false)
  const drafted = useDrafts((state) =>
    Object.keys(state.byKey.get(draftKey(editing.entity, editing.id))?.data ?? {}).join(' '),
  ).split(' ')
  const rights = useRights(entity, record)
  /** Fields that say more than that a record was edited. */
  const isLocked = ({ name, series }: Field): boolean =>
    series === true || (name === 'ownerId' && !rights.assign) || (name === 'private' && !rights.hide)
  const hides = ({ field, rare }: FormField): boolean =>
    rare && isEmptyValue(field, record[field.name]) && !drafted.includes(field.name)
  const shows = (placed: FormField): boolean => more || !hides(placed)
  const hidden = sections.flatMap((section) => section.fields.filter(hides)).length
  return (
    <>
      <div className={classes.columns}>
        {inColumns(sections, shows).map((column) => (
          <div key={column[0]?.id} className={classes.column}>
            {column.map((section) => {
              const shown = section.fields.filter(shows)
              return shown.length === 0 ? null : (
                <SectionOf key={section.id} section={section}>
                  {shown.map((placed) => (
                    <EditedField
                      key={`${record.id} ${placed.field.name}`}
                      entity={entity.name}
                      placed={placed}
                      record={record}
                      editing={editing}
                      readOnly={readOnly || isLocked(placed.field)}
                    />
                  ))}
                </SectionOf>
              )
            })}
          </div>
        ))}
      </div>
      {hidden > 0 && (
        <div className={classes.more}>
          <Button
            tone="quiet"
            size="small"
            icon={<IconChevronDown size={14} className={classes.chevron} data-open={more || undefined} />}
            aria-expanded={more}
            onClick={() => setMore(!more)}
          >
            {more ? t('record.fewerFields') : t('record.moreFields', { n: format.integer(hidden) })}
          </Button>
        </div>
      )}
    </>
  )
}

interface FieldProps {
  readonly entity: string
  readonly placed: FormField
  readonly record: Loaded
  readonly editing: Editing
  readonly readOnly: boolean
}

/** Kinds where choosing is the whole edit. */
const savesAtOnce: ReadonlySet<Field['kind']> = new Set(['choice', 'yesNo', 'ref'])
/** After a change made while the cursor is elsewhere (a menu, a calendar), nothing will be left: save by ourselves. */
const SETTLE_MS = 250

const EditedField = memo(function EditedField(props: FieldProps): ReactNode {
  const { entity, placed, record, editing } = props
  const { field } = placed
  const readOnly = props.readOnly || placed.readOnly
  const t = useText()
  const has = useHasText()
  const frame = useRef<HTMLDivElement>(null)
  const settle = useRef<ReturnType<typeof setTimeout>>(undefined)
  // Escape draws the control anew, because some keep half-typed text of their own.
  const [drawn, setDrawn] = useState(0)
  const { value, changed, trouble } = useFieldEdit(editing, field, record)
  const label = fieldLabel(entity, field, t, has)
  useEffect(() => () => clearTimeout(settle.current), [])

  const change = (next: unknown): void => {
    editing.change(field, next)
    clearTimeout(settle.current)
    if (savesAtOnce.has(field.kind)) void editing.leave(field)
    else settle.current = setTimeout(() => isElsewhere(frame.current) && void editing.leave(field), SETTLE_MS)
  }
  const onBlur = (event: FocusEvent<HTMLElement>): void => {
    const to = event.relatedTarget
    if (to instanceof Node && (event.currentTarget.contains(to) || isOverlay(to))) return
    clearTimeout(settle.current)
    void editing.leave(field)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.defaultPrevented || event.nativeEvent.isComposing) return
    const { target } = event
    if (event.key === 'Enter' && target instanceof HTMLInputElement && !isListOpen(target)) {
      event.preventDefault()
      void editing.leave(field)
    } else if (event.key === 'Escape' && changed && !isListOpen(target)) {
      event.preventDefault()
      event.stopPropagation()
      editing.restore(field)
      setDrawn(drawn + 1)
      requestAnimationFrame(() => focusFirst(frame.current))
    }
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only watches what its control does
    <div
      ref={frame}
      className={classes.field}
      data-wide={placed.wide || undefined}
      data-list={field.kind === 'list' || undefined}
      data-changed={changed || undefined}
      data-field={field.name}
      onBlur={onBlur}
      onKeyDown={onKeyDown}
    >
      <FieldInput
        key={drawn}
        entity={entity}
        field={field}
        label={label}
        value={value}
        onChange={change}
        readOnly={readOnly}
        refName={changed ? null : refNameOf(record, field.name)}
        error={trouble?.kind === 'issue' ? issueText(trouble.issue, t, has) : undefined}
      />
      {trouble?.kind === 'conflict' && (
        <Conflict entity={entity} field={field} trouble={trouble} mine={value} editing={editing} />
      )}
    </div>
  )
})

const isElsewhere = (frame: HTMLElement | null): boolean => {
  const at = document.activeElement
  return frame !== null && !frame.contains(at) && !(at && isOverlay(at))
}

interface ConflictProps {
  readonly entity: string
  readonly field: Field
  readonly trouble: Extract<Trouble, { kind: 'conflict' }>
  readonly mine: unknown
  readonly editing: Editing
}

/** Both values, and the choice. */
function Conflict({ field, trouble, mine, editing }: ConflictProps): ReactNode {
  const t = useText()
  const valueText = useValueText()
  const theirs = trouble.theirs[field.name]
  const name = refNameOf(trouble.theirs, field.name)
  return (
    <div role="alert" className={classes.conflict}>
      <p>{t('record.conflict')}</p>
      <dl className={classes.values}>
        <dt>{t('record.conflict.theirs')}</dt>
        <dd dir="auto">
          {field.kind === 'ref' && name ? name : valueText(field, theirs) || t('record.empty')}
        </dd>
        <dt>{t('record.conflict.mine')}</dt>
        <dd dir="auto">{valueText(field, mine) || t('record.empty')}</dd>
      </dl>
      <div className={classes.choices}>
        <Button size="small" onClick={() => editing.restore(field)}>
          {t('record.conflict.takeTheirs')}
        </Button>
        <Button size="small" tone="primary" onClick={() => void editing.keepMine(field)}>
          {t('record.conflict.keepMine')}
        </Button>
      </div>
    </div>
  )
}

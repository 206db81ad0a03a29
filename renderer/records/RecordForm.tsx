/**
 * The fields of a record in their sections, each saved when it is left. Enter and Ctrl+S save, Escape puts back. What a
 * field is comes from the definition; where it stands, from sections.ts.
 */
import { IconChevronDown } from '@tabler/icons-react'
import {
  type FocusEvent,
  type KeyboardEvent,
  memo,
  type ReactNode,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react'
import type { Entity, Field } from '#db/shared/entity.ts'
import { issueText } from '../i18n/errorText.ts'
import { useHasText, useText } from '../i18n/I18nProvider.tsx'
import { useFormat } from '../i18n/useFormat.tsx'
import { draftKey, useDrafts } from '../state/drafts.ts'
import { Button } from '../ui/Button.tsx'
import { fieldLabel } from './columns.tsx'
import { isEmptyValue } from './draftValue.ts'
import type { Editing, Trouble } from './editing.ts'
import { FieldInput } from './FieldInput.tsx'
import { focusFirst, isListOpen, isOverlay } from './focus.ts'
import classes from './RecordForm.module.css'
import { isWide, layoutOf, sectionsOf } from './sections.ts'
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
  const format = useFormat()
  const [more, setMore] = useState(false)
  const layout = layoutOf(entity)
  const drafted = useDrafts((state) =>
    Object.keys(state.byKey.get(draftKey(editing.entity, editing.id))?.data ?? {}).join(' '),
  ).split(' ')
  const hides = (field: Field): boolean =>
    layout.rare.has(field.name) && isEmptyValue(field, record[field.name]) && !drafted.includes(field.name)
  const sections = sectionsOf(layout, fields)
  const rights = useRights(entity, record)
  /** Fields that say more than that a record was edited. */
  const isLocked = ({ name }: Field): boolean =>
    (name === 'ownerId' && !rights.assign) || (name === 'private' && !rights.hide)
  const hidden = sections.flatMap((section) => section.fields.filter(hides)).length
  return (
    <div className={classes.form}>
      {sections.map((section) => {
        const shown = more ? section.fields : section.fields.filter((field) => !hides(field))
        return shown.length === 0 ? null : (
          <SectionOf key={section.id} id={section.id}>
            {shown.map((field) => (
              <EditedField
                key={`${record.id} ${field.name}`}
                entity={entity.name}
                field={field}
                record={record}
                editing={editing}
                readOnly={readOnly || isLocked(field)}
              />
            ))}
          </SectionOf>
        )
      })}
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
    </div>
  )
}

/** Headings that only repeat what their fields say: heard, not seen. */
const spoken: ReadonlySet<string> = new Set([
  'name',
  'company',
  'work',
  'reach',
  'personal',
  'order',
  'details',
])

function SectionOf({ id, children }: { readonly id: string; readonly children: ReactNode }): ReactNode {
  const t = useText()
  const heading = useId()
  return (
    <section aria-labelledby={heading} className={classes.section}>
      <h2 id={heading} className={classes.heading} data-shown={spoken.has(id) ? undefined : true}>
        {t(`record.section.${id}`)}
      </h2>
      <div className={classes.grid}>{children}</div>
    </section>
  )
}

interface FieldProps {
  readonly entity: string
  readonly field: Field
  readonly record: Loaded
  readonly editing: Editing
  readonly readOnly: boolean
}

/** Kinds where choosing is the whole edit. */
const savesAtOnce: ReadonlySet<Field['kind']> = new Set(['choice', 'yesNo', 'ref'])
/** After a change made while the cursor is elsewhere (a menu, a calendar), nothing will be left: save by ourselves. */
const SETTLE_MS = 250

const EditedField = memo(function EditedField({
  entity,
  field,
  record,
  editing,
  readOnly,
}: FieldProps): ReactNode {
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
      data-wide={isWide(field) || undefined}
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

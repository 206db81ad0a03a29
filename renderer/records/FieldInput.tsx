/** The control of a field, by its kind: one case each, for built-in and custom fields alike. Controlled; saves nothing. */
import { type ReactNode, type SyntheticEvent, useState } from 'react'
import { localTime } from '#db/shared/dates/format.ts'
import type { ElementKind, Field } from '#db/shared/entity.ts'
import { currencyCodes } from '#db/shared/numbers/currencies.ts'
import { useHasText, usePreferences, useText } from '../i18n/I18nProvider.tsx'
import { useMay } from '../state/session.ts'
import { DateField } from '../ui/dates/DateField.tsx'
import { YearlyDateField } from '../ui/dates/YearlyDateField.tsx'
import { Checkbox } from '../ui/fields/Checkbox.tsx'
import {
  EmailList,
  EventList,
  ExtraList,
  HandleList,
  type ListProps,
  PhoneList,
  type TextElement,
  WebsiteList,
} from '../ui/fields/ContactLists.tsx'
import { type Money, MoneyField, NumberField } from '../ui/fields/NumberField.tsx'
import { PickList } from '../ui/fields/PickList.tsx'
import { Select } from '../ui/fields/Select.tsx'
import { TagsField } from '../ui/fields/TagsField.tsx'
import { LongTextField, TextField } from '../ui/fields/TextField.tsx'
import { AddressInput } from './AddressInput.tsx'
import classes from './FieldInput.module.css'
import { PickListEditor } from './PickListEditor.tsx'
import { RefField } from './RefField.tsx'
import { usePickList } from './usePickList.ts'

export interface FieldInputProps {
  readonly entity: string
  readonly field: Field
  readonly label: string
  readonly value: unknown
  readonly onChange: (value: unknown) => void
  readonly error?: string | undefined
  readonly readOnly?: boolean | undefined
  readonly autoFocus?: boolean | undefined
  /** The label is read aloud but not shown. */
  readonly labelHidden?: boolean | undefined
  /** For asking rather than keeping: no empty answer, no way to the list's own editor. */
  readonly asking?: boolean | undefined
  /** What the record calls the target of a reference. */
  readonly refName?: string | null
}

const asText = (value: unknown): string =>
  typeof value === 'string' ? value : value === null || value === undefined ? '' : String(value)
const asTextOrNull = (value: unknown): string | null => asText(value) || null
const asNumber = (value: unknown): number | null => (typeof value === 'number' ? value : null)
const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

/** Elements as the list controls take them: text parts only. */
function asElements(value: unknown): TextElement[] {
  if (!Array.isArray(value)) return []
  return value
    .filter(isObject)
    .map((element) =>
      Object.fromEntries(Object.entries(element).filter(([, part]) => typeof part === 'string')),
    )
}

function asMoney(value: unknown): Money | null {
  if (!isObject(value) || !('minor' in value) || !('currency' in value)) return null
  const { minor, currency } = value
  return typeof minor === 'number' && typeof currency === 'string' ? { minor, currency } : null
}

const lists: Readonly<Record<ElementKind, (props: ListProps) => ReactNode>> = {
  email: EmailList,
  phone: PhoneList,
  address: AddressInput,
  website: WebsiteList,
  handle: HandleList,
  event: EventList,
  extra: ExtraList,
}

export function FieldInput(props: FieldInputProps): ReactNode {
  const { entity, field, label, value, onChange, error, readOnly, autoFocus, labelHidden, asking, refName } =
    props
  const t = useText()
  const { currency } = usePreferences()
  const common = { label, labelHidden, error, readOnly, autoFocus, required: field.required }
  switch (field.kind) {
    case 'longText':
      return <LongTextField {...common} rows={2} value={asText(value)} onChange={onChange} />
    case 'email':
    case 'url':
      return <TextField {...common} kind={field.kind} value={asText(value)} onChange={onChange} />
    case 'pickList':
      return field.codes ? <Coded {...props} /> : <Suggested {...props} />
    case 'tags':
      return <Suggested {...props} />
    case 'choice':
      return (
        <Select
          {...common}
          clearable={!field.required && !readOnly && !asking}
          options={(field.options ?? []).map((code) => ({
            value: code,
            label: t(`${entity}.choice.${field.name}.${code}`),
          }))}
          value={asTextOrNull(value)}
          onChange={onChange}
        />
      )
    case 'number':
    case 'integer':
      return (
        <NumberField
          {...common}
          integer={field.kind === 'integer'}
          value={asNumber(value)}
          onChange={onChange}
        />
      )
    case 'money':
      return (
        <MoneyField
          {...common}
          currencies={[currency, ...currencyCodes]}
          value={asMoney(value)}
          onChange={onChange}
        />
      )
    case 'date':
      return <DateField {...common} value={asTextOrNull(value)} onChange={onChange} />
    case 'instant':
      return <InstantField {...common} value={asTextOrNull(value)} onChange={onChange} />
    case 'yearly':
      return <YearlyDateField {...common} value={asTextOrNull(value)} onChange={onChange} />
    case 'yesNo':
      return (
        <div className={classes.check}>
          <Checkbox label={label} checked={value === true} disabled={readOnly ?? false} onChange={onChange} />
          {error && <div className={classes.error}>{error}</div>}
        </div>
      )
    case 'ref':
      return (
        <RefField
          {...common}
          to={field.to ?? ''}
          known={refName ?? null}
          value={asTextOrNull(value)}
          onChange={onChange}
        />
      )
    case 'list': {
      const List = lists[field.elements ?? 'extra']
      return (
        <div className={classes.list} data-elements={field.elements}>
          <List label={label} value={asElements(value)} onChange={onChange} {...(readOnly && { readOnly })} />
          {error && <div className={classes.error}>{error}</div>}
        </div>
      )
    }
    case 'file':
    case 'json':
      return null
    default:
      return <TextField {...common} value={asText(value)} onChange={onChange} />
  }
}

/** A pick list whose usual values are codes: one is chosen by its word. */
function Coded(props: FieldInputProps): ReactNode {
  const { entity, field, label, value, onChange, error, readOnly, autoFocus } = props
  const t = useText()
  const has = useHasText()
  const offered = usePickList(entity, field, false)
  const now = asTextOrNull(value)
  const codes = now === null || offered.includes(now) ? offered : [...offered, now]
  return (
    <Select
      label={label}
      error={error}
      readOnly={readOnly}
      autoFocus={autoFocus}
      required={field.required}
      clearable={!field.required && !readOnly && field.group !== 'status'}
      options={codes.map((code) => {
        const id = `${entity}.choice.${field.name}.${code}`
        return { value: code, label: has(id) ? t(id) : code }
      })}
      value={now}
      onChange={onChange}
    />
  )
}

const stop = (event: SyntheticEvent): void => event.stopPropagation()

/** A pick list or tags: the values in use are asked for when the field gets the cursor. */
function Suggested({
  entity,
  field,
  label,
  value,
  onChange,
  error,
  readOnly,
  autoFocus,
  labelHidden,
  asking,
}: FieldInputProps): ReactNode {
  const t = useText()
  const [wanted, setWanted] = useState(false)
  const [editing, setEditing] = useState(false)
  const mayEdit = useMay('configure') && !readOnly && !asking
  const suggestions = usePickList(entity, field, wanted || editing)
  const common = { label, labelHidden, error, readOnly, autoFocus, required: field.required }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only learns that its control got the cursor
    <div
      onFocus={() => setWanted(true)}
      onKeyDown={(event) => {
        if (event.key !== 'F2' || event.defaultPrevented || !mayEdit) return
        event.preventDefault()
        setEditing(true)
      }}
    >
      {editing && (
        // biome-ignore lint/a11y/noStaticElementInteractions: what happens in the dialog is no business of the field
        <div onKeyDown={stop} onFocus={stop} onBlur={stop} onContextMenu={stop}>
          <PickListEditor
            entity={entity}
            field={field}
            label={label}
            offered={suggestions}
            onClose={() => setEditing(false)}
          />
        </div>
      )}
      {field.kind === 'tags' ? (
        <TagsField
          {...common}
          suggestions={suggestions}
          value={Array.isArray(value) ? value.map(asText) : []}
          onChange={onChange}
        />
      ) : (
        <PickList
          {...common}
          suggestions={suggestions}
          edit={mayEdit ? { label: t('pickList.edit'), onEdit: () => setEditing(true) } : undefined}
          value={asText(value)}
          onChange={onChange}
        />
      )}
    </div>
  )
}

interface InstantProps {
  readonly label: string
  readonly value: string | null
  readonly onChange: (value: string | null) => void
  readonly error?: string | undefined
  readonly readOnly?: boolean | undefined
}

/** A point in time, edited as its day; the time of day stays what it was. */
function InstantField({ value, onChange, ...rest }: InstantProps): ReactNode {
  const at = value === null ? Number.NaN : Date.parse(value)
  const day = Number.isNaN(at) ? null : localTime(at).iso
  return (
    <DateField
      {...rest}
      value={day}
      onChange={(iso) =>
        onChange(iso === null ? null : onDay(iso, Number.isNaN(at) ? new Date() : new Date(at)))
      }
    />
  )
}

/** The same time of day on another day. */
function onDay(iso: string, time: Date): string {
  const [year = 0, month = 1, day = 1] = iso.split('-').map(Number)
  const moved = new Date(time)
  moved.setFullYear(year, month - 1, day)
  return moved.toISOString()
}

/** A field's value to look at: in a list's cell, a card, a dialog. One case per kind; knows no entity. */
import type { ReactNode } from 'react'
import type { Field } from '#db/shared/entity.ts'
import { useHasText, useText } from '../i18n/I18nProvider.tsx'
import { Bdi, Ltr, useFormat } from '../i18n/useFormat.tsx'
import { Badge } from '../ui/Badge.tsx'
import classes from './CellValue.module.css'

interface Props {
  readonly entity: string
  readonly field: Field
  readonly value: unknown
}

interface Element {
  readonly value?: string
  readonly label?: string
  readonly e164?: string
  readonly service?: string
  readonly [part: string]: string | undefined
}

const isElement = (value: unknown): value is Element => typeof value === 'object' && value !== null
const asText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

export function CellValue({ entity, field, value }: Props): ReactNode {
  const t = useText()
  const has = useHasText()
  const format = useFormat()
  const wordOf = (of: string, { name }: Field, code: string): string => {
    const key = `${of}.choice.${name}.${code}`
    return has(key) ? t(key) : code
  }
  if (value === null || value === undefined || value === '') return null
  switch (field.kind) {
    case 'date':
      return typeof value === 'string' ? format.date(value) : asText(value)
    case 'instant':
      return typeof value === 'string' ? format.dateTime(value) : asText(value)
    case 'yearly':
      return typeof value === 'string' ? format.yearly(value) : asText(value)
    case 'number':
    case 'integer':
      return typeof value === 'number' ? format.number(value) : asText(value)
    case 'money':
      return isElement(value) ? format.money(Number(value.minor), value.currency ?? '') : asText(value)
    case 'yesNo':
      return t(value === true ? 'value.yes' : 'value.no')
    case 'choice':
    case 'pickList': {
      const key = `${entity}.choice.${field.name}.${asText(value)}`
      return has(key) ? t(key) : <Bdi>{asText(value)}</Bdi>
    }
    case 'tags':
      return Array.isArray(value) ? (
        <Tags tags={value.map((tag) => wordOf(entity, field, asText(tag)))} />
      ) : (
        asText(value)
      )
    case 'ref':
      return isElement(value) ? <Bdi>{value.name ?? '…'}</Bdi> : <Bdi>{asText(value)}</Bdi>
    case 'email':
    case 'url':
      return <Ltr>{asText(value)}</Ltr>
    case 'list':
      return Array.isArray(value) ? (
        <FirstOf field={field} elements={value.filter(isElement)} />
      ) : (
        asText(value)
      )
    case 'file':
    case 'json':
      return null
    default:
      return <Bdi>{asText(value)}</Bdi>
  }
}

function Tags({ tags }: { readonly tags: readonly string[] }): ReactNode {
  return (
    <span className={classes.tags}>
      {tags.map((tag) => (
        <Badge key={tag}>
          <Bdi>{tag}</Bdi>
        </Badge>
      ))}
    </span>
  )
}

/** The first element, and how many more there are. */
function FirstOf({
  field,
  elements,
}: {
  readonly field: Field
  readonly elements: readonly Element[]
}): ReactNode {
  const format = useFormat()
  const [first] = elements
  if (!first) return null
  const more =
    elements.length > 1 ? <span className={classes.more}>+{format.integer(elements.length - 1)}</span> : null
  return (
    <>
      <ElementText field={field} element={first} />
      {more}
    </>
  )
}

function ElementText({ field, element }: { readonly field: Field; readonly element: Element }): ReactNode {
  const format = useFormat()
  const value = element.value ?? ''
  switch (field.elements) {
    case 'phone':
      return <Ltr>{format.phone(value, element.e164)}</Ltr>
    case 'email':
    case 'website':
    case 'handle':
      return <Ltr>{value}</Ltr>
    case 'event':
      return format.yearly(value)
    case 'address':
      return (
        <Bdi>
          {element.formatted ??
            [element.street, element.subdistrict, element.district, element.city, element.province]
              .filter(Boolean)
              .join(' ')}
        </Bdi>
      )
    default:
      return <Bdi>{value}</Bdi>
  }
}

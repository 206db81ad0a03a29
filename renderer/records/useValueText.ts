/** Any field's value in one line of words: for history, conflicts, copies. */
import { useMemo } from 'react'
import { formatAddress } from '#db/shared/addresses.ts'
import type { ElementKind, Field } from '#db/shared/entity.ts'
import { useHasText, usePreferences, useText } from '../i18n/I18nProvider.tsx'
import { useFormat } from '../i18n/useFormat.tsx'

export type ValueText = (field: Field, value: unknown, entity?: string) => string

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : value === null || value === undefined ? '' : JSON.stringify(value)

/** Between values that may hold commas of their own. */
const SEPARATOR = ' · '

export function useValueText(): ValueText {
  const t = useText()
  const has = useHasText()
  const format = useFormat()
  const { language, country, digits } = usePreferences()
  return useMemo(() => {
    function label(code: string): string {
      return has(`label.${code}`) ? t(`label.${code}`) : code
    }
    function elementText(kind: ElementKind | undefined, element: Readonly<Record<string, unknown>>): string {
      const part = (name: string): string => textOf(element[name])
      switch (kind) {
        case 'phone': {
          const number = format.phone(part('value'), part('e164') || undefined)
          return part('ext') ? `${number} ${t('ui.list.ext')} ${format.digits(part('ext'))}` : number
        }
        case 'email':
        case 'website':
          return format.ltr(part('value'))
        case 'handle':
          return [part('service'), format.ltr(part('value'))].filter(Boolean).join(' ')
        case 'event':
          return [label(part('label')), format.yearly(part('value'))].filter(Boolean).join(' ')
        case 'address':
          return formatAddress(
            Object.fromEntries(Object.entries(element).map(([name, value]) => [name, textOf(value)])),
            language,
            { homeCountry: country, digits },
          ).join(', ')
        default:
          return [part('name'), part('value')].filter(Boolean).join(': ')
      }
    }
    return (field, value, entity) => {
      if (value === null || value === undefined || value === '') return ''
      switch (field.kind) {
        case 'date':
          return format.date(textOf(value))
        case 'instant':
          return format.dateTime(textOf(value))
        case 'yearly':
          return format.yearly(textOf(value))
        case 'number':
        case 'integer':
          return typeof value === 'number' ? format.number(value) : textOf(value)
        case 'money':
          return isObject(value) ? format.money(Number(value.minor), textOf(value.currency)) : textOf(value)
        case 'yesNo':
          return t(value === true ? 'value.yes' : 'value.no')
        case 'choice':
        case 'pickList': {
          const id = `${entity ?? ''}.choice.${field.name}.${textOf(value)}`
          return has(id) ? t(id) : textOf(value)
        }
        case 'tags':
          return Array.isArray(value)
            ? value.map((tag) => format.isolate(textOf(tag))).join(SEPARATOR)
            : textOf(value)
        case 'ref':
          return isObject(value) ? textOf(value.displayName) || t('record.ref.hidden') : ''
        case 'list':
          return Array.isArray(value)
            ? value
                .filter(isObject)
                .map((element) => elementText(field.elements, element))
                .join(SEPARATOR)
            : textOf(value)
        case 'file':
          return isObject(value) ? textOf(value.mime) : textOf(value)
        default:
          return textOf(value)
      }
    }
  }, [t, has, format, language, country, digits])
}

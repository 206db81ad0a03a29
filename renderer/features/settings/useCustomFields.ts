/** The definitions of one entity's custom fields: read in their order, made, renamed, moved, put in the trash. */

import type { FieldKind } from '#db/shared/entity.ts'
import type { ErrorRecord } from '#db/shared/errors.ts'
import type { WireRecord } from '#db/shared/records.ts'
import { useRead } from '../../data/hooks.ts'
import { call, recordOf } from '../../data/port.ts'
import { useHasText, useText } from '../../i18n/I18nProvider.tsx'
import { reportFailure, toastUndoable } from '../../state/feedback.ts'
import { positionAt, STEP } from './positionAt.ts'

export const customKinds = [
  'text',
  'longText',
  'number',
  'money',
  'date',
  'yesNo',
  'pickList',
  'tags',
  'ref',
] as const satisfies readonly FieldKind[]
export type CustomKind = (typeof customKinds)[number]

/** What a link can lead to. */
export const linkTargets = ['contact', 'company', 'user'] as const
export type LinkTarget = (typeof linkTargets)[number]

/** Kinds that offer values. */
export const hasOptions = (kind: CustomKind): boolean => kind === 'pickList' || kind === 'tags'

export interface CustomField {
  readonly id: string
  readonly label: string
  readonly kind: CustomKind
  readonly options: readonly string[]
  readonly required: boolean
  /** Of a link. */
  readonly target: LinkTarget
  readonly position: number
}

/** What the dialog asks for. */
export type FieldDraft = Omit<CustomField, 'id' | 'position'>

function fieldOf(row: WireRecord): CustomField {
  return {
    id: row.id,
    label: String(row.label ?? ''),
    kind: customKinds.find((kind) => kind === row.kind) ?? 'text',
    options: Array.isArray(row.options) ? row.options.map(String) : [],
    required: row.required === true,
    target: linkTargets.find((target) => target === row.target) ?? 'contact',
    position: typeof row.position === 'number' ? row.position : 0,
  }
}

export function useCustomFields(entity: string) {
  const t = useText()
  const has = useHasText()
  const read = useRead(
    'record.list',
    {
      entity: 'customField',
      filter: { field: 'entity', op: 'is', value: entity },
      sort: ['position', 'createdAt'],
      limit: 500,
    },
    { depends: { on: ['customField'] }, keep: true },
  )
  const fields = (read.data?.rows ?? []).map(fieldOf)

  const say = (text: string, operation: unknown): void => toastUndoable(text, operation, t, has)

  return {
    fields,
    loaded: read.data !== undefined,

    /** Answers what was wrong, if anything was. */
    async save(draft: FieldDraft, field: CustomField | undefined): Promise<ErrorRecord | undefined> {
      const { kind, target, ...rest } = draft
      const data = { ...rest, options: hasOptions(kind) ? [...draft.options] : null }
      try {
        if (field) {
          const { operation } = await call('record.update', { entity: 'customField', id: field.id, data })
          say(t('settings.fields.changed', { field: draft.label }), operation)
        } else {
          const position = (fields.at(-1)?.position ?? 0) + STEP
          const { operation } = await call('record.create', {
            entity: 'customField',
            data: { ...data, kind, entity, position, ...(kind === 'ref' && { target }) },
          })
          say(t('settings.fields.added', { field: draft.label }), operation)
        }
        return undefined
      } catch (failure) {
        return recordOf(failure)
      }
    },

    async trash(field: CustomField): Promise<void> {
      try {
        const { operation } = await call('record.trash', { entity: 'customField', id: field.id })
        say(t('settings.fields.trashed', { field: field.label }), operation)
      } catch (failure) {
        reportFailure(failure, t, has)
      }
    },

    /** Puts a field at another place of the list. */
    async move(field: CustomField, to: number): Promise<void> {
      const others = fields.filter((other) => other.id !== field.id)
      const place = Math.max(0, Math.min(to, others.length))
      const position = positionAt(others, place)
      try {
        if (position !== undefined) {
          const data = { position }
          await call('record.update', { entity: 'customField', id: field.id, data })
          return
        }
        for (const [at, other] of others.toSpliced(place, 0, field).entries())
          await call('record.update', {
            entity: 'customField',
            id: other.id,
            data: { position: (at + 1) * STEP },
          })
      } catch (failure) {
        reportFailure(failure, t, has)
      }
    },
  }
}

/**
 * A reference to another record: typed, found, taken; or made on the spot. Shows the name, keeps the identity. Which
 * entity it is does not matter: searched ones are found by the search, the others by their title.
 */
import { IconExternalLink, IconPlus } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import type { Entity } from '#db/shared/entity.ts'
import { entityNamed } from '#db/shared/registry.ts'
import { stripCompanyForm } from '#db/shared/text/companyForms.ts'
import { initials, splitFullName } from '#db/shared/text/names.ts'
import { useRead } from '../data/hooks.ts'
import { call } from '../data/port.ts'
import { useHasText, useText } from '../i18n/I18nProvider.tsx'
import { reportFailure, toastUndoable } from '../state/feedback.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { IconButton } from '../ui/Button.tsx'
import type { FieldProps } from '../ui/fields/field.ts'
import { type Suggestion, TypeAhead } from '../ui/fields/TypeAhead.tsx'
import { hasPage, openRecord } from './open.ts'
import { useRefName } from './useRecord.ts'
import { useMayCreate } from './useRights.ts'

const LIMIT = 8
const NEW = 'new'

interface Props extends FieldProps<string | null> {
  readonly to: string
  /** The name as the record gives it, until it has been read. */
  readonly known?: string | null
  /** Whether what is not found may be made. */
  readonly canCreate?: boolean
}

interface Found {
  readonly suggestions: readonly Suggestion[]
  readonly busy: boolean
}

const shapeOf = (entity: Entity) => (entity.title.from === 'person' ? 'person' : 'organisation')

function suggestionOf(entity: Entity, id: string, name: string, detail?: string): Suggestion {
  const parts = entity.title.from === 'person' ? splitFullName(name) : { givenName: stripCompanyForm(name) }
  return {
    id,
    label: name,
    ...(detail && { detail }),
    icon: <Avatar initials={initials(parts)} seed={id} shape={shapeOf(entity)} />,
  }
}

/** Records of an entity by what was typed: by the search, or by title for what the search does not know (users). */
function useFound(entity: Entity, query: string | undefined): Found {
  const text = query?.trim() ?? ''
  const searched = useRead(
    'search.run',
    { text, entity: entity.name, limit: LIMIT },
    { depends: { on: [entity.name] }, enabled: entity.searched && text !== '', keep: true },
  )
  const titled = entity.title.from === 'person' ? 'displayName' : entity.title.field
  const listed = useRead(
    'record.list',
    {
      entity: entity.name,
      ...(text !== '' && { filter: { field: titled, op: 'contains' as const, value: text } }),
      limit: LIMIT,
    },
    { depends: { on: [entity.name] }, enabled: !entity.searched && query !== undefined, keep: true },
  )
  if (query === undefined || (entity.searched && text === '')) return { suggestions: [], busy: false }
  if (!entity.searched) {
    const rows = listed.data?.rows ?? []
    return {
      suggestions: rows.map((row) => suggestionOf(entity, row.id, String(row.displayName ?? ''))),
      busy: listed.isPending || listed.isPlaceholderData,
    }
  }
  return {
    suggestions: (searched.data?.hits ?? []).map((hit) =>
      suggestionOf(entity, hit.id, hit.title, hit.field === null ? undefined : hit.snippet),
    ),
    busy: searched.isPending || searched.isPlaceholderData,
  }
}

/** The fields a name makes a record of. */
function dataOf(entity: Entity, name: string): Record<string, unknown> {
  if (entity.title.from !== 'person') return { [entity.title.field]: name }
  const parts = splitFullName(name)
  return Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== ''))
}

export function RefField({ to, known, canCreate = true, value, onChange, ...rest }: Props): ReactNode {
  const t = useText()
  const has = useHasText()
  const entity = entityNamed(to)
  const [query, setQuery] = useState<string>()
  const name = useRefName(to, value, known)
  const found = useFound(entity, query)
  const typed = query?.trim() ?? ''
  const mayCreate = useMayCreate(entity)
  const makes =
    canCreate && mayCreate && entity.searched && entity.editedBy === 'write' && typed !== '' && !rest.readOnly

  const pick = async (id: string): Promise<void> => {
    if (id !== NEW) return onChange(id)
    try {
      const made = await call('record.create', { entity: to, data: dataOf(entity, typed) })
      onChange(made.id)
      toastUndoable(t('record.created', { name: typed }), made.operation, t, has)
    } catch (failure) {
      reportFailure(failure, t, has)
    }
  }
  const make: Suggestion = {
    id: NEW,
    label: t('record.ref.create', { what: t(`${to}.new`), name: typed }),
    icon: <IconPlus size={16} aria-hidden="true" />,
  }
  const shown = name ?? (value ? t('record.ref.hidden') : '')
  return (
    <TypeAhead
      {...rest}
      value={shown}
      query={query}
      onQuery={setQuery}
      suggestions={makes && !found.busy ? [...found.suggestions, make] : found.suggestions}
      busy={found.busy}
      none={t('ui.nothingFound')}
      onPick={(id) => void pick(id)}
      onClear={() => onChange(null)}
      {...(value &&
        name &&
        hasPage(to) &&
        query === undefined && {
          end: (
            <IconButton
              label={t('record.ref.open', { name })}
              size={24}
              onClick={() => openRecord(to, value)}
            >
              <IconExternalLink size={14} />
            </IconButton>
          ),
        })}
    />
  )
}

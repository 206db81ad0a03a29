/** What two records are to each other, as choices a person can make: every kind from both of its sides. */
import { type RelationshipRow, relationshipKinds } from '#db/shared/relationships.ts'
import { useRead } from '../../data/hooks.ts'
import { type Text, useHasText, useText } from '../../i18n/I18nProvider.tsx'

/** A kind seen from one side. `reverse`: the record in front is the second of the two. */
export interface Choice {
  /** `kind:reportsTo`, `type:<id>`, with `:reverse` behind the other side. */
  readonly value: string
  readonly label: string
  readonly type: { readonly kind: (typeof relationshipKinds)[number]['code'] } | { readonly typeId: string }
  readonly reverse: boolean
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

export function useChoices(): readonly Choice[] {
  const t = useText()
  const own = useRead(
    'record.list',
    { entity: 'relationshipType', limit: 500 },
    { depends: { on: ['relationshipType'] }, keep: true },
  ).data
  const common = relationshipKinds.flatMap(({ code, symmetric }): Choice[] => {
    const type = { kind: code }
    const first = { value: `kind:${code}`, label: t(`relationship.kind.${code}`), type, reverse: false }
    return symmetric
      ? [first]
      : [
          first,
          {
            value: `kind:${code}:reverse`,
            label: t(`relationship.kind.${code}.reverse`),
            type,
            reverse: true,
          },
        ]
  })
  const made = (own?.rows ?? []).flatMap((row): Choice[] => {
    const type = { typeId: row.id }
    const first = { value: `type:${row.id}`, label: text(row.name), type, reverse: false }
    const reverse = text(row.reverse)
    return reverse === '' || reverse === first.label
      ? [first]
      : [first, { value: `type:${row.id}:reverse`, label: reverse, type, reverse: true }]
  })
  return [...common, ...made]
}

/** The choice a relationship is, from the side it is looked at. */
export function choiceOf(
  { kind, type, reverse }: RelationshipRow,
  choices: readonly Choice[],
): string | null {
  const base = type ? `type:${type.id}` : `kind:${kind}`
  const value = reverse ? `${base}:reverse` : base
  return [value, base].find((each) => choices.some((choice) => choice.value === each)) ?? null
}

/** The word that is right from this side. */
export function wordOf(row: RelationshipRow, t: Text, has: (id: string) => boolean): string {
  if (row.type) return (row.reverse ? row.type.reverse : row.type.name) ?? t('relationship.kind.unknown')
  const id = `relationship.kind.${row.kind}`
  if (row.reverse && has(`${id}.reverse`)) return t(`${id}.reverse`)
  return row.kind !== null && has(id) ? t(id) : (row.kind ?? t('relationship.kind.unknown'))
}

export function useWord(): (row: RelationshipRow) => string {
  const t = useText()
  const has = useHasText()
  return (row) => wordOf(row, t, has)
}

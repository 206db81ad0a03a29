/** The parts of a filter as they are built: conditions, brackets within brackets, related records, groups. */
import { IconBrackets, IconPlus, IconTrash } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { Entity } from '#db/shared/entity.ts'
import { isGrouped } from '#db/shared/groups.ts'
import { findEntity } from '#db/shared/registry.ts'
import { useRead } from '../../data/hooks.ts'
import { useText } from '../../i18n/I18nProvider.tsx'
import { useFormat } from '../../i18n/useFormat.tsx'
import { Button, IconButton } from '../../ui/Button.tsx'
import { Select } from '../../ui/fields/Select.tsx'
import { Menu } from '../../ui/Menu.tsx'
import classes from './Filter.module.css'
import { type AskField, opsOf, opWord, relatedTo, spanned, valueless } from './fields.ts'
import {
  type All,
  all,
  type Condition,
  condition,
  type InGroup,
  inGroup,
  type Part,
  related,
} from './model.ts'
import { ValueInput } from './ValueInput.tsx'

interface Shared {
  readonly entity: Entity
  readonly fieldsOf: (entity: Entity) => readonly AskField[]
  /** The condition made last takes the cursor. */
  readonly newest: number
  /** `1.2`: where it stands, for those who hear the form. */
  readonly place: string
  readonly onPart: (key: number, next: Part | undefined) => void
}

/** Brackets: all of these, any of these, or not. */
export function AllView({
  tree,
  root = false,
  ...rest
}: Shared & { readonly tree: All; readonly root?: boolean }): ReactNode {
  const t = useText()
  const format = useFormat()
  const { entity, fieldsOf, place, onPart } = rest
  const add = (part: Part): void => onPart(tree.key, { ...tree, parts: [...tree.parts, part] })
  const joins = ['and', 'or', 'notAnd', 'notOr'] as const
  const join = `${tree.not ? 'not' : ''}${tree.not ? (tree.join === 'and' ? 'And' : 'Or') : tree.join}`
  return (
    <fieldset
      className={classes.all}
      data-root={root || undefined}
      aria-label={t('filter.bracket', { place })}
    >
      <div className={classes.head}>
        <Select
          label={t('filter.join')}
          labelHidden
          value={join}
          options={joins.map((value) => ({ value, label: t(`filter.join.${value}.choice`) }))}
          onChange={(value) =>
            onPart(tree.key, {
              ...tree,
              not: value === 'notAnd' || value === 'notOr',
              join: value === 'or' || value === 'notOr' ? 'or' : 'and',
            })
          }
        />
        {!root && (
          <IconButton
            label={t('filter.remove.bracket', { place })}
            onClick={() => onPart(tree.key, undefined)}
          >
            <IconTrash size={15} />
          </IconButton>
        )}
      </div>
      {tree.parts.map((part, index) => (
        <PartView
          key={part.key}
          {...rest}
          part={part}
          place={place === '' ? format.integer(index + 1) : `${place}.${format.integer(index + 1)}`}
        />
      ))}
      <div className={classes.adders}>
        <Button
          tone="quiet"
          size="small"
          icon={<IconPlus size={14} />}
          onClick={() => add(condition(fieldsOf(entity)[0]))}
        >
          {t('filter.add')}
        </Button>
        <Menu
          label={t('filter.addMore')}
          trigger={
            <Button tone="quiet" size="small" icon={<IconBrackets size={14} />}>
              {t('filter.addMore')}
            </Button>
          }
          entries={[
            {
              id: 'all',
              label: t('filter.add.bracket'),
              onSelect: () => add(all([condition(fieldsOf(entity)[0])], 'or')),
            },
            ...(isGrouped(entity.name)
              ? [{ id: 'group', label: t('filter.add.group'), onSelect: () => add(inGroup('')) }]
              : []),
            { kind: 'title' as const, id: 'related', label: t('filter.add.related') },
            ...relatedTo(entity).map(({ name }) => ({
              id: name,
              label: t(`${name}.many`),
              onSelect: () => add(related(name)),
            })),
          ]}
        />
      </div>
    </fieldset>
  )
}

function PartView({ part, ...rest }: Shared & { readonly part: Part }): ReactNode {
  const t = useText()
  const { place, onPart } = rest
  if (part.is === 'all') return <AllView {...rest} tree={part} />
  if (part.is === 'field') return <ConditionView {...rest} part={part} />
  if (part.is === 'group') return <GroupView {...rest} part={part} />
  const entity = findEntity(part.entity)
  return (
    <fieldset
      className={classes.related}
      aria-label={t('filter.related', { place, what: t(`${part.entity}.many`) })}
    >
      <div className={classes.head}>
        <Select
          label={t('filter.has')}
          labelHidden
          value={part.none ? 'none' : 'some'}
          options={(['some', 'none'] as const).map((value) => ({
            value,
            label: t(`filter.has.${value}`, { what: t(`${part.entity}.many`) }),
          }))}
          onChange={(value) => onPart(part.key, { ...part, none: value === 'none' })}
        />
        <IconButton label={t('filter.remove', { place })} onClick={() => onPart(part.key, undefined)}>
          <IconTrash size={15} />
        </IconButton>
      </div>
      {entity && <AllView {...rest} entity={entity} tree={part.where} root />}
    </fieldset>
  )
}

function ConditionView({ part, ...rest }: Shared & { readonly part: Condition }): ReactNode {
  const t = useText()
  const { entity, fieldsOf, place, newest, onPart } = rest
  const fields = fieldsOf(entity)
  const ask = fields.find(({ path }) => path === part.path)
  return (
    <div className={classes.condition}>
      <Select
        label={t('filter.field', { place })}
        labelHidden
        autoFocus={part.key === newest}
        value={ask ? part.path : null}
        error={ask ? undefined : t('filter.fieldGone')}
        options={fields.map(({ path, label }) => ({ value: path, label }))}
        onChange={(path) => {
          const next = fields.find((each) => each.path === path)
          if (next) onPart(part.key, { ...condition(next), key: part.key })
        }}
      />
      <Select
        label={t('filter.op', { place })}
        labelHidden
        value={part.op}
        options={(ask ? opsOf(ask) : [part.op]).map((op) => ({
          value: op,
          label: t(`filter.op.${ask ? opWord(op, ask.field) : op}`),
        }))}
        onChange={(chosen) => {
          const op = ask && opsOf(ask).find((each) => each === chosen)
          if (!op) return
          const shape = (each: Condition['op']): string =>
            valueless.has(each)
              ? 'none'
              : spanned.has(each) || each === 'anniversaryWithin'
                ? 'span'
                : each === 'between' || each === 'in'
                  ? each
                  : 'one'
          const isRef = ask.field.kind === 'ref' && ask.property === undefined
          const named = (each: Condition['op']): boolean => each === 'is' || each === 'isNot'
          const keeps = shape(op) === shape(part.op) && (!isRef || named(op) === named(part.op))
          onPart(part.key, {
            ...part,
            op,
            ...(!keeps && { value: ask.field.kind === 'yesNo' ? true : null }),
          })
        }}
      />
      <div className={classes.value}>
        {ask && (
          <ValueInput
            ask={ask}
            op={part.op}
            value={part.value}
            unit={part.unit}
            label={t('filter.value', { place })}
            onChange={(value, unit) => onPart(part.key, { ...part, value, unit })}
          />
        )}
      </div>
      <IconButton label={t('filter.remove', { place })} onClick={() => onPart(part.key, undefined)}>
        <IconTrash size={15} />
      </IconButton>
    </div>
  )
}

function GroupView({ part, entity, place, onPart }: Shared & { readonly part: InGroup }): ReactNode {
  const t = useText()
  const groups = useRead(
    'group.list',
    entity.name === 'company' ? { entity: 'company' } : { entity: 'contact' },
    { depends: { on: ['group'] } },
  ).data?.groups
  return (
    <div className={classes.condition}>
      <Select
        label={t('filter.op', { place })}
        labelHidden
        value={part.not ? 'not' : 'in'}
        options={(['in', 'not'] as const).map((value) => ({ value, label: t(`filter.group.${value}`) }))}
        onChange={(value) => onPart(part.key, { ...part, not: value === 'not' })}
      />
      <Select
        label={t('filter.group', { place })}
        labelHidden
        value={part.group || null}
        options={(groups ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(group) => onPart(part.key, { ...part, group: group ?? '' })}
      />
      <span />
      <IconButton label={t('filter.remove', { place })} onClick={() => onPart(part.key, undefined)}>
        <IconTrash size={15} />
      </IconButton>
    </div>
  )
}

/** A group made or changed: its name, where it stands, whose it is, and the conditions of one by query. */
import { type ReactNode, useState } from 'react'
import type { Filter } from '#db/shared/filter.ts'
import type { Grouped, GroupRow } from '#db/shared/groups.ts'
import { entityNamed } from '#db/shared/registry.ts'
import { call } from '../../data/port.ts'
import { useText } from '../../i18n/I18nProvider.tsx'
import { useDescribeSteps } from '../../records/describe.ts'
import { FilterDialog } from '../../records/filter/FilterDialog.tsx'
import { useDoing } from '../../state/doing.ts'
import { Button } from '../../ui/Button.tsx'
import { Checkbox, Segments } from '../../ui/fields/Checkbox.tsx'
import { Select } from '../../ui/fields/Select.tsx'
import { LongTextField, TextField } from '../../ui/fields/TextField.tsx'
import { Dialog } from '../../ui/overlay/Dialog.tsx'
import classes from './Groups.module.css'
import { parentsFor, pathOf } from './tree.ts'

export interface GroupDraft {
  readonly id?: string
  readonly name: string
  readonly entity: Grouped
  readonly parentId: string | null
  /** Null for a static one. */
  readonly filter: Filter | null
  readonly description: string
  readonly private: boolean
}

interface Props {
  readonly draft: GroupDraft
  readonly groups: readonly GroupRow[]
  /** What the group sorts is settled. */
  readonly fixedEntity?: boolean
  readonly onClose: () => void
  readonly onSaved: (id: string) => void
}

export function GroupDialog({ draft, groups, fixedEntity, onClose, onSaved }: Props): ReactNode {
  const t = useText()
  const doing = useDoing()
  const [group, setGroup] = useState(draft)
  const [asking, setAsking] = useState(false)
  const words = useDescribeSteps(
    entityNamed(group.entity),
    group.filter ? [{ combine: 'replace', filter: group.filter }] : [],
  )
  const settled = fixedEntity || draft.id !== undefined
  const ready = group.name.trim() !== ''
  const save = async (): Promise<void> => {
    if (!ready) return
    const { id, name, entity, ...rest } = group
    const saved = await doing(
      () =>
        call('group.save', {
          name: name.trim(),
          ...(id === undefined ? { entity } : { id }),
          ...rest,
          description: rest.description.trim() || null,
        }),
      t('group.saved', { name: name.trim() }),
    )
    if (!saved) return
    onSaved(saved.id)
  }
  if (asking)
    return (
      <FilterDialog
        entity={entityNamed(group.entity)}
        filter={group.filter ?? undefined}
        title={t('group.conditions')}
        done={t('group.conditions.done')}
        plain
        onClose={() => setAsking(false)}
        onApply={(filter) => {
          setGroup({ ...group, filter })
          setAsking(false)
        }}
      />
    )
  return (
    <Dialog
      open
      title={t(draft.id === undefined ? 'group.new' : 'group.edit')}
      onClose={onClose}
      onSubmit={() => void save()}
      footer={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button tone="primary" type="submit" disabled={!ready}>
            {t('ui.save')}
          </Button>
        </>
      }
    >
      <div className={classes.form}>
        <TextField
          label={t('group.field.name')}
          value={group.name}
          required
          autoFocus
          onChange={(name) => setGroup({ ...group, name })}
        />
        {!settled && (
          <Segments
            label={t('group.field.sorts')}
            value={group.entity}
            options={(['contact', 'company'] as const).map((value) => ({
              value,
              label: t(`group.choice.sorts.${value}`),
            }))}
            onChange={(value) =>
              setGroup({
                ...group,
                entity: value === 'company' ? 'company' : 'contact',
                parentId: null,
                filter: group.filter && { and: [] },
              })
            }
          />
        )}
        <Select
          label={t('group.field.parentId')}
          clearable
          value={group.parentId}
          options={parentsFor(groups, group.entity, draft.id).map(({ id }) => ({
            value: id,
            label: pathOf(groups, id),
          }))}
          onChange={(parentId) => setGroup({ ...group, parentId })}
        />
        <Segments
          label={t('group.members')}
          value={group.filter ? 'query' : 'static'}
          options={(['static', 'query'] as const).map((value) => ({ value, label: t(`group.by.${value}`) }))}
          onChange={(value) =>
            setGroup({ ...group, filter: value === 'query' ? (group.filter ?? { and: [] }) : null })
          }
        />
        {group.filter && (
          <div className={classes.query}>
            <span className={classes.words}>
              <bdi>{words || t('group.everything', { what: t(`${group.entity}.many`) })}</bdi>
            </span>
            <Button size="small" onClick={() => setAsking(true)}>
              {t('group.conditions.edit')}
            </Button>
          </div>
        )}
        <LongTextField
          label={t('group.field.description')}
          rows={2}
          value={group.description}
          onChange={(description) => setGroup({ ...group, description })}
        />
        <Checkbox
          label={t('group.private')}
          checked={group.private}
          onChange={(isPrivate) => setGroup({ ...group, private: isPrivate })}
        />
      </div>
    </Dialog>
  )
}

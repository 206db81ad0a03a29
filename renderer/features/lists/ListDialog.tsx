/** A list made or changed: its name, what it holds, what it is for, and the conditions of a segment. */
import { type ReactNode, useState } from 'react'
import type { Filter } from '#db/shared/filter.ts'
import type { Holdable, ListRow } from '#db/shared/lists.ts'
import { roles } from '#db/shared/lists.ts'
import { entityNamed } from '#db/shared/registry.ts'
import { call } from '../../data/port.ts'
import { useText } from '../../i18n/I18nProvider.tsx'
import { useDescribeSteps } from '../../records/describe.ts'
import { FilterDialog } from '../../records/filter/FilterDialog.tsx'
import { useReturnFocus } from '../../records/focus.ts'
import { useDoing } from '../../state/doing.ts'
import { Button } from '../../ui/Button.tsx'
import { Checkbox, Segments } from '../../ui/fields/Checkbox.tsx'
import { LongTextField, TextField } from '../../ui/fields/TextField.tsx'
import layout from '../../ui/layout.module.css'
import { Dialog } from '../../ui/overlay/Dialog.tsx'
import classes from './Lists.module.css'

export interface ListDraft {
  readonly id?: string
  readonly name: string
  readonly holds: Holdable
  readonly role: ListRow['role']
  /** Null for a static one. */
  readonly filter: Filter | null
  readonly description: string
  readonly private: boolean
}

export const freshList: ListDraft = {
  name: '',
  holds: 'contact',
  role: 'target',
  filter: null,
  description: '',
  private: false,
}

export const draftOf = (list: ListRow): ListDraft => ({
  id: list.id,
  name: list.name,
  holds: list.holds,
  role: list.role,
  filter: list.isSegment ? list.members : null,
  description: list.description ?? '',
  private: list.private,
})

interface Props {
  readonly draft: ListDraft
  readonly onClose: () => void
}

export function ListDialog({ draft, onClose }: Props): ReactNode {
  useReturnFocus()
  const t = useText()
  const doing = useDoing()
  const [list, setList] = useState(draft)
  const [asking, setAsking] = useState(false)
  const words = useDescribeSteps(
    entityNamed(list.holds),
    list.filter ? [{ combine: 'replace', filter: list.filter }] : [],
  )
  const ready = list.name.trim() !== ''
  const save = async (): Promise<void> => {
    if (!ready) return
    const { id, name, holds, description, ...rest } = list
    if (
      await doing(
        () =>
          call('list.save', {
            ...(id === undefined ? { holds } : { id }),
            ...rest,
            name: name.trim(),
            description: description.trim() || null,
          }),
        t('lists.saved', { name: name.trim() }),
      )
    ) {
      onClose()
    }
  }
  if (asking)
    return (
      <FilterDialog
        entity={entityNamed(list.holds)}
        filter={list.filter ?? undefined}
        title={t('lists.conditions')}
        done={t('lists.conditions.done')}
        plain
        onClose={() => setAsking(false)}
        onApply={(filter) => {
          setList({ ...list, filter })
          setAsking(false)
        }}
      />
    )
  return (
    <Dialog
      open
      title={t(draft.id === undefined ? 'list.new' : 'lists.edit')}
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
      <div className={layout.form}>
        <TextField
          label={t('list.field.name')}
          value={list.name}
          required
          autoFocus
          onChange={(name) => setList({ ...list, name })}
        />
        {draft.id === undefined && (
          <Segments
            label={t('list.field.holds')}
            value={list.holds}
            options={(['contact', 'company'] as const).map((value) => ({
              value,
              label: t(`list.choice.holds.${value}`),
            }))}
            onChange={(value) =>
              setList({
                ...list,
                holds: value === 'company' ? 'company' : 'contact',
                filter: list.filter && { and: [] },
              })
            }
          />
        )}
        <Segments
          label={t('lists.kind')}
          value={list.filter ? 'segment' : 'static'}
          options={(['static', 'segment'] as const).map((value) => ({
            value,
            label: t(`lists.kind.${value}`),
            disabled: draft.id !== undefined,
          }))}
          onChange={(value) =>
            setList({ ...list, filter: value === 'segment' ? (list.filter ?? { and: [] }) : null })
          }
        />
        {list.filter && (
          <div className={classes.query}>
            <span className={layout.words}>
              <bdi>{words || t('lists.everything', { what: t(`${list.holds}.many`) })}</bdi>
            </span>
            <Button size="small" onClick={() => setAsking(true)}>
              {t('lists.conditions.edit')}
            </Button>
          </div>
        )}
        <Segments
          label={t('list.field.role')}
          value={list.role}
          options={roles.map((value) => ({ value, label: t(`list.choice.role.${value}`) }))}
          onChange={(value) => setList({ ...list, role: value === 'suppression' ? 'suppression' : 'target' })}
        />
        <LongTextField
          label={t('list.field.description')}
          rows={2}
          value={list.description}
          onChange={(description) => setList({ ...list, description })}
        />
        <Checkbox
          label={t('lists.private')}
          checked={list.private}
          onChange={(isPrivate) => setList({ ...list, private: isPrivate })}
        />
      </div>
    </Dialog>
  )
}

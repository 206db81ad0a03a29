/** The face of a record: its picture, or initials; a menu to choose another or take it away. */
import { IconPhoto, IconTrash } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { Entity } from '#db/shared/entity.ts'
import { useRead } from '../data/hooks.ts'
import { native } from '../data/native.ts'
import { call } from '../data/port.ts'
import { useHasText, useText } from '../i18n/I18nProvider.tsx'
import { useDoing } from '../state/doing.ts'
import { reportFailure, toastUndoable } from '../state/feedback.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Menu } from '../ui/Menu.tsx'
import { Spoken } from '../ui/Spoken.tsx'
import classes from './Photo.module.css'
import { type Loaded, useInitials } from './useRecord.ts'

const PICTURES = ['png', 'jpg', 'jpeg', 'gif', 'webp']

interface Props {
  readonly entity: Entity
  readonly record: Loaded
  readonly readOnly: boolean
}

export function Photo({ entity, record, readOnly }: Props): ReactNode {
  const t = useText()
  const has = useHasText()
  const doing = useDoing()
  const field = entity.fields.find(({ kind }) => kind === 'file')?.name
  const held = field !== undefined && record[field] !== null && record[field] !== undefined
  const file = useRead(
    'attachment.read',
    { entity: entity.name, id: record.id, field: field ?? '' },
    { depends: { on: [entity.name], ids: [record.id] }, enabled: held },
  ).data?.file
  const image = held && file ? `data:${file.mime};base64,${file.data}` : undefined
  const avatar = (
    <Avatar
      initials={useInitials(entity, record)}
      seed={record.id}
      size="large"
      shape={entity.title.from === 'person' ? 'person' : 'organisation'}
      {...(image && { image })}
    />
  )
  if (field === undefined || !native || readOnly) return avatar

  async function choose(into: string): Promise<void> {
    try {
      const files =
        (await native?.openFiles({ filters: [{ name: t('record.photo.files'), extensions: PICTURES }] })) ??
        []
      if (files.length === 0) return
      const { operation } = await call('attachment.set', {
        entity: entity.name,
        id: record.id,
        field: into,
        files: files.slice(0, 1),
      })
      toastUndoable(t('record.photo.set'), operation, t, has)
    } catch (failure) {
      reportFailure(failure, t, has)
    }
  }
  async function remove(from: string): Promise<void> {
    await doing(
      () =>
        call('record.update', {
          entity: entity.name,
          id: record.id,
          data: { [from]: null },
        }),
      t('record.photo.removed'),
    )
  }
  return (
    <Menu
      label={t('record.photo')}
      trigger={
        <button type="button" className={classes.photo}>
          <Spoken>{t('record.photo')}</Spoken>
          {avatar}
        </button>
      }
      entries={[
        {
          id: 'choose',
          label: t('record.photo.choose'),
          icon: <IconPhoto size={15} />,
          onSelect: () => void choose(field),
        },
        {
          id: 'remove',
          label: t('record.photo.remove'),
          icon: <IconTrash size={15} />,
          disabled: !held,
          onSelect: () => void remove(field),
        },
      ]}
    />
  )
}

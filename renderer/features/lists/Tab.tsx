/** The static lists a record is in, or was. */
import { IconPlaylistX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { Entity } from '#db/shared/entity.ts'
import { type Holdable, isHoldable } from '#db/shared/lists.ts'
import { useRead } from '../../data/hooks.ts'
import { call } from '../../data/port.ts'
import { useText } from '../../i18n/I18nProvider.tsx'
import { useFormat } from '../../i18n/useFormat.tsx'
import type { RecordProps } from '../../records/extensions.tsx'
import { useDoing } from '../../state/doing.ts'
import { useMay } from '../../state/session.ts'
import { Badge } from '../../ui/Badge.tsx'
import { IconButton } from '../../ui/Button.tsx'
import layout from '../../ui/layout.module.css'
import classes from './Lists.module.css'

const holdable = ({ name }: Entity): Holdable => (isHoldable(name) ? name : 'contact')

const useListsOf = (entity: Entity, id: string) =>
  useRead(
    'list.of',
    { entity: holdable(entity), id },
    { depends: { on: ['list', 'listMember'] }, keep: true },
  ).data?.lists

export const useListCount = (entity: Entity, id: string): number | undefined =>
  useListsOf(entity, id)?.filter(({ leftAt }) => leftAt === null).length

export function ListsTab({ entity, record, readOnly }: RecordProps): ReactNode {
  const t = useText()
  const doing = useDoing()
  const format = useFormat()
  const may = useMay('create')
  const mine = useListsOf(entity, record.id)
  const leave = async (list: string, name: string): Promise<void> => {
    await doing(
      () => call('list.remove', { list, target: { ids: [record.id] } }),
      (done) => t('lists.remove.done', { n: done.changed, name }),
    )
  }
  return (
    <div className={layout.tab}>
      {mine?.length === 0 && <p className={layout.hint}>{t('lists.tab.none')}</p>}
      <ul className={classes.of}>
        {(mine ?? []).map(({ id, name, role, since, leftAt }) => (
          <li key={id} className={classes.membership} data-over={leftAt !== null || undefined}>
            <bdi className={classes.name}>{name}</bdi>
            {role === 'suppression' && <Badge tone="danger">{t('lists.suppression')}</Badge>}
            <span className={layout.end}>
              {leftAt !== null
                ? t('lists.tab.left', { day: format.day(leftAt) })
                : since !== null && t('lists.tab.since', { day: format.day(since) })}
            </span>
            {leftAt === null && !readOnly && may && (
              <IconButton label={t('lists.leave', { name })} onClick={() => void leave(id, name)}>
                <IconPlaylistX size={15} />
              </IconButton>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}

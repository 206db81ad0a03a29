/** One activity in a list: when, what, with whom; opens, completes. */
import { IconAlertTriangle, IconCheck, IconLock, IconRepeat } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { type ActivityItem, activity } from '#db/shared/activities.ts'
import { localTime } from '#db/shared/dates/format.ts'
import { useText } from '../../i18n/I18nProvider.tsx'
import { Bdi } from '../../i18n/useFormat.tsx'
import { openRecord } from '../../records/open.ts'
import { useMayEdit } from '../../records/useRights.ts'
import { Badge } from '../../ui/Badge.tsx'
import { IconButton } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/fields/Checkbox.tsx'
import { openDialog } from './dialogs.ts'
import classes from './Items.module.css'
import { baseOf, colourOf, KindIcon, useCodeWord, useOptions, useTitle, useWhen } from './words.tsx'

interface Props {
  readonly item: ActivityItem
  readonly readOnly: boolean
  readonly picked?: boolean
  readonly onPick?: (on: boolean) => void
}

export function ItemRow({ item, readOnly, picked, onPick }: Props): ReactNode {
  const t = useText()
  const mayEdit = useMayEdit(activity)(item.owner?.id ?? null)
  const options = useOptions()
  const word = useCodeWord('history.kind')
  const title = useTitle()
  const when = useWhen()
  const open = item.status === 'open'
  const late = open && item.lastDay < localTime(Date.now()).iso
  const name = title(item)
  const party = item.contact ?? item.company
  return (
    <li className={classes.row} data-closed={!open || undefined}>
      {onPick && mayEdit && <Checkbox label={name} labelHidden checked={picked ?? false} onChange={onPick} />}
      {!readOnly && mayEdit && open && (
        <IconButton
          label={t('activity.completeOne', { name })}
          size={24}
          onClick={() => openDialog({ what: 'complete', item })}
        >
          <IconCheck size={15} />
        </IconButton>
      )}
      <span className={classes.kind} data-colour={colourOf(options, item)} title={word(item.kind)}>
        <KindIcon base={baseOf(options, item.kind)} />
      </span>
      <button type="button" className={classes.title} onClick={() => openDialog({ what: 'edit', item })}>
        <Bdi>{name}</Bdi>
        {item.recurring && <IconRepeat size={13} aria-label={t('activity.recurring')} />}
        {item.private && <IconLock size={13} aria-label={t('field.private')} />}
      </button>
      {item.priority === 'high' && <Badge tone="warning">{t('activity.field.priority.high')}</Badge>}
      {!open && (
        <Badge tone={item.status === 'done' ? 'success' : 'neutral'}>
          {t(`activity.field.status.${item.status}`)}
        </Badge>
      )}
      <span className={classes.who}>
        {party && (
          <button
            type="button"
            className={classes.link}
            onClick={() => openRecord(item.contact ? 'contact' : 'company', party.id)}
          >
            <Bdi>{party.name ?? t('record.ref.hidden')}</Bdi>
          </button>
        )}
      </span>
      <span className={classes.when} data-late={late || undefined}>
        {late && <IconAlertTriangle size={13} aria-label={t('activity.late')} />}
        {when(item)}
      </span>
    </li>
  )
}

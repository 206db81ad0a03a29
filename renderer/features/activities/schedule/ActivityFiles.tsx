/** The files that go with an activity: an agenda, a plan. They are documents of whom it is with as well. */
import { IconPaperclip, IconX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { WireRecord } from '#db/shared/records.ts'
import { useRead } from '../../../data/hooks.ts'
import { call } from '../../../data/port.ts'
import { useHasText, useText } from '../../../i18n/I18nProvider.tsx'
import { Bdi, useFormat } from '../../../i18n/useFormat.tsx'
import { chooseAndAttach } from '../../../records/attachFiles.ts'
import { useDocumentActions } from '../../../records/useDocumentActions.ts'
import { useDoing } from '../../../state/doing.ts'
import { Button, IconButton } from '../../../ui/Button.tsx'
import classes from '../Activities.module.css'

export function ActivityFiles({
  id,
  readOnly,
}: {
  readonly id: string
  readonly readOnly: boolean
}): ReactNode {
  const t = useText()
  const has = useHasText()
  const format = useFormat()
  const files = useRead(
    'record.list',
    {
      entity: 'document',
      filter: { field: 'activityId', op: 'is', value: id },
      sort: ['name'],
      limit: 100,
    },
    { depends: { on: ['document'] }, keep: true },
  ).data?.rows
  return (
    <div className={classes.files}>
      {!readOnly && (
        <Button
          size="small"
          icon={<IconPaperclip size={14} />}
          onClick={() => void chooseAndAttach({ entity: 'activity', id }, { t, has, format })}
        >
          {t('mail.write.attach')}
        </Button>
      )}
      <ul className={classes.chosen} aria-label={t('document.many')}>
        {files?.map((file) => (
          <One key={file.id} file={file} readOnly={readOnly} />
        ))}
      </ul>
    </div>
  )
}

function One({ file, readOnly }: { readonly file: WireRecord; readonly readOnly: boolean }): ReactNode {
  const t = useText()
  const doing = useDoing()
  const { open } = useDocumentActions(file)
  const name = String(file.name ?? '')
  const remove = async (): Promise<void> => {
    await doing(() => call('record.trash', { entity: 'document', id: file.id }), t('list.deleted', { name }))
  }
  return (
    <li className={classes.one}>
      <button type="button" className={classes.file} onClick={() => void open()}>
        <Bdi>{name}</Bdi>
      </button>
      {!readOnly && (
        <IconButton label={t('mail.write.detach', { name })} size={24} onClick={() => void remove()}>
          <IconX size={12} />
        </IconButton>
      )}
    </li>
  )
}

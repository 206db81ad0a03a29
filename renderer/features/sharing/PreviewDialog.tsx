/** What a round would send and fetch, before it is done. */
import { type ReactNode, useEffect } from 'react'
import type { SyncPreview } from '#db/shared/sync.ts'
import { useJob } from '../../data/hooks.ts'
import { type Text, useText } from '../../i18n/I18nProvider.tsx'
import { Bdi, useFormat } from '../../i18n/useFormat.tsx'
import { JobProgress } from '../../records/JobProgress.tsx'
import { Button } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Dialog } from '../../ui/overlay/Dialog.tsx'
import { Table } from '../../ui/Table.tsx'
import classes from './Sharing.module.css'

export function PreviewDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const t = useText()
  const { job, start, cancel } = useJob('sync.preview')
  useEffect(() => {
    void start({})
    return cancel
  }, [start, cancel])
  return (
    <Dialog
      open
      title={t('sharing.preview.title')}
      onClose={onClose}
      footer={<Button onClick={onClose}>{t('ui.close')}</Button>}
    >
      {job.state === 'running' && <JobProgress label={t('progress.syncFetch')} job={job} onCancel={cancel} />}
      {job.state === 'failed' && <ErrorNote error={job.error} />}
      {job.state === 'done' && <Told preview={job.result} />}
    </Dialog>
  )
}

function Told({ preview }: { readonly preview: SyncPreview }): ReactNode {
  const t = useText()
  const format = useFormat()
  const { send, receive, unreadable, fresh } = preview
  return (
    <div className={classes.list} role="status">
      {fresh && <p>{t('sharing.preview.fresh')}</p>}
      {send.changes === 0 && receive.length === 0 ? (
        <p>{t('sharing.preview.nothing')}</p>
      ) : (
        <Table
          label={t('sharing.preview.title')}
          columns={[
            { id: 'from', label: t('sharing.preview.from') },
            { id: 'changes', label: t('sharing.preview.changes'), end: true },
            { id: 'what', label: t('sharing.preview.what') },
          ]}
        >
          {send.changes > 0 && (
            <tr>
              <td>{t('sharing.preview.send')}</td>
              <td data-end="">{format.integer(send.changes)}</td>
              <td>{words(send.records, t)}</td>
            </tr>
          )}
          {receive.map(({ device, user, changes, records }) => (
            <tr key={`${device} ${user}`}>
              <td>
                <Bdi>{user}</Bdi> · <Bdi>{device}</Bdi>
              </td>
              <td data-end="">{format.integer(changes)}</td>
              <td>{words(records, t)}</td>
            </tr>
          ))}
        </Table>
      )}
      {unreadable > 0 && <p className={classes.hint}>{t('sharing.preview.unreadable', { n: unreadable })}</p>}
    </div>
  )
}

const words = (records: SyncPreview['send']['records'], t: Text): string =>
  records
    .map(({ entity, n }) => t(entity === null ? 'sharing.preview.newer' : `${entity}.count`, { n }))
    .join(' · ')

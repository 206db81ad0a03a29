/** How the database does on this computer: what it takes up, when it was last copied to safety, how sharing stands. */
import { type ReactNode, useEffect } from 'react'
import { useRead } from '../../data/hooks.ts'
import { useText } from '../../i18n/I18nProvider.tsx'
import { useFormat } from '../../i18n/useFormat.tsx'
import { go } from '../../state/route.ts'
import { Button } from '../../ui/Button.tsx'
import { Table } from '../../ui/Table.tsx'
import { Alarms } from './Alarms.tsx'
import { Devices } from './Devices.tsx'
import classes from './Sharing.module.css'
import { refresh, useSharing } from './state.ts'

export function HealthPage(): ReactNode {
  const t = useText()
  const format = useFormat()
  const { status } = useSharing()
  const { data } = useRead('sync.health', {}, { depends: { on: [] } })
  useEffect(() => void refresh(), [])
  if (!data) return null
  const size = (bytes: number | null): string => (bytes === null ? t('health.many') : format.bytes(bytes))
  const sizes = [
    ['database', data.database],
    ['search', data.search],
    ['attachments', data.attachments],
    ['backups', data.backups],
  ] as const
  return (
    <div className={classes.list}>
      <p>
        {data.lastBackup
          ? t('health.backup', { when: format.relative(data.lastBackup, Date.now()) })
          : t('health.noBackup')}
      </p>
      <p>
        {data.lastReport
          ? t(data.lastReport.failed ? 'health.reportFailed' : 'health.report', {
              name: data.lastReport.name,
              when: format.relative(data.lastReport.at, Date.now()),
            })
          : t('health.noReport')}
      </p>
      <Table
        label={t('health.sizes')}
        columns={[
          { id: 'what', label: t('health.what') },
          { id: 'size', label: t('health.size'), end: true },
        ]}
      >
        {sizes.map(([what, bytes]) => (
          <tr key={what}>
            <td>{t(`health.size.${what}`)}</td>
            <td data-end="">{size(bytes)}</td>
          </tr>
        ))}
      </Table>
      {status && status.state !== 'off' ? (
        <>
          <Alarms alarms={status.alarms} />
          <Devices devices={status.devices} />
        </>
      ) : (
        <p>{t('sharing.off.text')}</p>
      )}
      <div className={classes.row}>
        <Button onClick={() => go({ section: 'settings', view: 'sharing' })}>
          {t('settings.view.sharing')}
        </Button>
      </div>
    </div>
  )
}

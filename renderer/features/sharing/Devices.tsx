/** The computers of the team: who sits there, when it was last seen, how far it is, with which version. */
import { type ReactNode, useState } from 'react'
import type { SyncDevice } from '#db/shared/sync.ts'
import { useText } from '../../i18n/I18nProvider.tsx'
import { Bdi, Ltr, useFormat } from '../../i18n/useFormat.tsx'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { Table } from '../../ui/Table.tsx'
import { RemoveDialog } from './RemoveDialog.tsx'

interface Props {
  readonly devices: readonly SyncDevice[]
  /** Whether one may be taken out of the team here. */
  readonly removable?: boolean
}

export function Devices({ devices, removable = false }: Props): ReactNode {
  const t = useText()
  const format = useFormat()
  const [removing, setRemoving] = useState<SyncDevice>()
  return (
    <>
      <Table
        label={t('sharing.devices')}
        columns={[
          { id: 'name', label: t('sharing.device') },
          { id: 'user', label: t('sharing.user') },
          { id: 'seen', label: t('sharing.lastSeen') },
          { id: 'behind', label: t('sharing.behind'), end: true },
          { id: 'version', label: t('sharing.version'), end: true },
          ...(removable ? [{ id: 'remove', label: t('sharing.remove'), narrow: true }] : []),
        ]}
      >
        {devices.map((device) => (
          <tr key={device.id}>
            <td>
              <Bdi>{device.name}</Bdi> {device.you && <Badge>{t('sharing.you')}</Badge>}
              {device.removed && <Badge>{t('sharing.out')}</Badge>}
            </td>
            <td>
              <Bdi>{device.user}</Bdi>
            </td>
            <td>{device.lastSeen ? format.relative(device.lastSeen, Date.now()) : '–'}</td>
            <td data-end="">{device.behind === null ? '–' : format.integer(device.behind)}</td>
            <td data-end="">
              <Ltr>{device.version ?? '–'}</Ltr>
            </td>
            {removable && (
              <td data-narrow="">
                {!device.you && !device.removed && (
                  <Button size="small" tone="quiet" onClick={() => setRemoving(device)}>
                    {t('sharing.remove')}
                  </Button>
                )}
              </td>
            )}
          </tr>
        ))}
      </Table>
      {removing && <RemoveDialog device={removing} onClose={() => setRemoving(undefined)} />}
    </>
  )
}

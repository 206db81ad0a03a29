/** Why a record is, or is not, on the other computers of the team. */
import { type ReactNode, useState } from 'react'
import { create } from 'zustand'
import { useRead } from '../../data/hooks.ts'
import { useText } from '../../i18n/I18nProvider.tsx'
import { Bdi, useFormat } from '../../i18n/useFormat.tsx'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/overlay/Dialog.tsx'
import { Table } from '../../ui/Table.tsx'
import classes from './Sharing.module.css'

interface About {
  readonly entity: string
  readonly id: string
}

const useAbout = create<{ about: About | undefined }>()(() => ({ about: undefined }))
export const explainRecord = (about: About): void => useAbout.setState({ about })
const close = (): void => useAbout.setState({ about: undefined })

export function ExplainDialog(): ReactNode {
  const { about } = useAbout()
  return about ? <Explained about={about} /> : null
}

function Explained({ about }: { readonly about: About }): ReactNode {
  const t = useText()
  const format = useFormat()
  const [now] = useState(() => Date.now())
  const { data } = useRead('sync.explain', about, { depends: { on: [about.entity] } })
  return (
    <Dialog
      open
      title={t('sharing.explain.title')}
      onClose={close}
      footer={<Button onClick={close}>{t('ui.close')}</Button>}
    >
      {data && (
        <div className={classes.list}>
          <p>{t(`sharing.explain.${data.state}`)}</p>
          {data.devices.length > 0 && (
            <Table
              label={t('sharing.devices')}
              columns={[
                { id: 'name', label: t('sharing.device') },
                { id: 'state', label: t('sharing.explain.has') },
                { id: 'seen', label: t('sharing.lastSeen') },
              ]}
            >
              {data.devices.map((device) => (
                <tr key={device.id}>
                  <td>
                    <Bdi>{device.name}</Bdi>
                  </td>
                  <td>{t(`sharing.explain.device.${device.state}`)}</td>
                  <td>{device.lastSeen ? format.relative(device.lastSeen, now) : '–'}</td>
                </tr>
              ))}
            </Table>
          )}
        </div>
      )}
    </Dialog>
  )
}

/** Two campaigns side by side: whom they reached, what came back, what each cost and brought. */
import { type ReactNode, useState } from 'react'
import type { WireRecord } from '#db/shared/records.ts'
import { useRead } from '../../data/hooks.ts'
import { useText } from '../../i18n/I18nProvider.tsx'
import { useReturnFocus } from '../../records/focus.ts'
import { Button } from '../../ui/Button.tsx'
import { Select } from '../../ui/fields/Select.tsx'
import layout from '../../ui/layout.module.css'
import { Dialog } from '../../ui/overlay/Dialog.tsx'
import { Table } from '../../ui/Table.tsx'
import { Chance, useFigures } from './figures.tsx'

interface Props {
  readonly campaign: WireRecord
  readonly onClose: () => void
}

export function Compare({ campaign, onClose }: Props): ReactNode {
  useReturnFocus()
  const t = useText()
  const [other, setOther] = useState<string | null>(null)
  const others = useRead(
    'campaign.overview',
    {},
    { depends: { on: ['campaign'] }, keep: true },
  ).data?.campaigns.filter(({ id }) => id !== campaign.id)
  const named = others?.find(({ id }) => id === other)
  return (
    <Dialog
      open
      title={t('campaign.compare.title')}
      onClose={onClose}
      footer={<Button onClick={onClose}>{t('ui.close')}</Button>}
    >
      <div className={layout.form}>
        {others?.length === 0 ? (
          <p className={layout.hint}>{t('campaign.compare.none')}</p>
        ) : (
          <Select
            label={t('campaign.compare.with')}
            value={other}
            options={(others ?? []).map(({ id, name }) => ({ value: id, label: name }))}
            onChange={setOther}
            autoFocus
          />
        )}
        {named && <Beside a={campaign.id} b={named.id} names={[String(campaign.name ?? ''), named.name]} />}
      </div>
    </Dialog>
  )
}

function Beside({
  a,
  b,
  names,
}: {
  readonly a: string
  readonly b: string
  readonly names: readonly [string, string]
}): ReactNode {
  const t = useText()
  const figures = useFigures()
  const data = useRead(
    'campaign.compare',
    { a, b },
    { depends: { on: ['campaign', 'campaignStep', 'campaignMember', 'opportunity'] }, keep: true },
  ).data
  if (!data) return null
  return (
    <>
      <Table
        label={t('campaign.compare.title')}
        columns={[
          { id: 'figure', label: t('campaign.compare.figure') },
          { id: 'a', label: <bdi>{names[0]}</bdi>, end: true },
          { id: 'b', label: <bdi>{names[1]}</bdi>, end: true },
        ]}
      >
        {figures.map(({ label, say }) => (
          <tr key={label}>
            <td>{t(label)}</td>
            <td data-end>{say(data.a)}</td>
            <td data-end>{say(data.b)}</td>
          </tr>
        ))}
      </Table>
      <Chance pValue={data.pValue} />
    </>
  )
}

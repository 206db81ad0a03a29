/** What has to be done for a campaign, by when, and what it cost. */
import { IconPencil, IconTrash } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { campaignStep } from '#db/shared/campaigns.ts'
import type { WireRecord } from '#db/shared/records.ts'
import { useRead } from '../../data/hooks.ts'
import { call } from '../../data/port.ts'
import { useText } from '../../i18n/I18nProvider.tsx'
import { useFormat } from '../../i18n/useFormat.tsx'
import { EditRecord } from '../../records/EditRecord.tsx'
import { useDoing } from '../../state/doing.ts'
import { useMay } from '../../state/session.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { DateField } from '../../ui/dates/DateField.tsx'
import { Checkbox } from '../../ui/fields/Checkbox.tsx'
import { type Money, MoneyField } from '../../ui/fields/NumberField.tsx'
import { TextField } from '../../ui/fields/TextField.tsx'
import layout from '../../ui/layout.module.css'
import classes from './Campaigns.module.css'
import { moneyOf, useCurrencies, useMoney } from './words.tsx'

export function Steps({ campaign: record }: { readonly campaign: WireRecord }): ReactNode {
  const t = useText()
  const campaign = record.id
  const currencies = useCurrencies(record)
  const format = useFormat()
  const may = useMay('edit')
  const [editing, setEditing] = useState<string>()
  const [name, setName] = useState('')
  const [dueOn, setDueOn] = useState<string | null>(null)
  const [cost, setCost] = useState<Money | null>(null)
  const money = useMoney()
  const rows =
    useRead(
      'record.list',
      {
        entity: 'campaignStep',
        filter: { field: 'campaignId', op: 'is', value: campaign },
        sort: ['dueOn', 'createdAt'],
        limit: 200,
      },
      { depends: { on: ['campaignStep'] }, keep: true },
    ).data?.rows ?? []
  const doing = useDoing()
  const add = async (): Promise<void> => {
    if (name.trim() === '') return
    await doing(
      () =>
        call('record.create', {
          entity: 'campaignStep',
          data: { campaignId: campaign, name: name.trim(), dueOn, cost },
        }),
      t('record.created', { name: name.trim() }),
    )
    setName('')
    setDueOn(null)
    setCost(null)
  }
  return (
    <div className={layout.tab}>
      {rows.length === 0 && <p className={layout.hint}>{t('campaign.noSteps')}</p>}
      <ul className={layout.lines} aria-label={t('campaignStep.many')}>
        {rows.map((step) => (
          <li key={step.id} className={layout.line}>
            <Checkbox
              label={String(step.name ?? '')}
              checked={step.doneAt !== null}
              disabled={!may}
              onChange={(done) =>
                void doing(
                  () =>
                    call('record.update', {
                      entity: 'campaignStep',
                      id: step.id,
                      data: { doneAt: done ? new Date().toISOString() : null },
                    }),
                  t('campaign.step.changed'),
                )
              }
            />
            {typeof step.dueOn === 'string' && <span className={layout.hint}>{format.date(step.dueOn)}</span>}
            {moneyOf(step.cost) && <span className={layout.hint}>{money(moneyOf(step.cost))}</span>}
            {may && (
              <span className={layout.end}>
                <IconButton
                  label={t('campaign.step.edit', { name: String(step.name ?? '') })}
                  onClick={() => setEditing(step.id)}
                >
                  <IconPencil size={15} />
                </IconButton>
                <IconButton
                  label={t('lists.delete', { name: String(step.name ?? '') })}
                  onClick={() =>
                    void doing(
                      () => call('record.trash', { entity: 'campaignStep', id: step.id }),
                      t('list.deleted', { name: String(step.name ?? '') }),
                    )
                  }
                >
                  <IconTrash size={15} />
                </IconButton>
              </span>
            )}
          </li>
        ))}
      </ul>
      {may && (
        <form
          className={classes.addStep}
          onSubmit={(event) => {
            event.preventDefault()
            void add()
          }}
        >
          <TextField label={t('campaignStep.field.name')} value={name} onChange={setName} />
          <DateField label={t('campaignStep.field.dueOn')} value={dueOn} onChange={setDueOn} />
          <MoneyField
            label={t('campaignStep.field.cost')}
            currencies={currencies}
            value={cost}
            onChange={setCost}
          />
          <Button type="submit" disabled={name.trim() === ''}>
            {t('campaign.step.add')}
          </Button>
        </form>
      )}
      {editing && <EditRecord entity={campaignStep} id={editing} onClose={() => setEditing(undefined)} />}
    </div>
  )
}

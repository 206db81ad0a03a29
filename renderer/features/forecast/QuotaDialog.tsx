/** What is to be sold in a period, by somebody or by everybody together. */
import { type ReactNode, useState } from 'react'
import type { ErrorRecord } from '#db/shared/errors.ts'
import type { ForecastPeriod, ForecastUnit } from '#db/shared/forecast.ts'
import { call, recordOf } from '../../data/port.ts'
import { useHasText, usePreferences, useText } from '../../i18n/I18nProvider.tsx'
import { RefField } from '../../records/RefField.tsx'
import { toastUndoable } from '../../state/feedback.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { type Money, MoneyField } from '../../ui/fields/NumberField.tsx'
import { Select } from '../../ui/fields/Select.tsx'
import { Dialog } from '../../ui/overlay/Dialog.tsx'
import classes from './Forecast.module.css'
import { usePeriodName } from './periodName.ts'

interface Props {
  readonly periods: readonly ForecastPeriod[]
  readonly unit: ForecastUnit
  readonly onClose: () => void
}

export function QuotaDialog({ periods, unit, onClose }: Props): ReactNode {
  const t = useText()
  const has = useHasText()
  const { currency } = usePreferences()
  const name = usePeriodName(unit)
  const [start, setStart] = useState(periods[0]?.start ?? '')
  const [user, setUser] = useState<string | null>(null)
  const [amount, setAmount] = useState<Money | null>(null)
  const [error, setError] = useState<ErrorRecord>()
  const period = periods.find((each) => each.start === start)
  const save = async (): Promise<void> => {
    if (!period) return
    try {
      const { operation } = await call('quota.set', {
        user,
        start: period.start,
        end: period.end,
        amount: amount && { ...amount },
      })
      toastUndoable(t('forecast.setQuota.done'), operation, t, has)
      onClose()
    } catch (failure) {
      setError(recordOf(failure))
    }
  }
  return (
    <Dialog
      open
      size="small"
      title={t('forecast.setQuota.title', { period: period ? name(period) : '' })}
      onClose={onClose}
      onSubmit={() => void save()}
      footer={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button type="submit" tone="primary">
            {t('ui.save')}
          </Button>
        </>
      }
    >
      <div className={classes.form}>
        {error && <ErrorNote error={error} />}
        <Select
          label={t('forecast.unit')}
          options={periods.map((each) => ({ value: each.start, label: name(each) }))}
          value={start}
          onChange={(value) => value && setStart(value)}
        />
        <RefField to="user" label={t('forecast.setQuota.whom')} value={user} onChange={setUser} />
        <MoneyField
          label={t('forecast.quota')}
          currencies={[currency]}
          value={amount}
          onChange={setAmount}
          autoFocus
        />
      </div>
    </Dialog>
  )
}

/** Reminders while no window is open: staying in the tray, starting with the session, and whether the system shows any. */
import { type ReactNode, useEffect, useState } from 'react'
import type { StayingState } from '../../../../electron/bridge.ts'
import { native } from '../../../data/native.ts'
import { useHasText, useText } from '../../../i18n/I18nProvider.tsx'
import { reportFailure } from '../../../state/feedback.ts'
import { toast } from '../../../state/ui.ts'
import { Button } from '../../../ui/Button.tsx'
import { Checkbox } from '../../../ui/fields/Checkbox.tsx'
import classes from './Settings.module.css'

export function Reminders(): ReactNode {
  const t = useText()
  const has = useHasText()
  const [state, setState] = useState<StayingState>()
  useEffect(() => {
    void native?.staying(null).then(setState)
  }, [])
  if (!native || !state) return null
  const { setStaying, notify } = native
  const set = async (change: { stays?: boolean; atLogin?: boolean }): Promise<void> => {
    try {
      setState(await setStaying(change))
    } catch (failure) {
      reportFailure(failure, t, has)
    }
  }
  const rehearse = async (): Promise<void> => {
    const shown = await notify({ title: t('alarm.test.title'), body: t('alarm.test.body') })
    toast(
      shown ? { tone: 'done', text: t('alarm.test.sent') } : { tone: 'info', text: t('alarm.test.notShown') },
    )
  }
  return (
    <section className={classes.group} aria-label={t('alarm.title')}>
      <h3 className={classes.title}>{t('alarm.title')}</h3>
      <Checkbox
        label={t('alarm.stays')}
        description={t(state.tray ? 'alarm.stays.text' : 'alarm.stays.noTray')}
        checked={state.stays}
        onChange={(stays) => void set({ stays })}
      />
      <Checkbox
        label={t('alarm.atLogin')}
        description={t('alarm.atLogin.text')}
        checked={state.atLogin}
        onChange={(atLogin) => void set({ atLogin })}
      />
      <div className={classes.buttons}>
        <Button onClick={() => void rehearse()}>{t('alarm.test')}</Button>
      </div>
    </section>
  )
}

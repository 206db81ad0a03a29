/** How numbers are dialled: by the system, or a program one has chosen; and the address by which calls come in. */
import { type ReactNode, useEffect, useState } from 'react'
import { native } from '../../../data/native.ts'
import { useText } from '../../../i18n/I18nProvider.tsx'
import { Ltr } from '../../../i18n/useFormat.tsx'
import { Button } from '../../../ui/Button.tsx'
import classes from './Settings.module.css'

const ADDRESS = 'samphan://call?number=…'

export function Telephone(): ReactNode {
  const t = useText()
  const [program, setProgram] = useState<string | null>(null)
  useEffect(() => {
    void native?.dialProgram(null).then(setProgram)
  }, [])
  const set = async (choose: boolean): Promise<void> => {
    setProgram((await native?.setDialProgram({ choose, title: t('activity.settings.calls.choose') })) ?? null)
  }
  return (
    <section className={classes.group} aria-label={t('activity.settings.calls')}>
      <h3 className={classes.title}>{t('activity.settings.calls')}</h3>
      <p className={classes.text}>
        {t('activity.settings.calls.text', { address: `\u2066${ADDRESS}\u2069` })}
      </p>
      <div className={classes.row}>
        <span className={classes.grow}>
          {program === null ? (
            t('activity.settings.calls.system')
          ) : (
            <Ltr>{t('activity.settings.calls.by', { program })}</Ltr>
          )}
        </span>
        {program !== null && (
          <Button onClick={() => void set(false)}>{t('activity.settings.calls.forget')}</Button>
        )}
        <Button onClick={() => void set(true)}>{t('activity.settings.calls.choose')}</Button>
      </div>
    </section>
  )
}

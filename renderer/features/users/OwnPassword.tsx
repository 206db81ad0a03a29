/** One's own password: the first one, which begins that people sign in, another, and taking it away. */
import { type FormEvent, type ReactNode, useState } from 'react'
import type { ErrorRecord } from '#db/shared/errors.ts'
import { MIN_PASSWORD } from '#db/shared/users.ts'
import { useRead } from '../../data/hooks.ts'
import { call, port, recordOf } from '../../data/port.ts'
import { useText } from '../../i18n/I18nProvider.tsx'
import { keepSignedIn, useMay, useSession } from '../../state/session.ts'
import { toast } from '../../state/ui.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { PasswordField } from '../../ui/fields/PasswordField.tsx'
import classes from './Users.module.css'

export function OwnPassword(): ReactNode {
  const t = useText()
  const needed = useSession((state) => state.needed)
  const me = useRead('app.info', {}, { depends: { on: ['user', 'setting'] } }).data?.user
  const administers = useMay('configure')
  // What the list above says of us; a password is in no change log that could tell it.
  const { refetch } = useRead('user.list', {}, { depends: { on: ['user'] }, enabled: administers })
  const [current, setCurrent] = useState('')
  const [password, setPassword] = useState('')
  const [error, setError] = useState<ErrorRecord>()
  const [busy, setBusy] = useState(false)
  const ready = me !== undefined && (!needed || current !== '')

  const save = async (next: string | null): Promise<void> => {
    if (!me || !ready || busy) return
    setBusy(true)
    setError(undefined)
    try {
      const input = { user: me.id, password: next, ...(current !== '' && { current }) }
      const { secret } = await call('user.setPassword', input)
      setCurrent('')
      setPassword('')
      await keepSignedIn(port, secret)
      if (administers) await refetch()
      toast({ tone: 'done', text: t(next === null ? 'users.password.removed' : 'users.password.saved') })
    } catch (failure) {
      setError(recordOf(failure))
    }
    setBusy(false)
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (password.length >= MIN_PASSWORD) void save(password)
  }
  return (
    <section className={classes.group} aria-labelledby="users-own">
      <h3 id="users-own" className={classes.heading}>
        {t('users.own')}
      </h3>
      <p className={classes.hint}>{t(needed ? 'users.own.text' : 'users.own.first')}</p>
      <form className={classes.form} onSubmit={submit}>
        {needed && (
          <PasswordField label={t('users.password.current')} value={current} onChange={setCurrent} />
        )}
        <PasswordField
          fresh
          label={t('users.password.new')}
          value={password}
          onChange={setPassword}
          description={t('users.password.text', { n: MIN_PASSWORD })}
        />
        {error && <ErrorNote error={error} />}
        <div className={classes.actions}>
          <Button type="submit" busy={busy} disabled={!ready || password.length < MIN_PASSWORD}>
            {t(needed ? 'users.password.change' : 'users.setPassword')}
          </Button>
          {needed && (
            <Button tone="quiet" disabled={!ready || busy} onClick={() => void save(null)}>
              {t('users.password.remove')}
            </Button>
          )}
        </div>
      </form>
    </section>
  )
}

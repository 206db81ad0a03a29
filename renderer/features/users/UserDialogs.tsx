/** A new user, and the password of one, as an administrator gives them. */
import { type ReactNode, useState } from 'react'
import type { ErrorRecord } from '#db/shared/errors.ts'
import { MIN_PASSWORD, type Role, roles, type UserRow } from '#db/shared/users.ts'
import { call, recordOf } from '../../data/port.ts'
import { useText } from '../../i18n/I18nProvider.tsx'
import { useSession } from '../../state/session.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { PasswordField } from '../../ui/fields/PasswordField.tsx'
import { Select } from '../../ui/fields/Select.tsx'
import { TextField } from '../../ui/fields/TextField.tsx'
import { Dialog } from '../../ui/overlay/Dialog.tsx'
import classes from './Users.module.css'

interface Props {
  readonly onClose: () => void
  readonly onDone: () => void
}

interface AskProps extends Props {
  readonly title: string
  /** What the button says. */
  readonly doing: string
  readonly ready: boolean
  readonly work: () => Promise<void>
  readonly children: ReactNode
}

/** A form with one piece of work: busy while it runs, its failure beside the fields. */
function Ask({ title, doing, ready, work, children, onClose, onDone }: AskProps): ReactNode {
  const t = useText()
  const [error, setError] = useState<ErrorRecord>()
  const [busy, setBusy] = useState(false)
  const submit = async (): Promise<void> => {
    if (!ready || busy) return
    setBusy(true)
    setError(undefined)
    try {
      await work()
      onDone()
      onClose()
    } catch (failure) {
      setError(recordOf(failure))
      setBusy(false)
    }
  }
  return (
    <Dialog
      open
      title={title}
      size="small"
      onClose={onClose}
      onSubmit={() => void submit()}
      footer={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button tone="primary" type="submit" busy={busy} disabled={!ready}>
            {doing}
          </Button>
        </>
      }
    >
      <div className={classes.form}>
        {children}
        {error && <ErrorNote error={error} />}
      </div>
    </Dialog>
  )
}

export function NewUser(props: Props): ReactNode {
  const t = useText()
  const needed = useSession((state) => state.needed)
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<Role>('standard')
  const [password, setPassword] = useState('')
  const [made, setMade] = useState<string>()
  // Before an administrator has a password nobody else can have one.
  const mayHavePassword = needed || role === 'admin'
  const ready = name.trim() !== '' && (password === '' || password.length >= MIN_PASSWORD)
  const work = async (): Promise<void> => {
    const data = { name: name.trim(), email: email.trim() || null, role, active: true }
    const id = made ?? (await call('record.create', { entity: 'user', data })).id
    // Should the password be refused, trying again must not make another user.
    setMade(id)
    if (mayHavePassword && password !== '') await call('user.setPassword', { user: id, password })
  }
  return (
    <Ask {...props} title={t('users.add')} doing={t('users.add.save')} ready={ready} work={work}>
      <TextField label={t('users.name')} value={name} onChange={setName} required autoFocus />
      <TextField label={t('users.email')} kind="email" value={email} onChange={setEmail} />
      <Select
        label={t('users.role')}
        options={roles.map((value) => ({ value, label: t(`users.role.${value}`) }))}
        value={role}
        onChange={(picked) => setRole(roles.find((known) => known === picked) ?? role)}
        description={t(`users.role.${role}.text`)}
      />
      {mayHavePassword ? (
        <PasswordField
          fresh
          label={t('users.password')}
          value={password}
          onChange={setPassword}
          description={t('users.password.text', { n: MIN_PASSWORD })}
        />
      ) : (
        <p className={classes.hint}>{t('users.password.later')}</p>
      )}
    </Ask>
  )
}

export function PasswordOf({ user, ...props }: Props & { readonly user: UserRow }): ReactNode {
  const t = useText()
  const [password, setPassword] = useState('')
  const work = async (): Promise<void> => {
    await call('user.setPassword', { user: user.id, password })
  }
  return (
    <Ask
      {...props}
      title={t('users.passwordOf', { name: user.name })}
      doing={t('users.setPassword')}
      ready={password.length >= MIN_PASSWORD}
      work={work}
    >
      <PasswordField
        fresh
        autoFocus
        label={t('users.password.new')}
        value={password}
        onChange={setPassword}
        description={t('users.password.text', { n: MIN_PASSWORD })}
      />
      <p className={classes.hint}>{t('users.passwordOf.text')}</p>
    </Ask>
  )
}

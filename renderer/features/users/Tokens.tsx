/** Tokens for programs that act as somebody: made, shown once, revoked. */
import { type ReactNode, useState } from 'react'
import { type Scope, scopes } from '#db/shared/users.ts'
import { useRead } from '../../data/hooks.ts'
import { native } from '../../data/native.ts'
import { call } from '../../data/port.ts'
import { useHasText, useText } from '../../i18n/I18nProvider.tsx'
import { useFormat } from '../../i18n/useFormat.tsx'
import { reportFailure } from '../../state/feedback.ts'
import { useMay, useSession } from '../../state/session.ts'
import { toast } from '../../state/ui.ts'
import { Button } from '../../ui/Button.tsx'
import { Select } from '../../ui/fields/Select.tsx'
import { TextField } from '../../ui/fields/TextField.tsx'
import { Dialog } from '../../ui/overlay/Dialog.tsx'
import { Table } from '../../ui/Table.tsx'
import classes from './Users.module.css'

export function Tokens(): ReactNode {
  const t = useText()
  const has = useHasText()
  const format = useFormat()
  const needed = useSession((state) => state.needed)
  const { data, refetch } = useRead('token.list', {}, { depends: { on: ['user'] } })
  const [making, setMaking] = useState(false)
  // Without passwords programs need none.
  if (!needed) return null
  const revoke = async (id: string): Promise<void> => {
    try {
      await call('token.revoke', { id })
      await refetch()
    } catch (failure) {
      reportFailure(failure, t, has)
    }
  }
  return (
    <section className={classes.group} aria-labelledby="users-tokens">
      <h3 id="users-tokens" className={classes.heading}>
        {t('users.tokens')}
      </h3>
      <p className={classes.hint}>{t('users.tokens.text')}</p>
      {data !== undefined && data.tokens.length > 0 && (
        <Table
          label={t('users.tokens')}
          columns={[
            { id: 'name', label: t('users.token.name') },
            { id: 'scope', label: t('users.token.scope') },
            { id: 'used', label: t('users.token.used') },
            { id: 'revoke', label: '', narrow: true },
          ]}
        >
          {data.tokens.map((token) => (
            <tr key={token.id}>
              <td>
                {token.name || t('users.token.unnamed')}
                <div className={classes.dim}>{token.user}</div>
              </td>
              <td>{t(`users.scope.${token.scope}`)}</td>
              <td className={classes.dim}>
                {token.lastUsedAt ? format.dateTime(token.lastUsedAt) : t('users.never')}
              </td>
              <td>
                <Button size="small" tone="quiet" onClick={() => void revoke(token.id)}>
                  {t('users.token.revoke')}
                </Button>
              </td>
            </tr>
          ))}
        </Table>
      )}
      <div className={classes.actions}>
        <Button onClick={() => setMaking(true)}>{t('users.token.new')}</Button>
      </div>
      {making && <NewToken onClose={() => setMaking(false)} onDone={() => void refetch()} />}
    </section>
  )
}

interface Props {
  readonly onClose: () => void
  readonly onDone: () => void
}

function NewToken({ onClose, onDone }: Props): ReactNode {
  const t = useText()
  const has = useHasText()
  const administers = useMay('configure')
  const writes = useMay('create')
  const [name, setName] = useState('')
  const [scope, setScope] = useState<Scope>('read')
  const [token, setToken] = useState<string>()
  const offered = scopes.filter((one) => one === 'read' || (one === 'write' ? writes : administers))
  const make = async (): Promise<void> => {
    try {
      const made = await call('token.create', { scope, ...(name.trim() !== '' && { name: name.trim() }) })
      setToken(made.token)
      onDone()
    } catch (failure) {
      reportFailure(failure, t, has)
    }
  }
  const copy = async (text: string): Promise<void> => {
    await native?.copyText(text)
    toast({ tone: 'done', text: t('users.token.copied') })
  }
  if (token !== undefined)
    return (
      <Dialog
        open
        title={t('users.token.new')}
        size="small"
        onClose={onClose}
        footer={
          <Button tone="primary" onClick={onClose}>
            {t('ui.close')}
          </Button>
        }
      >
        <div className={classes.form}>
          <p className={classes.hint}>{t('users.token.once')}</p>
          <p className={classes.token} dir="ltr">
            {token}
          </p>
          <div className={classes.actions}>
            <Button onClick={() => void copy(token)}>{t('users.token.copy')}</Button>
          </div>
        </div>
      </Dialog>
    )
  return (
    <Dialog
      open
      title={t('users.token.new')}
      size="small"
      onClose={onClose}
      onSubmit={() => void make()}
      footer={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button tone="primary" type="submit">
            {t('users.token.make')}
          </Button>
        </>
      }
    >
      <div className={classes.form}>
        <TextField label={t('users.token.name')} value={name} onChange={setName} autoFocus />
        <Select
          label={t('users.token.scope')}
          options={offered.map((value) => ({ value, label: t(`users.scope.${value}`) }))}
          value={scope}
          onChange={(picked) => setScope(scopes.find((known) => known === picked) ?? scope)}
        />
      </div>
    </Dialog>
  )
}

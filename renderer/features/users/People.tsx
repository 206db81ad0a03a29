/** All users: roles, who may sign in, new ones. For administrators. */
import { IconDotsVertical, IconPlus } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { roles, type UserRow } from '#db/shared/users.ts'
import { useRead } from '../../data/hooks.ts'
import { call } from '../../data/port.ts'
import { useText } from '../../i18n/I18nProvider.tsx'
import { useFormat } from '../../i18n/useFormat.tsx'
import { useDoing } from '../../state/doing.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Select } from '../../ui/fields/Select.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { Table } from '../../ui/Table.tsx'
import { NewUser, PasswordOf } from './UserDialogs.tsx'
import classes from './Users.module.css'

export function People(): ReactNode {
  const t = useText()
  const { data, error, refetch } = useRead('user.list', {}, { depends: { on: ['user'] } })
  const [adding, setAdding] = useState(false)
  const [passwordOf, setPasswordOf] = useState<UserRow>()
  return (
    <section className={classes.group} aria-labelledby="users-all">
      <h3 id="users-all" className={classes.heading}>
        {t('users.all')}
      </h3>
      {error && <ErrorNote error={error.record} />}
      <Table
        label={t('users.all')}
        columns={[
          { id: 'name', label: t('users.name') },
          { id: 'role', label: t('users.role') },
          { id: 'last', label: t('users.lastSignIn') },
          { id: 'more', label: '', narrow: true },
        ]}
      >
        {data?.users.map((user) => (
          <Row key={user.id} user={user} onPassword={() => setPasswordOf(user)} />
        ))}
      </Table>
      <div className={classes.actions}>
        <Button icon={<IconPlus size={15} />} onClick={() => setAdding(true)}>
          {t('users.add')}
        </Button>
      </div>
      {adding && <NewUser onClose={() => setAdding(false)} onDone={() => void refetch()} />}
      {passwordOf && (
        <PasswordOf
          user={passwordOf}
          onClose={() => setPasswordOf(undefined)}
          onDone={() => void refetch()}
        />
      )}
    </section>
  )
}

interface RowProps {
  readonly user: UserRow
  readonly onPassword: () => void
}

function Row({ user, onPassword }: RowProps): ReactNode {
  const t = useText()
  const doing = useDoing()
  const format = useFormat()
  const update = async (data: Record<string, unknown>): Promise<void> => {
    await doing(
      () => call('record.update', { entity: 'user', id: user.id, data }),
      t('users.saved', { name: user.name }),
    )
  }
  const state = !user.active
    ? t('users.inactive')
    : user.lastSignIn
      ? format.dateTime(user.lastSignIn)
      : t(user.password ? 'users.never' : 'users.noPassword')
  return (
    <tr>
      <td>
        {user.you ? t('users.you', { name: user.name }) : user.name}
        {user.email && <div className={classes.dim}>{user.email}</div>}
      </td>
      <td>
        <Select
          label={t('users.roleOf', { name: user.name })}
          labelHidden
          options={roles.map((role) => ({ value: role, label: t(`users.role.${role}`) }))}
          value={user.role}
          onChange={(role) => role && role !== user.role && void update({ role })}
        />
      </td>
      <td className={classes.dim}>{state}</td>
      <td>
        <Menu
          label={t('users.more', { name: user.name })}
          position="bottom-end"
          trigger={
            <IconButton label={t('users.more', { name: user.name })}>
              <IconDotsVertical size={16} />
            </IconButton>
          }
          entries={[
            ...(user.you ? [] : [{ id: 'password', label: t('users.setPassword'), onSelect: onPassword }]),
            {
              id: 'active',
              label: t(user.active ? 'users.deactivate' : 'users.activate'),
              onSelect: () => void update({ active: !user.active }),
            },
          ]}
        />
      </td>
    </tr>
  )
}

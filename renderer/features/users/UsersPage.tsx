/** Who works with this database and how they sign in: everybody for administrators, one's own password and tokens for all. */
import type { ReactNode } from 'react'
import { useRead } from '../../data/hooks.ts'
import { useText } from '../../i18n/I18nProvider.tsx'
import { useMay } from '../../state/session.ts'
import { OwnPassword } from './OwnPassword.tsx'
import { People } from './People.tsx'
import { Tokens } from './Tokens.tsx'
import classes from './Users.module.css'

export function UsersPage(): ReactNode {
  const t = useText()
  const administers = useMay('configure')
  const readOnly = useRead('app.info', {}, { depends: { on: ['user', 'setting'] } }).data?.readOnly
  if (readOnly) return <p className={classes.hint}>{t('users.readOnly')}</p>
  return (
    <div className={classes.page}>
      {administers && <People />}
      <OwnPassword />
      <Tokens />
    </div>
  )
}

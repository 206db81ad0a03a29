/** Who works with this database and how they sign in: everybody for administrators, one's own password and tokens for all. */
import type { ReactNode } from 'react'
import { useMay } from '../../state/session.ts'
import { OwnPassword } from './OwnPassword.tsx'
import { People } from './People.tsx'
import { Tokens } from './Tokens.tsx'
import classes from './Users.module.css'

export function UsersPage(): ReactNode {
  const administers = useMay('configure')
  return (
    <div className={classes.page}>
      {administers && <People />}
      <OwnPassword />
      <Tokens />
    </div>
  )
}

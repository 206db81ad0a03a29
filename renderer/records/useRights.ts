/** What whoever is at the window may do with a record. The host decides; here is what is shown of it. */
import { useCallback, useMemo } from 'react'
import type { Entity } from '#db/shared/entity.ts'
import type { WireRecord } from '#db/shared/records.ts'
import type { Action } from '#db/shared/users.ts'
import { useSession } from '../state/session.ts'

export interface Rights {
  readonly edit: boolean
  readonly trash: boolean
  /** Give it to somebody else. */
  readonly assign: boolean
  /** Make it private, or public again. */
  readonly hide: boolean
}

type Session = Pick<ReturnType<typeof useSession.getState>, 'may' | 'own' | 'user'>

/** The action on a record of the entity with this owner; definitions are made and changed by who configures. */
function can({ may, own, user }: Session, entity: Entity, action: Action, ownerId: unknown): boolean {
  if (entity.editedBy === 'admin') return may.includes('configure')
  const isMine = user !== null && ownerId === user.id
  return entity.editedBy === 'write' && may.includes(action) && (isMine || !own.includes(action))
}

/** What may be done to this record; nothing until it is there. */
export function useRights(entity: Entity, record: WireRecord | undefined): Rights {
  const { may, own, user } = useSession()
  const known = record !== undefined
  const ownerId = record?.ownerId
  return useMemo(() => {
    const to = (action: Action): boolean => known && can({ may, own, user }, entity, action, ownerId)
    return { edit: to('edit'), trash: to('trash'), assign: to('assign'), hide: to('hide') }
  }, [entity, may, own, user, known, ownerId])
}

/** Whether a record of the entity may be put into the trash, by its owner: for rows of which nothing else is known. */
export function useMayTrash(entity: Entity): (ownerId: string | null) => boolean {
  const session = useSession()
  return (ownerId) => can(session, entity, 'trash', ownerId)
}

/** The same of changing it. */
export function useMayEdit(entity: Entity): (ownerId: string | null) => boolean {
  const { may, own, user } = useSession()
  return useCallback((ownerId) => can({ may, own, user }, entity, 'edit', ownerId), [may, own, user, entity])
}

/** Whether records of this entity may be made. */
export const useMayCreate = (entity: Entity): boolean =>
  useSession(({ may }) => may.includes(entity.editedBy === 'admin' ? 'configure' : 'create'))

/** Whose a record of a list is. */
export const ownerOf = ({ ownerId }: WireRecord): string | null =>
  typeof ownerId === 'string' ? ownerId : null

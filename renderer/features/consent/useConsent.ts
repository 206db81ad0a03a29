/** What somebody said. */
import { type Consenting, isConsenting } from '#db/shared/consent.ts'
import type { Output } from '#db/shared/contract.ts'
import type { Entity } from '#db/shared/entity.ts'
import { useRead } from '../../data/hooks.ts'

export const sideOf = ({ name }: Entity): Consenting => (isConsenting(name) ? name : 'contact')

export function useConsent(entity: Entity, id: string): Output<'consent.of'> | undefined {
  return useRead(
    'consent.of',
    { entity: sideOf(entity), id },
    { depends: { on: ['consent'] }, enabled: isConsenting(entity.name), keep: true },
  ).data
}

/** Letters in the window: the entries of lists and records, and the dialog they open. Mounted once. */
import { IconMailOpened } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { Entity } from '#db/shared/entity.ts'
import type { Extensions } from '../../records/extensions.tsx'
import { useRecordInFront } from '../../records/inFront.ts'
import { useCommand } from '../../state/commands.ts'
import { useFrontLookup } from '../../state/lookup.ts'
import { useMay } from '../../state/session.ts'
import { LetterDialog } from './LetterDialog.tsx'
import { askForLetter, useLetterRequest } from './request.ts'

export function Letters(): ReactNode {
  const { request } = useLetterRequest()
  const may = useMay('create')
  const front = useRecordInFront()
  const lookup = useFrontLookup()
  const person = may && (front?.entity === 'contact' || front?.entity === 'company') ? front : undefined
  const mayMany = useMay('export')
  const list =
    may &&
    mayMany &&
    (lookup?.entity === 'contact' || lookup?.entity === 'company') &&
    (lookup.total ?? 0) > 0
      ? lookup
      : undefined
  useCommand(
    'letter.write',
    person &&
      (() =>
        askForLetter({
          about: person.entity === 'company' ? 'company' : 'contact',
          target: { ids: [person.id] },
          count: 1,
        })),
  )
  useCommand(
    'letter.merge',
    list &&
      (() =>
        askForLetter({
          about: list.entity === 'company' ? 'company' : 'contact',
          target: { lookupId: list.lookupId },
          count: list.total ?? 0,
        })),
  )
  return request ? <LetterDialog request={request} onClose={() => askForLetter(undefined)} /> : null
}

const isRecipient = ({ name }: Entity): boolean => name === 'contact' || name === 'company'
const aboutOf = ({ name }: Entity): 'contact' | 'company' => (name === 'company' ? 'company' : 'contact')

export const letterExtensions: Pick<Extensions, 'recordActions' | 'listActions'> = {
  recordActions: [
    {
      id: 'letter',
      label: 'letter.write',
      icon: <IconMailOpened size={15} />,
      on: isRecipient,
      needsWrite: true,
      run: ({ entity, record }) =>
        askForLetter({ about: aboutOf(entity), target: { ids: [record.id] }, count: 1 }),
    },
  ],
  listActions: [
    {
      id: 'letter',
      label: 'letter.merge',
      icon: <IconMailOpened size={15} />,
      on: isRecipient,
      needsWrite: true,
      needs: 'export',
      run: ({ entity, target, count }) => askForLetter({ about: aboutOf(entity), target, count }),
    },
  ],
}

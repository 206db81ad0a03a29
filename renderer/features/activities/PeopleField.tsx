/** Several records of one entity: those chosen as removable words, one more by the field below. */
import { IconX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { Party } from '#db/shared/activities.ts'
import { useText } from '../../i18n/I18nProvider.tsx'
import { Bdi } from '../../i18n/useFormat.tsx'
import { RefField } from '../../records/RefField.tsx'
import { useRefName } from '../../records/useRecord.ts'
import { IconButton } from '../../ui/Button.tsx'
import classes from './Activities.module.css'

interface Props {
  readonly label: string
  readonly to: string
  readonly value: readonly Party[]
  readonly onChange: (value: readonly Party[]) => void
}

export function PeopleField({ label, to, value, onChange }: Props): ReactNode {
  return (
    <div className={classes.people}>
      {value.length > 0 && (
        <ul className={classes.chosen} aria-label={label}>
          {value.map((party) => (
            <Chosen
              key={party.id}
              to={to}
              party={party}
              onRemove={() => onChange(value.filter(({ id }) => id !== party.id))}
            />
          ))}
        </ul>
      )}
      <RefField
        key={value.length}
        label={label}
        to={to}
        value={null}
        canCreate={false}
        onChange={(id) => {
          if (id !== null && !value.some((party) => party.id === id)) onChange([...value, { id, name: null }])
        }}
      />
    </div>
  )
}

function Chosen({
  to,
  party,
  onRemove,
}: {
  readonly to: string
  readonly party: Party
  readonly onRemove: () => void
}): ReactNode {
  const t = useText()
  const name = useRefName(to, party.id, party.name) ?? t('record.ref.hidden')
  return (
    <li className={classes.one}>
      <Bdi>{name}</Bdi>
      <IconButton label={t('activity.removePerson', { name })} size={18} onClick={onRemove}>
        <IconX size={12} />
      </IconButton>
    </li>
  )
}

/** What most activities do without: further people, place, colour, owner, another time zone. */
import type { ReactNode } from 'react'
import { channels, colours } from '#db/shared/activityCodes.ts'
import { useText } from '../../../i18n/I18nProvider.tsx'
import { Checkbox } from '../../../ui/fields/Checkbox.tsx'
import { PickList } from '../../../ui/fields/PickList.tsx'
import { Select } from '../../../ui/fields/Select.tsx'
import { TextField } from '../../../ui/fields/TextField.tsx'
import { PeopleField } from '../PeopleField.tsx'
import { baseOf, useOptions } from '../words.tsx'
import type { Draft } from './draft.ts'

interface Props {
  readonly draft: Draft
  readonly set: (change: Partial<Draft>) => void
}

/** Every zone this system knows; the one chosen is among them even if it goes by an older name. */
const zonesWith = (chosen: string): readonly string[] => [
  ...new Set([...Intl.supportedValuesOf('timeZone'), 'UTC', chosen]),
]

export function MoreFields({ draft, set }: Props): ReactNode {
  const t = useText()
  const options = useOptions()
  const zones = zonesWith(draft.timeZone)
  const base = baseOf(options, draft.kind)
  return (
    <>
      <div data-wide>
        <PeopleField
          label={t('activity.otherContacts')}
          to="contact"
          value={draft.contacts}
          onChange={(contacts) => set({ contacts })}
        />
      </div>
      <PeopleField
        label={t('activity.otherCompanies')}
        to="company"
        value={draft.companies}
        onChange={(companies) => set({ companies })}
      />
      <PeopleField
        label={t('activity.otherUsers')}
        to="user"
        value={draft.users}
        onChange={(users) => set({ users })}
      />
      <TextField label={t('activity.field.place')} value={draft.place} onChange={(place) => set({ place })} />
      {base === 'message' && (
        <PickList
          label={t('activity.field.channel')}
          suggestions={channels}
          value={draft.channel}
          onChange={(channel) => set({ channel })}
        />
      )}
      <Select
        label={t('activity.owner')}
        clearable
        options={options?.users.map(({ id, name }) => ({ value: id, label: name ?? '' })) ?? []}
        value={draft.ownerId}
        onChange={(ownerId) => set({ ownerId })}
      />
      <Select
        label={t('activity.field.timeZone')}
        options={zones.map((name) => ({ value: name, label: name.replaceAll('_', ' ') }))}
        value={draft.timeZone}
        onChange={(timeZone) => timeZone && set({ timeZone })}
      />
      <Select
        label={t('activity.field.priority')}
        options={['high', 'normal', 'low'].map((value) => ({
          value,
          label: t(`activity.field.priority.${value}`),
        }))}
        value={draft.priority}
        onChange={(priority) => priority && set({ priority })}
      />
      <Select
        label={t('activity.field.colour')}
        clearable
        options={colours.map((value) => ({ value, label: t(`activity.colour.${value}`) }))}
        value={draft.colour}
        onChange={(colour) => set({ colour })}
      />
      <Checkbox
        label={t('field.private')}
        checked={draft.private}
        onChange={(hidden) => set({ private: hidden })}
      />
    </>
  )
}

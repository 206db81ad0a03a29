/** The lists a person or company has: each a ListField with the right control in its rows. */
import type { ReactNode } from 'react'
import { type AddressField, addressFields } from '#db/shared/addresses.ts'
import { usePreferences, useText } from '../../i18n/I18nProvider.tsx'
import { YearlyDateField } from '../dates/YearlyDateField.tsx'
import classes from './ContactLists.module.css'
import { useCountries } from './countries.ts'
import { type ListElement, ListField } from './ListField.tsx'
import { PickList } from './PickList.tsx'
import { Select } from './Select.tsx'
import { LongTextField, TextField } from './TextField.tsx'

/** An element of any of the lists: text properties by name. */
export type TextElement = ListElement & Readonly<Record<string, string | undefined>>

const blankElement = (): TextElement => ({})

export interface ListProps {
  readonly label: string
  readonly value: readonly TextElement[]
  readonly onChange: (value: readonly TextElement[]) => void
  readonly onBlur?: () => void
  readonly readOnly?: boolean
}

/** The well-known labels of each list, in the order they are offered. */
const labelCodes = {
  phone: ['mobile', 'work', 'home', 'main', 'fax', 'pager', 'assistant', 'other'],
  email: ['work', 'home', 'other'],
  website: ['work', 'home', 'other'],
  address: ['work', 'home', 'other'],
  handle: ['work', 'home', 'other'],
  event: ['anniversary', 'other'],
} as const

function useLabels(kind: keyof typeof labelCodes): readonly { code: string; label: string }[] {
  const t = useText()
  return labelCodes[kind].map((code) => ({ code, label: t(`label.${code}`) }))
}

export function PhoneList(props: ListProps): ReactNode {
  const t = useText()
  return (
    <ListField
      {...props}
      addLabel={t('ui.list.addPhone')}
      labels={useLabels('phone')}
      blank={() => ({ label: 'mobile' })}
    >
      {(phone, change, index) => (
        <div className={classes.phone}>
          <TextField
            kind="tel"
            label={t('ui.list.value', { field: props.label, n: index + 1 })}
            labelHidden
            readOnly={props.readOnly}
            value={phone.value ?? ''}
            onChange={(value) => change({ ...phone, value })}
          />
          <TextField
            kind="tel"
            label={t('ui.list.extension', { n: index + 1 })}
            labelHidden
            placeholder={t('ui.list.ext')}
            readOnly={props.readOnly}
            value={phone.ext ?? ''}
            onChange={(ext) => change({ ...phone, ext })}
          />
        </div>
      )}
    </ListField>
  )
}

export function EmailList(props: ListProps): ReactNode {
  const t = useText()
  return (
    <ListField
      {...props}
      addLabel={t('ui.list.addEmail')}
      labels={useLabels('email')}
      blank={() => ({ label: 'work' })}
    >
      {(email, change, index) => (
        <TextField
          kind="email"
          label={t('ui.list.value', { field: props.label, n: index + 1 })}
          labelHidden
          readOnly={props.readOnly}
          value={email.value ?? ''}
          onChange={(value) => change({ ...email, value })}
        />
      )}
    </ListField>
  )
}

export function WebsiteList(props: ListProps): ReactNode {
  const t = useText()
  return (
    <ListField
      {...props}
      addLabel={t('ui.list.addWebsite')}
      labels={useLabels('website')}
      blank={() => ({ label: 'work' })}
    >
      {(site, change, index) => (
        <TextField
          kind="url"
          label={t('ui.list.value', { field: props.label, n: index + 1 })}
          labelHidden
          readOnly={props.readOnly}
          value={site.value ?? ''}
          onChange={(value) => change({ ...site, value })}
        />
      )}
    </ListField>
  )
}

const services = [
  'LINE',
  'WhatsApp',
  'Telegram',
  'Facebook',
  'Messenger',
  'Instagram',
  'LinkedIn',
  'X',
  'WeChat',
  'Skype',
  'Eitaa',
  'Bale',
]

export function HandleList(props: ListProps): ReactNode {
  const t = useText()
  return (
    <ListField {...props} addLabel={t('ui.list.addHandle')} blank={blankElement}>
      {(handle, change, index) => (
        <div className={classes.handle}>
          <PickList
            label={t('ui.list.service', { n: index + 1 })}
            labelHidden
            placeholder={t('ui.list.servicePlaceholder')}
            readOnly={props.readOnly}
            suggestions={services}
            value={handle.service ?? ''}
            onChange={(service) => change({ ...handle, service })}
          />
          <TextField
            kind="code"
            label={t('ui.list.value', { field: props.label, n: index + 1 })}
            labelHidden
            readOnly={props.readOnly}
            value={handle.value ?? ''}
            onChange={(value) => change({ ...handle, value })}
          />
        </div>
      )}
    </ListField>
  )
}

/** Yearly events beside the birthday, each in its own calendar. */
export function EventList(props: ListProps): ReactNode {
  const t = useText()
  return (
    <ListField
      {...props}
      tall
      addLabel={t('ui.list.addEvent')}
      labels={useLabels('event')}
      blank={() => ({ label: 'anniversary' })}
    >
      {(event, change, index) => (
        <YearlyDateField
          label={t('ui.list.value', { field: props.label, n: index + 1 })}
          labelHidden
          readOnly={props.readOnly}
          value={event.value ?? null}
          onChange={(value) => change({ ...event, value: value ?? '' })}
        />
      )}
    </ListField>
  )
}

/** Parts that need the whole width of the form. */
const wide: ReadonlySet<AddressField> = new Set(['street', 'street2'])

export function AddressList(props: ListProps): ReactNode {
  const t = useText()
  const { country } = usePreferences()
  const countries = useCountries()
  return (
    <ListField
      {...props}
      tall
      addLabel={t('ui.list.addAddress')}
      labels={useLabels('address')}
      blank={() => ({ label: 'work', country })}
    >
      {(address, change) => (
        <div className={classes.address}>
          {addressFields(address.country ?? country).map((part) => (
            <div key={part} data-wide={wide.has(part) || undefined}>
              <TextField
                label={t(`address.${part}`)}
                readOnly={props.readOnly}
                value={address[part] ?? ''}
                onChange={(text) => change({ ...address, [part]: text })}
              />
            </div>
          ))}
          <div data-wide>
            <Select
              label={t('address.country')}
              readOnly={props.readOnly}
              options={countries}
              clearable
              value={address.country ?? null}
              onChange={(code) => change({ ...address, country: code ?? undefined })}
            />
          </div>
          {address.formatted && (
            <div data-wide>
              <LongTextField
                label={t('address.formatted')}
                rows={2}
                readOnly={props.readOnly}
                value={address.formatted}
                onChange={(formatted) => change({ ...address, formatted })}
              />
            </div>
          )}
        </div>
      )}
    </ListField>
  )
}

/** What an imported card said beyond our fields: kept, shown, editable. */
export function ExtraList(props: ListProps): ReactNode {
  const t = useText()
  return (
    <ListField {...props} addLabel={t('ui.list.addExtra')} blank={blankElement}>
      {(extra, change, index) => (
        <div className={classes.handle}>
          <TextField
            label={t('ui.list.extraName', { n: index + 1 })}
            labelHidden
            readOnly={props.readOnly}
            value={extra.name ?? ''}
            onChange={(name) => change({ ...extra, name })}
          />
          <TextField
            label={t('ui.list.value', { field: props.label, n: index + 1 })}
            labelHidden
            readOnly={props.readOnly}
            value={extra.value ?? ''}
            onChange={(value) => change({ ...extra, value })}
          />
        </div>
      )}
    </ListField>
  )
}

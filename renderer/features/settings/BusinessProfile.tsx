/** The business that uses this database: what its letters, quotes and invoices say of it. */
import type { ReactNode } from 'react'
import { type AddressField, addressFields } from '#db/shared/addresses.ts'
import { checkTaxId, formatThaiBranch, taxIdKinds, thaiBranch } from '#db/shared/identifiers.ts'
import { parsePhone } from '#db/shared/phone.ts'
import { provincesOf } from '#db/shared/provinces.ts'
import { usePreferences, useText } from '../../i18n/I18nProvider.tsx'
import { useFormat } from '../../i18n/useFormat.tsx'
import { FiscalYear } from '../../records/FiscalYear.tsx'
import { useUserPreferences } from '../../state/preferences.ts'
import { useCountries } from '../../ui/fields/countries.ts'
import { Select } from '../../ui/fields/Select.tsx'
import { Group } from './Group.tsx'
import { Logo } from './Logo.tsx'
import classes from './Page.module.css'
import { SettingText } from './SettingText.tsx'
import { type DatabaseSettings, useDatabaseSettings } from './useDatabaseSettings.ts'

type AddressParts = Readonly<Record<string, string>>

function addressOf(value: unknown): AddressParts {
  if (typeof value !== 'object' || value === null) return {}
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, part]) => (typeof part === 'string' ? [[name, part]] : [])),
  )
}

const wide: ReadonlySet<AddressField> = new Set(['street', 'street2'])

/** The country whose forms apply: the address's, else the database's, else the user's. */
function useCountry({ values }: DatabaseSettings): string {
  const { country } = useUserPreferences()
  const own = values?.defaultCountry
  return addressOf(values?.['business.address']).country ?? (typeof own === 'string' ? own : country)
}

/** Name, logo, numbers: enough for a first letter. */
export function BusinessEssentials(): ReactNode {
  const t = useText()
  const format = useFormat()
  const { language } = usePreferences()
  const settings = useDatabaseSettings()
  const country = useCountry(settings)
  const { values, save, mayEdit } = settings
  if (!values) return null
  const text = (key: string) => ({
    label: t(`settings.business.${key}`),
    value: values[`business.${key}`],
    readOnly: !mayEdit,
    onSave: (typed: string | null) => void save(`business.${key}`, typed),
  })
  const phoneNote = (typed: string): string | undefined => {
    const { e164 } = parsePhone(typed, country)
    return e164 ? format.phone(typed, e164) : undefined
  }
  return (
    <>
      <Logo
        name={String(values['business.name'] ?? '')}
        value={values['business.logo']}
        readOnly={!mayEdit}
        onSave={(image) => void save('business.logo', image)}
      />
      <div className={classes.two}>
        <div className={classes.wide}>
          <SettingText {...text('name')} />
        </div>
        <SettingText
          {...text('taxId')}
          kind="code"
          description={(typed) =>
            typed !== '' && checkTaxId(typed, country, 'company').valid === true
              ? t('settings.business.taxId.right')
              : undefined
          }
          error={(typed) =>
            typed !== '' && taxIdKinds(country, 'company').length > 0 && !isRight(typed, country)
              ? t('settings.business.taxId.wrong')
              : undefined
          }
        />
        {country === 'TH' ? (
          <SettingText
            {...text('branch')}
            placeholder={formatThaiBranch('00000', language)}
            description={(typed) =>
              typed !== '' && thaiBranch(typed).valid ? formatThaiBranch(typed, language) : undefined
            }
            error={(typed) =>
              typed !== '' && !thaiBranch(typed).valid ? t('settings.business.branch.wrong') : undefined
            }
          />
        ) : (
          <SettingText {...text('registrationId')} kind="code" />
        )}
        <SettingText {...text('phone')} kind="tel" description={phoneNote} />
        <SettingText {...text('email')} kind="email" />
        <SettingText {...text('website')} kind="url" />
      </div>
    </>
  )
}

/** A company's number, or that of a person who trades under their own name. */
const isRight = (typed: string, country: string): boolean =>
  checkTaxId(typed, country, 'company').valid === true || checkTaxId(typed, country, 'contact').valid === true

export function BusinessProfile(): ReactNode {
  const t = useText()
  const settings = useDatabaseSettings()
  const { values, save, mayEdit } = settings
  const country = useCountry(settings)
  if (!values) return null
  const text = (key: string) => ({
    label: t(`settings.business.${key}`),
    value: values[`business.${key}`],
    readOnly: !mayEdit,
    onSave: (typed: string | null) => void save(`business.${key}`, typed),
  })
  return (
    <>
      <Group title={t('settings.business.who')}>
        <BusinessEssentials />
      </Group>
      <Group title={t('settings.business.address')}>
        <AddressForm settings={settings} country={country} />
      </Group>
      <Group title={t('settings.business.year')} text={t('settings.business.year.text')}>
        <div className={classes.two}>
          <FiscalYear />
        </div>
      </Group>
      <Group title={t('settings.business.bank')} text={t('settings.business.bank.text')}>
        <div className={classes.two}>
          <SettingText {...text('bankName')} />
          <SettingText {...text('bankBranch')} />
          <SettingText {...text('bankHolder')} />
          <SettingText {...text('bankAccount')} kind="code" />
          <div className={classes.wide}>
            <SettingText {...text('bankIban')} kind="code" />
          </div>
        </div>
      </Group>
      <Group title={t('settings.business.signatory')} text={t('settings.business.signatory.text')}>
        <div className={classes.two}>
          <SettingText {...text('signatoryName')} />
          <SettingText {...text('signatoryTitle')} />
        </div>
      </Group>
    </>
  )
}

/** The components an address has in that country, saved as one value. */
function AddressForm({
  settings: { values, save, mayEdit },
  country,
}: {
  readonly settings: DatabaseSettings
  readonly country: string
}): ReactNode {
  const t = useText()
  const countries = useCountries()
  const address = addressOf(values?.['business.address'])
  const keep = (part: string, text: string | null): void => {
    const whole: AddressParts = { ...address, country }
    const { [part]: _, ...rest } = whole
    void save('business.address', text === null ? rest : { ...rest, [part]: text })
  }
  const provinces = provincesOf(country).map((province) => province.local)
  return (
    <div className={classes.two}>
      <Select
        label={t('address.country')}
        options={countries}
        value={country}
        disabled={!mayEdit}
        onChange={(picked) => picked && keep('country', picked)}
      />
      {addressFields(country).map((part) => (
        <div key={part} className={wide.has(part) ? classes.wide : undefined}>
          <SettingText
            label={t(`address.${part}`)}
            value={address[part]}
            readOnly={!mayEdit}
            onSave={(text) => keep(part, text)}
            {...(part === 'province' && { suggestions: provinces })}
          />
        </div>
      ))}
    </div>
  )
}

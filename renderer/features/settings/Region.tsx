/** Where the business is: what phone numbers, addresses and prices mean when nothing else is said. */
import type { ReactNode } from 'react'
import { useText } from '../../i18n/I18nProvider.tsx'
import { useFormat } from '../../i18n/useFormat.tsx'
import { type Preferences, useUserPreferences } from '../../state/preferences.ts'
import { useCountries, useCurrencies } from '../../ui/fields/countries.ts'
import { Select } from '../../ui/fields/Select.tsx'
import { currencyOf } from './currencyOf.ts'
import { Group } from './Group.tsx'
import classes from './Page.module.css'
import { useDatabaseSettings } from './useDatabaseSettings.ts'

interface Props {
  readonly onPreferences: (change: Partial<Preferences>) => void
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

/** The two choices alone, for the guide. */
export function RegionChoice({ onPreferences }: Props): ReactNode {
  const t = useText()
  const format = useFormat()
  const { values, save, mayEdit } = useDatabaseSettings()
  const preferences = useUserPreferences()
  const countries = useCountries()
  const currencies = useCurrencies()
  const country = textOf(values?.defaultCountry) ?? preferences.country
  const currency = textOf(values?.defaultCurrency) ?? preferences.currency
  const choose = (picked: string): void => {
    const usual = currencyOf(picked)
    const follows = usual !== undefined && currency === currencyOf(country)
    onPreferences({ country: picked, ...(follows && { currency: usual }) })
    void save('defaultCountry', picked)
    if (follows) void save('defaultCurrency', usual)
  }
  return (
    <div className={classes.two}>
      <Select
        label={t('settings.country')}
        options={countries}
        value={country}
        disabled={!mayEdit}
        onChange={(picked) => picked && choose(picked)}
        description={t('settings.country.text')}
      />
      <Select
        label={t('settings.currency')}
        options={currencies}
        value={currency}
        disabled={!mayEdit}
        onChange={(picked) => {
          if (!picked) return
          onPreferences({ currency: picked })
          void save('defaultCurrency', picked)
        }}
        description={t('settings.currency.text', {
          example: format.money(123_456 * 10 ** Math.max(0, format.fractionDigits(currency) - 2), currency),
        })}
      />
    </div>
  )
}

export function Region(props: Props): ReactNode {
  const t = useText()
  return (
    <Group title={t('settings.region.where')} text={t('settings.region.where.text')}>
      <RegionChoice {...props} />
    </Group>
  )
}

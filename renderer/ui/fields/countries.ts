/** Countries, currencies and weekdays to choose from, named in the reader's language. */
import { useMemo } from 'react'
import { countryCodes } from '#db/shared/countries.ts'
import { currencyCodes } from '#db/shared/numbers/currencies.ts'
import { usePreferences } from '../../i18n/I18nProvider.tsx'
import type { Option } from './Select.tsx'

/** By name, the user's own first. */
export function useCountries(): readonly Option[] {
  const { country, language } = usePreferences()
  return useMemo(() => named(countryCodes, language, 'region', country), [country, language])
}

/** `Thai Baht (THB)`, the user's own first. */
export function useCurrencies(): readonly Option[] {
  const { currency, language } = usePreferences()
  return useMemo(
    () =>
      named(currencyCodes, language, 'currency', currency).map(({ value, label }) => ({
        value,
        label: label === value ? value : `${label} (${value})`,
      })),
    [currency, language],
  )
}

function named(
  codes: readonly string[],
  language: string,
  type: 'region' | 'currency',
  own: string,
): Option[] {
  const names = new Intl.DisplayNames(language, { type })
  const { compare } = new Intl.Collator(language)
  return codes
    .map((value) => ({ value, label: names.of(value) ?? value }))
    .sort((a, b) => (a.value === own ? -1 : b.value === own ? 1 : compare(a.label, b.label)))
}

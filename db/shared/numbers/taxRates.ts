// Owns the dated tax rates the program starts with. They are data: a business may add its own; nothing computes here.

/** A rate in force from a day until the day before the next one of its kind. */
export type TaxRate = { country: string; kind: 'vat' | 'withholding'; rate: string; from: string }

/**
 * Coverage: Thailand since 1 April 1999 (the reduced rate of 7 is prolonged by decree, lately until 30 September
 * 2026), Iran since 1394 (1404 included). Later changes are entered by the user.
 */
export const taxRates: readonly TaxRate[] = [
  { country: 'TH', kind: 'vat', rate: '7', from: '1999-04-01' },
  { country: 'TH', kind: 'withholding', rate: '3', from: '1999-04-01' },
  { country: 'IR', kind: 'vat', rate: '9', from: '2015-03-21' },
  { country: 'IR', kind: 'vat', rate: '10', from: '2024-03-20' },
]

/** The rate in force on a day, as decimal text of per cent, or undefined where none is known. */
export function taxRateOn(
  iso: string,
  country: string,
  kind: TaxRate['kind'] = 'vat',
  rates: readonly TaxRate[] = taxRates,
): string | undefined {
  return rates
    .filter((rate) => rate.country === country && rate.kind === kind && rate.from <= iso)
    .reduce<TaxRate | undefined>(
      (latest, rate) => (latest && latest.from > rate.from ? latest : rate),
      undefined,
    )?.rate
}

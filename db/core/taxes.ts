/** Which tax is in force on a day: what the business has written down, else what the program knows of its country. */

import { plainRate } from '../shared/money/rates.ts'
import { taxRateOn } from '../shared/numbers/taxRates.ts'
import { allRows, type Connection } from './connection.ts'
import { databaseSetting } from './settings.ts'

interface OwnRow {
  readonly kind: 'vat' | 'withholding'
  readonly country: string | null
  readonly rate: number
  readonly validFrom: string
}

export interface Taxes {
  readonly vat: string | null
  readonly withholding: string | null
  readonly country: string
  /** The business has written down a rate that counts. */
  readonly own: boolean
}

export function taxOn(conn: Connection, day: string): Taxes {
  const stored = databaseSetting(conn, 'defaultCountry')
  const country = typeof stored === 'string' ? stored : 'TH'
  const rates = allRows<OwnRow>(
    conn,
    'SELECT kind, country, rate, validFrom FROM visibleTaxRate WHERE kind IS NOT NULL AND rate IS NOT NULL AND validFrom IS NOT NULL',
  )
    .filter((row) => row.country === null || row.country === country)
    .map((row) => ({ country, kind: row.kind, rate: plainRate(row.rate), from: row.validFrom }))
  const of = (kind: 'vat' | 'withholding'): { rate: string | null; own: boolean } => {
    const own = taxRateOn(day, country, kind, rates)
    return { rate: own ?? taxRateOn(day, country, kind) ?? null, own: own !== undefined }
  }
  const [vat, withholding] = [of('vat'), of('withholding')]
  return { vat: vat.rate, withholding: withholding.rate, country, own: vat.own || withholding.own }
}

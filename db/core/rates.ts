/** The exchange rates somebody noted, as a table to ask by day; and the currency sums are said in. */

import { plainRate, type RateTable, rateTable } from '../shared/money/rates.ts'
import { isCurrency } from '../shared/numbers/currencies.ts'
import { allRows, type Connection } from './connection.ts'
import { databaseSetting } from './settings.ts'

interface RateRow {
  readonly day: string | null
  readonly fromCurrency: string | null
  readonly toCurrency: string | null
  readonly rate: number | null
}

export function ratesOf(conn: Connection): RateTable {
  const rows = allRows<RateRow>(
    conn,
    'SELECT day, fromCurrency, toCurrency, rate FROM visibleExchangeRate ORDER BY day, rowId',
  )
  return rateTable(
    rows.flatMap(({ day, fromCurrency, toCurrency, rate }) =>
      day !== null && fromCurrency !== null && toCurrency !== null && rate !== null
        ? [
            {
              day,
              from: fromCurrency.trim().toUpperCase(),
              to: toCurrency.trim().toUpperCase(),
              rate: plainRate(rate),
            },
          ]
        : [],
    ),
  )
}

/** The currency asked for, else the database's own. */
export function sumCurrency(conn: Connection, asked: string | undefined): string {
  if (asked !== undefined && isCurrency(asked)) return asked
  const own = databaseSetting(conn, 'defaultCurrency')
  return typeof own === 'string' && isCurrency(own) ? own : 'THB'
}

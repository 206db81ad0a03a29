// Owns the list of currencies and how many decimals their minor unit has (ISO 4217). IRR is kept with none, as
// prices are; a toman (10 rial) is only a way to type and show rial.

const twoDecimals =
  'AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC ' +
  'CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR JMD ' +
  'KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN ' +
  'NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC ' +
  'SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG'
const otherDecimals: Record<number, string> = {
  0: 'BIF CLP DJF GNF IRR ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF',
  3: 'BHD IQD JOD KWD LYD OMR TND',
  4: 'CLF UYW',
}

const decimalsByCode = new Map<string, number>([
  ...twoDecimals.split(' ').map((code) => [code, 2] as const),
  ...Object.entries(otherDecimals).flatMap(([decimals, codes]) =>
    codes.split(' ').map((code) => [code, Number(decimals)] as const),
  ),
])

/** All currency codes, sorted. */
export const currencyCodes: readonly string[] = [...decimalsByCode.keys()].sort()

/** Whether a text is the code of a currency. */
export function isCurrency(code: string): boolean {
  return decimalsByCode.has(code)
}

/** Decimals of the minor unit: THB 2, IRR 0, JPY 0, KWD 3; unknown codes have 2. */
export function currencyDecimals(code: string): number {
  return decimalsByCode.get(code) ?? 2
}

/** Rials of a toman. */
export const rialsPerToman = 10

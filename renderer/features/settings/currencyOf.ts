/** Which currency a country pays with. Only a suggestion; anything may be chosen. */
const euro = 'AT BE CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK'
const others =
  'TH THB IR IRR US USD GB GBP JP JPY CN CNY IN INR AE AED SA SAR QA QAR KW KWD OM OMR BH BHD IQ IQD TR TRY AF AFN ' +
  'PK PKR SG SGD MY MYR VN VND KH KHR LA LAK MM MMK ID IDR PH PHP KR KRW TW TWD HK HKD AU AUD NZ NZD CA CAD CH CHF ' +
  'SE SEK NO NOK DK DKK PL PLN CZ CZK HU HUF RO RON RU RUB UA UAH BR BRL MX MXN AR ARS CL CLP CO COP ZA ZAR EG EGP ' +
  'MA MAD NG NGN KE KES IL ILS JO JOD LB LBP TJ TJS UZ UZS TM TMT AZ AZN AM AMD GE GEL BD BDT LK LKR NP NPR'

const words = others.split(' ')
const currencies: ReadonlyMap<string, string> = new Map([
  ...euro.split(' ').map((country) => [country, 'EUR'] as const),
  ...words.flatMap((country, at) => (at % 2 === 0 ? [[country, words[at + 1] ?? ''] as const] : [])),
])

export const currencyOf = (country: string): string | undefined => currencies.get(country)

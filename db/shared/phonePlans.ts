// Owns the numbering plans as tables to look a number up in: which national numbers exist in a country, and whose a
// number behind a calling code is. The plans are the library's; compiled once per country, since asking it for one number
// takes as long as looking up a hundred. Must never answer where the library would do more than look: it then says nothing.
import {
  type CountryCode,
  getCountries,
  getCountryCallingCode,
  isSupportedCountry,
  Metadata,
} from 'libphonenumber-js/max'

/** A number as it is dialled from everywhere. */
export type PlainNumber = { e164: string; country: string }

type Plan = {
  code: string
  /** Every national number matches it; not all that match exist. */
  general: RegExp
  types: readonly { pattern: RegExp; lengths: readonly number[] }[]
  /** What may stand before a national number; a pattern. */
  prefix: string
  prefixAtStart: RegExp | undefined
  dialsAbroad: RegExp | undefined
  leading: RegExp | undefined
}

const typeNames = [
  'FIXED_LINE',
  'MOBILE',
  'PREMIUM_RATE',
  'TOLL_FREE',
  'SHARED_COST',
  'VOIP',
  'PERSONAL_NUMBER',
  'PAGER',
  'UAN',
  'VOICEMAIL',
]

/** A method of the library that its types do not name. */
function ask(target: unknown, method: string, ...args: readonly unknown[]): unknown {
  if (typeof target !== 'object' || target === null) return undefined
  const found: unknown = Reflect.get(target, method)
  return typeof found === 'function' ? Reflect.apply(found, target, args) : undefined
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
const numbersOf = (value: unknown): number[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'number') : []
const whole = (pattern: string): RegExp => new RegExp(`^(?:${pattern})$`)
const atStart = (pattern: string): RegExp | undefined =>
  pattern === '' ? undefined : new RegExp(`^(?:${pattern})`)

function compile(country: CountryCode): Plan {
  const metadata = new Metadata()
  metadata.selectNumberingPlan(country)
  const plan = metadata.numberingPlan
  const prefix = textOf(ask(plan, 'nationalPrefixForParsing'))
  return {
    code: getCountryCallingCode(country),
    general: whole(textOf(ask(plan, 'nationalNumberPattern'))),
    types: typeNames.flatMap((name) => {
      const type = ask(plan, 'type', name)
      const pattern = textOf(ask(type, 'pattern'))
      return pattern === ''
        ? []
        : [{ pattern: whole(pattern), lengths: numbersOf(ask(type, 'possibleLengths')) }]
    }),
    prefix,
    prefixAtStart: atStart(prefix),
    dialsAbroad: atStart(textOf(ask(plan, 'IDDPrefix'))),
    leading: atStart(textOf(ask(plan, 'leadingDigits'))),
  }
}

const plans = new Map<CountryCode, Plan>()
function planOf(country: CountryCode): Plan {
  const plan = plans.get(country) ?? compile(country)
  plans.set(country, plan)
  return plan
}

/** Whose each calling code is, the main country first. */
const countriesByCode = new Map<string, CountryCode[]>()
for (const country of getCountries()) {
  const code = getCountryCallingCode(country)
  const known = countriesByCode.get(code)
  if (known) known.push(country)
  else countriesByCode.set(code, [country])
}
for (const [code, countries] of countriesByCode) {
  if (countries.length < 2) continue
  const listed = ask(new Metadata(), 'getCountryCodesForCallingCode', code)
  if (Array.isArray(listed))
    countriesByCode.set(
      code,
      listed.filter((country) => isSupportedCountry(country)),
    )
}

/** The calling code that an international number begins with. */
export function callingCodeOf(digits: string): string | undefined {
  for (let length = 1; length <= 3; length++) {
    const code = digits.slice(0, length)
    if (countriesByCode.has(code)) return code
  }
  return undefined
}

const exists = ({ general, types }: Plan, national: string): boolean =>
  general.test(national) &&
  (types.length === 0 ||
    types.some(
      ({ pattern, lengths }) =>
        (lengths.length === 0 || lengths.includes(national.length)) && pattern.test(national),
    ))

function ownerOf(code: string, national: string): CountryCode | undefined {
  const countries = countriesByCode.get(code) ?? []
  if (countries.length === 1) return countries[0]
  return countries.find((country) => {
    const plan = planOf(country)
    return plan.leading ? plan.leading.test(national) : exists(plan, national)
  })
}

function known(code: string, national: string): PlainNumber | undefined {
  const country = ownerOf(code, national)
  return country && exists(planOf(country), national) ? { e164: `+${code}${national}`, country } : undefined
}

/** A number that exists, by its digits with the calling code. */
export function internationalNumber(digits: string): PlainNumber | undefined {
  const code = callingCodeOf(digits)
  const [main] = countriesByCode.get(code ?? '') ?? []
  if (code === undefined || !main) return undefined
  const national = digits.slice(code.length)
  return planOf(main).prefixAtStart?.test(national) ? undefined : known(code, national)
}

/** Countries in which a zero, and nothing else, is dialled before every national number. */
function trunkZero(digits: string, country: string): Plan | undefined {
  if (digits[0] !== '0' || digits[1] === '0' || !isSupportedCountry(country)) return undefined
  const plan = planOf(country)
  return plan.prefix === '0' && !plan.dialsAbroad?.test(digits) ? plan : undefined
}

/** A number that exists, by the digits dialled within the country. */
export function nationalNumber(digits: string, country: string): PlainNumber | undefined {
  const plan = trunkZero(digits, country)
  return plan && known(plan.code, digits.slice(1))
}

/** True when those digits are certainly no number of the country. */
export function isNoNumber(digits: string, country: string): boolean {
  const plan = trunkZero(digits, country)
  if (!plan || countriesByCode.get(plan.code)?.length !== 1) return false
  return !exists(plan, digits) && !exists(plan, digits.slice(1))
}

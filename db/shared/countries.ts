// Owns the reading of country names in three languages and their common spellings. Names to show come from Intl.
import { nameKey } from './dates/names.ts'

/** All ISO 3166-1 alpha-2 codes. */
export const countryCodes: readonly string[] = (
  'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ ' +
  'CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO ' +
  'FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE ' +
  'JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO ' +
  'MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW ' +
  'PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM ' +
  'TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW'
).split(' ')

const otherNames: Record<string, string> = {
  AE: 'UAE|ARE|Emirates|United Arab Emirates|ยูเออี|امارات|امارات متحده عربی',
  AF: 'AFG',
  AU: 'AUS|ออสเตรเลีย',
  BE: 'BEL',
  BR: 'BRA',
  CA: 'CAN|แคนาดา',
  CH: 'CHE|Suisse|Schweiz',
  CI: 'Ivory Coast',
  CN: 'CHN|PRC|P.R.C.|P.R. China|People’s Republic of China|Mainland China|จีน',
  CZ: 'CZE|Czech Republic',
  DE: 'DEU|GER|Deutschland|Federal Republic of Germany|เยอรมัน',
  ES: 'ESP|España',
  FR: 'FRA',
  GB: 'GBR|UK|U.K.|Great Britain|Britain|England|Scotland|Wales|Northern Ireland|อังกฤษ|สหราชอาณาจักร|انگلیس|انگلستان|بریتانیا',
  HK: 'HKG|Hong Kong|Hong Kong SAR|ฮ่องกง|هنگ کنگ',
  ID: 'IDN|อินโดนีเซีย',
  IN: 'IND|Bharat',
  IQ: 'IRQ',
  IR: 'IRN|Iran|Islamic Republic of Iran|I.R. Iran|Persia|อิหร่าน|ایران|جمهوری اسلامی ایران',
  IT: 'ITA|Italia',
  JP: 'JPN|Nippon|日本',
  KH: 'KHM|Kampuchea|กัมพูชา|เขมร',
  KP: 'PRK|North Korea|เกาหลีเหนือ|کره شمالی',
  KR: 'KOR|Korea|South Korea|Republic of Korea|เกาหลี|เกาหลีใต้|کره|کره جنوبی',
  LA: 'LAO|Lao|Lao PDR|Laos|ลาว|สปป.ลาว',
  MM: 'MMR|Burma|พม่า|เมียนมา|เมียนมาร์',
  MO: 'MAC|Macau|Macao|มาเก๊า',
  MY: 'MYS|มาเลเซีย',
  NL: 'NLD|Holland|The Netherlands|ฮอลแลนด์|هلند',
  NZ: 'NZL',
  PH: 'PHL|The Philippines|ฟิลิปปินส์',
  PK: 'PAK',
  PS: 'Palestine|فلسطین',
  RU: 'RUS|Russia|Russian Federation|รัสเซีย|روسیه',
  SA: 'SAU|KSA|Saudi|عربستان',
  SE: 'SWE',
  SG: 'SGP|สิงคโปร์|سنگاپور',
  SY: 'Syria|سوریه',
  TH: 'THA|Thai|Siam|Kingdom of Thailand|ประเทศไทย|เมืองไทย|ไทย|تایلند',
  TR: 'TUR|Turkey|Turkiye|Türkiye|ตุรกี|ترکیه',
  TW: 'TWN|Taiwan|Chinese Taipei|ไต้หวัน',
  US: 'USA|U.S.A.|U.S.|United States of America|The United States|America|อเมริกา|สหรัฐ|สหรัฐฯ|สหรัฐอเมริกา|آمریکا|امریکا|ایالات متحده|ایالات متحده آمریکا',
  VA: 'Vatican',
  VN: 'VNM|Viet Nam|เวียดนาม|ویتنام',
}

function countryKey(name: string): string {
  return nameKey(name)
    .normalize('NFD')
    .replace(/[\u0300-\u036f\-–()&]/g, '')
    .normalize('NFC')
    .replaceAll('ํา', 'ำ')
    .replaceAll('آ', 'ا')
}

let codesByName: ReadonlyMap<string, string> | undefined

function readCodes(): ReadonlyMap<string, string> {
  const names = ['en', 'th', 'fa'].map((lang) => new Intl.DisplayNames(lang, { type: 'region' }))
  return new Map([
    ...countryCodes.flatMap((code) =>
      names.map((inLanguage) => [countryKey(inLanguage.of(code) ?? code), code] as const),
    ),
    ...Object.entries(otherNames).flatMap(([code, list]) =>
      list.split('|').map((name) => [countryKey(name), code] as const),
    ),
    ...countryCodes.map((code) => [code.toLowerCase(), code] as const),
  ])
}

/** The ISO code a country's name means, in English, Thai or Persian or as a common abbreviation: `USA` → `US`. */
export function countryCode(text: string): string | undefined {
  const key = countryKey(text)
  if (key === '') return undefined
  codesByName ??= readCodes()
  return codesByName.get(key) ?? codesByName.get(key.replace(/^(?:the|ประเทศ|کشور)/, ''))
}

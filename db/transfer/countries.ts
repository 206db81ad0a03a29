/**
 * Country names as people write them (English, Thai, Persian, ISO codes, a few old habits) → ISO 3166 alpha-2.
 * Must never: guess; a name it does not know stays text.
 */

const regionCodes =
  'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW'
const otherNames: Record<string, string> = {
  usa: 'US',
  'united states of america': 'US',
  america: 'US',
  uk: 'GB',
  'great britain': 'GB',
  england: 'GB',
  scotland: 'GB',
  wales: 'GB',
  ประเทศไทย: 'TH',
  siam: 'TH',
  tha: 'TH',
  irn: 'IR',
  'islamic republic of iran': 'IR',
  'iran, islamic republic of': 'IR',
  'جمهوری اسلامی ایران': 'IR',
  'viet nam': 'VN',
  'south korea': 'KR',
  'republic of korea': 'KR',
  'russian federation': 'RU',
  uae: 'AE',
  holland: 'NL',
  'the netherlands': 'NL',
  burma: 'MM',
  'hong kong': 'HK',
  macau: 'MO',
  'czech republic': 'CZ',
  turkey: 'TR',
  deutschland: 'DE',
  österreich: 'AT',
  schweiz: 'CH',
  italia: 'IT',
  españa: 'ES',
}

let codesByName: Map<string, string> | undefined
let englishNames: Intl.DisplayNames | undefined

/** `Thailand`, `ไทย`, `تایلند`, `TH` → `TH`. */
export function countryCode(name: string): string | undefined {
  if (!codesByName) {
    codesByName = new Map(Object.entries(otherNames))
    for (const language of ['en', 'th', 'fa']) {
      const names = new Intl.DisplayNames([language], { type: 'region' })
      for (const code of regionCodes.split(' ')) codesByName.set((names.of(code) ?? code).toLowerCase(), code)
    }
    for (const code of regionCodes.split(' ')) codesByName.set(code.toLowerCase(), code)
  }
  return codesByName.get(name.trim().replace(/\.$/, '').toLowerCase())
}

/** The English name of a country, as vCards carry it. */
export function countryName(code: string): string {
  englishNames ??= new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' })
  return /^[A-Z]{2}$/.test(code) ? (englishNames.of(code) ?? code) : code
}

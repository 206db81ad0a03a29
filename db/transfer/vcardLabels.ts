/**
 * Labels of vCard elements ↔ our label codes and free texts: TYPE words, Apple's `_$!<HomePage>!$_`, services.
 * Must never: change a free label.
 */

import { entryOf } from './own.ts'

const appleFaxes: Record<string, string> = { homefax: 'home fax', workfax: 'fax', otherfax: 'other fax' }
const appleWord = /^_\$!<(.*)>!\$_$/

/** Apple's own words become lower-case labels, a person's own label stays as written. */
export function labelFromApple(text: string): string {
  const word = appleWord.exec(text.trim())?.[1]
  if (word === undefined) return text
  const lower = word.toLowerCase()
  return entryOf(appleFaxes, lower) ?? lower
}

/** TYPE words that say nothing about which phone or address it is. */
const silentTypes = new Set([
  'voice',
  'internet',
  'pref',
  'msg',
  'text',
  'video',
  'textphone',
  'intl',
  'dom',
  'postal',
  'parcel',
  'x400',
])

/** The label TYPE words amount to. */
export function labelFromTypes(types: readonly string[]): string {
  const words = types
    .map((type) => type.toLowerCase().replace(/^x-/, ''))
    .filter((type) => !silentTypes.has(type))
  const has = (word: string): boolean => words.includes(word)
  if (has('fax')) return has('home') ? 'home fax' : has('other') ? 'other fax' : 'fax'
  if (has('pager')) return 'pager'
  if (has('cell') || has('mobile') || has('iphone')) return has('work') ? 'work mobile' : 'mobile'
  for (const word of ['main', 'work', 'home', 'other']) if (has(word)) return word
  return words[0] ?? ''
}

const typesOfPhone: Record<string, string> = {
  work: 'WORK',
  home: 'HOME',
  mobile: 'CELL',
  fax: 'FAX',
  'home fax': 'HOME,FAX',
  'other fax': 'OTHER,FAX',
  pager: 'PAGER',
  main: 'MAIN',
  other: 'OTHER',
  car: 'CAR',
  isdn: 'ISDN',
}
const typesOfPlace: Record<string, string> = { work: 'WORK', home: 'HOME' }
const appleLabels: Record<string, string> = {
  other: '_$!<Other>!$_',
  assistant: '_$!<Assistant>!$_',
  anniversary: '_$!<Anniversary>!$_',
  homepage: '_$!<HomePage>!$_',
}

/** How a label is written: TYPE words every reader knows, else Apple's label line. */
export function labelToVcard(label: string, isPhone: boolean): { types?: string; apple?: string } {
  if (label === '') return {}
  const types = entryOf(isPhone ? typesOfPhone : typesOfPlace, label)
  return types === undefined ? { apple: entryOf(appleLabels, label) ?? label } : { types }
}

/** Properties that hold one service's handle. */
export const handleProperties: Record<string, string> = {
  'X-SKYPE': 'skype',
  'X-SKYPE-USERNAME': 'skype',
  'X-AIM': 'aim',
  'X-ICQ': 'icq',
  'X-MSN': 'msn',
  'X-MS-IMADDRESS': 'im',
  'X-YAHOO': 'yahoo',
  'X-JABBER': 'jabber',
  'X-QQ': 'qq',
  'X-GADUGADU': 'gadugadu',
  'X-GADU-GADU': 'gadugadu',
  'X-GOOGLE-TALK': 'googletalk',
  'X-GTALK': 'googletalk',
  'X-TWITTER': 'twitter',
  'X-FACEBOOK': 'facebook',
  'X-LINE': 'line',
  'X-TELEGRAM': 'telegram',
  'X-WHATSAPP': 'whatsapp',
  'X-WECHAT': 'wechat',
}

/** Services people chat on; they are written as IMPP, the rest as X-SOCIALPROFILE. */
export const chatServices = new Set([
  'skype',
  'aim',
  'icq',
  'msn',
  'im',
  'yahoo',
  'jabber',
  'xmpp',
  'qq',
  'gadugadu',
  'googletalk',
  'line',
  'telegram',
  'whatsapp',
  'wechat',
  'messenger',
])

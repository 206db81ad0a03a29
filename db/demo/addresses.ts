/** Owns where people and companies are: a place (town, area code) and a full postal address in it, in the country's own parts. */
import { type IranPlace, iranBuildings, iranLanes, iranPlaces, iranStreets } from './data/iranPlaces.ts'
import {
  bangkok,
  type ThaiPlace,
  thaiBuildings,
  thaiPlaces,
  thaiRoads,
  thaiVillages,
} from './data/thaiPlaces.ts'
import {
  dePlaces,
  deStreets,
  ukPlaces,
  ukStreets,
  usPlaces,
  usStreets,
  type WestPlace,
} from './data/westPlaces.ts'
import { elementId } from './elements.ts'
import { type Random, weighted, zipf } from './random.ts'
import type { DemoAddress, DemoLocale } from './rows.ts'

export type Place =
  | { readonly country: 'TH'; readonly dial: string; readonly at: ThaiPlace }
  | { readonly country: 'IR'; readonly dial: string; readonly at: IranPlace }
  | { readonly country: 'US' | 'GB' | 'DE'; readonly dial: string; readonly at: WestPlace }

const thai = zipf(thaiPlaces, 0.35)
const iran = weighted(iranPlaces.map((place) => [place, place.weight] as const))
const west = { US: zipf(usPlaces, 0.5), GB: zipf(ukPlaces, 0.5), DE: zipf(dePlaces, 0.5) }
const westCountries = weighted([
  ['US', 50],
  ['GB', 25],
  ['DE', 25],
] as const)

export function placeFor(random: Random, locale: DemoLocale): Place {
  if (locale === 'th') {
    const at = random.from(thai)
    return { country: 'TH', dial: at.dial, at }
  }
  if (locale === 'fa') {
    const at = random.from(iran)
    return { country: 'IR', dial: at.dial, at }
  }
  const country = random.from(westCountries)
  const at = random.from(west[country])
  return { country, dial: random.one(at.dial), at }
}

/** The town as people name it in passing. */
export const townOf = (place: Place): string => (place.country === 'TH' ? place.at.district : place.at.city)

function thaiAddress(random: Random, at: ThaiPlace, label: string): DemoAddress {
  const inCity = at.province === bangkok
  const house = `${random.between(1, 999)}${random.chance(0.45) ? `/${random.between(1, 240)}` : ''}`
  const address: DemoAddress = { id: elementId(random), label, houseNumber: house }
  if (random.chance(inCity ? 0.22 : 0.08)) {
    address.building = random.one(thaiBuildings)
    if (random.chance(0.6)) address.unit = `ชั้น ${random.between(2, 38)}`
  }
  if (!inCity && random.chance(0.6)) {
    address.moo = String(random.between(1, 16))
    if (random.chance(0.25)) address.building = random.one(thaiVillages)
  }
  const road = random.one(thaiRoads)
  if (random.chance(inCity ? 0.7 : 0.3)) address.soi = `${road} ${random.between(1, 105)}`
  if (random.chance(0.8)) address.road = road
  address.subdistrict = random.one(at.subdistricts)
  address.district = at.district
  address.province = at.province
  if (!random.chance(0.06)) address.postalCode = at.postalCode
  address.country = 'TH'
  return address
}

function thaiText(address: DemoAddress): string {
  const inCity = address.province === bangkok
  const parts: string[] = []
  const add = (before: string, value: string | undefined): void => {
    if (value) parts.push(before + value)
  }
  add('', address.houseNumber)
  add('', address.building)
  add('', address.unit)
  add('หมู่ ', address.moo)
  add('ซ.', address.soi)
  add('ถ.', address.road)
  add(inCity ? 'แขวง' : 'ต.', address.subdistrict)
  add(inCity ? 'เขต' : 'อ.', address.district)
  add(inCity ? '' : 'จ.', address.province)
  add('', address.postalCode)
  return parts.join(' ')
}

/** Ten digits; the first five hold no 0 and no 2, as the country's post wants. */
function iranPostalCode(random: Random, head: string): string {
  let code = head
  while (code.length < 5) code += random.one(['1', '3', '4', '6', '7', '8', '9'])
  return `${code}${random.between(1, 9)}${random.digits(4)}`
}

function iranAddress(random: Random, at: IranPlace, label: string): DemoAddress {
  const address: DemoAddress = { id: elementId(random), label, province: at.province, city: at.city }
  if (random.chance(0.7)) address.district = random.one(at.districts)
  address.road = random.one(iranStreets)
  if (random.chance(0.65)) address.soi = `${random.chance(0.8) ? 'کوچه' : 'کوی'} ${random.one(iranLanes)}`
  address.houseNumber = String(random.between(1, 420))
  if (random.chance(0.3)) address.building = random.one(iranBuildings)
  if (random.chance(0.55)) address.unit = String(random.between(1, 24))
  if (random.chance(0.6)) address.postalCode = iranPostalCode(random, at.postal)
  address.country = 'IR'
  return address
}

function iranText(address: DemoAddress): string {
  const parts: string[] = []
  if (address.city) parts.push(address.city)
  if (address.district) parts.push(address.district)
  if (address.road) parts.push(address.road)
  if (address.soi) parts.push(address.soi)
  if (address.houseNumber) parts.push(`پلاک ${address.houseNumber}`)
  if (address.unit) parts.push(`واحد ${address.unit}`)
  return parts.join('، ')
}

const letter = (random: Random): string => 'ABDEFGHJLNPQRSTUWXYZ'[random.below(20)] ?? 'A'

function westAddress(random: Random, country: 'US' | 'GB' | 'DE', at: WestPlace, label: string): DemoAddress {
  const address: DemoAddress = { id: elementId(random), label, city: at.city, country }
  if (country === 'US') {
    address.street = `${random.between(1, 9999)} ${random.one(usStreets)}`
    if (random.chance(0.25)) {
      address.street2 = `${random.one(['Suite', 'Apt', 'Floor', 'Unit'])} ${random.between(1, 60)}${random.chance(0.2) ? letter(random) : ''}`
    }
    address.province = at.province
    address.postalCode = `${at.postal}${random.digits(2)}${random.chance(0.12) ? `-${random.digits(4)}` : ''}`
    if (random.chance(0.03)) address.poBox = String(random.between(10, 9999))
  } else if (country === 'GB') {
    address.street = `${random.between(1, 240)} ${random.one(ukStreets)}`
    if (random.chance(0.3))
      address.street2 = `${random.one(['Flat', 'Unit', 'Suite'])} ${random.between(1, 40)}`
    if (random.chance(0.7)) address.province = at.province
    address.postalCode = `${at.postal}${random.between(1, 20)} ${random.below(10)}${letter(random)}${letter(random)}`
  } else {
    address.street = `${random.one(deStreets)} ${random.between(1, 180)}${random.chance(0.15) ? random.one(['a', 'b', 'c']) : ''}`
    if (random.chance(0.5)) address.province = at.province
    address.postalCode = `${at.postal}${random.digits(2)}`
  }
  return address
}

function westText(address: DemoAddress): string {
  const { street = '', street2, city = '', province, postalCode = '', country } = address
  const lines = street2 ? `${street}\n${street2}` : street
  if (country === 'DE') return `${lines}\n${postalCode} ${city}\nDeutschland`
  if (country === 'GB') return `${lines}\n${city}\n${postalCode}\nUnited Kingdom`
  return `${lines}\n${city}, ${province ?? ''} ${postalCode}\nUSA`
}

export function addressText(address: DemoAddress): string {
  if (address.country === 'TH') return thaiText(address)
  if (address.country === 'IR') return iranText(address)
  return westText(address)
}

/** A postal address in that place. A few are one unparsed text, a few lack their country, as after an import. */
export function addressAt(random: Random, place: Place, label: string): DemoAddress {
  const address =
    place.country === 'TH'
      ? thaiAddress(random, place.at, label)
      : place.country === 'IR'
        ? iranAddress(random, place.at, label)
        : westAddress(random, place.country, place.at, label)
  const roll = random.below(100)
  if (roll < 7) return { id: address.id, label, formatted: addressText(address) }
  if (roll < 12) delete address.country
  return address
}

/**
 * Owns the courtesies (คุณ, آقای, Mr) and titles (ดร., دکتر, Dr) that stand before names, and taking them off. Must never
 * take off what may be the name itself: between leaving a title and losing a syllable, the title stays.
 */
import { fold, words } from './fold.ts'

/** A name and what stood before it: the courtesy one addresses anybody by, and the title one has earned. */
export interface HonorificSplit {
  honorific: string
  prefix: string
  rest: string
}

const list = (text: string) => text.trim().split(/\s+/)

/** What a courtesy says of the person; `any` says nothing. */
export type Gender = 'man' | 'woman' | 'any'

const thaiCourtesies = new Map<string, Gender>([
  ...list('นาย เด็กชาย ด.ช.').map((word): [string, Gender] => [word, 'man']),
  ...list('นาง นางสาว น.ส. นส. เด็กหญิง ด.ญ.').map((word): [string, Gender] => [word, 'woman']),
  ['คุณ', 'any'],
  ['ท่าน', 'any'],
])

const thaiTitles = list(`
  ดร. ศ. รศ. ผศ. อ. ศจ. นพ. พญ. ทพ. ทพญ. ภก. ภญ. น.สพ. สพ.ญ. ทนพ. ทนพญ. กภ. พว. ม.จ. ม.ร.ว. ม.ล. มจ. มรว. มล.
  ศาสตราจารย์ รองศาสตราจารย์ ผู้ช่วยศาสตราจารย์ อาจารย์ ด็อกเตอร์ ดอกเตอร์ นายแพทย์ แพทย์หญิง ทันตแพทย์ ทันตแพทย์หญิง เภสัชกร เภสัชกรหญิง
  สัตวแพทย์ สัตวแพทย์หญิง หม่อมเจ้า หม่อมราชวงศ์ หม่อมหลวง คุณหญิง ท่านผู้หญิง คุณหมอ
  พล.อ. พล.ท. พล.ต. พ.อ. พ.ท. พ.ต. ร.อ. ร.ท. ร.ต. จ.ส.อ. จ.ส.ท. จ.ส.ต. ส.อ. ส.ท. ส.ต. พล.ต.อ. พล.ต.ท. พล.ต.ต. พ.ต.อ. พ.ต.ท. พ.ต.ต.
  ร.ต.อ. ร.ต.ท. ร.ต.ต. ด.ต. ส.ต.อ. ส.ต.ท. ส.ต.ต. พล.ร.อ. พล.ร.ท. พล.ร.ต. พล.อ.อ. พล.อ.ท. พล.อ.ต. น.อ. น.ท. น.ต. พ.จ.อ. พ.อ.อ.
  พลเอก พลโท พลตรี พันเอก พันโท พันตรี ร้อยเอก ร้อยโท ร้อยตรี จ่าสิบเอก จ่าสิบโท จ่าสิบตรี สิบเอก สิบโท สิบตรี
  พลตำรวจเอก พลตำรวจโท พลตำรวจตรี พันตำรวจเอก พันตำรวจโท พันตำรวจตรี ร้อยตำรวจเอก ร้อยตำรวจโท ร้อยตำรวจตรี ดาบตำรวจ
  พลเรือเอก พลเรือโท พลเรือตรี พลอากาศเอก พลอากาศโท พลอากาศตรี นาวาเอก นาวาโท นาวาตรี เรืออากาศเอก เรืออากาศโท เรืออากาศตรี
  ว่าที่ร้อยตรี ว่าที่ร้อยโท ว่าที่ร้อยเอก ว่าที่ร.ต.`)

const thaiByLength = [...thaiCourtesies.keys(), ...thaiTitles].sort((a, b) => b.length - a.length)
/** Offices and words that begin like a courtesy; with `~`, only when nothing else stands before the family name. */
const thaiFalseFriends = list(`
  นายกรัฐมนตรี นายกเทศมนตรี นายกสมาคม นายกสภา นายกองค์การ นายกอบต นายกอบจ นายกฯ นายอำเภอ นายทะเบียน นายหน้า นายจ้าง นายทหาร นายตำรวจ
  นายสถานี นางพยาบาล คุณวุฒิ คุณธรรม คุณภัทร คุณภาพ คุณูปการ`)
const thaiWholeNames = new Set(
  list('นายก นายพล นางฟ้า นางเอก นางแบบ นางงาม นางพญา นางนวล คุณพ่อ คุณแม่ คุณครู คุณค่า'),
)

const folded = (text: string) => words(fold(text)).join('')
const persianCourtesies = new Map<string, Gender>([
  ...['آقای', 'جناب آقای', 'جناب'].map((word): [string, Gender] => [folded(word), 'man']),
  ...['خانم', 'سرکار خانم', 'سرکار', 'دوشیزه', 'بانو'].map((word): [string, Gender] => [
    folded(word),
    'woman',
  ]),
])
const persianTitles = new Set(
  `دکتر مهندس پروفسور استاد سرهنگ سرتیپ سردار سرگرد سروان آیت‌الله حجت‌الاسلام حاج‌آقا کاپیتان`
    .split(' ')
    .map(folded),
)

const latinCourtesies = new Map<string, Gender>([
  ...list('mr mister herr monsieur señor signor').map((word): [string, Gender] => [fold(word), 'man']),
  ...list('mrs ms miss madam madame mme mlle frau señora señorita sra srta signora').map(
    (word): [string, Gender] => [fold(word), 'woman'],
  ),
  ['mx', 'any'],
  ['khun', 'any'],
])
const latinTitles = new Set(
  list('dr prof professor rev reverend capt captain sgt lt sir dame lady assoc asst adj dipling'),
)
/** Names themselves, unless a dot follows. */
const latinDotted = new Set(list('hon sen gen rep gov col maj ing eng arch mag sr m'))

const isThai = (c: number) => c >= 0xe00 && c <= 0xe7f
const isArabic = (c: number) => c >= 0x600 && c <= 0x6ff
const isThaiMark = (c: number) => (c >= 0xe30 && c <= 0xe3a) || c === 0xe45 || (c >= 0xe47 && c <= 0xe4e)

/** What a courtesy in any language says of the person, or undefined if it is none. */
export function genderOf(honorific: string): Gender | undefined {
  const plain = folded(honorific)
  return thaiCourtesies.get(honorific.trim()) ?? persianCourtesies.get(plain) ?? latinCourtesies.get(plain)
}

/**
 * Parts what stands before a name from the name: `นายสมชาย ใจดี` → นาย + สมชาย ใจดี, `ผศ.ดร. วิชัย` → ผศ.ดร. + วิชัย,
 * `جناب آقای دکتر کریمی` → جناب آقای, دکتر + کریمی, `Dr. Anna Weiß` → Dr. + Anna Weiß. `นายิกา` and `Ingrid` stay whole.
 */
export function splitHonorific(text: string): HonorificSplit {
  const rest = text.trim()
  const first = rest.charCodeAt(0)
  if (isThai(first)) return splitThai(rest)
  return isArabic(first) ? splitWords(rest, persianPart) : splitWords(rest, latinPart)
}

function splitThai(text: string): HonorificSplit {
  const found: HonorificSplit = { honorific: '', prefix: '', rest: text }
  for (;;) {
    const word = thaiPartOf(found.rest)
    if (word === undefined) return found
    found.rest = found.rest.slice(word.length).trimStart()
    if (!thaiCourtesies.has(word)) found.prefix += word
    else if (found.honorific === '') found.honorific = word
    else return { ...found, rest: word + found.rest }
  }
}

function thaiPartOf(text: string): string | undefined {
  const space = text.indexOf(' ')
  const first = space < 0 ? text : text.slice(0, space)
  if (thaiFalseFriends.some((word) => text.startsWith(word)) || (space < 0 && thaiWholeNames.has(first)))
    return undefined
  for (const word of thaiByLength) {
    if (!text.startsWith(word)) continue
    const rest = text.slice(word.length).trimStart()
    if (rest === '' || isThaiMark(rest.charCodeAt(0)) || rest.startsWith('.') || rest.startsWith('ฯ'))
      continue
    // A lone consonant is no name: นายก is the office, not Mr ก.
    if (first.length === word.length + 1 && isThai(rest.charCodeAt(0)) && !word.endsWith('.')) continue
    return word
  }
  // Written without its dot it must at least stand alone: ดร สมชาย, but not ดรุณี.
  return space > 0 && thaiTitles.includes(`${first}.`) ? first : undefined
}

type Part = 'courtesy' | 'title' | undefined

/** Takes off whole words: up to two make one courtesy, and there may be several titles. */
function splitWords(text: string, partOf: (word: string) => Part): HonorificSplit {
  const all = text.replace(/^(\p{L}{1,5})\.(?=\p{L}{2})/u, '$1. ').split(/\s+/)
  const found = { courtesies: 0, at: 0, prefix: '' }
  const taken: string[] = []
  while (found.at < all.length - 1) {
    const one = all[found.at] ?? ''
    const two = `${one} ${all[found.at + 1] ?? ''}`
    const pair = found.at + 2 < all.length ? partOf(two) : undefined
    const part = pair ?? partOf(one)
    const word = pair ? two : one
    if (part === 'courtesy' && taken.length === 0 && found.prefix === '') taken.push(word)
    else if (part === 'title') found.prefix += (found.prefix === '' ? '' : ' ') + word
    else break
    found.at += pair ? 2 : 1
  }
  if (found.at === 0) return { honorific: '', prefix: '', rest: text }
  return { honorific: taken.join(' '), prefix: found.prefix, rest: all.slice(found.at).join(' ') }
}

function persianPart(word: string): Part {
  const plain = folded(word)
  return persianCourtesies.has(plain) ? 'courtesy' : persianTitles.has(plain) ? 'title' : undefined
}

function latinPart(word: string): Part {
  if (word.includes(' ')) return undefined
  const plain = folded(word)
  if (latinCourtesies.has(plain)) return 'courtesy'
  if (latinTitles.has(plain)) return 'title'
  if (!word.endsWith('.') || !latinDotted.has(plain)) return undefined
  return plain === 'sr' ? 'courtesy' : plain === 'm' ? undefined : 'title'
}

/**
 * A pasted e-mail signature or the text of a business card, taken apart: who it is, where they work, how they are reached.
 * Every line is either understood or kept in `rest`; nothing is dropped but rulers. English, Thai and Persian.
 */
import type { Address } from '../addresses.ts'
import { parseIranAddress, parseThaiAddress } from '../addressText.ts'
import { asciiDigits } from '../numbers/digits.ts'
import { parsePhone, splitPhones } from '../phone.ts'
import { stripCompanyForm } from './companyForms.ts'
import { fold } from './fold.ts'
import { type NameParts, splitFullName } from './names.ts'

interface Labelled {
  readonly label: string
  readonly value: string
}

export interface Signature {
  readonly name: NameParts
  readonly jobTitle?: string
  readonly department?: string
  readonly company?: string
  readonly phones: readonly Labelled[]
  readonly emails: readonly Labelled[]
  readonly websites: readonly Labelled[]
  readonly handles: readonly (Labelled & { readonly service: string })[]
  readonly address?: Address
  /** Lines that say something else, in order. */
  readonly rest: readonly string[]
}

const email = /[\p{L}\d._%+-]+@[\p{L}\d-]+(?:\.[\p{L}\d-]+)+/gu
const website =
  /(?:https?:\/\/|www\.)[^\s|,;<>]+|(?<![@\w.-])[a-z\d-]+(?:\.[a-z\d-]+)*\.(?:com|net|org|co|io|biz|info|th|ir|in\.th|co\.th|ac\.th|or\.th|go\.th)(?:\/[^\s|,;<>]*)?(?![\w@.-])/giu
const ruler = /^[\s_\-–—=*~.·•|]*$/u
/** Between two pieces of one line. */
const bar = /\s*[|•·‧●]\s*|\s{3,}|\t+/u

/** Cards write several numbers of different kinds into one line. */
const beforeNumber =
  /\s*[,،/]?\s+(?=(?:โทร|มือถือ|แฟกซ์|โทรสาร|تلفن|فکس|همراه|موبایل|fax|mob|mobile|tel|phone)[\p{L}.]*[\s.:]*[\d+(۰-۹๐-๙])/iu
/** How a letter ends; says nothing about its writer. */
const closing =
  /^(?:(?:best|kind|warm)?\s*regards|best wishes|sincerely|thanks|thank you|cheers|sent from my|ขอแสดงความนับถือ|ด้วยความนับถือ|ขอบคุณ|با احترام|با تشکر|با سپاس)[\s,.!]*/iu

/** What is said before a number, and the kind of number that follows. The first that fits counts. */
const phoneWords: readonly (readonly [label: string, words: RegExp])[] = [
  ['fax', /^(?:f|fax|facsimile|โทรสาร|แฟกซ์|แฟ็กซ์|فکس|نمابر|دورنگار)(?![\p{L}])/iu],
  [
    'mobile',
    /^(?:m|mob|mobile|cell|cellphone|hp|มือถือ|โทรศัพท์มือถือ|เคลื่อนที่|موبایل|همراه|تلفن همراه)(?![\p{L}])/iu,
  ],
  ['home', /^(?:h|home|บ้าน|منزل|تلفن منزل)(?![\p{L}])/iu],
  [
    'work',
    /^(?:o|t|d|p|ph|tel|telephone|phone|office|direct|call|โทร|โทรศัพท์|ที่ทำงาน|สำนักงาน|تلفن|تلفن ثابت|دفتر|شماره تماس|تماس)(?![\p{L}])/iu,
  ],
]
const services: readonly (readonly [service: string, words: RegExp])[] = [
  ['line', /^(?:line(?:\s*id)?|ไลน์(?:ไอดี)?|ไอดีไลน์)(?:\s*[:：]\s*|\s+)@?/iu],
  ['whatsapp', /^(?:whats\s?app|واتساپ|واتس\s?اپ)\s*[:：]?\s*/iu],
  ['telegram', /^(?:telegram|تلگرام)\s*[:：]?\s*/iu],
  ['skype', /^skype\s*[:：]?\s*/iu],
  ['facebook', /^(?:facebook|fb|เฟซบุ๊ก|เฟสบุ๊ค)\s*[:：]\s*/iu],
  ['instagram', /^(?:instagram|ig|اینستاگرام)\s*[:：]\s*/iu],
]

const titleWords =
  /\b(?:manager|director|engineer|officer|president|ceo|cfo|cto|coo|cmo|founder|owner|partner|consultant|executive|assistant|secretary|supervisor|specialist|analyst|architect|developer|designer|accountant|lawyer|attorney|professor|lecturer|doctor|nurse|representative|coordinator|administrator|chairman|chairwoman|head of|lead|chief|vp|vice president|technician|buyer|clerk)\b|ผู้จัดการ|ผู้อำนวยการ|กรรมการ|ประธาน|วิศวกร|หัวหน้า|เจ้าหน้าที่|พนักงาน|เลขานุการ|ที่ปรึกษา|ผู้ช่วย|นักบัญชี|สถาปนิก|ทนายความ|อาจารย์|ผู้เชี่ยวชาญ|เจ้าของ|ผู้ก่อตั้ง|ผู้แทนขาย|ช่างเทคนิค|مدیر|رئیس|معاون|کارشناس|سرپرست|مشاور|مسئول|حسابدار|وکیل|منشی|بنیان‌گذار|بازرس|استاد/iu
const departmentWords =
  /\b(?:department|dept\.?|division|team|unit)\b|^(?:แผนก|ฝ่าย|กอง|ส่วนงาน)|^(?:واحد|بخش|اداره|دپارتمان)\s/iu
const addressWords =
  /\b(?:road|rd\.?|street|st\.|avenue|ave\.?|boulevard|blvd\.?|lane|soi|floor|building|suite|p\.?o\.?\s?box|bangkok|tehran)\b|ถนน|ถ\.|ซอย|ซ\.|แขวง|เขต|ตำบล|ต\.|อำเภอ|อ\.|จังหวัด|จ\.|หมู่|ชั้น|อาคาร|กรุงเทพ|กทม|خیابان|کوچه|پلاک|بلوار|میدان|طبقه|کدپستی|کد پستی|تهران|استان/iu
const addressLabel = /^(?:address|addr|add|ที่อยู่|آدرس|نشانی)\s*[:：]\s*/iu
const otherLabel =
  /^(?:e-?mail|mail|e|อีเมล|อีเมล์|ایمیل|رایانامه|web(?:site)?|w|เว็บไซต์|وب‌?سایت|سایت)\s*[:：]?\s*$/iu
const organisationWords =
  /\b(?:company|corporation|group|university|hospital|bank|hotel|ministry|institute|foundation|school|holdings?|enterprises?|industr(?:y|ies)|trading|services|solutions|studio|agency)\b|^(?:บริษัท|ห้างหุ้นส่วน|ร้าน|โรงพยาบาล|มหาวิทยาลัย|ธนาคาร|โรงแรม|โรงเรียน|มูลนิธิ|สำนักงาน|กระทรวง|กรม)|^(?:شرکت|دانشگاه|بیمارستان|بانک|هتل|مؤسسه|موسسه|گروه|سازمان|وزارت|بنیاد|هلدینگ|فروشگاه)/iu

const isThai = (text: string): boolean => /[\u0E00-\u0E7F]/.test(text)
const isPersian = (text: string): boolean => /[\u0600-\u06FF]/.test(text)

/** The second label of an address such as `siamfoods.co.th`, to know a company by. */
function domainName(address: string): string {
  const host = address.slice(address.indexOf('@') + 1)
  return fold(host.split('.')[0] ?? '').replaceAll(' ', '')
}

const commonHosts = new Set(
  'gmail hotmail outlook yahoo icloud live me protonmail proton chmail mail'.split(' '),
)

class Reader {
  readonly phones: Labelled[] = []
  readonly emails: Labelled[] = []
  readonly websites: Labelled[] = []
  readonly handles: (Labelled & { service: string })[] = []
  readonly #country: string

  constructor(country: string) {
    this.#country = country
  }

  /** Takes e-mail and web addresses out of a piece; what is left of it. */
  addresses(piece: string): string {
    let left = piece.replace(email, (found) => {
      this.emails.push({ label: 'work', value: found })
      return ' '
    })
    left = left.replace(website, (found) => {
      this.websites.push({ label: 'work', value: found.replace(/[.)\]]+$/, '') })
      return ' '
    })
    const bare = left.replace(/[<>()[\]]/g, ' ').trim()
    return left === piece ? piece : otherLabel.test(bare) ? '' : bare
  }

  handle(piece: string): boolean {
    for (const [service, words] of services) {
      const value = words.test(piece) ? piece.replace(words, '').trim() : ''
      if (value === '' || /\s.*\s/.test(value)) continue
      this.handles.push({ service, label: 'work', value })
      return true
    }
    return false
  }

  /** Whether the piece is one or more phone numbers, with or without a word for what they are. */
  phone(piece: string): boolean {
    const text = piece.replace(/^[☎📞📱📠✆\s]+/u, '').trim()
    const known = phoneWords.find(([, words]) => words.test(text))
    const bare = known ? text.replace(known[1], '').replace(/^[\s.:：)]+/u, '') : text
    const digits = asciiDigits(bare).replace(/\D/g, '').length
    const letters = bare.replace(/ext\.?|ต่อ|กด|داخلی|x/giu, '').replace(/[^\p{L}]/gu, '').length
    if (digits < 6 || letters > (known ? 6 : 0)) return false
    for (const number of splitPhones(bare, this.#country)) {
      const { e164 } = parsePhone(number, this.#country)
      const isMobile = e164 !== undefined && /^\+(?:66[689]|989)/.test(e164)
      this.phones.push({
        label: known && known[0] !== 'work' ? known[0] : isMobile ? 'mobile' : 'work',
        value: number.trim(),
      })
    }
    return true
  }
}

const looksLikeName = (line: string): boolean =>
  !/[\d@:/]/.test(line) && line.length <= 60 && line.split(/\s+/).length <= 6

function addressOf(lines: readonly string[]): Address {
  const text = lines.join(isPersian(lines[0] ?? '') ? '، ' : ', ').replace(addressLabel, '')
  if (isThai(text)) return parseThaiAddress(text)
  if (isPersian(text)) return parseIranAddress(text)
  return { street: lines.join('\n').replace(addressLabel, '') }
}

const isAddress = (line: string): boolean =>
  addressLabel.test(line) ||
  (addressWords.test(line) && /\d|[\u0E00-\u0E7F\u0600-\u06FF]/.test(line) && !titleWords.test(line))

/** `country`: whose phone numbers are written without a country code. */
export function readSignature(text: string, country: string): Signature {
  const reader = new Reader(country)
  const lines: string[] = []
  const addressLines: string[] = []
  for (const line of text.normalize('NFC').split(/\r?\n/)) {
    if (ruler.test(line)) continue
    for (const piece of line.split(bar)) {
      const left = reader.addresses(piece.trim()).trim()
      if (ruler.test(left) || otherLabel.test(left)) continue
      for (const part of left.split(beforeNumber)) {
        if (ruler.test(part) || reader.handle(part) || reader.phone(part)) continue
        if (isAddress(part)) addressLines.push(part)
        else if (!closing.test(part)) lines.push(part)
      }
    }
  }
  const take = (fits: (line: string) => boolean): string | undefined => {
    const at = lines.findIndex(fits)
    return at < 0 ? undefined : lines.splice(at, 1)[0]
  }
  const hosts = new Set(
    reader.emails
      .map(({ value }) => domainName(value))
      .filter((host) => host.length > 2 && !commonHosts.has(host)),
  )
  const isFirm = (line: string): boolean =>
    stripCompanyForm(line) !== line ||
    organisationWords.test(line) ||
    hosts.has(fold(line).replaceAll(' ', ''))
  const isName = (line: string): boolean =>
    looksLikeName(line) && !titleWords.test(line) && !isFirm(line) && !departmentWords.test(line)
  splitNameFromTitle(lines)
  const name = take(isName)
  const company = take(isFirm)
  const jobTitle = take((line) => titleWords.test(line))
  const department = take((line) => departmentWords.test(line))
  const parts =
    name === undefined
      ? {}
      : Object.fromEntries(Object.entries(splitFullName(name)).filter(([, part]) => part !== ''))
  return {
    name: parts,
    ...(jobTitle !== undefined && { jobTitle }),
    ...(department !== undefined && { department }),
    ...(company !== undefined && { company }),
    phones: reader.phones,
    emails: reader.emails,
    websites: reader.websites,
    handles: reader.handles,
    ...(addressLines.length > 0 && { address: addressOf(addressLines) }),
    rest: lines,
  }
}

/** `Somchai Jaidee, Sales Manager`: both in one line. */
function splitNameFromTitle(lines: string[]): void {
  for (const [at, line] of lines.entries()) {
    const cut = /^([^,،–-]{3,50}?)\s*[,،–-]\s*(\S.*)$/.exec(line)
    if (!cut?.[1] || !cut[2] || titleWords.test(cut[1]) || !titleWords.test(cut[2])) continue
    lines.splice(at, 1, cut[1], cut[2])
    return
  }
}

/**
 * Address books with second entries of known kinds, made for scoring the matcher. Its names, spellings and mistakes were
 * written down for it alone: nothing here is shared with the matcher or with the demo data.
 */

/** Each name as it is written in its own script, and ways in which people have been seen to write it in Latin letters. */
const thaiGiven = [
  'กมล Kamol Kamon',
  'กฤษณะ Kritsana Krisana',
  'ขวัญใจ Khwanjai Kwanjai',
  'จารุวรรณ Jaruwan Charuwan',
  'จิราพร Jiraporn Chiraphon',
  'ชนิดา Chanida Chanidaa',
  'ดวงใจ Duangjai Duangchai',
  'ธนพล Thanapol Thanaphon',
  'นภา Napa Naphaa',
  'นิพนธ์ Nipon Niphon',
  'บุญเลิศ Boonlert Bunloet',
  'ปรีชา Preecha Pricha',
  'พิชัย Pichai Phichai',
  'ภาณุ Panu Phanu',
  'มานพ Manop Manob',
  'รัชนี Ratchanee Ratchani',
  'ลัดดา Ladda Lada',
  'วรรณา Wanna Vanna',
  'สมบัติ Sombat Sombut',
  'สุดา Suda Sudaa',
  'อนงค์ Anong Annong',
  'อรุณ Arun Aroon',
  'อุดม Udom Oudom',
  'เกษม Kasem Gasem',
  'ไพโรจน์ Pairoj Phairot',
]
const thaiFamily = [
  'ปานทอง Panthong Parnthong',
  'วัฒนกุล Wattanakul Watthanakun',
  'ศรีวิไล Sriwilai Srivilai',
  'เจริญสุข Charoensuk Jaroensuk',
  'บุญรอด Boonrod Bunrot',
  'แสงจันทร์ Saengchan Sangjan',
  'ทองประเสริฐ Thongprasert Tongprasoet',
  'อินทร์แก้ว Inkaew Inkaeo',
  'สายสุวรรณ Saisuwan Saisuvan',
  'พูนผล Poonpol Phunphon',
  'จันทรา Chantra Jantra',
  'มีสุข Meesuk Misuk',
  'ชูเกียรติ Chukiat Chookiat',
  'นาคะ Naka Nakha',
  'กลิ่นหอม Klinhom Glinhom',
  'รุ่งเรือง Rungrueang Roongruang',
  'คำแพง Kampaeng Khamphaeng',
  'โพธิ์ทอง Phothong Pothong',
  'วงศ์ใหญ่ Wongyai Vongyai',
  'เพ็ชรดี Phetdee Petdi',
]
const persianGiven = [
  'بهمن Bahman Bahmann',
  'پریسا Parisa Pareesa',
  'جمشید Jamshid Jamsheed',
  'حسن Hassan Hasan',
  'خسرو Khosro Khosrow',
  'داریوش Dariush Daryoush',
  'رضا Reza Rezaa',
  'زهره Zohreh Zohre',
  'سعید Saeed Saeid',
  'شهین Shahin Shaheen',
  'عباس Abbas Abas',
  'فرهاد Farhad Farhaad',
  'کامران Kamran Kaamran',
  'گلناز Golnaz Golnaaz',
  'لاله Laleh Lale',
  'مجید Majid Majeed',
  'نرگس Narges Nargess',
  'هوشنگ Hooshang Houshang',
  'یاسمن Yasaman Yasamann',
  'مینا Mina Meena',
]
const persianFamily = [
  'احمدی Ahmadi Ahmady',
  'بابایی Babaei Babaee',
  'جعفری Jafari Jaafari',
  'حسینی Hosseini Hoseini',
  'خانی Khani Khanee',
  'رستمی Rostami Rostamy',
  'سلیمانی Soleimani Soleymani',
  'شریفی Sharifi Shareefi',
  'صالحی Salehi Salehy',
  'فروزان Forouzan Foruzan',
  'قاسمی Ghasemi Qasemi',
  'کاظمی Kazemi Kazemy',
  'مرادی Moradi Moraadi',
  'نوری Nouri Noori',
  'یوسفی Yousefi Yusefi',
  'اکبری Akbari Akbary',
  'بهرامی Bahrami Bahramy',
  'توکلی Tavakoli Tavakkoli',
  'زمانی Zamani Zamaani',
  'موسوی Mousavi Moosavi',
]
const latinGiven = [
  'Catherine|Catharine|Kate',
  'Geoffrey|Jeffrey|Geoff',
  'Margaret|Margret|Maggie',
  'Nicholas|Nicolas|Nick',
  'Rebecca|Rebekka|Becky',
  'Theresa|Teresa|Terry',
  'Frederick|Fredrick|Fred',
  'Alexander|Aleksander|Alex',
  'Elizabeth|Elisabeth|Liz',
  'Matthew|Mathew|Matt',
  'Stephen|Steven|Steve',
  'Deborah|Debora|Debbie',
  'Gregory|Gregorry|Greg',
  'Jonathan|Jonathon|Jon',
  'Katherine|Katharine|Kathy',
  'Lawrence|Laurence|Larry',
  'Phillip|Philip|Phil',
  'Susanna|Susana|Sue',
  'William|Wiliam|Bill',
  'Robert|Robbert|Bob',
] as const
const latinFamily = [
  'Ashworth|Ashworthe',
  'Baumgartner|Baumgärtner',
  'Clarke|Clark',
  'Davidson|Davidsson',
  'Eriksson|Ericsson',
  'Fitzgerald|Fitz Gerald',
  'Gallagher|Galagher',
  'Hoffmann|Hofmann',
  'Johansson|Johanson',
  'Kovač|Kovac',
  'Lefebvre|Lefèbvre',
  'MacDonald|Mac Donald',
  "O'Connor|OConnor",
  'Petersen|Peterssen',
  'Schröder|Schroeder',
  'Thompson|Thomson',
  'Vandenberg|Van den Berg',
  'Whittaker|Whitaker',
  'Żeromski|Zeromski',
  'Núñez|Nunez',
] as const

export const kinds = [
  'again',
  'otherScript',
  'otherSpelling',
  'slip',
  'shortName',
  'swapped',
  'oneField',
  'moved',
] as const
export type Kind = (typeof kinds)[number]

export interface Entry {
  readonly data: Record<string, unknown>
  /** Entries of one person have the same. */
  readonly person: number
  readonly kind: Kind | 'first' | 'family' | 'namesake' | 'colleague'
}

/** A small generator of its own: the same entries for the same seed. */
function dice(seed: number) {
  let state = (seed ^ 0x5bd1e995) >>> 0
  const next = (): number => {
    state ^= state << 13
    state >>>= 0
    state ^= state >>> 17
    state ^= state << 5
    state >>>= 0
    return state / 0x1_0000_0000
  }
  const below = (n: number): number => Math.floor(next() * n)
  const one = <T>(list: readonly T[]): T => {
    const found = list[below(list.length)]
    if (found === undefined) throw new Error('nothing to choose from')
    return found
  }
  return { next, below, one }
}
type Dice = ReturnType<typeof dice>

interface Spelled {
  readonly own: string
  /** Ways to write it in Latin letters, or otherwise. */
  readonly others: readonly string[]
  readonly short: string | undefined
}
interface Person {
  readonly script: 'thai' | 'persian' | 'latin'
  readonly given: Spelled
  readonly family: Spelled
  readonly mobile: string
  readonly mail: string
  readonly birthday: string
}

const inTwoScripts = (line: string): Spelled => {
  const [own = '', ...others] = line.split(' ')
  return { own, others, short: undefined }
}
const inOneScript = (line: string): Spelled => {
  const [own = '', other = '', short] = line.split('|')
  return { own, others: [other], short }
}

/** A mobile and an address of one's own, and a day of birth: few enough names repeat that namesakes come about by themselves. */
function person({ one, below }: Dice, n: number): Person {
  const script = one(['thai', 'persian', 'latin'] as const)
  const [given, family] =
    script === 'thai'
      ? [inTwoScripts(one(thaiGiven)), inTwoScripts(one(thaiFamily))]
      : script === 'persian'
        ? [inTwoScripts(one(persianGiven)), inTwoScripts(one(persianFamily))]
        : [inOneScript(one(latinGiven)), inOneScript(one(latinFamily))]
  const digits = String(10_000_000 + ((n * 7_919) % 89_999_999))
  return {
    script,
    given,
    family,
    mobile: `+668${digits}`,
    mail: `p${n.toString(36)}.${below(1000)}@box${below(40)}.test`,
    birthday: `19${10 + below(89)}-0${1 + below(9)}-${10 + below(18)}`,
  }
}

/** How a clerk writes the same telephone down another day. */
const rewritten = ({ one }: Dice, mobile: string): string => {
  const local = `0${mobile.slice(3)}`
  return one([
    local,
    mobile,
    `${local.slice(0, 3)}-${local.slice(3, 6)}-${local.slice(6)}`,
    `${local.slice(0, 3)} ${local.slice(3)}`,
    `(66) ${mobile.slice(3)}`,
  ])
}

/** Two neighbours changed places, a letter typed twice, or one left out inside the word. */
function slipped({ below }: Dice, word: string): string {
  const letters = [...word]
  const at = 1 + below(Math.max(1, letters.length - 3))
  const [a = '', b = ''] = [letters[at], letters[at + 1]]
  const what = below(3)
  if (what === 0 && a !== b) letters.splice(at, 2, b, a)
  else if (what === 1 || letters.length < 7) letters.splice(at, 0, a)
  else letters.splice(at, 1)
  return letters.join('')
}

const reached = (roll: Dice, { mobile, mail }: Person): Record<string, unknown> =>
  roll.next() < 0.6
    ? { phones: [rewritten(roll, mobile)], ...(roll.next() < 0.3 && { emails: [mail.toUpperCase()] }) }
    : { emails: [mail] }

/** A second entry of the kind wanted, or none where the name does not allow it. */
function second(roll: Dice, who: Person, kind: Kind): Record<string, unknown> | undefined {
  const { given, family, script } = who
  const name = (givenName: string, familyName: string) => ({ givenName, familyName })
  const same = name(given.own, family.own)
  if (kind === 'again') return { ...same, ...reached(roll, who) }
  if (kind === 'otherScript')
    return script === 'latin'
      ? undefined
      : { ...name(roll.one(given.others), roll.one(family.others)), ...reached(roll, who) }
  if (kind === 'otherSpelling')
    return script === 'latin'
      ? { ...name(given.own, roll.one(family.others)), ...reached(roll, who) }
      : undefined
  if (kind === 'slip')
    return family.own.length < 6 || script !== 'latin'
      ? undefined
      : { ...name(given.own, slipped(roll, family.own)), ...reached(roll, who) }
  if (kind === 'shortName')
    return given.short ? { ...name(given.short, family.own), ...reached(roll, who) } : undefined
  if (kind === 'swapped') return { ...name(family.own, given.own), ...reached(roll, who) }
  if (kind === 'oneField') return { givenName: `${given.own} ${family.own}`, ...reached(roll, who) }
  // Another number and another address, born on the same day.
  return { ...same, birthday: who.birthday, phones: [`+66 2 ${200_0000 + roll.below(700_0000)}`] }
}

/** People and, for every fifth, an entry made again; and among them families, namesakes and colleagues at one switchboard. */
export function addressBook(seed: number, people: number): Entry[] {
  const roll = dice(seed)
  const entries: Entry[] = []
  const all: Person[] = []
  for (let n = 0; n < people; n++) {
    const who = person(roll, seed * 1_000_003 + n)
    all.push(who)
    entries.push({
      person: n,
      kind: 'first',
      data: {
        givenName: who.given.own,
        familyName: who.family.own,
        phones: [who.mobile],
        emails: [who.mail],
        birthday: who.birthday,
      },
    })
  }
  for (const [n, who] of all.entries()) {
    if (n % 5 === 0) {
      const kind = roll.one(kinds)
      const data = second(roll, who, kind) ?? second(roll, who, 'again')
      if (data) entries.push({ person: n, kind: second(roll, who, kind) ? kind : 'again', data })
    } else if (n % 11 === 3) {
      // Husband, wife or child at the same telephone.
      const other = person(roll, seed * 1_000_003 + people + n)
      if (other.given.own !== who.given.own)
        entries.push({
          person: people + n,
          kind: 'family',
          data: { givenName: other.given.own, familyName: who.family.own, phones: [who.mobile] },
        })
    } else if (n % 11 === 4)
      entries.push({
        person: people + n,
        kind: 'namesake',
        data: {
          givenName: who.given.own,
          familyName: who.family.own,
          emails: [`other${n}.${seed}@elsewhere.test`],
          birthday: '1944-12-31',
        },
      })
    else if (n % 11 === 5 || n % 11 === 6)
      entries.push({
        person: people + n,
        kind: 'colleague',
        data: {
          ...(({ given, family }) => ({ givenName: given.own, familyName: family.own }))(
            person(roll, seed * 1_000_003 + 2 * people + n),
          ),
          phones: [`+66 2 1${String(100_000 + Math.floor(n / 40)).slice(-6)}`],
          emails: [`c${n}.${seed}@firm.test`],
        },
      })
  }
  return entries
}

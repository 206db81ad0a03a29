// Owns the provinces of Thailand (77) and Iran (31) with their names, as data for lookups and address reading.
import { nameKey } from './dates/names.ts'

/** A province by its ISO 3166-2 code. */
export type Province = { code: string; local: string; en: string }

const table = (country: string, rows: string): readonly Province[] =>
  rows
    .trim()
    .split('\n')
    .map((row) => {
      const [code = '', local = '', en = ''] = row.trim().split('|')
      return { code: `${country}-${code}`, local, en }
    })

export const thaiProvinces = table(
  'TH',
  `
  10|กรุงเทพมหานคร|Bangkok
  11|สมุทรปราการ|Samut Prakan
  12|นนทบุรี|Nonthaburi
  13|ปทุมธานี|Pathum Thani
  14|พระนครศรีอยุธยา|Phra Nakhon Si Ayutthaya
  15|อ่างทอง|Ang Thong
  16|ลพบุรี|Lop Buri
  17|สิงห์บุรี|Sing Buri
  18|ชัยนาท|Chai Nat
  19|สระบุรี|Saraburi
  20|ชลบุรี|Chon Buri
  21|ระยอง|Rayong
  22|จันทบุรี|Chanthaburi
  23|ตราด|Trat
  24|ฉะเชิงเทรา|Chachoengsao
  25|ปราจีนบุรี|Prachin Buri
  26|นครนายก|Nakhon Nayok
  27|สระแก้ว|Sa Kaeo
  30|นครราชสีมา|Nakhon Ratchasima
  31|บุรีรัมย์|Buri Ram
  32|สุรินทร์|Surin
  33|ศรีสะเกษ|Si Sa Ket
  34|อุบลราชธานี|Ubon Ratchathani
  35|ยโสธร|Yasothon
  36|ชัยภูมิ|Chaiyaphum
  37|อำนาจเจริญ|Amnat Charoen
  38|บึงกาฬ|Bueng Kan
  39|หนองบัวลำภู|Nong Bua Lam Phu
  40|ขอนแก่น|Khon Kaen
  41|อุดรธานี|Udon Thani
  42|เลย|Loei
  43|หนองคาย|Nong Khai
  44|มหาสารคาม|Maha Sarakham
  45|ร้อยเอ็ด|Roi Et
  46|กาฬสินธุ์|Kalasin
  47|สกลนคร|Sakon Nakhon
  48|นครพนม|Nakhon Phanom
  49|มุกดาหาร|Mukdahan
  50|เชียงใหม่|Chiang Mai
  51|ลำพูน|Lamphun
  52|ลำปาง|Lampang
  53|อุตรดิตถ์|Uttaradit
  54|แพร่|Phrae
  55|น่าน|Nan
  56|พะเยา|Phayao
  57|เชียงราย|Chiang Rai
  58|แม่ฮ่องสอน|Mae Hong Son
  60|นครสวรรค์|Nakhon Sawan
  61|อุทัยธานี|Uthai Thani
  62|กำแพงเพชร|Kamphaeng Phet
  63|ตาก|Tak
  64|สุโขทัย|Sukhothai
  65|พิษณุโลก|Phitsanulok
  66|พิจิตร|Phichit
  67|เพชรบูรณ์|Phetchabun
  70|ราชบุรี|Ratchaburi
  71|กาญจนบุรี|Kanchanaburi
  72|สุพรรณบุรี|Suphan Buri
  73|นครปฐม|Nakhon Pathom
  74|สมุทรสาคร|Samut Sakhon
  75|สมุทรสงคราม|Samut Songkhram
  76|เพชรบุรี|Phetchaburi
  77|ประจวบคีรีขันธ์|Prachuap Khiri Khan
  80|นครศรีธรรมราช|Nakhon Si Thammarat
  81|กระบี่|Krabi
  82|พังงา|Phang Nga
  83|ภูเก็ต|Phuket
  84|สุราษฎร์ธานี|Surat Thani
  85|ระนอง|Ranong
  86|ชุมพร|Chumphon
  90|สงขลา|Songkhla
  91|สตูล|Satun
  92|ตรัง|Trang
  93|พัทลุง|Phatthalung
  94|ปัตตานี|Pattani
  95|ยะลา|Yala
  96|นราธิวาส|Narathiwat`,
)

export const iranProvinces = table(
  'IR',
  `
  00|مرکزی|Markazi
  01|گیلان|Gilan
  02|مازندران|Mazandaran
  03|آذربایجان شرقی|East Azerbaijan
  04|آذربایجان غربی|West Azerbaijan
  05|کرمانشاه|Kermanshah
  06|خوزستان|Khuzestan
  07|فارس|Fars
  08|کرمان|Kerman
  09|خراسان رضوی|Razavi Khorasan
  10|اصفهان|Isfahan
  11|سیستان و بلوچستان|Sistan and Baluchestan
  12|کردستان|Kurdistan
  13|همدان|Hamadan
  14|چهارمحال و بختیاری|Chaharmahal and Bakhtiari
  15|لرستان|Lorestan
  16|ایلام|Ilam
  17|کهگیلویه و بویراحمد|Kohgiluyeh and Boyer-Ahmad
  18|بوشهر|Bushehr
  19|زنجان|Zanjan
  20|سمنان|Semnan
  21|یزد|Yazd
  22|هرمزگان|Hormozgan
  23|تهران|Tehran
  24|اردبیل|Ardabil
  25|قم|Qom
  26|قزوین|Qazvin
  27|گلستان|Golestan
  28|خراسان شمالی|North Khorasan
  29|خراسان جنوبی|South Khorasan
  30|البرز|Alborz`,
)

const otherNames: Record<string, string> = {
  'TH-10': 'กรุงเทพ|กรุงเทพฯ|กทม|Krung Thep|Krung Thep Maha Nakhon|Bangkok Metropolis|BKK',
  'TH-14': 'อยุธยา|Ayutthaya',
  'TH-16': 'Lopburi',
  'TH-20': 'Chonburi',
  'TH-25': 'Prachinburi',
  'TH-30': 'โคราช|Korat',
  'TH-31': 'Buriram',
  'TH-33': 'Sisaket',
  'TH-72': 'Suphanburi',
  'TH-82': 'Phangnga',
  'IR-09': 'Khorasan Razavi|خراسان',
  'IR-10': 'Esfahan|Isfehan',
  'IR-12': 'Kordestan',
  'IR-13': 'Hamedan',
  'IR-25': 'Ghom',
  'IR-26': 'Ghazvin',
}

const byName = new Map(
  [...thaiProvinces, ...iranProvinces].flatMap((province) =>
    [province.local, province.en, ...(otherNames[province.code]?.split('|') ?? [])].map(
      (name) => [`${province.code.slice(0, 2)} ${nameKey(name).replaceAll('ํา', 'ำ')}`, province] as const,
    ),
  ),
)

/** The province a name or abbreviation means: `กทม.`, `จ.ชลบุรี`, `Chonburi`, `استان تهران`. */
export function findProvince(name: string, country: 'TH' | 'IR'): Province | undefined {
  const key = nameKey(name).replaceAll('ํา', 'ำ')
  return (
    byName.get(`${country} ${key}`) ??
    byName.get(`${country} ${key.replace(/^(?:จังหวัด|จ|استان)|province$/, '')}`)
  )
}

/** The provinces of a country whose names are known here. */
export function provincesOf(country: string): readonly Province[] {
  if (country === 'TH') return thaiProvinces
  return country === 'IR' ? iranProvinces : []
}

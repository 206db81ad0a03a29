/**
 * What a column is called, in English, Thai and Persian: the words, and guessing an unknown column from them.
 * The words combine: a label (work, ที่ทำงาน, محل کار) may stand before or after a field word, a number may follow, so
 * localised Outlook headers and home-made lists are understood without a table of their own.
 * Must never: look at a whole file (sources.ts does) or at anything but names and single cells.
 */

/** A column's meaning: where its cells go. `slot` ties the columns of one list element together. */
export type ColumnTarget = { field: string; label?: string; slot?: string }

/** A header reduced to its letters and digits: `E-mail 1 – Value` and `e_mail 1: VALUE` are the same. */
export function normaliseHeader(header: string): string {
  return header
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[يى]/g, 'ی')
    .replace(/ك/g, 'ک')
    .replace(/[\s\p{P}\p{S}\p{Cf}\p{Cc}]+/gu, '')
}

/** Field words. The first of a row is the target, the rest are its names. */
const fieldWords: string[][] = [
  [
    'fullName',
    'full name',
    'name',
    'display name',
    'contact',
    'contact name',
    'contact person',
    'person',
    'customer name',
    'client name',
    'attn',
  ],
  [
    'fullName',
    'ชื่อ-นามสกุล',
    'ชื่อนามสกุล',
    'ชื่อ-สกุล',
    'ชื่อเต็ม',
    'ชื่อและนามสกุล',
    'ผู้ติดต่อ',
    'ชื่อผู้ติดต่อ',
    'ชื่อลูกค้า',
    'ลูกค้า',
  ],
  ['fullName', 'نام و نام خانوادگی', 'نام کامل', 'مخاطب', 'نام مخاطب', 'نام مشتری', 'مشتری', 'نام نمایشی'],
  [
    'givenName',
    'first name',
    'given name',
    'forename',
    'fname',
    'first',
    'christian name',
    'ชื่อ',
    'ชื่อจริง',
    'ชื่อต้น',
    'ชื่อตัว',
    'نام',
    'نام کوچک',
    'اسم',
  ],
  ['middleName', 'middle name', 'middle', 'additional name', 'ชื่อกลาง', 'نام میانی'],
  [
    'familyName',
    'last name',
    'surname',
    'family name',
    'lname',
    'last',
    'นามสกุล',
    'สกุล',
    'ชื่อสกุล',
    'نام خانوادگی',
    'فامیلی',
    'فامیل',
    'نام فامیل',
  ],
  ['nickname', 'nickname', 'nick', 'nick name', 'ชื่อเล่น', 'نام مستعار', 'لقب'],
  [
    'honorific',
    'salutation',
    'prefix',
    'name prefix',
    'honorific',
    'honorific prefix',
    'title prefix',
    'คำนำหน้า',
    'คำนำหน้าชื่อ',
    'คำนำหน้านาม',
    'پیشوند',
    'پیشوند نام',
  ],
  ['suffix', 'suffix', 'name suffix', 'คำต่อท้าย', 'คำต่อท้ายชื่อ', 'پسوند', 'پسوند نام'],
  ['title', 'title', 'عنوان'],
  ['greeting', 'greeting', 'dear', 'คำขึ้นต้น', 'คำทักทาย', 'خطاب'],
  ['phoneticGivenName', 'phonetic first name', 'given yomi', 'phonetic given name'],
  ['phoneticFamilyName', 'phonetic last name', 'surname yomi', 'phonetic family name'],
  [
    'jobTitle',
    'job title',
    'position',
    'role',
    'designation',
    'occupation',
    'job',
    'profession',
    'ตำแหน่ง',
    'ตำแหน่งงาน',
    'อาชีพ',
    'عنوان شغلی',
    'سمت',
    'شغل',
    'پست سازمانی',
  ],
  [
    'department',
    'department',
    'dept',
    'division',
    'แผนก',
    'ฝ่าย',
    'สังกัด',
    'بخش',
    'دپارتمان',
    'واحد سازمانی',
    'اداره',
  ],
  [
    'companyName',
    'company',
    'company name',
    'organization',
    'organisation',
    'organization name',
    'employer',
    'account name',
    'business name',
    'firm',
    'firma',
  ],
  [
    'companyName',
    'บริษัท',
    'ชื่อบริษัท',
    'องค์กร',
    'หน่วยงาน',
    'ชื่อหน่วยงาน',
    'ห้างร้าน',
    'ชื่อกิจการ',
    'กิจการ',
    'شرکت',
    'نام شرکت',
    'سازمان',
    'نام سازمان',
    'محل کار',
  ],
  [
    'emails',
    'email',
    'e-mail',
    'mail',
    'email address',
    'e-mail address',
    'อีเมล',
    'อีเมล์',
    'อีเมลล์',
    'ที่อยู่อีเมล',
    'ที่อยู่อีเมล์',
    'ایمیل',
    'پست الکترونیک',
    'پست الکترونیکی',
    'رایانامه',
    'نشانی ایمیل',
    'آدرس ایمیل',
  ],
  [
    'phones',
    'phone',
    'telephone',
    'tel',
    'phone number',
    'telephone number',
    'contact number',
    'phone no',
    'tel no',
    'landline',
  ],
  [
    'phones',
    'โทรศัพท์',
    'โทร',
    'เบอร์โทร',
    'เบอร์โทรศัพท์',
    'หมายเลขโทรศัพท์',
    'เบอร์',
    'เบอร์ติดต่อ',
    'เลขโทรศัพท์',
    'تلفن',
    'شماره تلفن',
    'تلفن تماس',
    'شماره تماس',
    'تلفن ثابت',
  ],
  [
    'phones:mobile',
    'mobile',
    'mobile phone',
    'mobile number',
    'cell',
    'cell phone',
    'cellphone',
    'cellular',
    'handphone',
    'gsm',
    'mobile no',
  ],
  [
    'phones:mobile',
    'มือถือ',
    'โทรศัพท์มือถือ',
    'โทรศัพท์เคลื่อนที่',
    'เบอร์มือถือ',
    'หมายเลขมือถือ',
    'موبایل',
    'تلفن همراه',
    'همراه',
    'شماره موبایل',
    'شماره همراه',
    'گوشی',
  ],
  [
    'phones:fax',
    'fax',
    'fax number',
    'fax phone',
    'telefax',
    'โทรสาร',
    'แฟกซ์',
    'แฟ็กซ์',
    'หมายเลขโทรสาร',
    'فکس',
    'نمابر',
    'دورنگار',
    'شماره فکس',
  ],
  ['phones:pager', 'pager', 'pager number', 'เพจเจอร์', 'پیجو', 'پیجر'],
  ['phones.ext', 'ext', 'extension', 'phone ext', 'phone extension', 'เบอร์ต่อ', 'ต่อ', 'หมายเลขภายใน', 'داخلی'],
  [
    'addresses.street',
    'address',
    'street',
    'street address',
    'address 1',
    'address line 1',
    'address line',
    'ที่อยู่',
    'ที่อยู่ 1',
    'آدرس',
    'نشانی',
    'خیابان',
  ],
  ['addresses.street2', 'address 2', 'address line 2', 'street 2', 'ที่อยู่ 2', 'آدرس ۲', 'آدرس 2'],
  ['addresses.street3', 'address 3', 'address line 3', 'street 3', 'ที่อยู่ 3'],
  ['addresses.houseNumber', 'house number', 'house no', 'บ้านเลขที่', 'เลขที่', 'پلاک'],
  ['addresses.moo', 'moo', 'หมู่', 'หมู่ที่', 'หมู่ที'],
  ['addresses.building', 'building', 'village', 'หมู่บ้าน', 'อาคาร', 'หมู่บ้าน/อาคาร', 'อาคาร/หมู่บ้าน', 'ساختمان'],
  ['addresses.soi', 'soi', 'lane', 'ซอย', 'ตรอก/ซอย', 'ตรอก', 'کوچه'],
  ['addresses.road', 'road', 'ถนน'],
  [
    'addresses.subdistrict',
    'subdistrict',
    'sub-district',
    'tambon',
    'khwaeng',
    'ตำบล',
    'แขวง',
    'ตำบล/แขวง',
    'แขวง/ตำบล',
  ],
  [
    'addresses.district',
    'district',
    'amphoe',
    'khet',
    'อำเภอ',
    'เขต',
    'อำเภอ/เขต',
    'เขต/อำเภอ',
    'شهرستان',
    'منطقه',
    'محله',
  ],
  ['addresses.city', 'city', 'town', 'เมือง', 'شهر'],
  [
    'addresses.province',
    'state',
    'province',
    'region',
    'county',
    'state/province',
    'state province',
    'จังหวัด',
    'รัฐ',
    'استان',
  ],
  [
    'addresses.postalCode',
    'zip',
    'zip code',
    'postal code',
    'postcode',
    'post code',
    'zip/postal code',
    'รหัสไปรษณีย์',
    'รหัส ปณ',
    'کد پستی',
    'کدپستی',
  ],
  ['addresses.country', 'country', 'country/region', 'country region', 'ประเทศ', 'کشور'],
  ['addresses.poBox', 'po box', 'p.o. box', 'ตู้ ปณ', 'ตู้ไปรษณีย์', 'صندوق پستی'],
  ['addresses.unit', 'unit', 'apartment', 'room', 'ห้อง', 'واحد'],
  [
    'websites',
    'website',
    'web site',
    'url',
    'web',
    'web page',
    'homepage',
    'home page',
    'site',
    'เว็บไซต์',
    'เว็บไซท์',
    'เว็บ',
    'เว็บเพจ',
    'وب سایت',
    'وبسایت',
    'سایت',
    'تارنما',
  ],
  [
    'birthday',
    'birthday',
    'birth date',
    'date of birth',
    'dob',
    'birthdate',
    'born',
    'วันเกิด',
    'วันเดือนปีเกิด',
    'تاریخ تولد',
    'تولد',
    'روز تولد',
  ],
  [
    'events:anniversary',
    'anniversary',
    'wedding anniversary',
    'วันครบรอบ',
    'วันครบรอบแต่งงาน',
    'سالگرد',
    'سالگرد ازدواج',
  ],
  [
    'notes',
    'notes',
    'note',
    'comments',
    'comment',
    'remarks',
    'remark',
    'memo',
    'หมายเหตุ',
    'บันทึก',
    'โน้ต',
    'บันทึกย่อ',
    'توضیحات',
    'یادداشت',
    'یادداشتها',
    'ملاحظات',
    'شرح',
  ],
  [
    'tags',
    'tags',
    'tag',
    'categories',
    'category',
    'labels',
    'groups',
    'group',
    'แท็ก',
    'กลุ่ม',
    'ป้าย',
    'ป้ายกำกับ',
    'หมวดหมู่',
    'ประเภท',
    'گروه',
    'برچسب',
    'برچسبها',
    'دسته',
    'دسته بندی',
  ],
  [
    'taxId',
    'tax id',
    'vat',
    'vat number',
    'vat id',
    'tin',
    'tax number',
    'tax no',
    'national id',
    'เลขประจำตัวผู้เสียภาษี',
    'เลขผู้เสียภาษี',
    'เลขประจำตัวประชาชน',
    'เลขบัตรประชาชน',
    'کد ملی',
    'شماره ملی',
    'کد اقتصادی',
    'شماره اقتصادی',
  ],
  [
    'registrationId',
    'registration number',
    'registration id',
    'registration no',
    'company number',
    'เลขทะเบียนนิติบุคคล',
    'เลขทะเบียน',
    'شناسه ملی',
    'شماره ثبت',
  ],
  ['branch', 'branch', 'สาขา', 'شعبه'],
  ['industry', 'industry', 'sector', 'อุตสาหกรรม', 'ประเภทธุรกิจ', 'صنعت', 'حوزه فعالیت'],
  ['status', 'status', 'สถานะ', 'وضعیت'],
  ['language', 'language', 'ภาษา', 'زبان'],
  ['referredBy', 'referred by', 'referral', 'ผู้แนะนำ', 'แนะนำโดย', 'معرف', 'معرف مشتری'],
  ['handles:line', 'line', 'line id', 'ไลน์', 'ไอดีไลน์', 'ไลน์ไอดี', 'لاین'],
  ['handles:facebook', 'facebook', 'เฟซบุ๊ก', 'เฟสบุ๊ค', 'เฟซบุ๊ค', 'فیسبوک'],
  ['handles:instagram', 'instagram', 'ไอจี', 'อินสตาแกรม', 'اینستاگرام'],
  ['handles:telegram', 'telegram', 'เทเลแกรม', 'تلگرام'],
  ['handles:whatsapp', 'whatsapp', 'วอทส์แอพ', 'واتساپ', 'واتس اپ'],
  ['handles:twitter', 'twitter', 'ทวิตเตอร์', 'توییتر'],
  ['handles:linkedin', 'linkedin', 'linked in', 'ลิงก์อิน', 'لینکدین'],
  ['handles:skype', 'skype', 'skype id', 'สไกป์', 'اسکایپ'],
  ['handles:wechat', 'wechat', 'วีแชท', 'وی چت'],
]

const labelWords: string[][] = [
  [
    'work',
    'work',
    'business',
    'office',
    'company',
    'ที่ทำงาน',
    'ทำงาน',
    'ธุรกิจ',
    'สำนักงาน',
    'บริษัท',
    'محل کار',
    'کاری',
    'کار',
    'اداری',
    'دفتر',
    'شرکت',
  ],
  ['home', 'home', 'private', 'personal', 'residence', 'ที่บ้าน', 'บ้าน', 'ส่วนตัว', 'منزل', 'خانه', 'شخصی'],
  [
    'other',
    'other',
    'alternate',
    'alternative',
    'alt',
    'secondary',
    'อื่นๆ',
    'อื่น',
    'สำรอง',
    'دیگر',
    'سایر',
    'دوم',
  ],
  ['main', 'main', 'primary', 'หลัก', 'اصلی'],
  ['mobile', 'mobile', 'cell', 'มือถือ', 'همراه', 'موبایل'],
  ['assistant', "assistant's", 'assistant', 'asst', 'ผู้ช่วย', 'دستیار'],
]

const fields = new Map<string, ColumnTarget>()
for (const [target = '', ...names] of fieldWords) {
  for (const name of names) fields.set(normaliseHeader(name), parseTarget(target))
}
const labels = labelWords
  .flatMap(([label = '', ...names]) => names.map((name) => ({ label, word: normaliseHeader(name) })))
  .sort((a, b) => b.word.length - a.word.length)

/** `addresses.city:home@a1` → field, label, slot. */
export function parseTarget(text: string): ColumnTarget {
  const [, field = '', label, slot] = /^([^:@]+)(?::([^@]*))?(?:@(.+))?$/.exec(text) ?? []
  const target: ColumnTarget = { field }
  if (label !== undefined) target.label = label
  if (slot !== undefined) target.slot = slot
  return target
}

/** Fields whose columns may carry a label and a number. */
const labelled = /^(phones|emails|websites|addresses)/

const guesses = new Map<string, ColumnTarget | null>()

/** What an unknown column most likely is, from its name alone. */
export function guessColumn(header: string): ColumnTarget | undefined {
  const key = normaliseHeader(header)
  let guess = guesses.get(key)
  if (guess === undefined) {
    guess = guess0(key) ?? null
    if (guesses.size < 10_000) guesses.set(key, guess)
  }
  return guess ?? undefined
}

function guess0(key: string): ColumnTarget | undefined {
  const exact = fields.get(key)
  if (exact) return withSlot(exact, exact.label ?? '', '')
  const [, rest = '', number = ''] = /^(.*?)(\d*)$/.exec(key) ?? []
  if (number !== '') {
    const numbered = fields.get(rest)
    if (numbered && labelled.test(numbered.field)) return withSlot(numbered, numbered.label ?? '', number)
  }
  for (const { label, word } of labels) {
    for (const bare of withoutWord(key, word)) {
      const found = fields.get(bare)
      if (found && labelled.test(found.field)) return withSlot(found, joinLabels(label, found.label), '')
      const [, stem = '', n = ''] = /^(.*?)(\d+)$/.exec(bare) ?? []
      const numbered = n === '' ? undefined : fields.get(stem)
      if (numbered && labelled.test(numbered.field))
        return withSlot(numbered, joinLabels(label, numbered.label), n)
    }
  }
  return undefined
}

function* withoutWord(key: string, word: string): Generator<string> {
  if (key.length <= word.length) return
  if (key.startsWith(word)) yield key.slice(word.length)
  if (key.endsWith(word)) yield key.slice(0, -word.length)
  const [, stem = '', number = ''] = /^(.*?)(\d+)$/.exec(key) ?? []
  if (number !== '' && stem.endsWith(word) && stem !== word) yield stem.slice(0, -word.length) + number
}

/** Home fax stays apart from home; a work fax is the fax, a home mobile a mobile. */
function joinLabels(place: string, device: string | undefined): string {
  if (device === undefined || device === '') return place
  return device === 'fax' && place !== 'work' ? `${place} fax` : device
}

function withSlot({ field }: ColumnTarget, label: string, number: string): ColumnTarget {
  const list = field.split('.')[0] ?? field
  if (list === 'handles' || list === 'events') return { field, label, slot: `${list} ${label}` }
  if (!labelled.test(field)) return { field }
  return { field, label, slot: `${list} ${label} ${number}`.trim() }
}

/** Which part of a record's cells are names of columns; above a half it is a header. */
export function headerWordShare(cells: readonly string[]): number {
  if (cells.length === 0) return 0
  return cells.filter((cell) => cell.length < 80 && guessColumn(cell) !== undefined).length / cells.length
}

const emailPattern = /^[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;.]{2,}$/
const phonePattern = /^\+?[\d٠-٩۰-۹๐-๙][\d٠-٩۰-۹๐-๙\s().\-/]{5,18}$/
const urlPattern = /^(https?:\/\/|www\.)\S+$/i
const datePattern = /^[\d٠-٩۰-۹๐-๙]{1,4}[/.-][\d٠-٩۰-۹๐-๙]{1,2}[/.-][\d٠-٩۰-۹๐-๙]{1,4}$/

/** What a single cell looks like, for columns whose name says nothing. */
export function kindOfValue(text: string): 'email' | 'phone' | 'url' | 'date' | 'number' | undefined {
  const value = text.trim()
  if (emailPattern.test(value)) return 'email'
  if (urlPattern.test(value)) return 'url'
  if (datePattern.test(value)) return 'date'
  if (phonePattern.test(value) && value.replace(/\D/g, '').length >= 7) return 'phone'
  return /^-?[\d.,٠-٩۰-۹๐-๙]+$/.test(value) ? 'number' : undefined
}

/** True for a cell no header has: an address, a number, a date. */
export function looksLikeData(text: string): boolean {
  return kindOfValue(text) !== undefined
}

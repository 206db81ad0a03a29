/**
 * Names of columns in English, Thai and Persian, as data: `target = name | name | …`, going on in indented lines.
 * Must never: contain a name that can mean two fields; headers.ts and sources.ts settle those (`Title`, `ชื่อ`, `نام`).
 */

/** Each row's first word is what it means, the rest are its names. */
function rows(text: string): string[][] {
  return text
    .trim()
    .split(/\n {2}(?! )/)
    .map((row) => row.split(/\s*[=|]\s*/))
}

/** Field words. */
export const fieldWords = rows(`
  fullName = full name | name | display name | contact | contact name | contact person | person |
      customer name | client name | attn
  fullName = ชื่อ-นามสกุล | ชื่อนามสกุล | ชื่อ-สกุล | ชื่อเต็ม | ชื่อและนามสกุล | ผู้ติดต่อ |
      ชื่อผู้ติดต่อ | ชื่อลูกค้า | ลูกค้า
  fullName = نام و نام خانوادگی | نام کامل | مخاطب | نام مخاطب | نام مشتری | مشتری | نام نمایشی
  givenName = first name | given name | forename | fname | first | christian name | ชื่อ | ชื่อจริง |
      ชื่อต้น | ชื่อตัว | نام | نام کوچک | اسم
  middleName = middle name | middle | additional name | ชื่อกลาง | نام میانی
  familyName = last name | surname | family name | lname | last | นามสกุล | สกุล | ชื่อสกุล | نام خانوادگی |
      فامیلی | فامیل | نام فامیل
  nickname = nickname | nick | nick name | ชื่อเล่น | نام مستعار | لقب
  honorific = salutation | prefix | name prefix | honorific | honorific prefix | title prefix | คำนำหน้า |
      คำนำหน้าชื่อ | คำนำหน้านาม | پیشوند | پیشوند نام
  suffix = suffix | name suffix | คำต่อท้าย | คำต่อท้ายชื่อ | پسوند | پسوند نام
  title = title | عنوان
  greeting = greeting | dear | คำขึ้นต้น | คำทักทาย | خطاب
  phoneticGivenName = phonetic first name | given yomi | phonetic given name
  phoneticFamilyName = phonetic last name | surname yomi | phonetic family name
  jobTitle = job title | position | role | designation | occupation | job | profession | ตำแหน่ง |
      ตำแหน่งงาน | อาชีพ | عنوان شغلی | سمت | شغل | پست سازمانی
  department = department | dept | division | แผนก | ฝ่าย | สังกัด | بخش | دپارتمان | واحد سازمانی | اداره
  companyName = company | company name | organization | organisation | organization name | employer |
      account name | business name | firm | firma
  companyName = บริษัท | ชื่อบริษัท | องค์กร | หน่วยงาน | ชื่อหน่วยงาน | ห้างร้าน | ชื่อกิจการ | กิจการ |
      شرکت | نام شرکت | سازمان | نام سازمان | محل کار
  emails = email | e-mail | mail | email address | e-mail address | อีเมล | อีเมล์ | อีเมลล์ |
      ที่อยู่อีเมล | ที่อยู่อีเมล์ | ایمیل | پست الکترونیک | پست الکترونیکی | رایانامه | نشانی ایمیل |
      آدرس ایمیل
  phones = phone | telephone | tel | phone number | telephone number | contact number | phone no | tel no |
      landline
  phones = โทรศัพท์ | โทร | เบอร์โทร | เบอร์โทรศัพท์ | หมายเลขโทรศัพท์ | เบอร์ | เบอร์ติดต่อ | เลขโทรศัพท์ |
      تلفن | شماره تلفن | تلفن تماس | شماره تماس | تلفن ثابت
  phones:mobile = mobile | mobile phone | mobile number | cell | cell phone | cellphone | cellular |
      handphone | gsm | mobile no
  phones:mobile = มือถือ | โทรศัพท์มือถือ | โทรศัพท์เคลื่อนที่ | เบอร์มือถือ | หมายเลขมือถือ | موبایل |
      تلفن همراه | همراه | شماره موبایل | شماره همراه | گوشی
  phones:fax = fax | fax number | fax phone | telefax | โทรสาร | แฟกซ์ | แฟ็กซ์ | หมายเลขโทรสาร | فکس |
      نمابر | دورنگار | شماره فکس
  phones:pager = pager | pager number | เพจเจอร์ | پیجو | پیجر
  phones.ext = ext | extension | phone ext | phone extension | เบอร์ต่อ | ต่อ | หมายเลขภายใน | داخلی
  addresses.street = address | street | street address | address 1 | address line 1 | address line |
      ที่อยู่ | ที่อยู่ 1 | آدرس | نشانی | خیابان
  addresses.street2 = address 2 | address line 2 | street 2 | ที่อยู่ 2 | آدرس ۲ | آدرس 2
  addresses.street3 = address 3 | address line 3 | street 3 | ที่อยู่ 3
  addresses.houseNumber = house number | house no | บ้านเลขที่ | เลขที่ | پلاک
  addresses.moo = moo | หมู่ | หมู่ที่ | หมู่ที
  addresses.building = building | village | หมู่บ้าน | อาคาร | หมู่บ้าน/อาคาร | อาคาร/หมู่บ้าน | ساختمان
  addresses.soi = soi | lane | ซอย | ตรอก/ซอย | ตรอก | کوچه
  addresses.road = road | ถนน
  addresses.subdistrict = subdistrict | sub-district | tambon | khwaeng | ตำบล | แขวง | ตำบล/แขวง |
      แขวง/ตำบล
  addresses.district = district | amphoe | khet | อำเภอ | เขต | อำเภอ/เขต | เขต/อำเภอ | شهرستان | منطقه |
      محله
  addresses.city = city | town | เมือง | شهر
  addresses.province = state | province | region | county | state/province | state province | จังหวัด |
      รัฐ | استان
  addresses.postalCode = zip | zip code | postal code | postcode | post code | zip/postal code |
      รหัสไปรษณีย์ | รหัส ปณ | کد پستی | کدپستی
  addresses.country = country | country/region | country region | ประเทศ | کشور
  addresses.poBox = po box | p.o. box | ตู้ ปณ | ตู้ไปรษณีย์ | صندوق پستی
  addresses.unit = unit | apartment | room | ห้อง | واحد
  websites = website | web site | url | web | web page | homepage | home page | site | เว็บไซต์ | เว็บไซท์ |
      เว็บ | เว็บเพจ | وب سایت | وبسایت | سایت | تارنما
  birthday = birthday | birth date | date of birth | dob | birthdate | born | วันเกิด | วันเดือนปีเกิด |
      تاریخ تولد | تولد | روز تولد
  events:anniversary = anniversary | wedding anniversary | วันครบรอบ | วันครบรอบแต่งงาน | سالگرد |
      سالگرد ازدواج
  notes = notes | note | comments | comment | remarks | remark | memo | หมายเหตุ | บันทึก | โน้ต |
      บันทึกย่อ | توضیحات | یادداشت | یادداشتها | ملاحظات | شرح
  tags = tags | tag | categories | category | labels | groups | group | แท็ก | กลุ่ม | ป้าย | ป้ายกำกับ |
      หมวดหมู่ | ประเภท | گروه | برچسب | برچسبها | دسته | دسته بندی
  taxId = tax id | vat | vat number | vat id | tin | tax number | tax no | national id |
      เลขประจำตัวผู้เสียภาษี | เลขผู้เสียภาษี | เลขประจำตัวประชาชน | เลขบัตรประชาชน | کد ملی | شماره ملی |
      کد اقتصادی | شماره اقتصادی
  registrationId = registration number | registration id | registration no | company number |
      เลขทะเบียนนิติบุคคล | เลขทะเบียน | شناسه ملی | شماره ثبت
  branch = branch | สาขา | شعبه
  industry = industry | sector | อุตสาหกรรม | ประเภทธุรกิจ | صنعت | حوزه فعالیت
  status = status | สถานะ | وضعیت
  language = language | ภาษา | زبان
  referredBy = referred by | referral | ผู้แนะนำ | แนะนำโดย | معرف | معرف مشتری
  handles:line = line | line id | ไลน์ | ไอดีไลน์ | ไลน์ไอดี | لاین
  handles:facebook = facebook | เฟซบุ๊ก | เฟสบุ๊ค | เฟซบุ๊ค | فیسبوک
  handles:instagram = instagram | ไอจี | อินสตาแกรม | اینستاگرام
  handles:telegram = telegram | เทเลแกรม | تلگرام
  handles:whatsapp = whatsapp | วอทส์แอพ | واتساپ | واتس اپ
  handles:twitter = twitter | ทวิตเตอร์ | توییتر
  handles:linkedin = linkedin | linked in | ลิงก์อิน | لینکدین
  handles:skype = skype | skype id | สไกป์ | اسکایپ
  handles:wechat = wechat | วีแชท | وی چت
`)

/** Label words, which may stand before or after a field word. */
export const labelWords = rows(`
  work = work | business | office | company | ที่ทำงาน | ทำงาน | ธุรกิจ | สำนักงาน | บริษัท | محل کار |
      کاری | کار | اداری | دفتر | شرکت
  home = home | private | personal | residence | ที่บ้าน | บ้าน | ส่วนตัว | منزل | خانه | شخصی
  other = other | alternate | alternative | alt | secondary | อื่นๆ | อื่น | สำรอง | دیگر | سایر | دوم
  main = main | primary | หลัก | اصلی
  mobile = mobile | cell | มือถือ | همراه | موبایل
  assistant = assistant's | assistant | asst | ผู้ช่วย | دستیار
`)

/**
 * What tables of other programs call consent and answers, in English, Thai and Persian: names of columns, and the words in
 * them. What can mean two things is in none of the lists, so that it is reported and never guessed.
 * Must never: let a word that might be a no pass for a yes.
 */
import type { Answer } from '../shared/about.ts'
import type { bases, Channel, decisions } from '../shared/consent.ts'
import { normaliseHeader } from './headers.ts'

type Words = ReadonlyMap<string, string>

/** `meaning = word | word`, a line each. */
const words = (text: string): Words =>
  new Map(
    text
      .trim()
      .split('\n')
      .flatMap((line) => {
        const [meaning = '', ...names] = line.trim().split(/\s*[=|]\s*/)
        return [meaning, ...names].map((name) => [normaliseHeader(name), meaning] as const)
      }),
  )

const dates = 'at = date | on | said on | when | time | timestamp | วันที่ | เมื่อ | เวลา | تاریخ | زمان'

/** Names of columns that say something of a person’s consent. `optedOut:phone`: a yes there is a no to that channel. */
export const consentColumns: Words = words(`
  decision = consent | permission | opt in | opted in | opt in status | optin status | subscribed | subscription | subscription status | status | email permission status | marketing consent | permission to contact | agreed | agreement | ยินยอม | ความยินยอม | การยินยอม | สถานะ | สถานะความยินยอม | การอนุญาต | رضایت | اجازه | وضعیت | موافقت | وضعیت رضایت
  optedOut = opt out | opted out | unsubscribed | unsubscribe | do not contact | dnc | objection | ไม่รับข่าวสาร | ห้ามติดต่อ | ยกเลิกรับข่าวสาร | لغو عضویت | انصراف | تماس نگیرید
  optedOut:phone = do not call | no call | do not phone | ห้ามโทร | تلفن نزنید
  optedOut:email = do not email | do not e-mail | email opt out | has opted out of email | ห้ามส่งอีเมล | ایمیل نزنید
  optedOut:post = do not mail | do not send letters | ห้ามส่งจดหมาย | نامه نفرستید
  channel = medium | via | ช่องทาง | کانال | راه تماس
  purpose = topic | newsletter | วัตถุประสงค์ | เรื่อง | هدف | موضوع
  basis = legal basis | lawful basis | ฐานกฎหมาย | ฐานทางกฎหมาย | مبنا | مبنای قانونی
  source = origin | form | how it came | ที่มา | แหล่งที่มา | منبع
  wording = text | consent text | statement | ข้อความ | ถ้อยคำ | متن | متن رضایت
  proof = evidence | ip | ip address | opt in ip | confirm ip | หลักฐาน | مدرک | سند
  ${dates} | consent date | opt in date | opt in time | confirm time | last changed | unsub time | unsubscribe date | วันที่ยินยอม | تاریخ رضایت
  until = valid until | expires | expiry | expiry date | หมดอายุ | วันหมดอายุ | ใช้ได้ถึง | اعتبار تا | تاریخ انقضا
  keepUntil = keep until | retention | เก็บถึง | เก็บไว้ถึง | نگهداری تا
`)

/** The same of answers to a campaign. */
export const answerColumns: Words = words(`
  status = result | response status | answer | reaction | event | สถานะ | ผล | การตอบกลับ | وضعیت | نتیجه | پاسخ
  ${dates} | answered on | bounce date | ตอบเมื่อ | تاریخ پاسخ
  resultCode = result code | code | รหัสผล | کد نتیجه
  response = comment | comments | message | note | notes | remark | remarks | reply text | ข้อความ | หมายเหตุ | ความเห็น | متن پاسخ | توضیح | توضیحات | یادداشت
  value = amount | revenue | worth | มูลค่า | จำนวนเงิน | ارزش | مبلغ
`)

const decisionWords = words(`
  granted = yes | y | true | 1 | x | opt in | opted in | subscribed | subscribe | active | consented | agreed | agree | accepted | allowed | confirmed | explicit | ใช่ | จริง | ยินยอม | ให้ความยินยอม | ตกลง | ยอมรับ | อนุญาต | รับข่าวสาร | بله | آری | موافق | موافقم | پذیرفته | مجاز | رضایت دارد
  refused = no | n | false | 0 | opt out | opted out | unsubscribed | unsubscribe | cleaned | do not contact | do not call | dnc | declined | denied | withdrawn | revoked | objected | blocked | complained | complaint | spam | never | ไม่ | ไม่ใช่ | เท็จ | ไม่ยินยอม | ปฏิเสธ | ถอนความยินยอม | เพิกถอน | ยกเลิก | ไม่อนุญาต | ไม่รับข่าวสาร | ห้ามติดต่อ | خیر | نه | مخالف | منصرف | انصراف | رد | لغو | لغو عضویت | عدم رضایت | رضایت ندارد | مسدود
`)

const channelWords = words(`
  all = every | every channel | any | all channels | ทั้งหมด | ทุกช่องทาง | همه | همهٔ کانال‌ها | همه کانال ها
  email = e-mail | newsletter | อีเมล | อีเมล์ | ایمیل | رایانامه
  phone = telephone | tel | call | calls | โทรศัพท์ | โทร | تلفن | تماس
  sms = text message | mobile text | ข้อความสั้น | เอสเอ็มเอส | پیامک | اس ام اس
  post = letter | letter post | postal | postal mail | direct mail | ไปรษณีย์ | จดหมาย | پست | نامه
`)

const basisWords = words(`
  consent = opt in | ความยินยอม | رضایت
  contract = สัญญา | قرارداد
  legitimateInterest = legitimate interest | legitimate interests | ประโยชน์โดยชอบด้วยกฎหมาย | نفع مشروع
  legalObligation = legal obligation | law | หน้าที่ตามกฎหมาย | الزام قانونی
  request = own request | the person’s own request | คำขอของเจ้าของข้อมูล | درخواست خود فرد
`)

const answerWords = words(`
  sent = delivered | reached | called | ส่งแล้ว | ติดต่อแล้ว | فرستاده | رسیده
  replied = reply | answered | ตอบกลับ | ตอบแล้ว | پاسخ داد | پاسخ
  responded = interested | สนใจ | علاقه‌مند | علاقه مند
  converted = bought | won | ordered | sale | ซื้อแล้ว | ซื้อ | خریدار شد | خرید
  optedOut = opted out | opt out | unsubscribed | unsubscribe | complaint | spam | do not contact | ไม่ยินยอม | ยกเลิก | منصرف | انصراف | لغو عضویت
  failed = bounced | bounce | hard bounce | undeliverable | undelivered | returned | not delivered | ส่งไม่สำเร็จ | ตีกลับ | ناموفق | برگشتی | برگشت خورد
`)

const read = <T extends string>(from: Words, cell: string): T | undefined =>
  from.get(normaliseHeader(cell)) as T | undefined

export const decisionOf = (cell: string) => read<(typeof decisions)[number]>(decisionWords, cell)
export const channelOf = (cell: string) => read<Channel>(channelWords, cell)
export const basisOf = (cell: string) => read<(typeof bases)[number]>(basisWords, cell)
export const answerOf = (cell: string) => read<Answer>(answerWords, cell)

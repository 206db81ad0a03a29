/** Owns what a small trading house sells and says of its sales, in three languages: products, stages, reasons, competitors. Only data. */
import { table } from '../random.ts'
import type { DemoLocale } from '../rows.ts'

export interface SoldProduct {
  readonly code: string
  readonly category: string
  readonly name: string
  readonly unit: string
  /** Of one, in major units. */
  readonly price: number
}

export interface SalesStage {
  readonly name: string
  readonly probability: number
  readonly rotDays: number
  readonly category: 'commit' | 'bestCase' | 'pipeline'
}

export interface SalesWords {
  readonly currency: string
  /** What a usual sale without lines comes to, in major units. */
  readonly usual: number
  readonly pipeline: string
  readonly stages: readonly SalesStage[]
  readonly lists: readonly [retail: string, dealer: string]
  readonly products: readonly SoldProduct[]
  /** `{product}`, `{town}`, `{count}`. */
  readonly titles: readonly string[]
  readonly next: readonly string[]
  readonly sources: readonly string[]
  readonly roles: readonly string[]
  readonly lost: readonly string[]
  readonly won: readonly string[]
  readonly remarks: readonly string[]
  readonly terms: string
  /** Name, strengths, weaknesses. */
  readonly competitors: readonly (readonly string[])[]
  /** Per cent, on lines of quotes. */
  readonly tax: number
}

const products = (text: string): SoldProduct[] =>
  table(text).map(([code = '', category = '', name = '', unit = '', price = '']) => ({
    code,
    category,
    name,
    unit,
    price: Number(price),
  }))

const stages = (text: string): SalesStage[] =>
  table(text).map(([name = '', probability = '', rotDays = '', category]) => ({
    name,
    probability: Number(probability),
    rotDays: Number(rotDays),
    category: category === 'commit' || category === 'bestCase' ? category : 'pipeline',
  }))

const lines = (text: string): string[] => table(text).map(([line = '']) => line)

const en: SalesWords = {
  currency: 'USD',
  usual: 9_000,
  pipeline: 'Export sales',
  stages: stages(`
Qualification|10|14|pipeline
Needs analysis|25|21|pipeline
Proposal|50|21|bestCase
Negotiation|75|14|commit`),
  lists: ['Export price list', 'Dealer prices (USD)'],
  products: products(`
E-PU05|Pumps|Centrifugal pump 5 kW|piece|1890
E-PU11|Pumps|Centrifugal pump 11 kW|piece|3420
E-SU02|Pumps|Submersible pump 2 kW|piece|760.5
E-VA50|Valves and pipes|Gate valve DN 50|piece|84.9
E-PI20|Valves and pipes|PVC pipe 20 mm|metre|1.355
E-CT01|Controls|Pump controller with display|piece|415
E-SE01|Controls|Pressure sensor 0–16 bar|piece|58.25
E-CB04|Controls|Control cabinet, four pumps|piece|2650
E-IN01|Service|Installation|hour|65
E-MA12|Service|Maintenance, one year|contract|1200
E-TR01|Service|Operator training|day|540
E-SP01|Pumps|Seal kit|set|32.4`),
  titles: lines(`
{product} for the {town} plant
Replacement of {count} pumps
{product}: trial order
Maintenance contract, {town}
New production line in {town}
Framework agreement for spare parts
Extension of the water station
{count} controllers for a dealer`),
  next: lines(`
Send the revised offer
Ask for the drawings
Arrange a visit to the plant
Call about the budget
Agree the delivery date
Present to the board`),
  sources: lines(`
Website
Trade fair
Recommendation
Telephone enquiry
Campaign
Dealer`),
  roles: lines(`
Decision maker
Influencer
User
Buyer
Technical adviser`),
  lost: lines(`
Price too high
Chose a competitor
Project postponed`),
  won: lines(`
Best technical solution
Fast delivery`),
  remarks: lines(`
They asked twice about delivery times.
The decision is made at head office.
A second supplier has been invited to bid.
Old equipment is still under warranty elsewhere.`),
  terms: 'Payment within 30 days, net. Delivery in six weeks, packing included.',
  competitors: table(`
Rhinewerk Pumps|Known brand, dense service network|Long delivery, expensive spares
Delta Fluidics|Very cheap, in stock|No local service
Norden Hydraulik|Energy-efficient motors|Small range`),
  tax: 0,
}

const th: SalesWords = {
  currency: 'THB',
  usual: 180_000,
  pipeline: 'งานขายในประเทศ',
  stages: stages(`
คัดกรอง|10|14|pipeline
สำรวจหน้างาน|25|21|pipeline
เสนอราคา|50|21|bestCase
ต่อรอง|75|14|commit
รอใบสั่งซื้อ|90|10|commit`),
  lists: ['ราคาปลีก', 'ราคาตัวแทนจำหน่าย'],
  products: products(`
T-PU05|ปั๊มน้ำ|ปั๊มหอยโข่ง 5 กิโลวัตต์|ตัว|48500
T-PU11|ปั๊มน้ำ|ปั๊มหอยโข่ง 11 กิโลวัตต์|ตัว|92000
T-SU02|ปั๊มน้ำ|ปั๊มจุ่ม 2 กิโลวัตต์|ตัว|18900
T-VA50|วาล์วและท่อ|ประตูน้ำ 2 นิ้ว|ตัว|1450
T-PI20|วาล์วและท่อ|ท่อพีวีซี 20 มม.|เมตร|38.75
T-CT01|ตู้ควบคุม|ตู้ควบคุมปั๊มพร้อมจอแสดงผล|ตู้|14500
T-SE01|ตู้ควบคุม|เซ็นเซอร์วัดแรงดัน|ตัว|2350
T-CB04|ตู้ควบคุม|ตู้ควบคุมปั๊มสี่ตัว|ตู้|78000
T-IN01|บริการ|ค่าติดตั้ง|ชั่วโมง|650
T-MA12|บริการ|สัญญาบำรุงรักษารายปี|สัญญา|24000
T-TR01|บริการ|อบรมการใช้งาน|วัน|12000
T-SP01|ปั๊มน้ำ|ชุดซีลกันรั่ว|ชุด|890`),
  titles: lines(`
{product} สำหรับโรงงานที่{town}
เปลี่ยนปั๊มน้ำ {count} ตัว
{product} สั่งทดลองใช้
สัญญาบำรุงรักษา {town}
ไลน์ผลิตใหม่ที่{town}
สัญญาซื้ออะไหล่ระยะยาว
ขยายสถานีสูบน้ำ
ตู้ควบคุม {count} ตู้สำหรับตัวแทนจำหน่าย`),
  next: lines(`
ส่งใบเสนอราคาฉบับแก้ไข
ขอแบบแปลนจากลูกค้า
นัดเข้าดูหน้างาน
โทรถามเรื่องงบประมาณ
ตกลงวันส่งของ
นำเสนอต่อผู้บริหาร`),
  sources: lines(`
เว็บไซต์
งานแสดงสินค้า
ลูกค้าแนะนำ
โทรเข้ามา
แคมเปญ
ตัวแทนจำหน่าย`),
  roles: lines(`
ผู้มีอำนาจตัดสินใจ
ผู้มีอิทธิพล
ผู้ใช้งาน
ฝ่ายจัดซื้อ
ที่ปรึกษาด้านเทคนิค`),
  lost: lines(`
ราคาสูงเกินไป
เลือกคู่แข่ง
เลื่อนโครงการ`),
  won: lines(`
ตรงความต้องการที่สุด
ส่งของได้เร็ว`),
  remarks: lines(`
ลูกค้าถามเรื่องกำหนดส่งสองครั้ง
ต้องรออนุมัติจากสำนักงานใหญ่
มีผู้ขายรายอื่นมาเสนอราคาด้วย
เครื่องเดิมยังอยู่ในประกัน`),
  terms: 'ชำระเงินภายใน 30 วัน ส่งของภายในหกสัปดาห์ รวมค่าบรรจุหีบห่อ',
  competitors: table(`
ไทยวอเตอร์เทค|มีของพร้อมส่ง ราคาถูก|ไม่มีช่างบริการต่างจังหวัด
เอเชียปั๊ม|ยี่ห้อเป็นที่รู้จัก|อะไหล่แพง รอนาน
สยามไฮโดร|มอเตอร์ประหยัดไฟ|รุ่นให้เลือกน้อย`),
  tax: 7,
}

const fa: SalesWords = {
  currency: 'IRR',
  usual: 4_500_000_000,
  pipeline: 'فروش داخلی',
  stages: stages(`
ارزیابی اولیه|10|14|pipeline
نیازسنجی|25|21|pipeline
ارائهٔ پیش‌فاکتور|50|21|bestCase
مذاکره|75|14|commit`),
  lists: ['فهرست قیمت مصرف‌کننده', 'قیمت نمایندگان'],
  products: products(`
F-PU05|پمپ|پمپ گریز از مرکز ۵ کیلووات|دستگاه|980000000
F-PU11|پمپ|پمپ گریز از مرکز ۱۱ کیلووات|دستگاه|1850000000
F-SU02|پمپ|پمپ کف‌کش ۲ کیلووات|دستگاه|410000000
F-VA50|شیر و لوله|شیر کشویی ۵۰ میلی‌متر|عدد|46500000
F-PI20|شیر و لوله|لولهٔ پی‌وی‌سی ۲۰ میلی‌متر|متر|890000
F-CT01|تابلو و کنترل|کنترلر پمپ با نمایشگر|دستگاه|225000000
F-SE01|تابلو و کنترل|حسگر فشار|عدد|38000000
F-CB04|تابلو و کنترل|تابلو برق چهار پمپ|دستگاه|1420000000
F-IN01|خدمات|نصب و راه‌اندازی|ساعت|12000000
F-MA12|خدمات|قرارداد نگهداری یک‌ساله|قرارداد|650000000
F-TR01|خدمات|آموزش کاربران|روز|180000000
F-SP01|پمپ|مجموعهٔ آب‌بند|دست|17500000`),
  titles: lines(`
{product} برای کارخانهٔ {town}
تعویض {count} پمپ
سفارش آزمایشی {product}
قرارداد نگهداری {town}
خط تولید تازه در {town}
قرارداد بلندمدت قطعات یدکی
توسعهٔ ایستگاه پمپاژ
{count} کنترلر برای نمایندگی`),
  next: lines(`
فرستادن پیش‌فاکتور اصلاح‌شده
گرفتن نقشه‌ها از مشتری
هماهنگی بازدید از کارخانه
تماس دربارهٔ بودجه
توافق بر سر زمان تحویل
ارائه به هیئت مدیره`),
  sources: lines(`
وب‌سایت
نمایشگاه
معرفی مشتریان
تماس تلفنی
کمپین
نمایندگی`),
  roles: lines(`
تصمیم‌گیرنده
اثرگذار
کاربر
خرید
مشاور فنی`),
  lost: lines(`
قیمت بالا
انتخاب رقیب
تعویق پروژه`),
  won: lines(`
بهترین راه‌حل فنی
تحویل سریع`),
  remarks: lines(`
دو بار دربارهٔ زمان تحویل پرسیدند.
تصمیم در دفتر مرکزی گرفته می‌شود.
از فروشندهٔ دیگری هم قیمت گرفته‌اند.
دستگاه‌های قدیمی هنوز ضمانت دارند.`),
  terms: 'پرداخت ظرف ۳۰ روز. تحویل شش هفته پس از سفارش، با هزینهٔ بسته‌بندی.',
  competitors: table(`
آب‌ران صنعت|موجودی انبار و قیمت پایین|نبود خدمات در شهرستان
پمپ البرز|نام شناخته‌شده|قطعات گران و تحویل دیر
سپاهان هیدرولیک|موتورهای کم‌مصرف|تنوع کم`),
  tax: 10,
}

export const salesWords: Readonly<Record<DemoLocale, SalesWords>> = { en, th, fa }

/** Rates of the last two years as they begin and end: from, to, then, now. */
export const salesRates: readonly (readonly [from: string, to: string, then: number, now: number])[] = [
  ['USD', 'THB', 35.9, 32.6],
  ['USD', 'IRR', 585_000, 1_080_000],
  ['EUR', 'USD', 1.06, 1.16],
]

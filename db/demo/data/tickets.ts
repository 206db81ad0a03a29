/** Owns what customers of the demo write about and how they are answered, in three languages. Topics are those of articles.ts. */
import type { DemoLocale } from '../rows.ts'
import type { ArticleText } from './articles.ts'

/** Subject, what was said, the topic of the article that answers it, and the type of the ticket. */
export type CaseText = readonly [subject: string, text: string, topic: string, type: string]

export interface ServiceTexts {
  readonly categories: Readonly<Record<ArticleText['category'], string>>
  /** Queues: for most things, and for what has to do with money. */
  readonly support: string
  readonly billing: string
  readonly calendar: string
  readonly standard: string
  readonly vip: string
  /** The tag of customers who were promised more. */
  readonly vipTag: string
  readonly cases: readonly CaseText[]
  readonly received: readonly string[]
  readonly questions: readonly string[]
  readonly returned: readonly string[]
  readonly done: readonly string[]
  /** Before an article's words. */
  readonly lead: string
  readonly notes: readonly string[]
  readonly replies: readonly (readonly [name: string, category: string, html: string])[]
  readonly macros: readonly (readonly [name: string, description: string, html: string, tag: string])[]
}

const en: ServiceTexts = {
  categories: {
    account: 'Your account',
    orders: 'Orders and delivery',
    billing: 'Billing',
    devices: 'Devices',
  },
  support: 'Customer service',
  billing: 'Billing desk',
  calendar: 'London office',
  standard: 'Standard promise',
  vip: 'VIP promise',
  vipTag: 'VIP',
  cases: [
    [
      'Cannot sign in any more',
      'I tried my password several times and now the page says the account is locked.',
      'password',
      'question',
    ],
    [
      'Wrong VAT number on our invoice',
      'The invoice of last week shows our old company name and VAT number. Please correct it.',
      'invoice',
      'request',
    ],
    [
      'Still waiting for my parcel',
      'It was to arrive on Tuesday and the tracking has not moved since.',
      'tracking',
      'question',
    ],
    [
      'Office printer says offline',
      'Nothing comes out since this morning, on none of our three computers.',
      'printer',
      'incident',
    ],
    [
      'Sending two chairs back',
      'They do not fit our desks. How do we return them and get the money back?',
      'refund',
      'request',
    ],
    ['We have moved', 'From next month please deliver to our new building.', 'address', 'request'],
    [
      'Coffee machine broke after a year',
      'It leaks and switches itself off. Is it still under warranty?',
      'warranty',
      'incident',
    ],
    [
      'Internet drops every few minutes',
      'Calls break off, and it is worst in the afternoon.',
      'internet',
      'incident',
    ],
    [
      'Card declined at checkout',
      'Three attempts with two cards. The order is urgent.',
      'payment',
      'incident',
    ],
    [
      'One box is missing',
      'Four were on the delivery note and three were delivered.',
      'missing',
      'complaint',
    ],
    [
      'Glass door arrived cracked',
      'The carton was dented. I have taken photos. This is the second time.',
      'damaged',
      'complaint',
    ],
    [
      'Access for a new colleague',
      'She starts on Monday and needs the same rights as I have.',
      'user',
      'request',
    ],
    ['PC stays dark', 'The fan turns but there is no picture.', 'start', 'incident'],
    [
      'Technician on Thursday?',
      'Could somebody look at the air conditioning in the server room?',
      'visit',
      'request',
    ],
    [
      'Nobody calls me back',
      'I have called twice this week and was promised a call each time.',
      'hours',
      'complaint',
    ],
    ['Copy of a receipt', 'Our accountant needs the receipt of March.', 'receipt', 'request'],
  ],
  received: [
    'Thank you for telling us. We are looking into it and will come back to you today.',
    'Thank you, I have taken this up and asked the colleagues in charge.',
    'Sorry for the trouble. I am checking this for you now.',
  ],
  questions: [
    'Could you send us the order number, please?',
    'Which device is it? The serial number is on the label underneath.',
    'Could you send a photo of what you see?',
  ],
  returned: [
    'Here it is, I have attached what I found.',
    'It is the number on the second page.',
    'Still the same, I am afraid.',
  ],
  done: [
    'This is settled now. Please tell us if anything else comes up.',
    'We have put it right. Thank you for your patience.',
  ],
  lead: 'This should help:',
  notes: [
    'Called; will be reached again after lunch.',
    'Same thing as last month, ask the workshop.',
    'Approved by the manager: free of charge.',
  ],
  replies: [
    [
      'Thank you, we are on it',
      'Beginning',
      '<p>{{ contact.dear }}</p><p>thank you for your message about “{{ ticket.subject }}”. We are looking into it; your number is {{ ticket.number }}.</p>',
    ],
    [
      'Ask for details',
      'Questions',
      '<p>{{ contact.dear }}</p><p>could you send us the serial number and a photo, please?</p>',
    ],
    [
      'Solved, anything else?',
      'End',
      '<p>{{ contact.dear }}</p><p>{{ ticket.number }} is settled. Please write to us if anything is still amiss.</p>',
    ],
  ],
  macros: [
    [
      'Wait for details',
      'Asks for details and pauses the clock',
      '<p>Could you send us the serial number and a photo, please?</p>',
      'details',
    ],
    [
      'Close with thanks',
      'Thanks, and marks it as solved',
      '<p>Thank you, {{ contact.givenName }}. We close {{ ticket.number }} now.</p>',
      'thanked',
    ],
  ],
}

const th: ServiceTexts = {
  categories: { account: 'บัญชีผู้ใช้', orders: 'คำสั่งซื้อและการจัดส่ง', billing: 'การเงินและเอกสาร', devices: 'อุปกรณ์' },
  support: 'ฝ่ายบริการลูกค้า',
  billing: 'ฝ่ายบัญชีและการเงิน',
  calendar: 'สำนักงานกรุงเทพฯ',
  standard: 'ข้อตกลงบริการมาตรฐาน',
  vip: 'ข้อตกลงลูกค้าวีไอพี',
  vipTag: 'วีไอพี',
  cases: [
    ['เข้าระบบไม่ได้', 'ใส่รหัสหลายครั้งแล้วระบบแจ้งว่าบัญชีถูกล็อกค่ะ', 'password', 'question'],
    ['ใบกำกับภาษีเลขผู้เสียภาษีผิด', 'ใบที่ส่งมาเมื่อสัปดาห์ก่อนเป็นชื่อบริษัทเก่า รบกวนออกให้ใหม่ครับ', 'invoice', 'request'],
    ['ยังไม่ได้รับพัสดุ', 'ควรถึงตั้งแต่วันอังคาร แต่สถานะไม่ขยับเลย', 'tracking', 'question'],
    ['เครื่องพิมพ์ที่ออฟฟิศขึ้นออฟไลน์', 'ตั้งแต่เช้าสั่งพิมพ์ไม่ออกทั้งสามเครื่องเลยค่ะ', 'printer', 'incident'],
    ['ขอคืนเก้าอี้สองตัว', 'ขนาดไม่พอดีกับโต๊ะ ต้องส่งคืนอย่างไร และจะได้เงินคืนเมื่อไร', 'refund', 'request'],
    ['บริษัทย้ายที่อยู่', 'ตั้งแต่เดือนหน้าขอให้ส่งของไปที่อาคารใหม่ค่ะ', 'address', 'request'],
    ['เครื่องชงกาแฟเสีย', 'ใช้มาปีเดียว น้ำรั่วและดับเอง ยังอยู่ในประกันไหมครับ', 'warranty', 'incident'],
    ['เน็ตหลุดทุกห้านาที', 'ประชุมออนไลน์ไม่ได้เลย ช่วงบ่ายหนักสุด', 'internet', 'incident'],
    ['ตัดบัตรไม่ผ่าน', 'ลองสามครั้งสองใบแล้ว งานด่วนมากค่ะ', 'payment', 'incident'],
    ['ได้ของไม่ครบ', 'ใบส่งของมีสี่กล่อง แต่ได้รับจริงสามกล่อง', 'missing', 'complaint'],
    ['กระจกแตกมาในกล่อง', 'กล่องบุบ ถ่ายรูปไว้แล้ว เป็นครั้งที่สองแล้วนะครับ', 'damaged', 'complaint'],
    ['เพิ่มสิทธิ์ให้พนักงานใหม่', 'เริ่มงานวันจันทร์ ขอสิทธิ์เหมือนของดิฉันค่ะ', 'user', 'request'],
    ['คอมเปิดแล้วจอดำ', 'พัดลมหมุนแต่ไม่มีภาพ', 'start', 'incident'],
    ['ขอนัดช่างวันพฤหัส', 'แอร์ห้องเซิร์ฟเวอร์ไม่เย็น รบกวนส่งช่างมาดูครับ', 'visit', 'request'],
    ['ไม่มีใครโทรกลับ', 'สัปดาห์นี้โทรมาสองครั้ง บอกจะโทรกลับทุกครั้งแต่ก็เงียบ', 'hours', 'complaint'],
    ['ขอหนังสือรับรองหัก ณ ที่จ่าย', 'บัญชีต้องใช้ปิดงบเดือนนี้ค่ะ', 'withholding', 'request'],
  ],
  received: [
    'ขอบคุณที่แจ้งเข้ามาค่ะ กำลังตรวจสอบและจะแจ้งกลับภายในวันนี้',
    'รับเรื่องไว้แล้วครับ กำลังประสานฝ่ายที่เกี่ยวข้องให้',
    'ขออภัยในความไม่สะดวกค่ะ ขอเวลาตรวจสอบสักครู่',
  ],
  questions: [
    'รบกวนขอเลขที่คำสั่งซื้อด้วยค่ะ',
    'เป็นเครื่องรุ่นไหนครับ ดูหมายเลขเครื่องได้ที่ป้ายใต้เครื่อง',
    'รบกวนถ่ายรูปอาการส่งมาให้ดูหน่อยค่ะ',
  ],
  returned: ['ส่งให้แล้วนะคะ', 'ตามเลขในหน้าสองครับ', 'ยังเป็นเหมือนเดิมเลยค่ะ'],
  done: ['ดำเนินการเรียบร้อยแล้วค่ะ หากมีอะไรเพิ่มเติมแจ้งได้เลยนะคะ', 'แก้ไขให้แล้วครับ ขอบคุณที่รอ'],
  lead: 'ลองทำตามนี้ดูนะคะ',
  notes: ['โทรไปแล้วไม่รับ จะโทรอีกครั้งหลังเที่ยง', 'อาการเดียวกับเดือนก่อน ให้ถามฝ่ายซ่อม', 'ผู้จัดการอนุมัติแล้ว ไม่คิดค่าใช้จ่าย'],
  replies: [
    [
      'รับเรื่องแล้ว',
      'เริ่มต้น',
      '<p>{{ contact.dear }}</p><p>ขอบคุณที่แจ้งเรื่อง “{{ ticket.subject }}” เรากำลังตรวจสอบให้ เลขที่เรื่อง {{ ticket.number }}</p>',
    ],
    ['ขอข้อมูลเพิ่ม', 'คำถาม', '<p>{{ contact.dear }}</p><p>รบกวนส่งหมายเลขเครื่องและรูปถ่ายมาให้ด้วยค่ะ</p>'],
    [
      'เรียบร้อยแล้ว',
      'ปิดเรื่อง',
      '<p>{{ contact.dear }}</p><p>เรื่อง {{ ticket.number }} ดำเนินการเรียบร้อยแล้ว หากยังมีปัญหาแจ้งได้เสมอค่ะ</p>',
    ],
  ],
  macros: [
    ['รอข้อมูลจากลูกค้า', 'ขอข้อมูลเพิ่มและหยุดนับเวลา', '<p>รบกวนส่งหมายเลขเครื่องและรูปถ่ายมาให้ด้วยค่ะ</p>', 'ขอข้อมูล'],
    [
      'ปิดเรื่องพร้อมขอบคุณ',
      'ขอบคุณและเปลี่ยนเป็นแก้ไขแล้ว',
      '<p>ขอบคุณค่ะ ขอปิดเรื่อง {{ ticket.number }} นะคะ</p>',
      'ขอบคุณแล้ว',
    ],
  ],
}

const fa: ServiceTexts = {
  categories: { account: 'حساب کاربری', orders: 'سفارش و ارسال', billing: 'مالی', devices: 'دستگاه‌ها' },
  support: 'پشتیبانی مشتریان',
  billing: 'امور مالی',
  calendar: 'دفتر تهران',
  standard: 'تعهد خدمات عادی',
  vip: 'تعهد مشتریان ویژه',
  vipTag: 'ویژه',
  cases: [
    ['نمی‌توانم وارد شوم', 'چند بار رمز را زدم و حالا می‌گوید حساب قفل شده است.', 'password', 'question'],
    [
      'کد اقتصادی فاکتور اشتباه است',
      'فاکتور هفتهٔ پیش به نام قدیم شرکت صادر شده، لطفاً اصلاح کنید.',
      'invoice',
      'request',
    ],
    ['بسته هنوز نرسیده', 'قرار بود سه‌شنبه برسد و وضعیت رهگیری تغییری نکرده است.', 'tracking', 'question'],
    ['چاپگر دفتر آفلاین است', 'از صبح هیچ‌کدام از سه رایانه چاپ نمی‌گیرد.', 'printer', 'incident'],
    ['مرجوع‌کردن دو صندلی', 'به میزهای ما نمی‌خورد. چطور پس بفرستیم و پول کی برمی‌گردد؟', 'refund', 'request'],
    ['نشانی ما عوض شده', 'از ماه آینده لطفاً به ساختمان جدید بفرستید.', 'address', 'request'],
    ['قهوه‌ساز خراب شد', 'بعد از یک سال چکه می‌کند و خاموش می‌شود. هنوز گارانتی دارد؟', 'warranty', 'incident'],
    ['اینترنت مدام قطع می‌شود', 'تماس‌ها قطع می‌شود و بعدازظهرها بدتر است.', 'internet', 'incident'],
    ['پرداخت با کارت انجام نشد', 'سه بار با دو کارت امتحان کردم. سفارش فوری است.', 'payment', 'incident'],
    ['یک کارتن کم است', 'در برگهٔ ارسال چهار کارتن بود و سه تا رسید.', 'missing', 'complaint'],
    ['شیشه شکسته رسید', 'کارتن ضربه خورده بود و عکس گرفته‌ام. این بار دوم است.', 'damaged', 'complaint'],
    ['دسترسی برای همکار تازه', 'از شنبه شروع می‌کند و همان دسترسی مرا لازم دارد.', 'user', 'request'],
    ['رایانه روشن نمی‌شود', 'فن می‌چرخد ولی صفحه سیاه است.', 'start', 'incident'],
    ['وقت تعمیرکار برای پنجشنبه', 'کولر اتاق سرور خنک نمی‌کند، کسی را می‌فرستید؟', 'visit', 'request'],
    ['کسی تماس نمی‌گیرد', 'این هفته دو بار زنگ زدم و هر بار قول تماس دادند.', 'hours', 'complaint'],
    ['صورت‌حساب رسمی لازم داریم', 'برای سامانهٔ مودیان صورت‌حساب رسمی می‌خواهیم.', 'official', 'request'],
  ],
  received: [
    'ممنون که خبر دادید. موضوع را بررسی می‌کنیم و امروز پاسخ می‌دهیم.',
    'درخواست شما ثبت شد و به همکار مربوط سپردم.',
    'بابت مشکل پیش‌آمده عذر می‌خواهیم. همین حالا بررسی می‌کنم.',
  ],
  questions: [
    'لطفاً شمارهٔ سفارش را بفرستید.',
    'کدام دستگاه است؟ شمارهٔ سریال زیر آن نوشته شده.',
    'ممکن است عکسی از آنچه می‌بینید بفرستید؟',
  ],
  returned: ['فرستادم، خدمت شما.', 'همان شمارهٔ صفحهٔ دوم است.', 'متأسفانه هنوز همان‌طور است.'],
  done: ['مشکل برطرف شد. اگر موضوع دیگری بود در خدمتیم.', 'اصلاح شد. از شکیبایی شما سپاسگزاریم.'],
  lead: 'این راهنما کمک می‌کند:',
  notes: [
    'زنگ زدم، بعد از ناهار دوباره تماس می‌گیرم.',
    'همان مورد ماه پیش است، از تعمیرگاه بپرسید.',
    'مدیر تأیید کرد: رایگان انجام شود.',
  ],
  replies: [
    [
      'دریافت شد',
      'آغاز',
      '<p>{{ contact.dear }}</p><p>پیام شما دربارهٔ «{{ ticket.subject }}» رسید و در حال بررسی است. شمارهٔ پیگیری: {{ ticket.number }}</p>',
    ],
    [
      'درخواست اطلاعات',
      'پرسش',
      '<p>{{ contact.dear }}</p><p>لطفاً شمارهٔ سریال و عکسی از ایراد را بفرستید.</p>',
    ],
    [
      'برطرف شد',
      'پایان',
      '<p>{{ contact.dear }}</p><p>تیکت {{ ticket.number }} به پایان رسید. اگر ایرادی ماند به ما خبر دهید.</p>',
    ],
  ],
  macros: [
    [
      'در انتظار اطلاعات',
      'اطلاعات می‌خواهد و زمان را نگه می‌دارد',
      '<p>لطفاً شمارهٔ سریال و عکسی از ایراد را بفرستید.</p>',
      'اطلاعات',
    ],
    [
      'پایان با سپاس',
      'سپاسگزاری می‌کند و حل‌شده می‌شود',
      '<p>سپاسگزاریم. تیکت {{ ticket.number }} بسته می‌شود.</p>',
      'سپاس',
    ],
  ],
}

export const serviceTexts: Readonly<Record<DemoLocale, ServiceTexts>> = { en, th, fa }

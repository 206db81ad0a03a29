/** Owns the words of demo campaigns in three languages: lists, texts, steps, what people were asked and what they answered. */
import type { DemoLocale } from '../rows.ts'

export interface CampaignWords {
  readonly currency: string
  /** Minor units of a usual budget. */
  readonly budget: number
  readonly newsletter: string
  readonly customers: string
  readonly never: string
  readonly purpose: string
  readonly offers: string
  readonly wording: string
  readonly sources: readonly string[]
  readonly optOuts: readonly string[]
  readonly template: { readonly name: string; readonly subject: string; readonly body: string }
  readonly spring: string
  readonly fair: string
  readonly calls: string
  readonly letter: string
  readonly script: string
  readonly competitor: { readonly name: string; readonly campaign: string; readonly note: string }
  readonly steps: readonly string[]
  readonly answers: readonly string[]
}

export const campaignWords: Readonly<Record<DemoLocale, CampaignWords>> = {
  en: {
    currency: 'USD',
    budget: 250_000,
    newsletter: 'Newsletter readers',
    customers: 'Customers',
    never: 'Never contact',
    purpose: 'Newsletter',
    offers: 'Offers',
    wording: 'Yes, please send me the newsletter by e-mail. I can leave at any time.',
    sources: ['Form on the web site', 'Card at the fair', 'By telephone', 'With the order'],
    optOuts: ['Answered “unsubscribe”', 'Asked us on the telephone', 'Letter'],
    template: {
      name: 'Spring offer',
      subject: 'Something for spring, {{ contact.givenName }}',
      body: '<h2>Spring has come</h2><p>{{ contact.dear }}</p><p>until the end of the month every order is delivered free of charge. Just answer this message.</p><p>Kind regards</p>',
    },
    spring: 'Spring offer',
    fair: 'Stand at the trade fair',
    calls: 'Calling back old customers',
    letter: 'Letter for the new year',
    script:
      'Good morning, this is … from …. It has been a while since your last order. Was everything as it should be? We have something new that may suit you: may I send you two pages about it?',
    competitor: {
      name: 'Northgate Ltd',
      campaign: 'Twenty per cent off at Northgate',
      note: 'Leaflets in the local paper; ends with the quarter. Two customers asked us about it.',
    },
    steps: ['Write and lay out', 'Book and print', 'Send', 'Count and thank'],
    answers: [
      'Wants an offer',
      'Please call in the autumn',
      'Very pleased with us',
      'Already has a supplier',
    ],
  },
  th: {
    currency: 'THB',
    budget: 8_000_000,
    newsletter: 'ผู้รับจดหมายข่าว',
    customers: 'ลูกค้า',
    never: 'ห้ามติดต่อ',
    purpose: 'จดหมายข่าว',
    offers: 'ข้อเสนอพิเศษ',
    wording: 'ยินดีรับจดหมายข่าวทางอีเมล และยกเลิกได้ทุกเมื่อ',
    sources: ['แบบฟอร์มบนเว็บไซต์', 'บัตรที่งานแสดงสินค้า', 'ทางโทรศัพท์', 'พร้อมใบสั่งซื้อ'],
    optOuts: ['ตอบกลับว่า “ยกเลิก”', 'แจ้งทางโทรศัพท์', 'จดหมาย'],
    template: {
      name: 'โปรโมชันสงกรานต์',
      subject: 'ข้อเสนอสำหรับคุณ{{ contact.givenName }}',
      body: '<h2>สุขสันต์วันสงกรานต์</h2><p>{{ contact.dear }}</p><p>สั่งซื้อภายในสิ้นเดือนนี้ จัดส่งฟรีทุกรายการ เพียงตอบกลับอีเมลฉบับนี้</p><p>ขอแสดงความนับถือ</p>',
    },
    spring: 'โปรโมชันสงกรานต์',
    fair: 'บูธงานแสดงสินค้า',
    calls: 'โทรหาลูกค้าเก่า',
    letter: 'จดหมายปีใหม่',
    script:
      'สวัสดีครับ/ค่ะ โทรจากบริษัท … ไม่ได้ติดต่อกันนาน สินค้าครั้งก่อนใช้งานเรียบร้อยดีไหม ตอนนี้มีรายการใหม่ที่น่าจะเหมาะ ขอส่งรายละเอียดให้ดูได้ไหม',
    competitor: {
      name: 'บริษัท เหนือฟ้า จำกัด',
      campaign: 'เหนือฟ้าลด 20 เปอร์เซ็นต์',
      note: 'แจกใบปลิวตามห้าง สิ้นสุดปลายไตรมาส มีลูกค้าสองรายถามเรา',
    },
    steps: ['เขียนและออกแบบ', 'จองและพิมพ์', 'ส่ง', 'สรุปผลและขอบคุณ'],
    answers: ['ขอใบเสนอราคา', 'ให้โทรอีกครั้งหลังฤดูฝน', 'พอใจมาก', 'มีผู้ขายอยู่แล้ว'],
  },
  fa: {
    currency: 'IRR',
    budget: 900_000_000,
    newsletter: 'خوانندگان خبرنامه',
    customers: 'مشتریان',
    never: 'هرگز تماس نگیرید',
    purpose: 'خبرنامه',
    offers: 'پیشنهادها',
    wording: 'بله، خبرنامه را با ایمیل برایم بفرستید. هر وقت بخواهم می‌توانم انصراف دهم.',
    sources: ['فرم وبگاه', 'کارت در نمایشگاه', 'تلفنی', 'همراه سفارش'],
    optOuts: ['پاسخ «لغو»', 'تلفنی خواستند', 'نامه'],
    template: {
      name: 'پیشنهاد نوروزی',
      subject: '{{ contact.givenName }} گرامی، پیشنهاد نوروزی',
      body: '<h2>نوروز مبارک</h2><p>{{ contact.dear }}</p><p>تا پایان ماه ارسال همهٔ سفارش‌ها رایگان است. کافی است به همین پیام پاسخ دهید.</p><p>با احترام</p>',
    },
    spring: 'پیشنهاد نوروزی',
    fair: 'غرفهٔ نمایشگاه',
    calls: 'تماس با مشتریان قدیمی',
    letter: 'نامهٔ سال نو',
    script:
      'سلام، از شرکت … تماس می‌گیرم. مدتی است سفارشی نداشته‌اید؛ همه‌چیز خوب بود؟ چیز تازه‌ای داریم که شاید به کارتان بیاید؛ اجازه می‌دهید دو صفحه درباره‌اش بفرستم؟',
    competitor: {
      name: 'شرکت دماوند',
      campaign: 'بیست درصد تخفیف دماوند',
      note: 'آگهی در روزنامهٔ محلی؛ تا پایان فصل. دو مشتری درباره‌اش پرسیدند.',
    },
    steps: ['نوشتن و طراحی', 'رزرو و چاپ', 'ارسال', 'شمارش و سپاس'],
    answers: ['پیشنهاد قیمت می‌خواهد', 'پاییز دوباره تماس بگیرید', 'بسیار راضی است', 'تأمین‌کننده دارد'],
  },
}

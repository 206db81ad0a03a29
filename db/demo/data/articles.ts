/** Owns the demo’s knowledge base: what a small business answers again and again, in three languages. */
import type { DemoLocale } from '../rows.ts'

export interface ArticleText {
  readonly topic: string
  readonly category: 'account' | 'orders' | 'billing' | 'devices'
  readonly title: string
  readonly keywords: readonly string[]
  /** Paragraphs. */
  readonly body: readonly string[]
}

const en: readonly ArticleText[] = [
  {
    topic: 'password',
    category: 'account',
    title: 'Reset your password',
    keywords: ['login', 'sign in'],
    body: [
      'Open the sign-in page and choose “Forgot password”. We send a link to your e-mail address; it works for one hour.',
      'After five wrong attempts the account is locked for fifteen minutes.',
    ],
  },
  {
    topic: 'invoice',
    category: 'billing',
    title: 'Correct an invoice',
    keywords: ['bill', 'amount', 'tax'],
    body: [
      'If the amount, the name or the tax number on an invoice is wrong, send us its number. We cancel it and issue a new one the same day.',
      'The original must be returned if it was printed.',
    ],
  },
  {
    topic: 'tracking',
    category: 'orders',
    title: 'Where is my order?',
    keywords: ['delivery', 'shipping', 'track', 'late'],
    body: [
      'The tracking number is in the shipping confirmation. Parcels usually arrive two working days after they leave the warehouse.',
      'If nothing has moved for three days, we ask the carrier.',
    ],
  },
  {
    topic: 'printer',
    category: 'devices',
    title: 'The printer does not print',
    keywords: ['offline', 'paper', 'queue'],
    body: [
      'Check that the printer is switched on and connected, then clear the print queue and print a test page.',
      'If it says offline, hold the power key for ten seconds and start it again.',
    ],
  },
  {
    topic: 'refund',
    category: 'orders',
    title: 'Return goods and get your money back',
    keywords: ['refund', 'send back'],
    body: [
      'Goods can be returned within fourteen days, unused and in their packaging. Ask for a return label first.',
      'The money is paid back to the card or account it came from.',
    ],
  },
  {
    topic: 'address',
    category: 'account',
    title: 'Change your delivery address',
    keywords: ['move', 'moving house'],
    body: [
      'Addresses are changed under My account. For an order that is already on its way the carrier has to be told; we can do that for you until it is loaded.',
    ],
  },
  {
    topic: 'warranty',
    category: 'devices',
    title: 'Warranty and repairs',
    keywords: ['guarantee', 'repair', 'broken'],
    body: [
      'Devices have a warranty of two years from the day of purchase. Keep the receipt.',
      'Send us the serial number and a photo of the fault; we collect the device for repair.',
    ],
  },
  {
    topic: 'spam',
    category: 'account',
    title: 'Our e-mails do not reach you',
    keywords: ['spam', 'junk', 'inbox'],
    body: [
      'Look into the junk folder and add our address to your contacts. Some mail servers hold back messages with attachments for up to an hour.',
    ],
  },
  {
    topic: 'internet',
    category: 'devices',
    title: 'Slow or broken internet connection',
    keywords: ['router', 'wifi', 'network'],
    body: [
      'Restart the router: pull the plug, wait half a minute, plug it in. Move closer to rule out weak Wi-Fi.',
      'Measure the speed by cable before you call.',
    ],
  },
  {
    topic: 'update',
    category: 'devices',
    title: 'Install the latest software',
    keywords: ['update', 'upgrade', 'version', 'download'],
    body: [
      'Download the new version from our site and run the installer. Your settings and data stay.',
      'Make a backup first if the program has been customised.',
    ],
  },
  {
    topic: 'cancel',
    category: 'billing',
    title: 'Cancel your subscription',
    keywords: ['terminate', 'contract', 'end'],
    body: [
      'A subscription can be ended at the end of each month. Tell us in writing; you keep access until the period that was paid for is over.',
    ],
  },
  {
    topic: 'payment',
    category: 'billing',
    title: 'Your card was declined',
    keywords: ['payment', 'credit card', 'failed'],
    body: [
      'Banks decline a payment when the limit is reached, the date has passed or online use is blocked. Try another card or pay by transfer; the order is kept for two days.',
    ],
  },
  {
    topic: 'quote',
    category: 'orders',
    title: 'Ask for a quotation',
    keywords: ['price', 'offer', 'discount', 'quantity'],
    body: [
      'For larger quantities we prepare an offer with special prices within one working day. It is valid for thirty days.',
    ],
  },
  {
    topic: 'hours',
    category: 'account',
    title: 'Opening hours and holidays',
    keywords: ['open', 'closed', 'weekend'],
    body: [
      'We are there Monday to Friday from eight to six. On public holidays the office is closed; urgent faults are taken by the hotline.',
    ],
  },
  {
    topic: 'missing',
    category: 'orders',
    title: 'Something is missing from the parcel',
    keywords: ['incomplete', 'not in the box'],
    body: [
      'Compare the delivery note with what you received. Large orders often come in several boxes. If a piece is missing, tell us within a week and we send it free of charge.',
    ],
  },
  {
    topic: 'damaged',
    category: 'orders',
    title: 'Goods arrived damaged',
    keywords: ['dented', 'cracked', 'scratch'],
    body: [
      'Take photos of the box and of the damage before you unpack further. Report it within three days: the carrier’s insurance pays for a replacement.',
    ],
  },
  {
    topic: 'bank',
    category: 'billing',
    title: 'Pay by bank transfer',
    keywords: ['account number', 'iban', 'proof'],
    body: [
      'Our bank details are on every invoice. Write the invoice number in the reference, and send proof of the transfer if it is urgent.',
    ],
  },
  {
    topic: 'export',
    category: 'account',
    title: 'Export your data to a spreadsheet',
    keywords: ['excel', 'csv', 'list'],
    body: [
      'Choose Export in the list you want and pick the columns. The file opens in Excel and any other spreadsheet.',
    ],
  },
  {
    topic: 'user',
    category: 'account',
    title: 'Add a user to your account',
    keywords: ['colleague', 'employee', 'permission', 'role'],
    body: [
      'Administrators invite further people under Team. Everybody gets a password of their own and a role that says what they may do.',
    ],
  },
  {
    topic: 'start',
    category: 'devices',
    title: 'The computer does not start',
    keywords: ['black screen', 'boot', 'power'],
    body: [
      'Check the power cable and the switch at the back. If fans turn but the screen stays dark, unplug everything but the monitor and try again.',
    ],
  },
  {
    topic: 'visit',
    category: 'devices',
    title: 'Book a technician',
    keywords: ['appointment', 'on site', 'engineer'],
    body: [
      'A technician comes to your office within two working days. Choose morning or afternoon and tell us who will be there.',
    ],
  },
  {
    topic: 'receipt',
    category: 'billing',
    title: 'Get a copy of a receipt',
    keywords: ['duplicate', 'paid', 'proof of payment'],
    body: [
      'Receipts of the last five years can be downloaded under Payments. We send a stamped paper copy on request.',
    ],
  },
]

const th: readonly ArticleText[] = [
  {
    topic: 'password',
    category: 'account',
    title: 'วิธีตั้งรหัสผ่านใหม่',
    keywords: ['ลืมรหัส', 'เข้าสู่ระบบ'],
    body: [
      'เปิดหน้าเข้าสู่ระบบแล้วกด “ลืมรหัสผ่าน” ระบบจะส่งลิงก์ไปที่อีเมลของคุณ ใช้ได้ภายในหนึ่งชั่วโมง',
      'หากใส่ผิดเกินห้าครั้ง บัญชีจะถูกล็อกสิบห้านาที',
    ],
  },
  {
    topic: 'invoice',
    category: 'billing',
    title: 'แก้ไขใบกำกับภาษี',
    keywords: ['ยอดเงินผิด', 'ชื่อผิด', 'เลขผู้เสียภาษี'],
    body: [
      'หากยอดเงิน ชื่อ หรือเลขประจำตัวผู้เสียภาษีในใบกำกับภาษีไม่ถูกต้อง กรุณาแจ้งเลขที่เอกสาร เราจะยกเลิกและออกใบใหม่ให้ภายในวันเดียวกัน',
    ],
  },
  {
    topic: 'tracking',
    category: 'orders',
    title: 'ติดตามสถานะการจัดส่ง',
    keywords: ['พัสดุ', 'ส่งของช้า', 'เลขพัสดุ'],
    body: [
      'เลขติดตามพัสดุอยู่ในอีเมลยืนยันการจัดส่ง โดยปกติจะได้รับของภายในสองวันทำการหลังออกจากคลัง',
      'ถ้าสถานะไม่ขยับเกินสามวัน เราจะสอบถามบริษัทขนส่งให้',
    ],
  },
  {
    topic: 'printer',
    category: 'devices',
    title: 'เครื่องพิมพ์พิมพ์ไม่ออก',
    keywords: ['ปริ้นเตอร์', 'ออฟไลน์', 'กระดาษ'],
    body: [
      'ตรวจว่าเปิดเครื่องและต่อสายแล้ว ล้างคิวงานพิมพ์ แล้วลองพิมพ์หน้าทดสอบ',
      'ถ้าขึ้นว่าออฟไลน์ ให้กดปุ่มเปิดปิดค้างสิบวินาทีแล้วเปิดใหม่',
    ],
  },
  {
    topic: 'refund',
    category: 'orders',
    title: 'การคืนสินค้าและขอเงินคืน',
    keywords: ['คืนของ', 'ขอคืนเงิน'],
    body: [
      'คืนสินค้าได้ภายในสิบสี่วัน สินค้าต้องไม่ผ่านการใช้งานและอยู่ในบรรจุภัณฑ์เดิม กรุณาขอใบส่งคืนก่อน',
      'เราจะโอนเงินคืนเข้าบัตรหรือบัญชีที่ใช้ชำระ',
    ],
  },
  {
    topic: 'address',
    category: 'account',
    title: 'เปลี่ยนที่อยู่จัดส่ง',
    keywords: ['ย้ายบ้าน', 'ย้ายสำนักงาน'],
    body: ['แก้ไขที่อยู่ได้ที่เมนูบัญชีของฉัน ถ้าของกำลังจัดส่งอยู่ต้องแจ้งบริษัทขนส่ง เราประสานให้ได้จนกว่าของจะขึ้นรถ'],
  },
  {
    topic: 'warranty',
    category: 'devices',
    title: 'การรับประกันและส่งซ่อม',
    keywords: ['ประกัน', 'ซ่อม', 'เสีย'],
    body: [
      'อุปกรณ์รับประกันสองปีนับจากวันที่ซื้อ โปรดเก็บใบเสร็จไว้',
      'ส่งหมายเลขเครื่องและรูปอาการเสียมาให้เรา เราจะไปรับเครื่องมาซ่อม',
    ],
  },
  {
    topic: 'spam',
    category: 'account',
    title: 'ไม่ได้รับอีเมลจากเรา',
    keywords: ['จดหมายขยะ', 'อีเมลไม่เข้า'],
    body: ['ลองดูในกล่องจดหมายขยะ แล้วเพิ่มที่อยู่ของเราในรายชื่อติดต่อ บางระบบกักอีเมลที่มีไฟล์แนบไว้นานถึงหนึ่งชั่วโมง'],
  },
  {
    topic: 'internet',
    category: 'devices',
    title: 'อินเทอร์เน็ตช้าหรือใช้งานไม่ได้',
    keywords: ['เน็ตหลุด', 'ไวไฟ', 'เราเตอร์'],
    body: [
      'ถอดปลั๊กเราเตอร์ รอครึ่งนาทีแล้วเสียบใหม่ ลองเข้าใกล้เครื่องเพื่อดูว่าสัญญาณไวไฟอ่อนหรือไม่',
      'วัดความเร็วผ่านสายก่อนโทรแจ้ง',
    ],
  },
  {
    topic: 'update',
    category: 'devices',
    title: 'ติดตั้งโปรแกรมรุ่นล่าสุด',
    keywords: ['อัปเดต', 'เวอร์ชันใหม่', 'ดาวน์โหลด'],
    body: [
      'ดาวน์โหลดรุ่นใหม่จากเว็บไซต์แล้วเปิดตัวติดตั้ง การตั้งค่าและข้อมูลเดิมจะยังอยู่',
      'ถ้าโปรแกรมถูกปรับแต่งไว้ ให้สำรองข้อมูลก่อน',
    ],
  },
  {
    topic: 'cancel',
    category: 'billing',
    title: 'ยกเลิกสมาชิกรายเดือน',
    keywords: ['บอกเลิก', 'สัญญา', 'หยุดใช้บริการ'],
    body: ['ยกเลิกได้ทุกสิ้นเดือน กรุณาแจ้งเป็นลายลักษณ์อักษร คุณยังใช้งานได้จนครบรอบที่ชำระไว้'],
  },
  {
    topic: 'payment',
    category: 'billing',
    title: 'ชำระเงินด้วยบัตรไม่ผ่าน',
    keywords: ['บัตรเครดิต', 'ตัดบัตรไม่ได้', 'ถูกปฏิเสธ'],
    body: ['ธนาคารปฏิเสธเมื่อวงเงินเต็ม บัตรหมดอายุ หรือปิดการใช้งานออนไลน์ ลองใช้บัตรอื่นหรือโอนเงิน เราจะเก็บคำสั่งซื้อไว้สองวัน'],
  },
  {
    topic: 'quote',
    category: 'orders',
    title: 'ขอใบเสนอราคา',
    keywords: ['ราคาส่ง', 'ส่วนลด', 'สั่งจำนวนมาก'],
    body: ['สำหรับการสั่งซื้อจำนวนมาก เราจัดทำใบเสนอราคาพิเศษให้ภายในหนึ่งวันทำการ ใบเสนอราคามีอายุสามสิบวัน'],
  },
  {
    topic: 'hours',
    category: 'account',
    title: 'เวลาทำการและวันหยุด',
    keywords: ['เปิดกี่โมง', 'ปิดวันไหน', 'เสาร์อาทิตย์'],
    body: ['เราเปิดทำการวันจันทร์ถึงศุกร์ แปดโมงเช้าถึงหกโมงเย็น วันหยุดนักขัตฤกษ์สำนักงานปิด เหตุด่วนติดต่อสายด่วนได้'],
  },
  {
    topic: 'missing',
    category: 'orders',
    title: 'ได้รับสินค้าไม่ครบ',
    keywords: ['ของขาด', 'ไม่ครบจำนวน'],
    body: ['เทียบใบส่งของกับสินค้าที่ได้รับ คำสั่งซื้อใหญ่มักมาหลายกล่อง หากขาดชิ้นใดแจ้งภายในหนึ่งสัปดาห์ เราจะส่งให้โดยไม่คิดค่าใช้จ่าย'],
  },
  {
    topic: 'damaged',
    category: 'orders',
    title: 'สินค้าชำรุดระหว่างขนส่ง',
    keywords: ['แตก', 'บุบ', 'เป็นรอย'],
    body: ['ถ่ายรูปกล่องและความเสียหายก่อนแกะเพิ่ม แจ้งภายในสามวัน ประกันของบริษัทขนส่งจะชดใช้เป็นสินค้าชิ้นใหม่'],
  },
  {
    topic: 'bank',
    category: 'billing',
    title: 'ชำระเงินโดยการโอน',
    keywords: ['เลขที่บัญชี', 'สลิป', 'หลักฐานการโอน'],
    body: ['เลขที่บัญชีธนาคารของเราอยู่ในใบแจ้งหนี้ทุกใบ ระบุเลขที่ใบแจ้งหนี้ในหมายเหตุ และส่งสลิปมาหากเร่งด่วน'],
  },
  {
    topic: 'export',
    category: 'account',
    title: 'ส่งออกข้อมูลเป็นตาราง',
    keywords: ['เอ็กเซล', 'excel', 'ดาวน์โหลดรายชื่อ'],
    body: ['กดส่งออกในรายการที่ต้องการแล้วเลือกคอลัมน์ ไฟล์เปิดได้ใน Excel และโปรแกรมตารางอื่น'],
  },
  {
    topic: 'user',
    category: 'account',
    title: 'เพิ่มผู้ใช้ในบัญชี',
    keywords: ['พนักงานใหม่', 'สิทธิ์', 'เพื่อนร่วมงาน'],
    body: ['ผู้ดูแลระบบเชิญคนอื่นได้ที่เมนูทีม แต่ละคนมีรหัสผ่านของตัวเองและบทบาทที่กำหนดว่าทำอะไรได้'],
  },
  {
    topic: 'start',
    category: 'devices',
    title: 'คอมพิวเตอร์เปิดไม่ติด',
    keywords: ['จอดำ', 'เครื่องดับ', 'ไฟไม่เข้า'],
    body: ['ตรวจสายไฟและสวิตช์ด้านหลัง ถ้าพัดลมหมุนแต่จอมืด ให้ถอดอุปกรณ์อื่นออกเหลือแต่จอแล้วลองใหม่'],
  },
  {
    topic: 'visit',
    category: 'devices',
    title: 'นัดช่างเข้าตรวจ',
    keywords: ['ช่างเทคนิค', 'นัดหมาย', 'นอกสถานที่'],
    body: ['ช่างจะเข้าไปที่สำนักงานของคุณภายในสองวันทำการ เลือกช่วงเช้าหรือบ่าย และแจ้งชื่อผู้ที่จะอยู่รอ'],
  },
  {
    topic: 'withholding',
    category: 'billing',
    title: 'หนังสือรับรองการหักภาษี ณ ที่จ่าย',
    keywords: ['หัก ณ ที่จ่าย', '50 ทวิ', 'สามเปอร์เซ็นต์'],
    body: ['ค่าบริการหักภาษี ณ ที่จ่ายร้อยละสาม กรุณาส่งหนังสือรับรองฉบับจริงพร้อมหลักฐานการชำระ'],
  },
]

const fa: readonly ArticleText[] = [
  {
    topic: 'password',
    category: 'account',
    title: 'بازیابی گذرواژه',
    keywords: ['ورود', 'رمز عبور', 'فراموشی'],
    body: [
      'در صفحهٔ ورود «فراموشی گذرواژه» را بزنید. پیوندی به ایمیل شما می‌فرستیم که یک ساعت کار می‌کند.',
      'پس از پنج بار اشتباه حساب پانزده دقیقه قفل می‌شود.',
    ],
  },
  {
    topic: 'invoice',
    category: 'billing',
    title: 'اصلاح فاکتور',
    keywords: ['صورت‌حساب', 'مبلغ نادرست', 'کد اقتصادی'],
    body: [
      'اگر مبلغ، نام یا کد اقتصادی فاکتور نادرست است شمارهٔ آن را بفرستید. همان روز باطل و فاکتور تازه صادر می‌کنیم.',
    ],
  },
  {
    topic: 'tracking',
    category: 'orders',
    title: 'پیگیری سفارش و ارسال',
    keywords: ['بسته', 'تأخیر', 'کد رهگیری', 'پست'],
    body: [
      'کد رهگیری در پیام تأیید ارسال آمده است. بسته معمولاً دو روز کاری پس از خروج از انبار می‌رسد.',
      'اگر سه روز وضعیت تغییر نکرد از شرکت پست می‌پرسیم.',
    ],
  },
  {
    topic: 'printer',
    category: 'devices',
    title: 'چاپگر چاپ نمی‌کند',
    keywords: ['پرینتر', 'آفلاین', 'کاغذ'],
    body: [
      'ببینید چاپگر روشن و وصل است، صف چاپ را پاک کنید و یک برگ آزمایشی چاپ کنید.',
      'اگر آفلاین است ده ثانیه دکمهٔ روشن را نگه دارید و دوباره روشن کنید.',
    ],
  },
  {
    topic: 'refund',
    category: 'orders',
    title: 'مرجوع‌کردن کالا و بازپرداخت',
    keywords: ['پس دادن', 'عودت', 'برگشت پول'],
    body: [
      'تا چهارده روز می‌توانید کالای استفاده‌نشده را در بسته‌بندی خود پس بفرستید. نخست برچسب مرجوعی بخواهید.',
      'پول به همان کارت یا حساب برمی‌گردد.',
    ],
  },
  {
    topic: 'address',
    category: 'account',
    title: 'تغییر نشانی تحویل',
    keywords: ['آدرس', 'اسباب‌کشی', 'جابه‌جایی دفتر'],
    body: [
      'نشانی را در حساب من تغییر دهید. برای سفارشی که در راه است باید به پست خبر داد؛ تا پیش از بارگیری این کار را می‌کنیم.',
    ],
  },
  {
    topic: 'warranty',
    category: 'devices',
    title: 'گارانتی و تعمیر',
    keywords: ['ضمانت', 'خراب', 'تعمیرگاه'],
    body: [
      'دستگاه‌ها از روز خرید دو سال گارانتی دارند. رسید را نگه دارید.',
      'شمارهٔ سریال و عکسی از ایراد بفرستید تا دستگاه را برای تعمیر ببریم.',
    ],
  },
  {
    topic: 'spam',
    category: 'account',
    title: 'ایمیل‌های ما به شما نمی‌رسد',
    keywords: ['هرزنامه', 'اسپم'],
    body: [
      'پوشهٔ هرزنامه را ببینید و نشانی ما را به مخاطبان خود بیفزایید. برخی کارسازها پیام‌های پیوست‌دار را تا یک ساعت نگه می‌دارند.',
    ],
  },
  {
    topic: 'internet',
    category: 'devices',
    title: 'کندی یا قطعی اینترنت',
    keywords: ['مودم', 'وای‌فای', 'شبکه'],
    body: [
      'مودم را از برق بکشید، نیم دقیقه صبر کنید و دوباره وصل کنید. نزدیک‌تر بروید تا ضعف وای‌فای روشن شود.',
      'پیش از تماس سرعت را با کابل بسنجید.',
    ],
  },
  {
    topic: 'update',
    category: 'devices',
    title: 'نصب تازه‌ترین نسخهٔ برنامه',
    keywords: ['به‌روزرسانی', 'آپدیت', 'دانلود'],
    body: [
      'نسخهٔ تازه را از سایت بگیرید و نصاب را اجرا کنید. تنظیمات و داده‌ها می‌ماند.',
      'اگر برنامه سفارشی شده نخست پشتیبان بگیرید.',
    ],
  },
  {
    topic: 'cancel',
    category: 'billing',
    title: 'لغو اشتراک',
    keywords: ['فسخ', 'قرارداد', 'انصراف'],
    body: [
      'اشتراک در پایان هر ماه پایان‌پذیر است. کتبی به ما خبر دهید؛ تا پایان دورهٔ پرداخت‌شده دسترسی دارید.',
    ],
  },
  {
    topic: 'payment',
    category: 'billing',
    title: 'پرداخت با کارت ناموفق بود',
    keywords: ['کارت بانکی', 'درگاه', 'رمز پویا', 'تراکنش'],
    body: [
      'بانک هنگام پرشدن سقف، گذشتن تاریخ کارت یا نبودن رمز پویا پرداخت را رد می‌کند. کارت دیگری بیازمایید یا حواله کنید؛ سفارش دو روز نگه داشته می‌شود.',
    ],
  },
  {
    topic: 'quote',
    category: 'orders',
    title: 'درخواست پیش‌فاکتور',
    keywords: ['قیمت', 'تخفیف', 'خرید عمده'],
    body: ['برای خرید عمده یک روزه پیش‌فاکتور با قیمت ویژه آماده می‌کنیم که سی روز اعتبار دارد.'],
  },
  {
    topic: 'hours',
    category: 'account',
    title: 'ساعت کار و تعطیلات',
    keywords: ['باز', 'بسته', 'پنجشنبه', 'جمعه'],
    body: [
      'از شنبه تا چهارشنبه ساعت هشت تا هجده در خدمت شما هستیم. در تعطیلات رسمی دفتر بسته است؛ خرابی‌های فوری را خط ویژه می‌گیرد.',
    ],
  },
  {
    topic: 'missing',
    category: 'orders',
    title: 'کسری در بسته',
    keywords: ['ناقص', 'کم بود', 'قلم'],
    body: [
      'برگهٔ ارسال را با آنچه رسیده بسنجید. سفارش‌های بزرگ گاه در چند کارتن می‌آیند. اگر چیزی کم است تا یک هفته خبر دهید تا رایگان بفرستیم.',
    ],
  },
  {
    topic: 'damaged',
    category: 'orders',
    title: 'کالا آسیب‌دیده رسید',
    keywords: ['شکسته', 'ضربه', 'خط و خش'],
    body: [
      'پیش از بازکردن بیشتر از کارتن و آسیب عکس بگیرید. تا سه روز گزارش کنید؛ بیمهٔ حمل هزینهٔ جایگزینی را می‌دهد.',
    ],
  },
  {
    topic: 'bank',
    category: 'billing',
    title: 'پرداخت با حوالهٔ بانکی',
    keywords: ['شماره حساب', 'شبا', 'فیش واریزی'],
    body: [
      'شمارهٔ حساب و شبای ما روی هر فاکتور هست. شمارهٔ فاکتور را در شرح بنویسید و اگر عجله دارید تصویر فیش را بفرستید.',
    ],
  },
  {
    topic: 'export',
    category: 'account',
    title: 'گرفتن خروجی از داده‌ها',
    keywords: ['اکسل', 'جدول', 'فهرست'],
    body: [
      'در فهرست دلخواه «صدور» را بزنید و ستون‌ها را برگزینید. پرونده در اکسل و برنامه‌های همانند باز می‌شود.',
    ],
  },
  {
    topic: 'user',
    category: 'account',
    title: 'افزودن کاربر به حساب',
    keywords: ['همکار', 'کارمند', 'دسترسی', 'نقش'],
    body: ['مدیر در بخش گروه دیگران را دعوت می‌کند. هر کس گذرواژهٔ خود و نقشی دارد که می‌گوید چه می‌تواند بکند.'],
  },
  {
    topic: 'start',
    category: 'devices',
    title: 'رایانه روشن نمی‌شود',
    keywords: ['صفحه سیاه', 'کامپیوتر', 'برق'],
    body: [
      'کابل برق و کلید پشت دستگاه را ببینید. اگر فن می‌چرخد ولی صفحه تاریک است همه چیز جز نمایشگر را جدا کنید و دوباره بیازمایید.',
    ],
  },
  {
    topic: 'visit',
    category: 'devices',
    title: 'وقت گرفتن از کارشناس فنی',
    keywords: ['تکنسین', 'نوبت', 'حضور در محل'],
    body: ['کارشناس تا دو روز کاری به دفتر شما می‌آید. صبح یا عصر را برگزینید و بگویید چه کسی آنجاست.'],
  },
  {
    topic: 'official',
    category: 'billing',
    title: 'صدور صورت‌حساب رسمی برای سامانهٔ مودیان',
    keywords: ['ارزش افزوده', 'شناسه ملی', 'مالیات'],
    body: [
      'برای صورت‌حساب الکترونیکی شناسهٔ ملی و کد پستی شرکت را بفرستید. صورت‌حساب در سامانهٔ مودیان ثبت می‌شود.',
    ],
  },
]

export const articleTexts: Readonly<Record<DemoLocale, readonly ArticleText[]>> = { en, th, fa }

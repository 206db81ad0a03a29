/** Owns what companies are called and do, in each script: name stems, industries with their words, titles, departments. Only data. */
import { type Named, pairs, table, words } from '../random.ts'

export interface Industry {
  readonly code: string
  readonly th: string
  readonly fa: string
  readonly en: string
  /** What such a firm calls itself: Thai (with Latin), Persian (with Latin), English, German. */
  readonly thWords: readonly Named[]
  readonly faWords: readonly Named[]
  readonly enWords: readonly string[]
  readonly deWords: readonly string[]
}

/** Commonest first. */
export const industries: readonly Industry[] = table(`
retail|ค้าปลีก|خرده‌فروشی|Retail|เทรดดิ้ง Trading มาร์ท Mart พาณิชย์ Phanit ซัพพลาย Supply|بازرگانی Bazargani فروشگاه_زنجیره‌ای Forooshgah پخش Pakhsh|Trading Stores Supply Outlet Market|Handel Warenhaus
food|อาหารและเครื่องดื่ม|صنایع غذایی|Food & beverage|ฟู้ดส์ Foods เบเกอรี่ Bakery ครัวไทย Kruathai เบฟเวอเรจ Beverage|صنایع_غذایی Sanaye_Ghazaei لبنیات Labaniyat رستوران Restaurant|Foods Bakery Kitchen Brewing Dairy|Feinkost Bäckerei Brauerei
construction|ก่อสร้าง|ساختمان|Construction|ก่อสร้าง Construction วัสดุภัณฑ์ Watsadu เอ็นจิเนียริ่ง Engineering ดีเวลลอปเมนท์ Development|ساختمانی Sakhtemani عمران Omran سازه Sazeh|Builders Construction Contracting Roofing|Bau Hochbau Dachtechnik
technology|เทคโนโลยีสารสนเทศ|فناوری اطلاعات|Information technology|ซอฟต์แวร์ Software เทคโนโลยี Technology ดิจิทัล Digital โซลูชั่น Solutions|رایانه Rayaneh نرم‌افزاری Narmafzari فناوری Fanavari داده Dadeh|Software Systems Digital Labs Analytics|Software Systeme Datentechnik
manufacturing|การผลิต|تولیدی|Manufacturing|อุตสาหกรรม Industry พลาสติก Plastic เมทัล Metal แมชชีนเนอรี่ Machinery|صنعتی Sanati تولیدی Tolidi پلاستیک Plastic فلز Felez|Industries Manufacturing Plastics Metalworks|Maschinenbau Metallbau Werkzeuge
logistics|ขนส่งและโลจิสติกส์|حمل و نقل|Logistics|โลจิสติกส์ Logistics ขนส่ง Transport เอ็กซ์เพรส Express|حمل_و_نقل Haml_o_Naghl ترابر Tarabar|Logistics Freight Haulage Express|Logistik Spedition
automotive|ยานยนต์|خودرو|Automotive|ยานยนต์ Motor ออโต้พาร์ท Autopart อะไหล่ยนต์ Alai|خودرو Khodro قطعات Ghataat|Motors Auto_Parts Tyres|Autohaus Fahrzeugtechnik
health|สุขภาพและการแพทย์|پزشکی و سلامت|Health care|เมดิคอล Medical ฟาร์มาซี Pharmacy คลินิก Clinic เวชภัณฑ์ Wetchaphan|دارویی Darouei تجهیزات_پزشکی Tajhizat_Pezeshki کلینیک Clinic|Medical Pharma Clinic Dental|Medizintechnik Apotheke
tourism|ท่องเที่ยวและโรงแรม|گردشگری و هتلداری|Travel & hospitality|ทราเวล Travel รีสอร์ท Resort โฮเทล Hotel ทัวร์ Tour|گردشگری Gardeshgari هتل Hotel آژانس_مسافرتی Ajans|Travel Hotels Resorts Tours|Reisen Hotel
agriculture|เกษตรกรรม|کشاورزی|Agriculture|การเกษตร Agro ฟาร์ม Farm ไรซ์ Rice ยางพารา Rubber|کشاورزی Keshavarzi دامداری Damdari زعفران Zaferan|Farms Agri Nurseries Grain|Landtechnik Gartenbau
finance|การเงินและประกันภัย|مالی و بیمه|Finance & insurance|แคปปิตอล Capital ลิสซิ่ง Leasing ประกันภัย Insurance|بیمه Bimeh سرمایه Sarmayeh لیزینگ Leasing|Capital Insurance Partners Wealth|Versicherungen Vermögen
textile|สิ่งทอและแฟชั่น|نساجی و پوشاک|Textile & fashion|เท็กซ์ไทล์ Textile การ์เมนท์ Garment แฟชั่น Fashion|نساجی Nassaji پوشاک Poushak فرش Farsh|Textiles Apparel Fashion|Textil Mode
education|การศึกษา|آموزش|Education|การศึกษา Education ติวเตอร์ Tutor อะคาเดมี่ Academy|آموزشی Amouzeshi پژوهش Pajouhesh|Academy Learning Schools|Akademie Bildung
energy|พลังงาน|انرژی|Energy|เอ็นเนอร์ยี่ Energy โซลาร์ Solar ปิโตรเลียม Petroleum|انرژی Energy نفت Naft پتروشیمی Petrochemi نیرو Niroo|Energy Solar Power Petroleum|Energie Solartechnik
property|อสังหาริมทรัพย์|املاک|Real estate|พร็อพเพอร์ตี้ Property เรียลเอสเตท Realestate แลนด์ Land|املاک Amlak مسکن Maskan|Properties Realty Estates|Immobilien Hausverwaltung
printing|สิ่งพิมพ์และบรรจุภัณฑ์|چاپ و بسته‌بندی|Printing & packaging|การพิมพ์ Printing แพ็คเกจจิ้ง Packaging|چاپ Chap بسته‌بندی Bastebandi نشر Nashr|Printing Packaging Press|Druck Verpackung
electronics|ไฟฟ้าและอิเล็กทรอนิกส์|برق و الکترونیک|Electrical & electronics|อิเล็คทริค Electric อิเล็กทรอนิกส์ Electronics แอร์ Air|الکتریک Electric الکترونیک Electronic تهویه Tahvieh|Electric Electronics Controls|Elektro Elektronik
consulting|ที่ปรึกษา|مشاوره|Consulting|คอนซัลติ้ง Consulting การบัญชี Accounting กฎหมาย Law|مشاوران Moshaveran حسابرسی Hesabresi حقوقی Hoghooghi|Consulting Advisors Associates|Beratung Steuerberatung
media|สื่อและโฆษณา|رسانه و تبلیغات|Media & advertising|มีเดีย Media โปรดักชั่น Production เอเจนซี่ Agency|تبلیغاتی Tablighati رسانه Resaneh|Media Studios Creative|Medien Werbung
government|หน่วยงานราชการ|دستگاه دولتی|Public sector|พัฒนาชุมชน Chumchon|خدمات_شهری Khadamat_Shahri|Council_Services|Stadtwerke
`).map(([code = '', th = '', fa = '', en = '', thWords = '', faWords = '', enWords = '', deWords = '']) => ({
  code,
  th,
  fa,
  en,
  thWords: pairs(thWords),
  faWords: pairs(faWords),
  enWords: words(enWords),
  deWords: words(deWords),
}))

export const thaiStems: Named[] = pairs(`
สยาม Siam ไทย Thai กรุงเทพ Krungthep เจริญ Charoen ทรัพย์ Sap รุ่งเรือง Rungrueang มั่งมี Mangmee พัฒนา Phatthana อุดม Udom โชค Chok ชัย Chai สหะ Saha เอเชีย Asia ธนา Thana เกษม Kasem
บุญ Boon ทอง Thong เพชร Phet มณี Manee ศิริ Siri นคร Nakhon ล้านนา Lanna อีสาน Isan อันดามัน Andaman บูรพา Burapha เหนือ Nuea ใต้ Tai ยูนิตี้ Unity โกลด์ Gold ไดมอนด์ Diamond
พรีเมียร์ Premier เอ็กซ์ตร้า Extra ท็อป Top เบสท์ Best สตาร์ Star เฟิร์ส First กรีน Green บลู Blue ซัน Sun มูน Moon วิริยะ Wiriya กิจ Kit อารี Ari สมบูรณ์ Somboon วัฒนา Watthana
พงษ์ Phong วงศ์ Wong สิน Sin ไพศาล Phaisan รวม Ruam มิตร Mit เฮง Heng หลี Lee ตั้ง Tang กวง Kuang ฮวด Huat เซ้ง Seng ย่ง Yong ไท้ Tai เล้ง Leng
`)

export const persianStems: Named[] = pairs(`
پارس Pars ایران Iran آریا Arya البرز Alborz دماوند Damavand سپهر Sepehr کیمیا Kimia پیشرو Pishro نوین Novin آسیا Asia خاور Khavar زاگرس Zagros کوروش Kourosh هخامنش Hakhamanesh تابان Taban
مهر Mehr آفتاب Aftab ستاره Setareh الماس Almas گوهر Gohar زرین Zarrin سیمرغ Simorgh هما Homa پرتو Parto روشن Roshan سبز Sabz آبی Abi نیک Nik بهین Behin فرا Fara
آرمان Arman امید Omid پویا Pouya توسعه Toseeh رایا Raya سامان Saman صبا Saba فردا Farda کاسپین Caspian گلستان Golestan ماهان Mahan نگین Negin یکتا Yekta ارس Aras اروند Arvand
خلیج Khalij کویر Kavir لوت Lout سهند Sahand سبلان Sabalan تفتان Taftan بیستون Bisotoun پاسارگاد Pasargad تیسفون Tisfoun دنا Dena هیرمند Hirmand کارون Karoun هراز Haraz ویرا Vira ژرف Zharf
`)

export const englishStems = words(`
Northstar Bluewater Ironwood Redstone Silverline Evergreen Summit Pinnacle Cascade Harbor Lakeside Keystone Granite Liberty Heritage Pioneer Frontier Cornerstone Beacon Compass
Atlas Vertex Quantum Nimbus Zenith Apex Meridian Horizon Orion Phoenix Falcon Eagle Raven Wolf Bear Oak Maple Cedar Willow Birch
Thames Severn Albion Caledonian Pennine Cotswold Sterling Regent Crown Bishop Abbey Priory Castle Tower Bridge Wharf Canal Forge Mill Anchor
Prime United Allied National General First Central Metro Pacific Atlantic Delta Omega Alpha Sigma Nova Terra Aqua Solaris Lumen Fusion
`)

export const germanStems = words(`
Nord Süd Rhein Elbe Donau Isar Main Alpen Hansa Bavaria Westfalia Saxonia Adler Falken Löwen Bären Linden Eichen Tannen Stern
Krone Anker Hafen Burg Turm Brücken Mühlen Berg Tal See Wald Stein Silber Gold Eisen Kupfer Blau Grün Rot Weiß
`)

/** Thai title | department */
export const thaiTitles = table(`
ผู้จัดการฝ่ายขาย|ฝ่ายขาย
พนักงานขาย|ฝ่ายขาย
เจ้าหน้าที่จัดซื้อ|ฝ่ายจัดซื้อ
ผู้จัดการฝ่ายจัดซื้อ|ฝ่ายจัดซื้อ
กรรมการผู้จัดการ|สำนักผู้บริหาร
เจ้าของกิจการ|
เจ้าหน้าที่บัญชี|ฝ่ายบัญชีและการเงิน
ผู้จัดการฝ่ายบัญชี|ฝ่ายบัญชีและการเงิน
เลขานุการ|สำนักผู้บริหาร
วิศวกรโครงการ|ฝ่ายวิศวกรรม
หัวหน้าช่าง|ฝ่ายซ่อมบำรุง
เจ้าหน้าที่ธุรการ|ฝ่ายธุรการ
ผู้จัดการฝ่ายการตลาด|ฝ่ายการตลาด
เจ้าหน้าที่การตลาด|ฝ่ายการตลาด
ผู้จัดการฝ่ายบุคคล|ฝ่ายทรัพยากรบุคคล
เจ้าหน้าที่คลังสินค้า|คลังสินค้า
ผู้จัดการโรงงาน|ฝ่ายผลิต
หัวหน้าแผนกไอที|ฝ่ายเทคโนโลยีสารสนเทศ
โปรแกรมเมอร์|ฝ่ายเทคโนโลยีสารสนเทศ
ผู้ช่วยผู้จัดการ|ฝ่ายปฏิบัติการ
รองกรรมการผู้จัดการอาวุโสสายงานพัฒนาธุรกิจระหว่างประเทศ|สำนักพัฒนาธุรกิจ
ที่ปรึกษากฎหมาย|ฝ่ายกฎหมาย
แพทย์หญิง|อายุรกรรม
พยาบาลวิชาชีพ|หอผู้ป่วยใน
อาจารย์|คณะวิศวกรรมศาสตร์
นักวิชาการพัสดุชำนาญการ|กองคลัง
`)

export const persianTitles = table(`
مدیر فروش|واحد فروش
کارشناس فروش|واحد فروش
کارشناس خرید|تدارکات
مدیر بازرگانی|بازرگانی
مدیرعامل|مدیریت
رئیس هیئت‌مدیره|هیئت‌مدیره
صاحب مغازه|
حسابدار|امور مالی
مدیر مالی|امور مالی
مسئول دفتر|دفتر مدیرعامل
مهندس پروژه|فنی و مهندسی
سرپرست کارگاه|فنی و مهندسی
مسئول انبار|انبار
مدیر بازاریابی|بازاریابی
کارشناس منابع انسانی|منابع انسانی
مدیر کارخانه|تولید
سرپرست خط تولید|تولید
مدیر فناوری اطلاعات|فناوری اطلاعات
برنامه‌نویس|فناوری اطلاعات
کارشناس پشتیبانی|خدمات پس از فروش
معاون توسعهٔ کسب‌وکار و امور بین‌الملل|توسعهٔ کسب‌وکار
وکیل پایه‌یک|حقوقی
پزشک متخصص|درمانگاه
استاد دانشگاه|دانشکدهٔ مهندسی
مسئول فنی|کنترل کیفیت
`)

export const englishTitles = table(`
Sales Manager|Sales
Account Executive|Sales
Purchasing Manager|Purchasing
Buyer|Purchasing
Owner|
Managing Director|Executive Board
Chief Executive Officer|Executive Office
Accountant|Finance
Finance Director|Finance
Office Manager|Administration
Executive Assistant|Administration
Project Engineer|Engineering
Head of Maintenance|Facilities
Warehouse Supervisor|Warehouse
Marketing Manager|Marketing
Marketing Coordinator|Marketing
HR Business Partner|Human Resources
Plant Manager|Production
IT Manager|IT
Software Developer|IT
Operations Director|Operations
Senior Vice President, Strategic Partnerships and International Business Development|Business Development
General Counsel|Legal
Customer Service Representative|Customer Service
Physician|Internal Medicine
Professor|Faculty of Engineering
`)

export const germanTitles = table(`
Geschäftsführer|Geschäftsleitung
Geschäftsführerin|Geschäftsleitung
Vertriebsleiter|Vertrieb
Außendienstmitarbeiterin|Vertrieb
Einkäufer|Einkauf
Leiterin Einkauf|Einkauf
Buchhalterin|Buchhaltung
Prokurist|Geschäftsleitung
Assistentin der Geschäftsführung|Geschäftsleitung
Projektingenieur|Technik
Werkstattmeister|Werkstatt
Lagerleiter|Lager
Marketingleiterin|Marketing
Personalreferentin|Personal
IT-Administrator|EDV
Sachbearbeiterin Auftragsabwicklung|Innendienst
`)

/** Owns Thai names and their usual romanisation, commonest first. Only data; must never import anything but the reader of word lists. */
import { type Named, pairs } from '../random.ts'

export const thaiMen: Named[] = pairs(`
สมชาย Somchai สมศักดิ์ Somsak ประเสริฐ Prasert สมบัติ Sombat วิชัย Wichai สมพงษ์ Somphong ประยุทธ Prayut สุรชัย Surachai อนุชา Anucha ณัฐพล Nattaphon
กิตติ Kitti ธนากร Thanakorn วีระ Weera ชัยวัฒน์ Chaiwat สุชาติ Suchat อภิชาติ Apichat ธีรพงษ์ Theerapong พงศกร Pongsakorn ศักดิ์ชัย Sakchai ณัฐวุฒิ Nattawut
เอกชัย Ekachai มานพ Manop มานะ Mana สมหมาย Sommai บุญมี Bunmi บุญเลิศ Bunloet ไพโรจน์ Phairot วรวุฒิ Worawut ปิยะ Piya สุเทพ Suthep
นิรันดร์ Niran จักรพงษ์ Chakkraphong เกรียงไกร Kriangkrai พิเชษฐ์ Phichet ธนพล Thanaphon ภูวดล Phuwadon ศุภชัย Supachai ทวีศักดิ์ Thawisak เชาวลิต Chaowalit สุรพล Suraphon
ณรงค์ Narong อำนาจ Amnat วัชระ Watchara กฤษณะ Kritsana พีรพล Peerapol ชาญวิทย์ Chanwit ยุทธนา Yutthana สิทธิชัย Sitthichai อรรถพล Atthaphon ธวัชชัย Thawatchai
ประสิทธิ์ Prasit ไพบูลย์ Phaibun สมเกียรติ Somkiat วิโรจน์ Wirot วิทยา Witthaya นพดล Noppadon อดิศักดิ์ Adisak สันติ Santi ปรีชา Preecha ชัชวาล Chatchawan
เฉลิมชัย Chaloemchai คมสัน Khomsan จิรายุ Jirayu ธนวัฒน์ Thanawat กันตพงศ์ Kantapong ภาณุพงศ์ Phanuphong รัชพล Ratchapol ศราวุธ Sarawut สราวุฒิ Sarawut พิทักษ์ Phithak
อุดม Udom บรรจง Banchong วินัย Winai สมาน Saman สำราญ Samran ถาวร Thawon ทองดี Thongdi คำรณ Khamron สวัสดิ์ Sawat เสกสรร Seksan
ปกรณ์ Pakorn กฤตเมธ Kritamet ปัณณวิชญ์ Pannawit ชยพล Chayapol ธีรเดช Theeradet นันทวัฒน์ Nanthawat พชร Patchara รณชัย Ronnachai วรเมธ Worameth อิทธิพล Itthiphon
เจษฎา Jetsada เดชา Decha เทพพิทักษ์ Theppitak เบญจพล Benjaphon แสงชัย Saengchai โชคชัย Chokchai โสภณ Sophon ไกรสร Kraison ไชยยศ Chaiyot ไตรภพ Traiphop
กำพล Kamphon ขวัญชัย Khwanchai จรัญ Charan ฉัตรชัย Chatchai ชูเกียรติ Chukiat ดำรง Damrong ดนัย Danai ต่อศักดิ์ Torsak ถนอม Thanom ทินกร Thinnakorn
นคร Nakhon นเรศ Naret บัณฑิต Bandit ประวิทย์ Prawit ผดุงศักดิ์ Phadungsak พรชัย Phonchai ภานุวัฒน์ Phanuwat มงคล Mongkhon ยศพล Yotsaphon รังสรรค์ Rangsan
ฤทธิชัย Ritthichai ลิขิต Likhit วสันต์ Wasan ศิริชัย Sirichai สายัณห์ Sayan หัสชัย Hatsachai องอาจ Ongat อานนท์ Anon ฮาซัน Hasan อับดุลเลาะ Abdulloh
ก้องภพ Kongphop ภาคิน Phakin ปุณณพัฒน์ Punnaphat ธีรภัทร Theeraphat สิรวิชญ์ Sirawit กรวิชญ์ Korawit ณภัทร Naphat ธาม Tham อชิระ Achira นนทพัทธ์ Nonthaphat
`)

export const thaiWomen: Named[] = pairs(`
สมใจ Somjai สมหญิง Somying สุดารัตน์ Sudarat วันเพ็ญ Wanphen นิภา Nipha มาลี Malee ประภา Prapha สุภาพร Supaporn อรทัย Orathai พรทิพย์ Phonthip
กัญญา Kanya วรรณา Wanna สุกัญญา Sukanya รัตนา Rattana จันทร์เพ็ญ Chanphen ศิริพร Siriporn นงลักษณ์ Nonglak เพ็ญศรี Phensri บุญเรือน Bunruean ณัฐธิดา Natthida
พิมพ์ชนก Pimchanok ชลธิชา Chonthicha อภิญญา Apinya สุนิสา Sunisa จิราภรณ์ Jiraporn ปาริชาติ Parichat กนกวรรณ Kanokwan เบญจมาศ Benjamas วิภาดา Wiphada ธิดารัตน์ Thidarat
ชุติมา Chutima ดวงใจ Duangjai นฤมล Naruemon ปิยะดา Piyada พัชรี Patcharee ภัทรา Phattra มณีรัตน์ Maneerat ยุพิน Yuphin ราตรี Ratree ลัดดา Ladda
วาสนา Watsana ศศิธร Sasithorn สายใจ Saichai สุวรรณี Suwannee หทัยรัตน์ Hathairat อัญชลี Anchalee อุไรวรรณ Uraiwan เกศินี Kesinee เพียงใจ Phiangjai แสงเดือน Saengduean
กมลชนก Kamonchanok ขนิษฐา Khanittha จารุวรรณ Jaruwan ฉวีวรรณ Chawiwan ชนิดา Chanida ญาณิศา Yanisa ฐิติมา Thitima ณิชา Nicha ดารุณี Darunee ตวงพร Tuangporn
ทัศนีย์ Thatsanee นภัสสร Naphatsorn น้ำฝน Namfon น้ำทิพย์ Namthip บุษบา Butsaba ปทุมพร Pathumporn ผกามาศ Phakamas พิชญา Phitchaya เฟื่องฟ้า Fueangfa ภาวิณี Phawinee
มยุรี Mayuree มุกดา Mukda รจนา Rotchana รุ่งนภา Rungnapha ละออง Laong วราภรณ์ Waraporn วรัญญา Waranya วิไลลักษณ์ Wilailak ศรัญญา Saranya ศุภลักษณ์ Suphalak
สาวิตรี Sawitree สิรินทร์ Sirin สุพรรณี Suphannee สุมาลี Sumalee โสภา Sopha อมรรัตน์ Amornrat อรวรรณ Orawan อารีย์ Aree อินทิรา Inthira เอมอร Emorn
กาญจนา Kanchana กิ่งแก้ว Kingkaew เกษร Keson แก้วตา Kaewta คนึงนิจ Khanuengnit จินตนา Jintana จุฑามาศ Juthamas เฉลียว Chaliao ชญาดา Chayada โชติกา Chotika
ทองใบ Thongbai ทิพวรรณ Thippawan ธัญญารัตน์ Thanyarat ธนัชพร Thanatchaporn นัยนา Naiyana นิตยา Nittaya เนตรนภา Netnapha บัวผัน Buaphan บุญช่วย Bunchuai เบญญาภา Benyapha
ประไพ Praphai ปวีณา Paweena พรรณี Phannee พลอยไพลิน Ploypailin เพชรรัตน์ Phetcharat ฟาติมา Fatima มัลลิกา Mallika เยาวลักษณ์ Yaowalak รัชนี Ratchanee เรณู Renu
ลลิตา Lalita วันดี Wandee ศิรินภา Sirinapha สมศรี Somsri สุจิตรา Suchitra สุดา Suda สุรีย์พร Sureeporn เสาวลักษณ์ Saowalak แสงอรุณ Saengarun โสรยา Soraya
อนงค์ Anong อัจฉรา Atchara อาทิตยา Athitaya อำไพ Amphai ไอลดา Ailada ใบเฟิร์น Baifern ณัฏฐณิชา Natthanicha กชกร Kotchakorn ปุณยวีร์ Punyawee รินรดา Rinrada
`)

/** Whole family names; most Thais carry one that few others have, which `thaiFamilyHeads` × `thaiFamilyTails` make. */
export const thaiFamilies: Named[] = pairs(`
แซ่ตั้ง Saetang แซ่ลิ้ม Saelim แซ่ลี Saelee แซ่อึ้ง Saeung แซ่เฮง Saeheng แซ่โค้ว Saekhow แซ่จิว Saejiw แซ่หลี Saelee แซ่ย่าง Saeyang แซ่ว่าง Saewang
ใจดี Jaidee สุขใจ Sukjai ทองดี Thongdee มีสุข Meesuk บุญมา Bunma แก้วมณี Kaewmanee ศรีสุข Srisuk จันทร์แก้ว Chankaew สายทอง Saithong พรหมมา Phromma
คำแก้ว Khamkaew สุขสวัสดิ์ Suksawat วงศ์ใหญ่ Wongyai อินทร์แก้ว Inkaew ชัยชนะ Chaichana บุญเรือง Bunrueang ทองคำ Thongkham สีดา Sida พลเยี่ยม Phonyiam นามวงศ์ Namwong
ชินวงศ์ Chinnawong เจริญสุข Charoensuk รักไทย Rakthai มั่นคง Mankhong อยู่เย็น Yuyen อ่อนละมัย Onlamai เพ็ชรรัตน์ Phetcharat เทพวงศ์ Thepwong ไชยวงค์ Chaiyawong ณ_เชียงใหม่ Na_Chiangmai
ณ_ระนอง Na_Ranong ณ_อยุธยา Na_Ayutthaya ณ_นคร Na_Nakhon โพธิ์ทอง Phothong โสภณกุล Sophonkun ไกรทอง Kraithong บุญนาค Bunnak สารทอง Santhong ล่ำเลิศ Lamloet กาญจนพันธ์ Kanjanaphan
ตั้งตรงจิตร Tangtrongchit ลิ้มเจริญ Limcharoen เตชะวงศ์ Techawong วิริยะพันธุ์ Wiriyaphan อัศวเดช Atsawadet รัตนชัย Rattanachai หวังดี Wangdee เจียรนัย Chiaranai จิรานนท์ Jiranon พานิช Phanit
สุขเกษม Sukkasem ปานทอง Panthong ขำเจริญ Khamcharoen น้อยพันธ์ Noiphan เอี่ยมสะอาด Iamsaat สว่างวงศ์ Sawangwong ทับทิมทอง Thapthimthong เกตุแก้ว Ketkaew สอนสุข Sonsuk ดำรงค์ Damrong
หมัดสะอิ Matsai มะแซ Masae สาและ Salae เจ๊ะอาแว Cheawae ดอเลาะ Dorloh ยูโซะ Yusoh หะยีสาแม Hayisamae แวดอเลาะ Waedorloh บิลหมัน Binman เบ็ญจวรรณ์ Benchawan
ชมภู Chomphu ไชยสาร Chaiyasan โคตรสมบัติ Khotsombat ศรีบุญเรือง Sribunrueang ภูมิภักดี Phumphakdi วรรณศรี Wansri สีหาบุตร Sihabut เหล่าทอง Laothong นาคสุข Naksuk กองแก้ว Kongkaew
ฤทธิเดช Ritthidet หอมหวล Homhuan เนียมหอม Niamhom กลิ่นสุคนธ์ Klinsukhon แย้มศรี Yaemsri ปิ่นทอง Pinthong พึ่งพา Phuengpha พูลสวัสดิ์ Phunsawat ม่วงศรี Muangsri ยิ้มละมัย Yimlamai
`)

export const thaiFamilyHeads: Named[] = pairs(`
ศรี Sri สุวรรณ Suwan ทอง Thong วงศ์ Wong บุญ Bun แก้ว Kaew จันทร์ Chan เจริญ Charoen พงษ์ Phong รัตน Rattana เพชร Phet สุข Suk ชัย Chai มณี Manee กิตติ Kitti
ธน Thana วิริยะ Wiriya อุดม Udom เกียรติ Kiat พูน Phun มงคล Mongkhon ไพศาล Phaisan ประเสริฐ Prasert สมบูรณ์ Somboon อินทร Inthara พรหม Phrom เทพ Thep ปัญญา Panya สิริ Siri ภักดี Phakdi
วัฒนา Watthana นิล Nin โชติ Chot เลิศ Loet ยิ่ง Ying ตระกูล Trakun รุ่งเรือง Rungrueang อมร Amon ธรรม Tham สิงห์ Sing นาค Nak พิทักษ์ Phithak อรุณ Arun กมล Kamon จิตร Chit
ไตร Trai เดช Det ปรีชา Preecha วิจิตร Wichit โสภา Sopha สกุล Sakun คง Khong มั่น Man ใหม่ Mai นพ Nop ชื่น Chuen แสง Saeng หิรัญ Hiran ไกร Krai อัคร Akkhara
`)

export const thaiFamilyTails: Named[] = pairs(`
วงศ์ wong สุวรรณ suwan พงศ์ phong รัตน์ rat ทอง thong กุล kun ชัย chai ศรี sri สกุล sakun พันธ์ phan วัฒน์ wat เจริญ charoen มณี manee สมบัติ sombat กิจ kit
พานิช phanit ภักดี phakdi โชติ chot ไพศาล phaisan ทรัพย์ sap เดช det ศักดิ์ sak เลิศ loet แก้ว kaew สุข suk จินดา chinda อนันต์ anan บุตร but ธรรม tham ไทย thai
เสถียร sathian สถาพร sathaphon ประเสริฐ prasert นนท์ non ชาติ chat สิริ siri อุดม udom คุณ khun เกษม kasem มงคล mongkhon ประทีป prathip ขจร khachon วิไล wilai พร phon ดี di
รุ่งเรือง rungrueang ภิรมย์ phirom โรจน์ rot ประดิษฐ์ pradit สวัสดิ์ sawat กาญจน์ kan ปัญญา panya ไชย chai อารี ari มาศ mat งาม ngam บูรณ์ bun เวช wet ยศ yot นุช nut
`)

export const thaiNicknames: Named[] = pairs(`
เล็ก Lek ใหญ่ Yai น้อย Noi ต้น Ton นุ่น Nun แอน Ann เอ๋ Ae บอย Boy ปุ้ย Pui อ้อ O แดง Daeng หนุ่ม Num หน่อย Noi ตุ๊ก Took ฝน Fon
มิ้นท์ Mint เบนซ์ Benz กอล์ฟ Golf แบงค์ Bank เจมส์ James มายด์ Mind พลอย Ploy แพร Prae ปอ Por ก้อย Koi เก่ง Keng โอ๊ต Oat ไอซ์ Ice นิว New เปิ้ล Ple
จุ๋ม Jum หมู Moo กบ Kob นก Nok ปลา Pla ส้ม Som ขวัญ Khwan โบว์ Bow แนน Nan ตาล Tan อาร์ม Arm บิ๊ก Big ตั้ม Tum โจ้ Jo ป้อม Pom
`)

/** Owns Persian names and their usual romanisation, commonest first. Only data; must never import anything but the reader of word lists. */
import { type Named, pairs } from '../random.ts'

export const persianMen: Named[] = pairs(`
محمد Mohammad علی Ali حسین Hossein مهدی Mahdi رضا Reza امیر Amir حسن Hassan احمد Ahmad عباس Abbas محمدرضا Mohammadreza
سعید Saeed مجید Majid حمید Hamid محمود Mahmoud مصطفی Mostafa جواد Javad مرتضی Morteza ابراهیم Ebrahim اکبر Akbar اصغر Asghar
علیرضا Alireza امیرحسین Amirhossein محمدعلی Mohammadali محمدحسین Mohammadhossein امیرعلی Amirali غلامرضا Gholamreza حمیدرضا Hamidreza بهرام Bahram بهروز Behrouz فرهاد Farhad
کاظم Kazem قاسم Ghasem ناصر Naser منصور Mansour مسعود Masoud وحید Vahid نوید Navid پیمان Peyman پویا Pouya پوریا Pouria
آرش Arash آرمان Arman آریا Arya آرین Arian اشکان Ashkan بابک Babak بهزاد Behzad بهنام Behnam پژمان Pezhman پرویز Parviz
جمشید Jamshid جلال Jalal جعفر Jafar حامد Hamed حبیب Habib خسرو Khosrow داریوش Dariush داود Davood رامین Ramin رسول Rasoul
روزبه Rouzbeh سامان Saman سینا Sina سهراب Sohrab سیاوش Siavash سیامک Siamak شاهین Shahin شهرام Shahram شهاب Shahab صادق Sadegh
صمد Samad طاها Taha عادل Adel عرفان Erfan عزیز Aziz فرزاد Farzad فرامرز Faramarz فرشاد Farshad فریدون Fereydoun فرید Farid
کامران Kamran کامبیز Kambiz کاوه Kaveh کریم Karim کوروش Kourosh کیان Kian کیوان Keyvan گودرز Goudarz مازیار Maziar محسن Mohsen
مانی Mani ماهان Mahan میلاد Milad میثم Meysam نادر Nader نیما Nima هادی Hadi هاشم Hashem هومن Houman یاسر Yaser
یعقوب Yaghoub یوسف Yousef ایمان Iman افشین Afshin اردلان Ardalan اسماعیل Esmaeil امید Omid ایرج Iraj بیژن Bijan تورج Touraj
ابوالفضل Abolfazl عبدالله Abdollah رحمان Rahman سپهر Sepehr شایان Shayan طاهر Taher غفور Ghafour فؤاد Foad مؤمن Momen مهران Mehran
مهرداد Mehrdad هوشنگ Houshang یزدان Yazdan سجاد Sajjad روح‌الله Rouhollah نعمت‌الله Nematollah فتح‌الله Fathollah سیدمحمد Seyedmohammad سیدعلی Seyedali امیرمحمد Amirmohammad
`)

export const persianWomen: Named[] = pairs(`
فاطمه Fatemeh زهرا Zahra مریم Maryam معصومه Masoumeh سکینه Sakineh زینب Zeinab رقیه Roghayeh خدیجه Khadijeh لیلا Leila سمیه Somayeh
مینا Mina سارا Sara نرگس Narges الهام Elham نازنین Nazanin پریسا Parisa مهسا Mahsa ندا Neda شیرین Shirin نسرین Nasrin
فرزانه Farzaneh فرشته Fereshteh فریبا Fariba آزاده Azadeh آتنا Atena آیدا Ayda آرزو Arezou اعظم Azam اکرم Akram افسانه Afsaneh
الناز Elnaz بهاره Bahareh بهناز Behnaz بیتا Bita پروانه Parvaneh پروین Parvin پگاه Pegah پونه Pouneh ترانه Taraneh تینا Tina
ثریا Sorayya جمیله Jamileh حمیده Hamideh حدیث Hadis حنانه Hannaneh دریا Darya رؤیا Roya راضیه Razieh ریحانه Reyhaneh رویا Roya
زیبا Ziba ژاله Zhaleh ژیلا Zhila سپیده Sepideh ستاره Setareh سحر Sahar سمانه Samaneh سودابه Soudabeh سوسن Sousan سیما Sima
شادی Shadi شبنم Shabnam شراره Sharareh شقایق Shaghayegh شکوفه Shokoufeh شهلا Shahla شهره Shohreh شیدا Sheyda شیما Shima صبا Saba
صدیقه Sedigheh طاهره Tahereh طیبه Tayyebeh عاطفه Atefeh عسل Asal غزاله Ghazaleh غزل Ghazal فائزه Faezeh فهیمه Fahimeh فیروزه Firouzeh
کبری Kobra کتایون Katayoun گلناز Golnaz گلنار Golnar گیتا Gita لاله Laleh لادن Ladan ماندانا Mandana مژگان Mozhgan مژده Mozhdeh
محبوبه Mahboubeh محدثه Mohaddeseh منیژه Manizheh مهناز Mahnaz مهین Mahin مهتاب Mahtab میترا Mitra ملیکا Melika مائده Maedeh ناهید Nahid
نازی Nazi نگار Negar نگین Negin نیلوفر Niloufar نوشین Noushin نیکی Niki هانیه Hanieh هدی Hoda هستی Hasti هما Homa
یاسمن Yasaman یگانه Yeganeh یلدا Yalda کیمیا Kimia پرستو Parastou آناهیتا Anahita رکسانا Roksana ساناز Sanaz بنفشه Banafsheh مهشید Mahshid
`)

export const persianFamilies: Named[] = pairs(`
محمدی Mohammadi حسینی Hosseini احمدی Ahmadi رضایی Rezaei کریمی Karimi موسوی Mousavi مرادی Moradi جعفری Jafari حیدری Heydari قاسمی Ghasemi
رحیمی Rahimi ابراهیمی Ebrahimi اکبری Akbari کاظمی Kazemi صادقی Sadeghi هاشمی Hashemi عباسی Abbasi یوسفی Yousefi شریفی Sharifi نوری Nouri
نظری Nazari سلیمانی Soleimani باقری Bagheri امینی Amini علیزاده Alizadeh حسن‌زاده Hassanzadeh قربانی Ghorbani صالحی Salehi زارع Zare فتحی Fathi
میرزایی Mirzaei اسدی Asadi بهرامی Bahrami ملکی Maleki شفیعی Shafiei طاهری Taheri عزیزی Azizi غلامی Gholami فرجی Faraji کیانی Kiani
گودرزی Goudarzi لطفی Lotfi محمودی Mahmoudi منصوری Mansouri نجفی Najafi نیکنام Niknam وکیلی Vakili همتی Hemmati یزدانی Yazdani آقایی Aghaei
آذری Azari اسماعیلی Esmaeili افشار Afshar اصفهانی Esfahani تهرانی Tehrani شیرازی Shirazi تبریزی Tabrizi کرمانی Kermani خراسانی Khorasani گیلانی Gilani
مازندرانی Mazandarani همدانی Hamedani قزوینی Ghazvini اردبیلی Ardabili کاشانی Kashani نائینی Naeini یزدی Yazdi بوشهری Boushehri زنجانی Zanjani سمنانی Semnani
امیری Amiri انصاری Ansari بختیاری Bakhtiari بیگی Beigi پارسا Parsa پاکدل Pakdel پناهی Panahi توکلی Tavakkoli جلالی Jalali جمشیدی Jamshidi
جهانی Jahani حبیبی Habibi حقیقی Haghighi خادمی Khademi خانی Khani خسروی Khosravi داوودی Davoudi درویش Darvish دهقان Dehghan ذاکری Zakeri
راد Rad رستمی Rostami رسولی Rasouli رشیدی Rashidi رفیعی Rafiei رنجبر Ranjbar زمانی Zamani زند Zand ژیان Zhian ساسانی Sasani
سالاری Salari ستوده Sotoudeh سرمدی Sarmadi سعیدی Saeedi سپهری Sepehri شاکری Shakeri شجاعی Shojaei شمس Shams شهابی Shahabi شیخی Sheikhi
صفایی Safaei صمدی Samadi ضیایی Ziaei طالبی Talebi طباطبایی Tabatabaei عابدی Abedi عطایی Ataei علوی Alavi عمرانی Omrani غفاری Ghaffari
فاضلی Fazeli فراهانی Farahani فرهادی Farhadi فلاح Fallah فروغی Foroughi قدیری Ghadiri قنبری Ghanbari کاوه Kaveh کمالی Kamali کوهی Kouhi
کوهستانی Kouhestani گلستانی Golestani گلزار Golzar گنجی Ganji لاریجانی Larijani متین Matin مجیدی Majidi محبی Mohebbi مددی Madadi مشایخی Mashayekhi
مظفری Mozaffari معصومی Masoumi مقدم Moghaddam ممتاز Momtaz مؤمنی Momeni مؤید Moayed مهرابی Mehrabi میرزا Mirza نادری Naderi ناصری Naseri
نامدار Namdar نبوی Nabavi نصیری Nasiri نعمتی Nemati نقوی Naghavi نوروزی Nowrouzi نیازی Niazi واعظی Vaezi وحیدی Vahidi ولی‌پور Valipour
هدایتی Hedayati هنرمند Honarmand یعقوبی Yaghoubi یگانه Yeganeh آشتیانی Ashtiani آرین‌فر Arianfar ایزدی Izadi بابایی Babaei بیات Bayat پیرحیاتی Pirhayati
`)

/** Stems and endings that make family names such as رستم‌زاده; `thaiFamilyHeads`' counterpart. */
export const persianFamilyStems: Named[] = pairs(`
رستم Rostam جلال Jalal کریم Karim رحیم Rahim حسن Hassan حسین Hossein علی Ali محمد Mohammad قاسم Ghasem عباس Abbas
ابراهیم Ebrahim اسماعیل Esmaeil مراد Morad نبی Nabi ولی Vali صفر Safar رجب Rajab رمضان Ramezan نجف Najaf حیدر Heydar
بهرام Bahram شهریار Shahriar خلیل Khalil جمال Jamal کمال Kamal سلیم Salim نعیم Naeim عظیم Azim حکیم Hakim فتح Fath
ملک Malek سلطان Soltan میر Mir حاجی Haji استاد Ostad بنا Banna نجار Najjar زرگر Zargar عطار Attar صراف Sarraf
تقی Taghi نقی Naghi مهدی Mahdi هادی Hadi رضا Reza صادق Sadegh باقر Bagher کاظم Kazem جواد Javad طاهر Taher
`)

export const persianFamilyEndings: Named[] = pairs(`
‌زاده zadeh ‌پور pour ‌نژاد nejad ‌نیا nia ‌فر far یان ian ‌لو lou ‌خانی khani ‌منش manesh ‌تبار tabar
`)

/** What some families add after the name to tell themselves apart. */
export const persianFamilySeconds: Named[] = pairs(`
تهرانی Tehrani اصفهانی Esfahani شیرازی Shirazi تبریزی Tabrizi مقدم Moghaddam اصل Asl خراسانی Khorasani یزدی Yazdi نژاد Nejad آبادی Abadi راد Rad پور Pour گیلانی Gilani لنگرودی Langaroudi کرمانی Kermani
`)

export const persianNicknames: Named[] = pairs(`
ممد Mamad رضا_جون Reza_Joon مهدی_آقا Mahdi_Agha حاجی Haji داداش Dadash فری Feri سوسو Soosoo نازی Nazi مری Mari شهری Shahri
عموعلی Amoo_Ali استاد Ostad دکی Doki بهی Behi پری Pari کامی Kami سیا Sia فرزی Farzi گلی Goli مینو Minoo
`)

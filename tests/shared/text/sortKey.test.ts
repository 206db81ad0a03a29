/** The stored order against the collator of each script, on thousands of names, and each promise about sorting by name. */
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { stripCompanyForm } from '#db/shared/text/companyForms.ts'
import { sortKey } from '#db/shared/text/sortKey.ts'

const list = (text: string) => text.trim().split(/\s+/)
const latin = list(`
Aaron Adele Åke Ángel Anaïs Beyoncé Björn Bob Božena Chloé Çelik Charles de D'Angelo Dvořák Đorđe Éamon Edward Esra Étienne
François Færch Gökhan Grün Håkon Heather Ian İpek Iñaki Jean-Luc Jörg José Joseph Kowalski Kristof Łukasz Lukas Mac MacDonald
Macdonald McCoy Müller Mueller Muller Ñúñez Nunez O'Brien OBrien O’Brien Ólafur Øystein Peña Renée Renee Résumé Saïd Schäfer
Smith smith SMITH Smithe Søren Strauß Strauss Şahin Tomás Übermann Van van Vu Weiß Zoë Zoe Žižek Þór zu`)
const thai = list(`
กนกวรรณ กมล กรณ์ กล้า กว้าง กองแก้ว กัญญา กัลยา การะเกด กิ่งแก้ว กิตติ เก่ง เกษม เกรียงไกร แก้ว แกว ไกรสร ใกล้รุ่ง โกวิท ขวัญ ขนิษฐา เข็มทอง แข ไข่มุก
คมสัน ครรชิต คำรณ เครือวัลย์ โฆษิต งามตา เงิน จรัญ จันทร์เพ็ญ จ๋า จิตรา เจริญ ใจดี ฉวี เฉลิม ชัย ชาญ ชูเกียรติ เชาวลิต เชษฐ์ ซ่อนกลิ่น ญาดา ฐิติ ณรงค์ ดวงใจ
เดช ได้ ต้น ต่าย ตุ๊ก แตง โต ทอง ทองดี เทพ ไทย ธนา ธีระ นก น้อย น้ำ นำ น้ำทิพย์ นิด เนตร ใน บ้าน บัว เบญจมาศ ใบบุญ ปวีณา ปู่ ป้า แป้ง ไปรยา ผกา เผ่า ฝน พงษ์ พงศ์
เพชร แพร ไพศาล ฟ้า ภพ ภาณุ มณี มาลี เมฆ แม่ ไม้ ยศ ยิ่ง เยาวลักษณ์ รัตน์ รัตนา รุ่ง เรือง แรม ฤทธิ์ ลำยอง เล็ก เลิศ วรรณ ว่าน วิไล เวียง ศักดิ์ ศรี เศรษฐา สม สมชาย สมใจ
ส้ม สุข สุวรรณ เสน่ห์ แสง โสภา ไสว หมอก หญิง เหมียว ใหญ่ ไหม อนันต์ อ้อ อำนาจ อุไร เอก เอ๋ แอน โอ๊ต ไอ`)
const persian = list(`
آذر آرش آزاده ابراهیم احمد اردشیر اسماعیل اصغر افشین اکبر الهام امیر امیرحسین انوشه ایرج إسراء أمین باقر بهرام بیژن بی‌بی پارسا پرویز پژمان پگاه پیمان تقی توران تیمور
ثریا جعفر جمشید جواد چنگیز چیستا حامد حسن حسین حمید خدیجه خسرو خلیل داریوش داود داوود درسا ذبیح رؤیا رویا رئیسی رحیم رضا روح‌الله زارع زرین زهرا ژاله ژیلا سارا سامان سعید
سمیه سینا شاهین شیرین شیوا صادق صبا صمد ضیا طاهره طیبه ظفر عباس عبدالله علی علیرضا عیسی غزل غلام فاطمه فاطمة فرهاد فؤاد قاسم قنبر کاظم کامران كامران کریم کریمی كريمي کیوان گلناز گودرز گیتا
لاله لطفی لیلا مائده محسن محمد مُحمد مریم مسئول مسعود مؤمن میترا می‌نا ناصر نرگس نگار نیلوفر هادی هدی هما هوشنگ وحید ویدا یاسر یاسمن یحیی يحيى یزدان یوسف`)

const inLatin = new Intl.Collator('en')
const inThai = new Intl.Collator('th')
const inPersian = new Intl.Collator('fa')

const bytes = new TextEncoder()
/** The order SQLite gives two texts: byte by byte. */
function byteOrder(a: string, b: string): number {
  const x = bytes.encode(a)
  const y = bytes.encode(b)
  for (let i = 0; i < Math.min(x.length, y.length); i++) {
    const difference = (x[i] ?? 0) - (y[i] ?? 0)
    if (difference !== 0) return Math.sign(difference)
  }
  return Math.sign(x.length - y.length)
}
const keyOrder = (a: string, b: string) => byteOrder(sortKey(a), sortKey(b))

/** Small and always the same chance. */
function chance(seed: number) {
  let state = seed
  return (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}
function namesFrom(
  words: readonly string[],
  joints: readonly string[],
  count: number,
  seed: number,
): string[] {
  const next = chance(seed)
  const pick = (from: readonly string[]) => from[next(from.length)] ?? ''
  const names = new Set(words)
  while (names.size < count) names.add(pick(words) + pick(joints) + pick(words))
  return [...names]
}

/** Every neighbouring pair of the sorted list and many at random. */
function disagreements(names: readonly string[], collator: Intl.Collator): string[] {
  const next = chance(11)
  const sorted = [...names].sort(collator.compare)
  const pairs = sorted.slice(1).map((name, i): [string, string] => [sorted[i] ?? '', name])
  for (let i = 0; i < 20_000; i++)
    pairs.push([names[next(names.length)] ?? '', names[next(names.length)] ?? ''])
  return pairs
    .filter(([a, b]) => Math.sign(collator.compare(a, b)) !== keyOrder(a, b))
    .map(([a, b]) => `${a} | ${b}`)
}

const latinNames = namesFrom(latin, [' ', ' ', '-', ', ', "'", ' de ', '', ' & ', '. '], 3000, 1)
const thaiNames = namesFrom(thai, [' ', ' ', '', '-', ' ณ ', ' (', '. '], 3000, 2)
const persianNames = namesFrom(persian, [' ', ' ', '\u200c', '', '-', '، '], 3000, 3)

describe('the order equals the collator’s', () => {
  it('on 3,000 Latin names', () => {
    expect(disagreements(latinNames, inLatin)).toEqual([])
  })
  it('on 3,000 Thai names', () => {
    expect(disagreements(thaiNames, inThai)).toEqual([])
  })
  it('on 3,000 Persian names', () => {
    expect(disagreements(persianNames, inPersian)).toEqual([])
  })
  it('on mixed pairs: Latin, then Arabic, then Thai', () => {
    const next = chance(5)
    const pools = [latinNames, thaiNames, persianNames]
    const pick = (pool: readonly string[] | undefined) => pool?.[next(pool.length)] ?? ''
    const wrong: string[] = []
    for (let i = 0; i < 20_000; i++) {
      const script = next(3)
      const a = pick(pools[script])
      const b = pick(pools[(script + 1 + next(2)) % 3])
      if (Math.sign(inLatin.compare(a, b)) !== keyOrder(a, b)) wrong.push(`${a} | ${b}`)
    }
    expect(wrong).toEqual([])
  })
  it('on names of two scripts, by the collator of the first', () => {
    const tail = (names: readonly string[], others: readonly string[], seed: number) => {
      const next = chance(seed)
      return names.slice(0, 1500).map((name) => `${name} (${others[next(others.length)] ?? ''})`)
    }
    expect(disagreements(tail(latinNames, thaiNames, 1), inLatin)).toEqual([])
    expect(disagreements(tail(thaiNames, latinNames, 2), inThai)).toEqual([])
    expect(disagreements(tail(persianNames, latinNames, 3), inPersian)).toEqual([])
  })

  const invented = (letters: string, marks: string) =>
    fc
      .array(fc.tuple(fc.constantFrom(...letters), fc.constantFrom('', '', '', ...marks)), {
        minLength: 1,
        maxLength: 6,
      })
      .map((pairs) => pairs.flat().join('').normalize('NFC'))
  test.each([
    [
      'Latin',
      invented(
        'abcdeghijlmnorstuzAEIOSZ-19',
        '\u0300\u0301\u0302\u0303\u0307\u0308\u030a\u030b\u030c\u0327\u0328\u0304',
      ),
      inLatin,
    ],
    ['Latin with letters of its own', invented('aøØœæÆlłŁdđÐðoßsþzŋ', ''), inLatin],
    ['Thai', invented('กขคงจชนรสหอะาำเแโใไ๑', 'ิีึืุู่้๊๋็์ั'), inThai],
    ['Persian', invented('ابپتجچدرزژسشفقکگلمنوهیآؤئأكيةء', '\u064e\u064f\u0650\u0651\u0670'), inPersian],
    ['Cyrillic and Greek', invented('абвгдежзийклёщыьэюяАЁЙαβγδωΑΩς', ''), inLatin],
  ])('on invented %s texts', (_script, texts, collator) => {
    fc.assert(
      fc.property(texts, texts, (a, b) => {
        // A vowel before no consonant, or before one already taken, has no place collation and readers agree on.
        fc.pre(
          ![a, b].some((text) => /[เแโใไ](?![ก-ฮ])|^[^ก-ฮเ-ไa-z\p{L}]/u.test(text) || text.includes('เเ')),
        )
        expect(keyOrder(a, b)).toBe(Math.sign(collator.compare(a, b)))
      }),
      { numRuns: 6000 },
    )
  })
})

const sorted = (...names: string[]) => [...names].sort(keyOrder)

describe('names sort where readers look', () => {
  it('เก่ง under ก and before อนันต์', () => {
    expect(sorted('อนันต์', 'ขวัญ', 'เก่ง', 'กมล')).toEqual(['กมล', 'เก่ง', 'ขวัญ', 'อนันต์'])
  })
  it('Thai tones only when the letters are the same', () => {
    expect(sorted('ป้า', 'ปาน', 'ปา', 'ป่า')).toEqual(['ปา', 'ป่า', 'ป้า', 'ปาน'])
  })
  it('پ چ ژ گ among their Persian neighbours', () => {
    expect(
      sorted('ی', 'گ', 'ژ', 'چ', 'پ', 'ت', 'ب', 'ح', 'ج', 'س', 'ز', 'ل', 'ک', 'ه', 'و', 'آ', 'ا').join(''),
    ).toBe('آابپتجچحزژسکگلوهی')
  })
  it('Arabic yeh and kaf beside the Persian ones', () => {
    expect(sorted('کریمیان', 'كريمي', 'کریمی', 'کریم')).toEqual(['کریم', 'کریمی', 'كريمي', 'کریمیان'])
  })
  it('Latin marks after letters, case last', () => {
    expect(sorted('Müller', 'Mullers', 'muller', 'Muller')).toEqual(['muller', 'Muller', 'Müller', 'Mullers'])
  })
  it('Thai companies by their name, not by บ', () => {
    const companies = ['บริษัท สยาม จำกัด', 'กรุงเทพ', 'บมจ. เก่งการค้า', 'ร้าน อนันต์']
    expect(companies.sort((a, b) => keyOrder(stripCompanyForm(a), stripCompanyForm(b)))).toEqual([
      'กรุงเทพ',
      'บมจ. เก่งการค้า',
      'บริษัท สยาม จำกัด',
      'ร้าน อนันต์',
    ])
  })
})

describe('ties and edges', () => {
  it('gives one key to what nobody can see the difference of', () => {
    expect(sortKey('می‌نا')).toBe(sortKey('مینا'))
    expect(sortKey('سـلام')).toBe(sortKey('سلام'))
    expect(sortKey('๑๒')).toBe(sortKey('12'))
    expect(sortKey('é')).toBe(sortKey('e\u0301'))
    expect(sortKey('نِگار')).toBe(sortKey('نِگار'.normalize('NFD')))
    expect(sortKey('เเก้ว')).toBe(sortKey('แก้ว'))
    expect(sortKey('นํ้า')).toBe(sortKey('น้ำ'))
  })
  it('sorts nothing before anything and unknown scripts behind', () => {
    expect(sortKey('')).toBe('')
    expect(sorted('漢字', 'ก', 'a', '', '한', '😀')).toEqual(['', 'a', 'ก', '한', '漢字', '😀'])
  })
  it('has no character a database could not hold, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 20 }), (text) => {
        const key = sortKey(text)
        expect(key.isWellFormed()).toBe(true)
        expect(key.includes('\u0000')).toBe(false)
        expect(sortKey(text)).toBe(key)
      }),
      { numRuns: 5000 },
    )
  })
  it('orders long texts with late marks and capitals', () => {
    const long = 'a'.repeat(300)
    expect(sorted(`${long}Á`, `${long}a`, `${long}A`, `A${long}`, `á${long}`)).toEqual(
      [`${long}a`, `${long}A`, `A${long}`, `${long}Á`, `á${long}`].sort(inLatin.compare),
    )
  })
  it('stays short, even for names full of marks and capitals', () => {
    for (const names of [latinNames, thaiNames, persianNames]) {
      const letters = names.reduce((sum, name) => sum + name.length, 0)
      const size = names.reduce((sum, name) => sum + bytes.encode(sortKey(name)).length, 0)
      expect(size / letters).toBeLessThan(1.75)
    }
  })
})

// Addresses: printed in the order of the country, one-line Thai and Iranian ones taken apart, provinces, countries.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Address, addressFields, formatAddress } from '#db/shared/addresses.ts'
import { parseIranAddress, parseThaiAddress } from '#db/shared/addressText.ts'
import { countryCode, countryCodes } from '#db/shared/countries.ts'
import { findProvince, iranProvinces, provincesOf, thaiProvinces } from '#db/shared/provinces.ts'

const watthana: Address = {
  country: 'TH',
  houseNumber: '99/9',
  moo: '4',
  soi: 'สุขุมวิท 21',
  road: 'สุขุมวิท',
  subdistrict: 'คลองเตยเหนือ',
  district: 'วัฒนา',
  province: 'กรุงเทพมหานคร',
  postalCode: '10110',
}

describe('printed addresses', () => {
  test('digits of the reader only where the address is in their script', () => {
    const here = { homeCountry: 'IR', digits: 'arabext' } as const
    const tehran: Address = {
      country: 'IR',
      city: 'تهران',
      street: 'خیابان آزادی 12',
      postalCode: '1345678901',
    }
    expect(formatAddress(tehran, 'fa', here).join()).not.toMatch(/[0-9]/)
    const abroad = { ...here, countryName: () => 'بریتانیا' }
    const manchester: Address = { country: 'GB', poBox: '7', street: '24 Church Lane', postalCode: 'M11 6WE' }
    expect(formatAddress(manchester, 'fa', abroad)).toEqual(
      expect.arrayContaining(['24 Church Lane', 'M11 6WE', 'بریتانیا']),
    )
  })

  test('Bangkok has แขวง and เขต', () => {
    expect(formatAddress(watthana, 'th', { homeCountry: 'TH' })).toEqual([
      '99/9 หมู่ที่ 4',
      'ซอยสุขุมวิท 21 ถนนสุขุมวิท',
      'แขวงคลองเตยเหนือ เขตวัฒนา',
      'กรุงเทพมหานคร 10110',
    ])
  })

  test('other provinces have ตำบล, อำเภอ and จังหวัด', () => {
    const address = {
      houseNumber: '1',
      subdistrict: 'สุเทพ',
      district: 'เมืองเชียงใหม่',
      province: 'เชียงใหม่',
      postalCode: '50200',
    }
    expect(formatAddress(address, 'th', { homeCountry: 'TH' })).toEqual([
      '1',
      'ตำบลสุเทพ อำเภอเมืองเชียงใหม่',
      'จังหวัดเชียงใหม่ 50200',
    ])
  })

  test('words already there are not repeated', () => {
    const address = { ...watthana, moo: 'หมู่ 4', road: 'ถ.สุขุมวิท', subdistrict: 'แขวงคลองเตยเหนือ' }
    expect(formatAddress(address, 'th').join(' ')).toBe(
      '99/9 หมู่ 4 ซอยสุขุมวิท 21 ถ.สุขุมวิท แขวงคลองเตยเหนือ เขตวัฒนา กรุงเทพมหานคร 10110',
    )
  })

  test('a Thai address in Latin letters', () => {
    const address = {
      country: 'TH',
      houseNumber: '99/9',
      moo: '4',
      soi: 'Sukhumvit 21',
      road: 'Sukhumvit',
      subdistrict: 'Khlong Toei Nuea',
      district: 'Watthana',
      province: 'Bangkok',
      postalCode: '10110',
    }
    expect(formatAddress(address, 'en', { homeCountry: 'IR', countryName: () => 'Thailand' })).toEqual([
      '99/9 Moo 4',
      'Soi Sukhumvit 21, Sukhumvit Road',
      'Khlong Toei Nuea, Watthana',
      'Bangkok 10110',
      'Thailand',
    ])
  })

  test('Iran from the province down to the unit', () => {
    const address = {
      country: 'IR',
      province: 'فارس',
      city: 'شیراز',
      road: 'زند',
      soi: 'سوم',
      houseNumber: '۱۲',
      unit: '۳',
      postalCode: '7134567890',
    }
    expect(formatAddress(address, 'fa', { homeCountry: 'IR' })).toEqual([
      'استان فارس، شیراز',
      'خیابان زند، کوچه سوم',
      'پلاک ۱۲، واحد ۳',
      'کد پستی 7134567890',
    ])
    expect(
      formatAddress({ ...address, province: 'تهران', city: 'تهران', road: 'بلوار کشاورز' }, 'fa').slice(0, 2),
    ).toEqual(['تهران', 'بلوار کشاورز، کوچه سوم'])
  })

  test.each<[string, Address, string[]]>([
    [
      'US',
      { street: '1 Main St', city: 'Springfield', province: 'IL', postalCode: '62701' },
      ['1 Main St', 'Springfield, IL 62701'],
    ],
    [
      'GB',
      { street: '10 Downing Street', city: 'London', postalCode: 'SW1A 2AA' },
      ['10 Downing Street', 'London', 'SW1A 2AA'],
    ],
    [
      'DE',
      { street: 'Unter den Linden 1', city: 'Berlin', postalCode: '10117' },
      ['Unter den Linden 1', '10117 Berlin'],
    ],
    [
      'JP',
      { street: '1-1 Chiyoda', city: 'Chiyoda-ku', province: 'Tokyo', postalCode: '100-0001' },
      ['1-1 Chiyoda', 'Chiyoda-ku, Tokyo 100-0001'],
    ],
    [
      'JP',
      { street: '千代田1-1', city: '千代田区', province: '東京都', postalCode: '100-0001' },
      ['〒100-0001', '東京都千代田区千代田1-1'],
    ],
  ])('%s', (country, address, lines) => {
    expect(formatAddress({ ...address, country }, 'en', { homeCountry: country })).toEqual(lines)
  })

  test('an address known only as text keeps its lines', () => {
    expect(formatAddress({ formatted: 'Somewhere\r\nNowhere' }, 'en')).toEqual(['Somewhere', 'Nowhere'])
    expect(formatAddress({}, 'en')).toEqual([])
  })

  test('every component of every country is printed', () => {
    for (const country of ['TH', 'IR', 'US', 'GB', 'DE', 'JP', '']) {
      const fields = addressFields(country)
      const address: Address = {
        country,
        ...Object.fromEntries(fields.map((field) => [field, `x${field}x`])),
      }
      const printed = formatAddress(address, 'en', { homeCountry: country }).join('\n')
      for (const field of fields) expect(printed, `${country} ${field}`).toContain(`x${field}x`)
    }
  })
})

describe('Thai addresses in one line', () => {
  test.each<[string, Address]>([
    ['99/9 หมู่ 4 ซอยสุขุมวิท 21 ถนนสุขุมวิท แขวงคลองเตยเหนือ เขตวัฒนา กรุงเทพมหานคร 10110', watthana],
    ['๙๙/๙ ม.4 ซ.สุขุมวิท 21 ถ.สุขุมวิท แขวงคลองเตยเหนือ เขตวัฒนา กทม. ๑๐๑๑๐', watthana],
    ['เลขที่ 99/9 หมู่ที่ 4 ซอยสุขุมวิท 21 ถนนสุขุมวิท แขวงคลองเตยเหนือ เขตวัฒนา กรุงเทพฯ 10110', watthana],
    [
      '1 ต.สุเทพ อ.เมืองเชียงใหม่ จ.เชียงใหม่ 50200',
      {
        country: 'TH',
        houseNumber: '1',
        subdistrict: 'สุเทพ',
        district: 'เมืองเชียงใหม่',
        province: 'เชียงใหม่',
        postalCode: '50200',
      },
    ],
    [
      '1 ตำบลสุเทพอำเภอเมืองเชียงใหม่จังหวัดเชียงใหม่ 50200',
      {
        country: 'TH',
        houseNumber: '1',
        subdistrict: 'สุเทพ',
        district: 'เมืองเชียงใหม่',
        province: 'เชียงใหม่',
        postalCode: '50200',
      },
    ],
    [
      'อาคารเอไอเอ ชั้น 5 ห้อง 501 ถนนสีลม แขวงสีลม เขตบางรัก จังหวัด กรุงเทพมหานคร',
      {
        country: 'TH',
        building: 'เอไอเอ',
        street2: 'ชั้น 5',
        unit: '501',
        road: 'สีลม',
        subdistrict: 'สีลม',
        district: 'บางรัก',
        province: 'กรุงเทพมหานคร',
      },
    ],
    [
      '12/3 หมู่บ้านสวนทอง ตลาดสด อ.เมือง จ.ชลบุรี',
      {
        country: 'TH',
        houseNumber: '12/3',
        building: 'หมู่บ้านสวนทอง ตลาดสด',
        district: 'เมือง',
        province: 'ชลบุรี',
      },
    ],
    [
      '99 Huay Kaew Road, Chiang Mai 50300',
      {
        country: 'TH',
        houseNumber: '99',
        street: 'Huay Kaew Road',
        province: 'Chiang Mai',
        postalCode: '50300',
      },
    ],
    ['ข้างวัด หลังตลาด', { country: 'TH', street: 'ข้างวัด หลังตลาด' }],
  ])('%s', (text, address) => {
    expect(parseThaiAddress(text)).toEqual(address)
  })

  test('print and parse are inverse', () => {
    expect(parseThaiAddress(formatAddress(watthana, 'th').join(' '))).toEqual(watthana)
  })
})

describe('Iranian addresses in one line', () => {
  test.each<[string, Address]>([
    [
      'تهران، خیابان ولیعصر، کوچه سوم، پلاک ۱۲، واحد ۳، کد پستی ۱۹۶۸۶۵۴۳۲۱',
      {
        country: 'IR',
        province: 'تهران',
        city: 'تهران',
        road: 'ولیعصر',
        soi: 'سوم',
        houseNumber: '12',
        unit: '3',
        postalCode: '1968654321',
      },
    ],
    [
      'استان فارس، شهر شیراز، بلوار زند، پلاک 5',
      { country: 'IR', province: 'فارس', city: 'شیراز', road: 'بلوار زند', houseNumber: '5' },
    ],
    [
      'فارس - شیراز - خیابان زند - طبقه ۲',
      { country: 'IR', province: 'فارس', city: 'شیراز', road: 'زند', street2: 'طبقه 2' },
    ],
    [
      'تهران خیابان ولیعصر کوچه سوم پلاک ۱۲ واحد ۳',
      {
        country: 'IR',
        province: 'تهران',
        city: 'تهران',
        road: 'ولیعصر',
        soi: 'سوم',
        houseNumber: '12',
        unit: '3',
      },
    ],
    ['روبروی پارک، جنب بانک', { country: 'IR', street: 'روبروی پارک، جنب بانک' }],
  ])('%s', (text, address) => {
    expect(parseIranAddress(text)).toEqual(address)
  })
})

describe('no text is lost', () => {
  const values = (address: Address) => Object.values(address).join(' ')
  test('of a Thai address, whatever the order of its parts', () => {
    const part = fc.constantFrom(
      '99/9',
      'หมู่ 4',
      'ซอยทองหล่อ 5',
      'ถนนสีลม',
      'แขวงสีลม',
      'เขตบางรัก',
      'ข้างตลาด',
      'อาคารใหญ่',
      'ชั้น 7',
      'กทม. 10500',
      'จ.ชลบุรี',
      'ห้อง',
      'Tower B',
    )
    const kernel = (text: string) => text.replace(/^(?:หมู่|ซอย|ถนน|แขวง|เขต|อาคาร|จ\.|กทม\.)\s*/, '')
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 7 }), (parts) => {
        const read = values(parseThaiAddress(parts.join(' ')))
        for (const word of parts.filter((one) => one !== 'ห้อง').flatMap((one) => kernel(one).split(' '))) {
          expect(read).toContain(word)
        }
      }),
    )
  })
  test('of an Iranian address, whatever the order of its parts', () => {
    const part = fc.constantFrom(
      'تهران',
      'استان فارس',
      'شیراز',
      'خیابان زند',
      'خیابان نو',
      'کوچه سوم',
      'پلاک 12',
      'پلاک 13',
      'واحد 3',
      'جنب بانک',
      'کد پستی 1968654321',
      'طبقه دوم',
    )
    const kernel = (text: string) => text.replace(/^(?:استان|خیابان|کوچه|پلاک|واحد|کد پستی)\s*/, '')
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 7 }), (parts) => {
        const read = values(parseIranAddress(parts.join('، ')))
        for (const one of parts) expect(read).toContain(kernel(one))
      }),
    )
  })
})

describe('lookups', () => {
  test('77 Thai and 31 Iranian provinces', () => {
    expect(thaiProvinces).toHaveLength(77)
    expect(iranProvinces).toHaveLength(31)
    for (const provinces of [thaiProvinces, iranProvinces]) {
      expect(new Set(provinces.map(({ local }) => local)).size).toBe(provinces.length)
      expect(new Set(provinces.map(({ en }) => en)).size).toBe(provinces.length)
      expect(new Set(provinces.map(({ code }) => code)).size).toBe(provinces.length)
    }
    expect(provincesOf('DE')).toEqual([])
  })

  test.each([
    ['กทม.', 'TH', 'Bangkok'],
    ['กรุงเทพฯ', 'TH', 'Bangkok'],
    ['จ.ชลบุรี', 'TH', 'Chon Buri'],
    ['จันทบุรี', 'TH', 'Chanthaburi'],
    ['Chonburi', 'TH', 'Chon Buri'],
    ['อยุธยา', 'TH', 'Phra Nakhon Si Ayutthaya'],
    ['استان تهران', 'IR', 'Tehran'],
    ['آذربايجان شرقي', 'IR', 'East Azerbaijan'],
    ['Esfahan', 'IR', 'Isfahan'],
  ] as const)('the province %s', (name, country, en) => {
    expect(findProvince(name, country)?.en).toBe(en)
  })

  test.each([
    ['Thailand', 'TH'],
    ['ประเทศไทย', 'TH'],
    ['ไทย', 'TH'],
    ['تایلند', 'TH'],
    ['ایران', 'IR'],
    ['ايران', 'IR'],
    ['อิหร่าน', 'IR'],
    ['Islamic Republic of Iran', 'IR'],
    ['USA', 'US'],
    ['U.S.A.', 'US'],
    ['สหรัฐอเมริกา', 'US'],
    ['آمریکا', 'US'],
    ['UK', 'GB'],
    ['อังกฤษ', 'GB'],
    ['انگلستان', 'GB'],
    ['Deutschland', 'DE'],
    ['เยอรมนี', 'DE'],
    ['آلمان', 'DE'],
    ['ญี่ปุ่น', 'JP'],
    ['Viet Nam', 'VN'],
    ['Côte d’Ivoire', 'CI'],
    ['th', 'TH'],
    ['IRN', 'IR'],
    ['Atlantis', undefined],
    ['', undefined],
  ])('the country %s', (name, code) => {
    expect(countryCode(name)).toBe(code)
  })

  test('every country is found by its names in the three languages', () => {
    for (const lang of ['en', 'th', 'fa']) {
      const names = new Intl.DisplayNames(lang, { type: 'region' })
      for (const code of countryCodes) expect(countryCode(names.of(code) ?? ''), `${lang} ${code}`).toBe(code)
    }
  })
})

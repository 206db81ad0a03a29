/** How people are called, sorted and addressed in three languages, and how names typed in one piece come apart. */
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { splitHonorific } from '#db/shared/text/honorifics.ts'
import { displayName, greeting, initials, sortName, splitFullName } from '#db/shared/text/names.ts'

const found = (parts: object) => Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== ''))

describe('splitHonorific', () => {
  test.each([
    ['นายสมชาย ใจดี', 'นาย', '', 'สมชาย ใจดี'],
    ['นาย สมชาย', 'นาย', '', 'สมชาย'],
    ['นายกิตติ ดี', 'นาย', '', 'กิตติ ดี'],
    ['นางสมใจ', 'นาง', '', 'สมใจ'],
    ['นางสาวสมใจ รักดี', 'นางสาว', '', 'สมใจ รักดี'],
    ['น.ส. สมใจ', 'น.ส.', '', 'สมใจ'],
    ['ด.ช.เอก', 'ด.ช.', '', 'เอก'],
    ['คุณสมชาย', 'คุณ', '', 'สมชาย'],
    ['คุณดร.สมชาย', 'คุณ', 'ดร.', 'สมชาย'],
    ['ดร.วิชัย', '', 'ดร.', 'วิชัย'],
    ['ดร สมชาย', '', 'ดร', 'สมชาย'],
    ['ผศ. ดร. วิชัย ก้อง', '', 'ผศ.ดร.', 'วิชัย ก้อง'],
    ['ม.ร.ว.คึกฤทธิ์ ปราโมช', '', 'ม.ร.ว.', 'คึกฤทธิ์ ปราโมช'],
    ['ม.ล.ปิ่น', '', 'ม.ล.', 'ปิ่น'],
    ['พล.อ.เปรม', '', 'พล.อ.', 'เปรม'],
    ['พล.ต.อ. สมยศ', '', 'พล.ต.อ.', 'สมยศ'],
    ['นายแพทย์ประเวศ วะสี', '', 'นายแพทย์', 'ประเวศ วะสี'],
    ['جناب آقای کریمی', 'جناب آقای', '', 'کریمی'],
    ['جناب آقاي دكتر كريمي', 'جناب آقاي', 'دكتر', 'كريمي'],
    ['سرکار خانم احمدی', 'سرکار خانم', '', 'احمدی'],
    ['آقای محمد رضا کریمی', 'آقای', '', 'محمد رضا کریمی'],
    ['مهندس رضایی', '', 'مهندس', 'رضایی'],
    ['Mr Smith', 'Mr', '', 'Smith'],
    ['Mrs. Anna Smith', 'Mrs.', '', 'Anna Smith'],
    ['Dr.Anna Weiß', '', 'Dr.', 'Anna Weiß'],
    ['Prof. Dr. Hans Müller', '', 'Prof. Dr.', 'Hans Müller'],
    ['Herr Dr. Hans Müller', 'Herr', 'Dr.', 'Hans Müller'],
    ['Khun Somchai', 'Khun', '', 'Somchai'],
  ])('%s', (text, honorific, prefix, rest) => {
    expect(splitHonorific(text)).toEqual({ honorific, prefix, rest })
  })

  test.each([
    'นายิกา',
    'นงนุช พงษ์',
    'คุณากร',
    'คุณภัทร ดี',
    'ดรุณี',
    'พลอย ใจดี',
    'นายก',
    'นายกรัฐมนตรี',
    'คุณ',
    'สมชาย',
    'خانم',
    'استاد',
    'خانمی',
    'مهندسی علی',
    'Drew Barrymore',
    'Ingrid',
    'Missy Elliott',
    'Hon Lee',
    'Sen Amartya',
    'Dr',
    '',
  ])('%s stays whole', (text) => {
    expect(splitHonorific(text)).toEqual({ honorific: '', prefix: '', rest: text })
  })
})

describe('splitFullName', () => {
  test.each([
    ['John Smith', { givenName: 'John', familyName: 'Smith' }],
    ['Smith, John', { givenName: 'John', familyName: 'Smith' }],
    ['Smith, John Q., Jr.', { givenName: 'John', middleName: 'Q.', familyName: 'Smith', suffix: 'Jr.' }],
    ['John Q. Smith Jr', { givenName: 'John', middleName: 'Q.', familyName: 'Smith', suffix: 'Jr' }],
    ['Ludwig van Beethoven', { givenName: 'Ludwig', familyName: 'van Beethoven' }],
    ['Juan De La Cruz', { givenName: 'Juan', familyName: 'De La Cruz' }],
    ['Otto von Bismarck', { givenName: 'Otto', familyName: 'von Bismarck' }],
    ['Mohammed al-Rashid', { givenName: 'Mohammed', familyName: 'al-Rashid' }],
    ['Oscar de la Renta III', { givenName: 'Oscar', familyName: 'de la Renta', suffix: 'III' }],
    ['de la Renta, Oscar', { givenName: 'Oscar', familyName: 'de la Renta' }],
    ['SMITH John', { givenName: 'John', familyName: 'SMITH' }],
    ['JOHN SMITH', { givenName: 'JOHN', familyName: 'SMITH' }],
    ['Vincent van GOGH', { givenName: 'Vincent', familyName: 'van GOGH' }],
    ['Mr Smith', { honorific: 'Mr', familyName: 'Smith' }],
    ['Smith, Mr. John', { honorific: 'Mr.', givenName: 'John', familyName: 'Smith' }],
    [
      'Dr. Anna Maria Weiß, PhD',
      { prefix: 'Dr.', givenName: 'Anna', middleName: 'Maria', familyName: 'Weiß', suffix: 'PhD' },
    ],
    ['John "Jack" Smith', { givenName: 'John', familyName: 'Smith', nickname: 'Jack' }],
    ['José García y Vega', { givenName: 'José', familyName: 'García y Vega' }],
    ['Cher', { givenName: 'Cher' }],
    ['นายสมชาย ใจดี (ชาย)', { honorific: 'นาย', givenName: 'สมชาย', familyName: 'ใจดี', nickname: 'ชาย' }],
    ['สมชาย ณ อยุธยา', { givenName: 'สมชาย', familyName: 'ณ อยุธยา' }],
    ['คุณสมชาย', { honorific: 'คุณ', givenName: 'สมชาย' }],
    ['ดร.วิชัย แซ่ตั้ง', { prefix: 'ดร.', givenName: 'วิชัย', familyName: 'แซ่ตั้ง' }],
    ['علی کریمی تهرانی', { givenName: 'علی', familyName: 'کریمی تهرانی' }],
    ['محمد رضا کریمی', { givenName: 'محمد رضا', familyName: 'کریمی' }],
    ['محمد حسین زاده', { givenName: 'محمد', familyName: 'حسین زاده' }],
    ['سید محمد علی موسوی', { givenName: 'سید محمد علی', familyName: 'موسوی' }],
    ['کریمی، محمد', { givenName: 'محمد', familyName: 'کریمی' }],
    ['آقای کریمی', { honorific: 'آقای', familyName: 'کریمی' }],
    [
      'جناب آقای دکتر علی رضایی',
      { honorific: 'جناب آقای', prefix: 'دکتر', givenName: 'علی', familyName: 'رضایی' },
    ],
    ['', {}],
  ])('%s', (text, expected) => {
    expect(found(splitFullName(text))).toEqual(expected)
  })

  it('takes the family name first when told so', () => {
    expect(found(splitFullName('Nagy Béla Péter', 'family'))).toEqual({
      familyName: 'Nagy',
      givenName: 'Béla',
      middleName: 'Péter',
    })
    expect(found(splitFullName('ใจดี สมชาย', 'family'))).toEqual({ familyName: 'ใจดี', givenName: 'สมชาย' })
  })

  it('loses no letter of any name', () => {
    const word = fc.constantFrom(
      'John',
      'van',
      'Smith',
      'JONES',
      'Jr.',
      'Mr',
      'Dr.',
      'นายสมชาย',
      'คุณ',
      'ใจดี',
      'محمد',
      'رضا',
      'آقای',
      ',',
      '(Jo)',
      'y',
      'III',
    )
    fc.assert(
      fc.property(fc.array(word, { maxLength: 6 }), fc.constantFrom('given', 'family'), (words, order) => {
        const text = words.join(' ')
        const letters = (some: string) => [...some.replace(/[^\p{L}\p{M}]/gu, '')].sort().join('')
        expect(letters(Object.values(splitFullName(text, order)).join(''))).toBe(letters(text))
      }),
      { numRuns: 3000 },
    )
  })
})

describe('displayName and sortName', () => {
  const anna = {
    honorific: 'Ms',
    prefix: 'Dr.',
    givenName: 'Anna',
    middleName: 'M.',
    familyName: 'Weiß',
    suffix: 'PhD',
  }
  it('shows title, names and suffix, in either order', () => {
    expect(displayName(anna)).toBe('Dr. Anna M. Weiß PhD')
    expect(displayName(anna, 'family')).toBe('Weiß, Dr. Anna M. PhD')
    expect(displayName({ givenName: 'محمد', familyName: 'کریمی' }, 'family')).toBe('کریمی، محمد')
  })
  it('writes Thai titles against the name', () => {
    expect(displayName({ honorific: 'คุณ', prefix: 'ดร.', givenName: 'สมชาย', familyName: 'ใจดี' })).toBe(
      'ดร.สมชาย ใจดี',
    )
    expect(displayName({ prefix: 'دکتر', givenName: 'علی', familyName: 'رضایی' })).toBe('دکتر علی رضایی')
  })
  it('falls back to the nickname', () => {
    expect(displayName({ nickname: 'เล็ก' })).toBe('เล็ก')
    expect(displayName({ givenName: ' ', familyName: '' })).toBe('')
    expect(sortName({ nickname: 'เล็ก' }, 'given')).toBe('เล็ก')
  })
  it('sorts by given or family name without titles', () => {
    expect(sortName(anna, 'family')).toBe('Weiß Anna M. PhD')
    expect(sortName(anna, 'given')).toBe('Anna M. Weiß PhD')
    expect(sortName({ prefix: 'ดร.', givenName: 'เก่ง', familyName: 'ใจดี' }, 'given')).toBe('เก่ง ใจดี')
  })
})

describe('initials', () => {
  test.each([
    ['John', 'Smith', 'JS'],
    ['Ludwig', 'van Beethoven', 'LB'],
    ['élodie', 'ßtein', 'ÉS'],
    ['เก่ง', 'ใจดี', 'ก.จ.'],
    ['แอน', 'โอภาส', 'อ.อ.'],
    ['สมชาย', '', 'ส.'],
    ['محمد', 'کریمی', 'م.‌ک.'],
    ['كاظم', 'يوسفي', 'ک.‌ی.'],
    ['آرش', 'رضایی', 'آ.‌ر.'],
    ['', '', ''],
  ])('%s %s', (givenName, familyName, expected) => {
    expect(initials({ givenName, familyName })).toBe(expected)
  })
  it('of a nickname, when there is nothing else', () => {
    expect(initials({ nickname: 'โอ๊ต' })).toBe('อ.')
  })
})

describe('greeting', () => {
  test.each([
    [{ honorific: 'คุณ', givenName: 'สมชาย', familyName: 'ใจดี' }, 'th', 'เรียน คุณสมชาย'],
    [{ honorific: 'นาย', givenName: 'สมชาย' }, 'th', 'เรียน คุณสมชาย'],
    [{ prefix: 'ดร.', givenName: 'สมชาย' }, 'th', 'เรียน ดร.สมชาย'],
    [{ prefix: 'ม.ร.ว.', givenName: 'คึกฤทธิ์' }, 'th', 'เรียน ม.ร.ว.คึกฤทธิ์'],
    [{ givenName: 'John', familyName: 'Smith' }, 'th', 'เรียน คุณ John'],
    [{ honorific: 'جناب آقای', givenName: 'علی', familyName: 'کریمی' }, 'fa', 'جناب آقای کریمی'],
    [{ honorific: 'خانم', familyName: 'احمدی' }, 'fa', 'سرکار خانم احمدی'],
    [{ honorific: 'آقای', prefix: 'دکتر', familyName: 'کریمی' }, 'fa', 'جناب آقای دکتر کریمی'],
    [{ familyName: 'کریمی' }, 'fa', 'جناب آقای / سرکار خانم کریمی'],
    [{ honorific: 'Mr', givenName: 'John', familyName: 'Smith' }, 'en', 'Dear Mr Smith'],
    [{ honorific: 'Ms', prefix: 'Dr', givenName: 'Anna', familyName: 'Weiß' }, 'en', 'Dear Dr Weiß'],
    [{ givenName: 'John', familyName: 'Smith' }, 'en', 'Dear John'],
    [{ honorific: 'นาย', givenName: 'Somchai', familyName: 'Jaidee' }, 'en', 'Dear Khun Somchai'],
    [{ honorific: 'خانم', givenName: 'Sara', familyName: 'Ahmadi' }, 'en', 'Dear Ms Ahmadi'],
    [{}, 'en', 'Dear Sir or Madam'],
    [{}, 'th', 'เรียน ท่านผู้เกี่ยวข้อง'],
    [{}, 'fa', 'مخاطب گرامی'],
  ] as const)('%o in %s', (parts, language, expected) => {
    expect(greeting(parts, language)).toBe(expected)
  })
})

/** Signatures and business cards as people paste them: who it is, where they work, how they are reached; nothing dropped. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readSignature } from '#db/shared/text/signature.ts'

const read = (text: string) => readSignature(text, 'TH')
const values = (list: readonly { label: string; value: string }[]) =>
  list.map(({ label, value }) => `${label} ${value}`)

describe('a signature', () => {
  it('in English, several things on a line', () => {
    const card = read(`--
Jane A. Smith
Senior Sales Manager | Export Department
Acme Trading Co., Ltd.
T: +66 2 123 4567 ext 12 | M: 081 234 5678 | F: 02-123-4568
jane.smith@acme.co.th | www.acme.co.th
Address: 99/1 Sukhumvit Road, Klongtoey, Bangkok 10110
Our office is closed on Fridays`)
    expect(card).toMatchObject({
      name: { givenName: 'Jane', middleName: 'A.', familyName: 'Smith' },
      jobTitle: 'Senior Sales Manager',
      department: 'Export Department',
      company: 'Acme Trading Co., Ltd.',
      address: { street: '99/1 Sukhumvit Road, Klongtoey, Bangkok 10110' },
      rest: ['Our office is closed on Fridays'],
    })
    expect(values(card.phones)).toEqual([
      'work +66 2 123 4567 ext 12',
      'mobile 081 234 5678',
      'fax 02-123-4568',
    ])
    expect(values(card.emails)).toEqual(['work jane.smith@acme.co.th'])
    expect(values(card.websites)).toEqual(['work www.acme.co.th'])
  })

  it('in Thai, words for numbers and a LINE name', () => {
    const card = read(`คุณสมชาย ใจดี
ผู้จัดการฝ่ายขาย
บริษัท ปูนซิเมนต์ไทย จำกัด (มหาชน)
โทร. 02-123-4567 ต่อ 12 มือถือ ๐๘๑-๒๓๔-๕๖๗๘
แฟกซ์ 02-123-4568
อีเมล: somchai@scg.com
Line ID: somchai99
99/1 ถนนสุขุมวิท แขวงคลองเตย เขตคลองเตย กรุงเทพฯ 10110`)
    expect(card).toMatchObject({
      name: { honorific: 'คุณ', givenName: 'สมชาย', familyName: 'ใจดี' },
      jobTitle: 'ผู้จัดการฝ่ายขาย',
      company: 'บริษัท ปูนซิเมนต์ไทย จำกัด (มหาชน)',
      handles: [{ service: 'line', value: 'somchai99' }],
      address: { district: 'คลองเตย', province: 'กรุงเทพมหานคร', postalCode: '10110' },
      rest: [],
    })
    expect(values(card.phones)).toEqual(['work 02-123-4567 ต่อ 12', 'mobile ๐๘๑-๒๓๔-๕๖๗๘', 'fax 02-123-4568'])
  })

  it('in Persian, with its own digits', () => {
    const card = readSignature(
      `مهندس علی رضایی
مدیر فروش
شرکت پارس (سهامی خاص)
تلفن: ۰۲۱-۸۸۷۷۶۶۵۵ داخلی ۱۲
موبایل: ۰۹۱۲۱۲۳۴۵۶۷
ایمیل: reza@pars.ir
تهران، خیابان ولیعصر، کوچه نسترن، پلاک ۱۲، کد پستی ۱۲۳۴۵۶۷۸۹۰`,
      'IR',
    )
    expect(card).toMatchObject({
      name: { prefix: 'مهندس', givenName: 'علی', familyName: 'رضایی' },
      jobTitle: 'مدیر فروش',
      company: 'شرکت پارس (سهامی خاص)',
      address: { city: 'تهران', road: 'ولیعصر', postalCode: '1234567890' },
      rest: [],
    })
    expect(values(card.phones)).toEqual(['work ۰۲۱-۸۸۷۷۶۶۵۵ داخلی ۱۲', 'mobile ۰۹۱۲۱۲۳۴۵۶۷'])
  })

  it('with name and title on one line, a firm known by its e-mail address, and a closing', () => {
    expect(
      read(`Best regards,
Somchai Jaidee, Sales Director
Siam Foods
somchai@siamfoods.com
0812345678`),
    ).toMatchObject({
      name: { givenName: 'Somchai', familyName: 'Jaidee' },
      jobTitle: 'Sales Director',
      company: 'Siam Foods',
      phones: [{ label: 'mobile', value: '0812345678' }],
      rest: [],
    })
  })

  it('of nothing but a name, or of nothing', () => {
    expect(read('Ann Lee')).toMatchObject({ name: { givenName: 'Ann', familyName: 'Lee' }, rest: [] })
    expect(read(' \n--\n')).toMatchObject({ name: {}, phones: [], rest: [] })
  })

  it('never fails, and keeps every number, address and line that it does not understand', () => {
    const line = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('โทร', 'Tel: 02', 'a@b.c', 'www.x.com', '|', 'شرکت', '12345678', ', ', 'Manager'),
    )
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
        const text = lines.join('\n')
        const card = read(text)
        const kept = JSON.stringify(card)
        for (const number of text.match(/(?<![.@\w])\d{6,}(?![.@\w])/g) ?? []) expect(kept).toContain(number)
        for (const address of text.match(/\ba@b\.c\b/g) ?? []) expect(kept).toContain(address)
        for (const line of card.rest) expect(text.normalize('NFC')).toContain(line.split(', ')[0])
      }),
    )
  })
})

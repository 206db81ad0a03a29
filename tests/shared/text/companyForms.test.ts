/** What is left of a firm's name without its legal form. */
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { stripCompanyForm } from '#db/shared/text/companyForms.ts'

describe('stripCompanyForm', () => {
  test.each([
    ['บริษัท ปูนซิเมนต์ไทย จำกัด (มหาชน)', 'ปูนซิเมนต์ไทย'],
    ['บริษัทสยามการค้า จำกัด', 'สยามการค้า'],
    ['บริษัท สยามจำกัด(มหาชน)', 'สยาม'],
    ['บริษัท สยาม จํากัด', 'สยาม'],
    ['บริษัท โตโยต้า มอเตอร์ (ประเทศไทย) จำกัด', 'โตโยต้า มอเตอร์ (ประเทศไทย)'],
    ['บริษัท ก้าวหน้า จำกัด (สำนักงานใหญ่)', 'ก้าวหน้า'],
    ['บจก. สยาม', 'สยาม'],
    ['บจก.สยาม', 'สยาม'],
    ['บมจ. การบินไทย', 'การบินไทย'],
    ['หจก. รุ่งเรือง', 'รุ่งเรือง'],
    ['หจก.รุ่งเรือง', 'รุ่งเรือง'],
    ['ห้างหุ้นส่วนจำกัด รุ่งเรืองกิจ', 'รุ่งเรืองกิจ'],
    ['ห้างหุ้นส่วนสามัญ พี่น้อง', 'พี่น้อง'],
    ['ร้าน อนันต์', 'อนันต์'],
    ['ร้านอนันต์พาณิชย์', 'อนันต์พาณิชย์'],
    ['บ. เอบีซี จก.', 'เอบีซี'],
    ['บริษัท ABC Trading จำกัด', 'ABC Trading'],
    ['บริษัท เอ็กซ์ Co., Ltd.', 'เอ็กซ์'],
    ['شرکت پارس (سهامی خاص)', 'پارس'],
    ['شركت پارس (سهامي خاص)', 'پارس'],
    ['شرکت سهامی خاص پارس', 'پارس'],
    ['شرکت پتروشیمی خلیج فارس (سهامی عام)', 'پتروشیمی خلیج فارس'],
    ['شرکت آریا با مسئولیت محدود', 'آریا'],
    ['شرکت آریا (با مسؤولیت محدود)', 'آریا'],
    ['مؤسسه فرهنگی نور', 'فرهنگی نور'],
    ['موسسه فرهنگی نور', 'فرهنگی نور'],
    ['فروشگاه گلستان', 'گلستان'],
    ['شرکت تعاونی روستا', 'روستا'],
    ['Siam Foods Co., Ltd.', 'Siam Foods'],
    ['Siam Foods Co.,Ltd', 'Siam Foods'],
    ['SIAM FOODS CO. LTD.', 'SIAM FOODS'],
    ['Siam Foods Public Company Limited', 'Siam Foods'],
    ['Acme, Inc.', 'Acme'],
    ['Acme Inc', 'Acme'],
    ['Acme L.L.C.', 'Acme'],
    ['Acme LLP', 'Acme'],
    ['Barclays PLC', 'Barclays'],
    ['Müller GmbH', 'Müller'],
    ['Müller GmbH & Co. KG', 'Müller'],
    ['Siemens AG', 'Siemens'],
    ['Kiosk Weber e. K.', 'Kiosk Weber'],
    ['Total S.A.', 'Total'],
    ['Total S. A.', 'Total'],
    ['Pirelli S.p.A.', 'Pirelli'],
    ['Telstra Pty Ltd', 'Telstra'],
    ['Petronas Sdn. Bhd.', 'Petronas'],
    ['Philips N.V.', 'Philips'],
    ['Novo A/S', 'Novo'],
    ['Smith & Co', 'Smith'],
    ['Ford Motor Company', 'Ford Motor'],
    ['PT Astra', 'Astra'],
    ['Unilever (Thailand) Ltd.', 'Unilever (Thailand)'],
    ['Acme (LLC)', 'Acme'],
    ['T.A.C. Co., Ltd.', 'T.A.C.'],
    ['  Acme , Ltd. ', 'Acme'],
  ])('%s → %s', (name, expected) => {
    expect(stripCompanyForm(name)).toBe(expected)
  })

  test.each([
    'บริษัท',
    'บริษัท จำกัด',
    'Co., Ltd.',
    'GmbH',
    'شرکت',
    'Lotus Spa',
    'Costa Coffee',
    'Texas',
    'Incas',
    'Nagasaki',
    'Ag Services',
    'شرکتی نو',
    'پارس شرکت‌ها',
    'จำกัดความ',
    'บรรณ',
    'Limited',
    'A',
    '',
  ])('%s stays', (name) => {
    expect(stripCompanyForm(name)).toBe(name)
  })

  it('always leaves something, a part of the name, and nothing more to take off its end', () => {
    const piece = fc.constantFrom(
      'บริษัท',
      'จำกัด',
      '(มหาชน)',
      'ร้าน',
      'شرکت',
      '(سهامی خاص)',
      'Co.',
      ',',
      'Ltd.',
      '&',
      'e. K.',
      'AG',
      'Acme',
      'สยาม',
      'نور',
      '.',
      ' ',
      '(',
      ')',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), fc.constantFrom('', ' '), (pieces, gap) => {
        const name = pieces.join(gap)
        const rest = stripCompanyForm(name)
        expect(name.includes(rest)).toBe(true)
        if (name.trim() !== '') expect(rest).not.toBe('')
      }),
      { numRuns: 3000 },
    )
  })
})

/** The pipeline there is before anybody made one, in the words of whoever needs it first. Data only. */

export interface DefaultStage {
  readonly code: string
  readonly probability: number
  readonly rotDays: number
  readonly category: 'commit' | 'bestCase' | 'pipeline'
}

export const defaultStages: readonly DefaultStage[] = [
  { code: 'qualify', probability: 10, rotDays: 14, category: 'pipeline' },
  { code: 'needs', probability: 25, rotDays: 21, category: 'pipeline' },
  { code: 'proposal', probability: 50, rotDays: 21, category: 'bestCase' },
  { code: 'negotiation', probability: 75, rotDays: 14, category: 'commit' },
]
export const defaultReasons = [
  { code: 'price', outcome: 'lost' },
  { code: 'competitor', outcome: 'lost' },
  { code: 'noBudget', outcome: 'lost' },
  { code: 'noDecision', outcome: 'lost' },
  { code: 'fit', outcome: 'won' },
  { code: 'service', outcome: 'won' },
] as const

type Words = Readonly<Record<string, string>>
export const defaultWords: Readonly<Record<'en' | 'th' | 'fa', Words>> = {
  en: {
    pipeline: 'Sales',
    qualify: 'Qualification',
    needs: 'Needs analysis',
    proposal: 'Proposal',
    negotiation: 'Negotiation',
    price: 'Price too high',
    competitor: 'Chose a competitor',
    noBudget: 'No budget',
    noDecision: 'No decision',
    fit: 'Best fit',
    service: 'Our service',
  },
  th: {
    pipeline: 'งานขาย',
    qualify: 'คัดกรอง',
    needs: 'วิเคราะห์ความต้องการ',
    proposal: 'เสนอราคา',
    negotiation: 'ต่อรอง',
    price: 'ราคาสูงเกินไป',
    competitor: 'เลือกคู่แข่ง',
    noBudget: 'ไม่มีงบประมาณ',
    noDecision: 'ไม่ตัดสินใจ',
    fit: 'ตรงความต้องการที่สุด',
    service: 'บริการของเรา',
  },
  fa: {
    pipeline: 'فروش',
    qualify: 'ارزیابی اولیه',
    needs: 'نیازسنجی',
    proposal: 'ارائهٔ پیشنهاد',
    negotiation: 'مذاکره',
    price: 'قیمت بالا',
    competitor: 'انتخاب رقیب',
    noBudget: 'نبود بودجه',
    noDecision: 'به تصمیم نرسیدند',
    fit: 'بهترین انطباق با نیاز',
    service: 'خدمات ما',
  },
}

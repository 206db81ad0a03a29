/** Made-up rows by position, in three scripts: any of a million without holding them. */
import type { Language } from '../../../renderer/i18n/preferences.ts'

export interface Person {
  readonly id: string
  readonly name: string
  readonly initials: string
  readonly company: string
  readonly title: string
  readonly phone: string
  readonly email: string
  readonly status: number
  readonly minor: number
  readonly seen: string
}

const names = {
  en: {
    given: ['Olivia', 'Jackson', 'Isabella', 'William', 'Sofia', 'Noah', 'Emma', 'Liam', 'Mia', 'Lucas'],
    family: ['Martin', 'Lee', 'Nguyen', 'Kim', 'Davis', 'Brown', 'Wilson', 'García', 'Okafor', 'Müller'],
    company: ['Northwind', 'Fabrikam', 'Globex', 'Contoso', 'Acme Ltd', 'Siam Trading Co., Ltd.', 'Initech'],
    title: ['Buyer', 'Managing director', 'Accountant', 'Head of purchasing and logistics', 'Engineer'],
    currency: 'USD',
  },
  th: {
    given: ['สมชาย', 'กัญญารัตน์', 'ณัฐพงษ์', 'ปิยะดา', 'ธนกฤต', 'วิไลลักษณ์', 'ศุภชัย', 'เพ็ญศรี', 'แก้ว', 'อนันต์'],
    family: ['ใจดี', 'ศรีสุวรรณ', 'ทองดี', 'วงศ์สวัสดิ์', 'พูนผล', 'แก้วมณี', 'รุ่งเรือง', 'น้ำเพชร', 'ปู่ย่า', 'ชัยชนะ'],
    company: [
      'บริษัท สยามเทรดดิ้ง จำกัด',
      'เชียงใหม่คราฟต์',
      'อีสานฟู้ด',
      'ภูเก็ตมารีน',
      'บางกอกซอฟต์',
      'หจก. รุ่งเรืองกิจ',
      'Fabrikam',
    ],
    title: ['ฝ่ายจัดซื้อ', 'กรรมการผู้จัดการ', 'สมุห์บัญชี', 'หัวหน้าฝ่ายจัดซื้อและคลังสินค้า', 'วิศวกร'],
    currency: 'THB',
  },
  fa: {
    given: ['سارا', 'علی', 'مریم', 'حسین', 'نگار', 'رضا', 'لیلا', 'امیر', 'چیستا', 'ژاله'],
    family: ['محمدی', 'رضایی', 'کریمی', 'احمدی', 'حسینی', 'موسوی', 'جعفری', 'صادقی', 'پورمحمدی', 'گل‌محمدی'],
    company: [
      'شرکت البرز',
      'گسترش داده',
      'سپیدگستر',
      'پارس نوین',
      'آریا صنعت',
      'شرکت نمونه (سهامی خاص)',
      'Fabrikam',
    ],
    title: ['کارشناس خرید', 'مدیرعامل', 'حسابدار', 'رئیس خرید و پشتیبانی', 'مهندس'],
    currency: 'IRR',
  },
} as const

const pick = (list: readonly string[], n: number): string => list[n % list.length] ?? ''
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
const firstLetter = (word: string): string => {
  const base = word.replace(/^[เแโใไ]/, '')
  return [...graphemes.segment(base)][0]?.segment.replace(/[\u0e31-\u0e3a\u0e47-\u0e4e]/g, '') ?? ''
}

export const currencyOf = (language: Language): string => names[language].currency

export function person(index: number, language: Language): Person {
  const from = names[language]
  const given = pick(from.given, index * 7 + 3)
  const family = pick(from.family, index * 13 + (index % 11))
  const joiner = language === 'fa' ? '\u200c' : ''
  return {
    id: `p${index}`,
    name: `${given} ${family}`,
    initials: `${firstLetter(given)}${joiner}${firstLetter(family)}`,
    company: pick(from.company, index * 5 + 1),
    title: pick(from.title, index * 3),
    phone: language === 'fa' ? '+98 912 345 6789' : language === 'th' ? '+66 81 234 5678' : '+1 212 555 0199',
    email: `user${index}@example.com`,
    status: index % 4,
    minor: ((index * 7919) % 98_000) * 100 + 1000,
    seen: new Date(Date.UTC(2026, 10, 22) - (index % 400) * 86_400_000).toISOString().slice(0, 10),
  }
}

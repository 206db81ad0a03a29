// Opportunities in the real window: from the board by keyboard to a won one, in Thai; pictures to look at.

import { mkdirSync, writeFileSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { inRoot } from '../../build/steps/paths.mjs'
import { callHost, expectAccessible, launch, picture, type Samphan, samphan } from './app.ts'

const names = {
  en: ['Ten pumps for the north plant', 'Maintenance contract', 'Spare parts 2027', 'New warehouse lighting'],
  th: ['ปั๊มน้ำสิบตัวโรงงานภาคเหนือ', 'สัญญาบำรุงรักษารายปี', 'อะไหล่ปี 2570', 'ไฟส่องสว่างคลังสินค้าใหม่'],
  fa: ['ده پمپ برای کارخانهٔ شمال', 'قرارداد نگهداری سالانه', 'قطعات یدکی ۱۴۰۶', 'روشنایی انبار تازه'],
} as const
type Language = keyof typeof names
const country = { en: 'US', th: 'TH', fa: 'IR' } as const
const currency = { en: 'USD', th: 'THB', fa: 'IRR' } as const

const record = (answer: unknown): { id: string } => {
  if (typeof answer === 'object' && answer !== null && 'id' in answer) return { id: String(answer.id) }
  throw new Error('no record')
}

/** A pipeline with something in each stage. */
async function scene(home: string, language: Language): Promise<string[]> {
  const make = async (entity: string, data: object): Promise<string> =>
    record(await samphan(home, 'create', entity, '--data', JSON.stringify(data))).id
  const set = (key: string, value: string): Promise<unknown> =>
    samphan(home, 'call', 'settings.set', '--input', JSON.stringify({ scope: 'database', key, value }))
  await set('defaultCountry', country[language])
  await set('defaultCurrency', currency[language])
  const companyId = await make('company', {
    name: { en: 'Northwind Ltd', th: 'บริษัท สยามการช่าง จำกัด', fa: 'شرکت آب‌رسان' }[language],
  })
  const contactId = await make('contact', {
    givenName: { en: 'Ann', th: 'สมชาย', fa: 'مریم' }[language],
    familyName: { en: 'Lee', th: 'ใจดี', fa: 'کریمی' }[language],
    companyId,
  })
  const ids: string[] = []
  for (const [at, name] of names[language].entries()) {
    ids.push(
      await make('opportunity', {
        name,
        companyId,
        contactId,
        amount: {
          minor: (at + 1) * (language === 'fa' ? 1_250_000_000 : 12_500_000),
          currency: currency[language],
        },
        closeDate: `2027-0${at + 1}-15`,
        ...(at === 1 && {
          nextStep: { en: 'Send the offer', th: 'ส่งใบเสนอราคา', fa: 'فرستادن پیشنهاد' }[language],
        }),
      }),
    )
  }
  const list = await samphan(home, 'call', 'pipeline.list')
  const stages = stagesIn(list)
  for (const at of [1, 2])
    await samphan(
      home,
      'call',
      'opportunity.move',
      '--input',
      JSON.stringify({ id: ids[at], stage: stages[at] }),
    )
  return ids
}

function stagesIn(answer: unknown): string[] {
  const { pipelines } = Object(answer)
  return pipelines[0].stages.map(({ id }: { id: string }) => id)
}

async function opened(language: Language, work: (samphan: Samphan) => Promise<void>): Promise<void> {
  const running = await launch({ language, size: { width: 1440, height: 900 } })
  try {
    // Until the host answers, the database is being made.
    await callHost(running.app, 'app.info', {})
    await scene(running.home, language)
    await work(running)
    expect(running.pageErrors).toEqual([])
  } finally {
    await running.close()
  }
}

for (const language of ['en', 'th', 'fa'] as const)
  test(`the board in ${language}`, async () => {
    test.setTimeout(120_000)
    await opened(language, async ({ page }) => {
      await page.evaluate(() => {
        location.hash = '#/opportunities'
      })
      await page.reload()
      const dismiss = page.getByRole('dialog')
      if (await dismiss.isVisible().catch(() => false)) await page.keyboard.press('Escape')
      const [first] = names[language]
      const card = page.getByRole('listitem').filter({ hasText: first })
      await card.waitFor()
      await picture(page, `opportunities-board-${language}`)
      await expectAccessible(page)

      await card.focus()
      await page.keyboard.press('Enter')
      await page.locator('ol button').first().waitFor()
      await picture(page, `opportunity-${language}`)
      await expectAccessible(page)
    })
  })

const words = {
  en: {
    name: 'Centrifugal pump 5 kW',
    more: 'Two years of warranty',
    unit: 'piece',
    terms: 'Payment within 30 days.',
  },
  th: { name: 'ปั๊มหอยโข่ง 5 กิโลวัตต์', more: 'รับประกันสองปี', unit: 'ตัว', terms: 'ชำระเงินภายใน 30 วัน' },
  fa: {
    name: 'پمپ گریز از مرکز ۵ کیلووات',
    more: 'دو سال ضمانت',
    unit: 'دستگاه',
    terms: 'پرداخت ظرف ۳۰ روز.',
  },
} as const
const business = { en: 'Acme Pumps Inc.', th: 'บริษัท น้ำดี จำกัด', fa: 'شرکت آب روان' } as const

for (const language of ['en', 'th', 'fa'] as const)
  test(`a quote and its pages in ${language}`, async () => {
    test.setTimeout(150_000)
    await opened(language, async ({ page, app, home }) => {
      const call = (name: string, input: object): Promise<unknown> =>
        samphan(home, 'call', name, '--input', JSON.stringify(input))
      await call('settings.set', { scope: 'database', key: 'business.name', value: business[language] })
      const found = await samphan(home, 'list', 'opportunity', '--limit', '1')
      const opportunityId = String(Object(found).rows[0].id)
      const price = language === 'fa' ? 25_000_000 : 12_345.5
      const made = await call('quote.save', {
        data: {
          opportunityId,
          language,
          terms: words[language].terms,
          discountKind: 'percent',
          discountValue: 5,
        },
        lines: [
          {
            name: words[language].name,
            description: words[language].more,
            unit: words[language].unit,
            quantity: 10,
            unitPrice: price,
            taxRate: 10,
          },
          {
            name: words[language].terms,
            quantity: 1.5,
            unitPrice: price / 10,
            discountKind: 'percent',
            discountValue: 20,
            taxRate: 0,
          },
        ],
      })
      const { id } = record(made)
      await page.evaluate((quote) => {
        location.hash = `#/quotes/${quote}?full=1`
      }, id)
      await page.reload()
      await page.locator('article').waitFor()
      await page
        .getByRole('tab')
        .filter({ hasText: { en: 'Lines', th: 'รายการ', fa: 'اقلام' }[language] })
        .click()
      await page.locator('table input').first().waitFor()
      await picture(page, `quote-${language}`)
      await expectAccessible(page)

      const { document } = Object(await callHost(app, 'quote.compose', { id }))
      const laid = await page.evaluate((pages) => Object(globalThis).native.renderPdf(pages), document)
      expect(Object(laid).ok).toBe(true)
      const pdf = Buffer.from(Object.values(Object(laid).value.pdf) as number[])
      mkdirSync(inRoot('test-results', 'pictures'), { recursive: true })
      writeFileSync(inRoot('test-results', 'pictures', `quote-${language}.pdf`), pdf)
      expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
      expect(Object(laid).value.pages).toBe(1)
    })
  })

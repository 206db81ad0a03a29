// Sales in the real window: in Thai from a new lead to a won opportunity by clicks; in English the board by keyboard and by
// mouse; in all three languages the board, an opportunity, a quote and its pages, to look at. One launch for each language.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ElectronApplication, expect, type Locator, type Page, test } from '@playwright/test'
import { inRoot } from '../../build/steps/paths.mjs'
import { callHost, expectAccessible, launch, picture, type Samphan } from './app.ts'
import { beConfigured, field, type Language, show, word } from './hands.ts'

const names = {
  en: ['Ten pumps for the north plant', 'Maintenance contract', 'Spare parts 2027', 'New warehouse lighting'],
  th: ['ปั๊มน้ำสิบตัวโรงงานภาคเหนือ', 'สัญญาบำรุงรักษารายปี', 'อะไหล่ปี 2570', 'ไฟส่องสว่างคลังสินค้าใหม่'],
  fa: ['ده پمپ برای کارخانهٔ شمال', 'قرارداد نگهداری سالانه', 'قطعات یدکی ۱۴۰۶', 'روشنایی انبار تازه'],
} as const
const country = { en: 'US', th: 'TH', fa: 'IR' } as const
const currency = { en: 'USD', th: 'THB', fa: 'IRR' } as const
const words = {
  en: {
    company: 'Northwind Ltd',
    given: 'Ann',
    family: 'Lee',
    business: 'Acme Pumps Inc.',
    next: 'Send the offer',
    product: 'Centrifugal pump 5 kW',
    more: 'Two years of warranty',
    unit: 'piece',
    terms: 'Payment within 30 days.',
    price: 12_345.5,
    inWords: 'dollars',
  },
  th: {
    company: 'บริษัท สยามการช่าง จำกัด',
    given: 'สมชาย',
    family: 'ใจดี',
    business: 'บริษัท น้ำดี จำกัด',
    next: 'ส่งใบเสนอราคา',
    product: 'ปั๊มหอยโข่ง 5 กิโลวัตต์',
    more: 'รับประกันสองปี',
    unit: 'ตัว',
    terms: 'ชำระเงินภายใน 30 วัน',
    price: 12_345.5,
    inWords: 'บาท',
  },
  fa: {
    company: 'شرکت آب‌رسان',
    given: 'مریم',
    family: 'کریمی',
    business: 'شرکت آب روان',
    next: 'فرستادن پیشنهاد',
    product: 'پمپ گریز از مرکز ۵ کیلووات',
    more: 'دو سال ضمانت',
    unit: 'دستگاه',
    terms: 'پرداخت ظرف ۳۰ روز.',
    price: 25_000_000,
    inWords: 'ریال',
  },
} as const

const idOf = (answer: unknown): string => String(Object(answer).id)
const create = async (app: ElectronApplication, entity: string, data: object): Promise<string> =>
  idOf(await callHost(app, 'record.create', { entity, data }))
const listed = async (app: ElectronApplication, entity: string): Promise<Record<string, unknown>[]> =>
  Object(await callHost(app, 'record.list', { entity, limit: 50, sort: ['createdAt'] })).rows

/** Four opportunities, one in the second stage and one in the third; a product and its price. */
async function scene(app: ElectronApplication, language: Language): Promise<string[]> {
  const own = words[language]
  await beConfigured(app)
  for (const [key, value] of [
    ['defaultCountry', country[language]],
    ['defaultCurrency', currency[language]],
    ['business.name', own.business],
  ])
    await callHost(app, 'settings.set', { scope: 'database', key, value })
  const companyId = await create(app, 'company', { name: own.company })
  const contactId = await create(app, 'contact', { givenName: own.given, familyName: own.family, companyId })
  const unit = language === 'fa' ? 1 : 100
  await create(app, 'product', {
    name: own.product,
    unit: own.unit,
    description: own.more,
    price: { minor: own.price * unit, currency: currency[language] },
  })
  const ids: string[] = []
  for (const [at, name] of names[language].entries())
    ids.push(
      await create(app, 'opportunity', {
        name,
        companyId,
        contactId,
        amount: {
          minor: (at + 1) * (language === 'fa' ? 1_250_000_000 : 12_500_000),
          currency: currency[language],
        },
        closeDate: `2027-0${at + 1}-15`,
        ...(at === 1 && { nextStep: own.next }),
      }),
    )
  const [first] = Object(await callHost(app, 'pipeline.list', {})).pipelines
  for (const at of [1, 2])
    await callHost(app, 'opportunity.move', { id: ids[at], stage: first.stages[at].id })
  return ids
}

async function opened(language: Language, work: (samphan: Samphan, ids: string[]) => Promise<void>) {
  const running = await launch({ language, size: { width: 1440, height: 900 } })
  try {
    await work(running, await scene(running.app, language))
    expect(running.pageErrors).toEqual([])
  } finally {
    await running.close()
  }
}

const cardNamed = (page: Page, name: string): Locator => page.locator(`[data-card][data-name="${name}"]`)

/** The quote of the scene with the pages it comes out on, kept to be looked at. */
async function quoteAndPages(
  { app, page }: Samphan,
  language: Language,
  opportunityId: string,
): Promise<string> {
  const own = words[language]
  const id = idOf(
    await callHost(app, 'quote.save', {
      data: { opportunityId, language, terms: own.terms, discountKind: 'percent', discountValue: 5 },
      lines: [
        {
          name: own.product,
          description: own.more,
          unit: own.unit,
          quantity: 10,
          unitPrice: own.price,
          taxRate: 10,
        },
        {
          name: own.terms,
          quantity: 1.5,
          unitPrice: own.price / 10,
          discountKind: 'percent',
          discountValue: 20,
          taxRate: 0,
        },
      ],
    }),
  )
  await show(page, `#/quotes/${id}?full=1`)
  await page
    .getByRole('tab')
    .filter({ hasText: word(language, 'quotes', 'quoteLine.many') })
    .click()
  await page.locator('table input').first().waitFor()
  await picture(page, `quote-${language}`)
  await expectAccessible(page)
  const { document } = Object(await callHost(app, 'quote.compose', { id }))
  expect(document.html).toContain(own.inWords)
  const laid = Object(await page.evaluate((pages) => Object(globalThis).native.renderPdf(pages), document))
  expect(laid.ok).toBe(true)
  const pdf = Buffer.from(Object.values(laid.value.pdf) as number[])
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
  expect(laid.value.pages).toBe(1)
  if (process.env.SAMPHAN_PICTURES) {
    mkdirSync(inRoot('test-results', 'pictures'), { recursive: true })
    writeFileSync(inRoot('test-results', 'pictures', `quote-${language}.pdf`), pdf)
  }
  return id
}

/** A template of quotes from the built-in one, seen while it is written; quotes take it at once. */
async function ownTemplate({ app, page }: Samphan, quoteId: string): Promise<void> {
  const say = (id: string, params = {}): string => word('en', 'quotes', id, params)
  await show(page, '#/settings?view=quotes')
  await page
    .getByRole('button', { name: say('quoteLayout.copy', { name: say('quoteLayout.builtIn') }) })
    .click()
  const dialog = page.getByRole('dialog')
  const pages = dialog.getByRole('group', { name: say('quoteLayout.preview') })
  await expect(pages.getByRole('img').first()).toBeVisible()
  await dialog.getByRole('textbox', { name: /^Name/ }).fill('House style')
  await dialog.getByLabel(say('quoteLayout.field.colour'), { exact: true }).fill('#0a5c36')
  await dialog.getByText(say('quoteLayout.choice.style.band')).click()
  await dialog.getByLabel(say('quoteLayout.field.standard')).check()
  await dialog.getByRole('textbox', { name: say('quoteLayout.field.before') }).click()
  await page.keyboard.type('Thank you for asking, {{ customer.person }}.')
  await expectAccessible(page)
  await picture(page, 'quote-template-en')
  await dialog.getByRole('button', { name: word('en', 'ui', 'ui.save') }).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('table', { name: say('quoteLayout.many') })).toContainText('House style')
  const { document } = Object(await callHost(app, 'quote.compose', { id: quoteId }))
  expect(document.html).toContain('--quote-colour:#0a5c36')
  expect(document.html).toContain(`Thank you for asking, ${words.en.given} ${words.en.family}.`)
}

/** The quote goes into the outbox with its pages, and counts as sent. */
async function mailed({ app, page }: Samphan, quoteId: string): Promise<void> {
  const say = (id: string, params = {}): string => word('en', 'quotes', id, params)
  await create(app, 'mailAccount', {
    name: 'Office',
    address: 'sales@example.com',
    host: '127.0.0.1',
    port: 9,
    security: 'none',
  })
  const { id } = Object(await callHost(app, 'record.create', { entity: 'quote', data: { subject: 'Pens' } }))
  await show(page, `#/quotes/${id}?full=1`)
  await expect(page.getByText(say('quote.noCustomer'))).toBeVisible()
  await show(page, `#/quotes/${quoteId}?full=1`)
  await expect(page.getByText(say('quote.noCustomer'))).toHaveCount(0)
  await page.getByRole('button', { name: say('quote.mail') }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: /^To/ }).fill('ann@example.com')
  await expectAccessible(page)
  await picture(page, 'quote-mail-en')
  await dialog.getByRole('button', { name: say('quote.mail.send') }).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('button', { name: say('quote.markSent') })).toBeHidden()
  expect((await listed(app, 'quote')).map(({ status }) => status)).toEqual(['sent', 'draft'])
  const [message] = await listed(app, 'mailMessage')
  expect(message).toMatchObject({
    recipient: 'ann@example.com',
    recipientName: `${words.en.given} ${words.en.family}`,
    attachments: [{ mime: 'application/pdf' }],
  })
}

/** The board by owner: a lane for each, the cards of each in theirs. */
async function lanesByOwner({ app, page }: Samphan, id: string): Promise<void> {
  const say = (message: string): string => word('en', 'opportunities', message)
  const ownerId = await create(app, 'user', { name: 'Bob Stone', role: 'standard' })
  await callHost(app, 'record.update', { entity: 'opportunity', id, data: { ownerId } })
  await page.getByRole('button', { name: say('opportunity.quick.lanes') }).click()
  const lane = page.getByRole('region', { name: 'Bob Stone' })
  await expect(lane.locator('[data-card]:not([data-stage="lost"])')).toHaveCount(1)
  await expect(lane.locator(`[data-card="${id}"]`)).toBeVisible()
  await expectAccessible(page)
  await picture(page, 'opportunities-lanes-en')
  await page.getByRole('button', { name: say('opportunity.quick.lanes') }).click()
  await expect(lane).toBeHidden()
}

/** The board, and the first of its opportunities from it by Enter. */
async function boardAndPage({ page }: Samphan, language: Language): Promise<void> {
  await show(page, '#/opportunities?view=board')
  const card = cardNamed(page, names[language][0])
  await card.waitFor()
  await picture(page, `opportunities-board-${language}`)
  await expectAccessible(page)
  await card.focus()
  await page.keyboard.press('Enter')
  await page.locator('ol button').first().waitFor()
  await picture(page, `opportunity-${language}`)
  await expectAccessible(page)
}

test('the board by the keyboard alone and by the mouse, in en', async () => {
  test.setTimeout(120_000)
  await opened('en', async (samphan, ids) => {
    const { app, page } = samphan
    const [first, second] = names.en
    await boardAndPage(samphan, 'en')
    const quoteId = await quoteAndPages(samphan, 'en', ids[0] ?? '')
    await ownTemplate(samphan, quoteId)
    await mailed(samphan, quoteId)
    await show(page, '#/opportunities?view=board')
    const card = cardNamed(page, first)
    const stageOf = (locator: Locator): Promise<string | null> => locator.getAttribute('data-stage')
    await card.waitFor()
    const from = await stageOf(card)
    // Without a mouse: taken, carried one stage on, put back by Escape; then let go there, and undone.
    await card.focus()
    await page.keyboard.press('Space')
    await expect(page.getByRole('status').filter({ hasText: first })).toBeAttached()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Escape')
    expect(await stageOf(card)).toBe(from)
    for (const key of ['Space', 'ArrowRight', 'Space']) await page.keyboard.press(key)
    const to = await stageOf(cardNamed(page, second))
    await expect(card).toHaveAttribute('data-stage', to ?? '')
    await page.keyboard.press('Control+z')
    await expect(card).toHaveAttribute('data-stage', from ?? '')
    // Lost, all the way to the end: why is asked before it goes there.
    await card.focus()
    await page.keyboard.press('Space')
    for (let n = 0; n < 5; n++) await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog')
    await dialog.waitFor()
    const reason = dialog.getByRole('combobox').first()
    await expect(reason).toBeFocused()
    await page.keyboard.press('ArrowDown')
    await expect(page.getByRole('option').first()).toBeVisible()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await expect(reason).not.toHaveValue('')
    await dialog
      .getByRole('button', { name: word('en', 'opportunities', 'opportunity.mark.lost') })
      .press('Enter')
    await expect(dialog).toBeHidden()
    await expect(card).toHaveAttribute('data-stage', 'lost')
    // By the mouse.
    const other = cardNamed(page, names.en[3])
    await other.dragTo(cardNamed(page, second))
    await expect(other).toHaveAttribute('data-stage', to ?? '')
    const rows = await listed(app, 'opportunity')
    expect(rows.find(({ name }) => name === first)).toMatchObject({ status: 'lost' })
    await lanesByOwner(samphan, ids[2] ?? '')
    await page.getByRole('button', { name: word('en', 'opportunities', 'opportunity.view.closings') }).click()
    await expect(page.locator('main')).toContainText(/2026|2027/)
    await expectAccessible(page)
  })
})

test('from a new lead to a won opportunity, in th', async () => {
  test.setTimeout(120_000)
  const own = words.th
  const say = (domain: string, id: string): string => word('th', domain, id)
  const button = (page: Page, domain: string, id: string): Locator =>
    page.getByRole('button', { name: say(domain, id), exact: true })
  await opened('th', async (samphan, ids) => {
    const { app, page, home } = samphan
    await show(page, '#/leads')
    await page
      .getByRole('banner')
      .getByRole('button', { name: say('leads', 'lead.new') })
      .click()
    const dialog = page.getByRole('dialog')
    for (const [name, text] of [
      ['givenName', 'มาลี'],
      ['familyName', 'สุวรรณ'],
      ['leadSource', 'งานแสดงสินค้า'],
    ] as const)
      await dialog.getByLabel(say('contacts', `contact.field.${name}`), { exact: true }).fill(text)
    await picture(page, 'lead-new-th')
    await expectAccessible(page)
    await button(page, 'ui', 'ui.save').click()
    await expect(dialog).toBeHidden()
    await picture(page, 'leads-th')
    await page.getByRole('button', { name: /มาลี/ }).click()
    const banner = page.getByRole('region', { name: say('leads', 'lead.one'), exact: true })
    await banner.getByRole('combobox').click()
    await page
      .getByRole('option', { name: say('contacts', 'contact.choice.leadStatus.qualified'), exact: true })
      .click()
    await expect(banner).toContainText('งานแสดงสินค้า')
    await picture(page, 'lead-th')
    await banner.getByRole('button', { name: say('leads', 'lead.convert') }).click()
    await dialog
      .getByRole('textbox', { name: say('opportunities', 'opportunity.field.name') })
      .first()
      .fill('ปั๊มสำหรับไร่ของมาลี')
    await dialog.getByRole('textbox', { name: say('leads', 'lead.convert.company') }).fill('ไร่มาลี')
    await dialog
      .getByRole('textbox', { name: say('opportunities', 'opportunity.field.nextStep') })
      .fill('นัดดูหน้างาน')
    await picture(page, 'lead-convert-th')
    await dialog.getByRole('button', { name: say('leads', 'lead.convert') }).click()

    // Its products, of which the amount is made.
    const standing = page.getByRole('region', { name: say('opportunities', 'opportunity.standing') })
    await expect(standing).toContainText('นัดดูหน้างาน')
    await page.getByRole('tab', { name: say('opportunities', 'opportunityLine.many') }).click()
    await button(page, 'opportunities', 'opportunityLine.new').click()
    await page
      .getByRole('table', { name: say('opportunities', 'opportunityLine.many') })
      .getByLabel(say('opportunities', 'opportunityLine.field.productId'))
      .fill('ปั๊ม')
    await page.getByRole('option', { name: own.product }).click()
    await page
      .getByRole('textbox', { name: say('opportunities', 'opportunityLine.field.quantity') })
      .fill('๓')
    await button(page, 'ui', 'ui.save').click()
    await expect(field(page, 'amount').locator('input').first()).toHaveValue(/37,036/)
    await picture(page, 'opportunity-lines-th')

    // A quote with those lines, as a PDF, accepted: the opportunity is won.
    await page.getByRole('tab', { name: say('quotes', 'quote.many') }).click()
    await button(page, 'quotes', 'quote.new').click()
    await page.getByRole('tab', { name: say('quotes', 'quoteLine.many') }).click()
    await expect(page.getByRole('table', { name: say('quotes', 'quoteLine.many') })).toContainText(
      '37,036.50',
    )
    const path = join(home, 'quote.pdf')
    await app.evaluate(({ dialog: native }, filePath) => {
      native.showSaveDialog = async () => ({ canceled: false, filePath })
    }, path)
    await button(page, 'quotes', 'quote.pdf').click()
    await expect(page.getByText(/PDF/).last()).toBeVisible()
    await expect.poll(() => readSafely(path)).toBe('%PDF-')
    await button(page, 'quotes', 'quote.accept').click()
    await expect(button(page, 'quotes', 'quote.revise')).toBeVisible()
    await picture(page, 'quote-accepted-th')

    const deal = (await listed(app, 'opportunity')).at(-1)
    expect(deal).toMatchObject({
      name: 'ปั๊มสำหรับไร่ของมาลี',
      status: 'won',
      source: 'งานแสดงสินค้า',
      nextStep: 'นัดดูหน้างาน',
      amount: { minor: 3_703_650, currency: 'THB' },
      refs: { companyId: 'ไร่มาลี' },
    })
    const lead = (await listed(app, 'contact')).at(-1)
    expect(lead).toMatchObject({ familyName: 'สุวรรณ', leadStatus: 'converted', leadSource: 'งานแสดงสินค้า' })
    await show(page, `#/opportunities/${String(deal?.id)}?full=1`)
    await expect(standing).toContainText(say('opportunities', 'opportunity.choice.status.won'))
    await picture(page, 'opportunity-won-th')
    await boardAndPage(samphan, 'th')
    await quoteAndPages(samphan, 'th', ids[0] ?? '')
  })
})

const readSafely = (path: string): string => {
  try {
    return readFileSync(path).subarray(0, 5).toString()
  } catch {
    return ''
  }
}

test('right to left: the board is carried towards the left, a quote reads as it should, in fa', async () => {
  test.setTimeout(120_000)
  await opened('fa', async (samphan, ids) => {
    const { page } = samphan
    await boardAndPage(samphan, 'fa')
    await quoteAndPages(samphan, 'fa', ids[0] ?? '')
    await show(page, '#/opportunities?view=board')
    const card = cardNamed(page, names.fa[0])
    await card.waitFor()
    await card.focus()
    for (const key of ['Space', 'ArrowLeft', 'Space']) await page.keyboard.press(key)
    const to = await cardNamed(page, names.fa[1]).getAttribute('data-stage')
    await expect(card).toHaveAttribute('data-stage', to ?? '')
  })
})

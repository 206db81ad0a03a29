// `npm run screenshots`: the pictures of the README, from the real window on demo data, one per language. The same seed
// gives the same people, so that a picture differs only where the program does.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { launch, samphan } from '../tests/e2e/app.ts'
import { inRoot } from './steps/paths.mjs'

const size = { width: 1180, height: 720 }
const folder = inRoot('build', 'docs', 'screens')
const languages = ['en', 'th', 'fa'] as const
/** Somebody with something to show. */
const filter = {
  and: [
    { field: 'phones', op: 'notEmpty' },
    { field: 'emails', op: 'notEmpty' },
    { field: 'companyId', op: 'notEmpty' },
    { field: 'jobTitle', op: 'notEmpty' },
    { some: 'note' },
    { some: 'history' },
  ],
}
const listSchema = z.object({ rows: z.array(z.object({ id: z.string() })).min(1) })
const configured = JSON.stringify({ scope: 'database', key: 'configured', value: true })

async function picture(language: (typeof languages)[number]): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'samphan-screens-'))
  try {
    await samphan(home, 'db', 'create')
    await samphan(home, 'demo', '--contacts', '400', '--seed', '7', '--locales', language)
    await samphan(home, 'call', 'settings.set', '--input', configured)
    const one = await samphan(home, 'list', 'contact', '--filter', JSON.stringify(filter), '--limit', '1')
    const [shown] = listSchema.parse(one).rows
    const { page, close } = await launch({ home, language, size })
    await page.evaluate((hash) => {
      Reflect.get(globalThis, 'location').hash = hash
    }, `#/contacts/${shown?.id}`)
    await page.reload()
    await page.getByRole('grid').first().waitFor()
    await page.getByRole('row').nth(5).waitFor()
    await page.waitForTimeout(1_500)
    await page.screenshot({ path: join(folder, `contacts.${language}.png`), animations: 'disabled' })
    await close()
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}

mkdirSync(folder, { recursive: true })
for (const language of languages) await picture(language)

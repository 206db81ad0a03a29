/** Files that say something of people who are here: consent, members, answers. An opt-out wins, whatever a file says. */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { runCommandLine } from '#db/cli/run.ts'
import type { About } from '#db/shared/about.ts'
import { type Channel, channels } from '#db/shared/consent.ts'
import { type TestDatabase, testDatabase } from '../helpers/database.ts'

const folder = mkdtempSync(join(tmpdir(), 'samphan-files-'))
let files = 0
function file(...lines: string[]): string {
  const path = join(folder, `said-${++files}.csv`)
  writeFileSync(path, `${lines.join('\n')}\n`)
  return path
}

async function people(db: TestDatabase, ...names: string[]): Promise<string[]> {
  const ids: string[] = []
  for (const givenName of names) {
    const emails = [`${givenName.toLowerCase()}@example.com`]
    ids.push((await db.call('record.create', { entity: 'contact', data: { givenName, emails } })).id)
  }
  return ids
}
const read = (db: TestDatabase, about: About, path: string, dryRun = false) =>
  db.call('transfer.import', { files: [path], about, dryRun })
const rejected = (path: string | null): string[] =>
  path === null
    ? []
    : readFileSync(path, 'utf8')
        .trim()
        .split(/\r?\n/)
        .slice(1)
        .map((line) => line.split(',').at(-1) ?? '')
async function stands(db: TestDatabase, id: string, channel: Channel): Promise<string | undefined> {
  const { channels: all } = await db.call('consent.of', { entity: 'contact', id })
  return all.find((each) => each.channel === channel)?.state
}

describe('consent', () => {
  test('is matched by address, number or name; what cannot be told is refused with the reason', async () => {
    const db = testDatabase()
    const [ann = '', bob = ''] = await people(db, 'Ann', 'Bob', 'Cid', 'Dee', 'Dee')
    await db.call('record.update', { entity: 'contact', id: bob, data: { phones: ['081 234 5678'] } })
    const path = file(
      'Name,E-mail,Phone,Opt in,Channel,Date,Purpose',
      'Ann,ANN@example.com,,yes,email,13/02/2568,News',
      'Bob,,+66812345678,no,phone,14/02/2568,',
      'Cid,cid@example.com,,perhaps,email,14/02/2568,',
      'Cid,cid@example.com,,yes,pigeon,14/02/2568,',
      'Cid,cid@example.com,,,email,14/02/2568,',
      'Nobody,nobody@example.com,,yes,email,14/02/2568,',
      'Other,other@example.com,,no,email,14/02/2568,',
      'Dee,,,yes,email,14/02/2568,',
      ',,,yes,email,14/02/2568,',
      'Cid,cid@example.com,,yes,email,31/31/2568,',
    )
    const about: About = { what: 'consent', source: 'Fair' }
    const tried = await read(db, about, path, true)
    expect(tried).toMatchObject({ entity: 'consent', operation: null, created: 3, skipped: 1, rejected: 6 })
    const done = await read(db, about, path)
    expect(done).toMatchObject({ read: 10, created: 3, skipped: 1, rejected: 6, reasons: tried.reasons })
    expect(rejected(done.rejectsFile)).toEqual([
      'badDecision',
      'badChannel',
      'noSuchRecord',
      'several',
      'nothingToKnowItBy',
      'badDate',
    ])
    const { entries } = await db.call('consent.of', { entity: 'contact', id: ann })
    expect(entries).toMatchObject([
      {
        decision: 'granted',
        channel: 'email',
        purpose: 'News',
        source: 'Fair',
        at: '2025-02-13T00:00:00.000Z',
      },
    ])
    expect(entries[0]?.proof).toMatch(/said-\d+\.csv: 2/)
    expect(await stands(db, bob, 'phone')).toBe('refused')
    // The same file again says nothing new; one undo takes all of it back.
    expect(await read(db, about, path)).toMatchObject({ created: 0, rejected: 6 })
    // Somebody who comes later with an address that opted out before is not written to.
    const [other = ''] = await people(db, 'Other')
    const campaign = await db.call('record.create', {
      entity: 'campaign',
      data: { name: 'Spring', kind: 'email' },
    })
    expect(
      await db.call('campaign.addMembers', {
        campaign: campaign.id,
        entity: 'contact',
        target: { ids: [other] },
        dryRun: true,
      }),
    ).toMatchObject({ added: 0, refused: [{ code: 'optedOut', count: 1 }] })
    await db.call('operation.undo', { operation: done.operation ?? '' })
    expect((await db.call('record.list', { entity: 'consent', count: true })).total).toBe(0)
  })

  test('an agreement of a file takes no refusal back, in whatever order they come', async () => {
    const db = testDatabase()
    const [ann = '', bob = ''] = await people(db, 'Ann', 'Bob')
    await db.call('consent.record', { entity: 'contact', id: ann, decision: 'refused', channel: 'all' })
    const done = await read(
      db,
      { what: 'consent', channel: 'email' },
      file(
        'email,consent',
        'ann@example.com,yes',
        'bob@example.com,yes',
        'bob@example.com,no',
        'bob@example.com,yes',
      ),
    )
    expect(done).toMatchObject({ created: 2, rejected: 2, reasons: { refusedBefore: 2 } })
    expect(await stands(db, ann, 'email')).toBe('refused')
    expect(await stands(db, bob, 'email')).toBe('refused')
    expect(await stands(db, bob, 'phone')).toBe('none')
  })

  test('a yes to “do not call” is a no, and its no is no agreement', async () => {
    const db = testDatabase()
    const [ann = '', bob = ''] = await people(db, 'Ann', 'Bob')
    const done = await read(
      db,
      { what: 'consent', decision: 'granted', channel: 'all' },
      file('email,Do not call', 'ann@example.com,yes', 'bob@example.com,no'),
    )
    expect(done).toMatchObject({ created: 1, skipped: 1, rejected: 0 })
    expect(await stands(db, ann, 'phone')).toBe('refused')
    expect(await stands(db, ann, 'email')).toBe('none')
    expect(await stands(db, bob, 'phone')).toBe('none')
  })

  test('a file that says neither yes nor no is refused unless somebody says it', async () => {
    const db = testDatabase()
    const [ann = ''] = await people(db, 'Ann')
    const path = file('ann@example.com', 'else@example.com')
    await expect(read(db, { what: 'consent' }, path)).rejects.toMatchObject({
      record: { code: 'Invalid', reason: 'noDecision' },
    })
    await expect(
      db.call('transfer.import', { files: [file('Colour', 'red')], about: { what: 'consent' } }),
    ).rejects.toMatchObject({ record: { reason: 'noAboutColumn' } })
    expect(await read(db, { what: 'consent', decision: 'refused' }, path)).toMatchObject({ created: 2 })
    expect(await stands(db, ann, 'sms')).toBe('refused')
  })

  test('whatever rows say and in whichever order, who refused in one of them is refused', async () => {
    const row = fc.record({
      who: fc.constantFrom('ann', 'bob'),
      said: fc.constantFrom(
        'yes',
        'no',
        'subscribed',
        'unsubscribed',
        'ยินยอม',
        'ไม่ยินยอม',
        'موافق',
        'منصرف',
        '',
      ),
      channel: fc.constantFrom('email', 'phone', 'all'),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 8 }), async (rows) => {
        const db = testDatabase()
        const ids = await people(db, 'Ann', 'Bob')
        const lines = rows.map(({ who, said, channel }) => `${who}@example.com,${said},${channel}`)
        await read(db, { what: 'consent' }, file('email,opt in,channel', ...lines))
        const no = new Set(['no', 'unsubscribed', 'ไม่ยินยอม', 'منصرف'])
        for (const [at, id] of ids.entries())
          for (const channel of channels) {
            const mine = rows.filter((each) => each.who === (at === 0 ? 'ann' : 'bob'))
            const refused = mine.some(
              (each) => no.has(each.said) && (each.channel === 'all' || each.channel === channel),
            )
            if (refused) expect(await stands(db, id, channel)).toBe('refused')
            else expect(await stands(db, id, channel)).not.toBe('refused')
          }
      }),
      { numRuns: 25 },
    )
  })
})

test('members of a list: found ones come in, a suppression list keeps addresses of nobody', async () => {
  const db = testDatabase()
  await people(db, 'Ann', 'Bob')
  const buyers = await db.call('list.save', { name: 'Buyers' })
  const never = await db.call('list.save', { name: 'Never', role: 'suppression' })
  const segment = await db.call('list.save', { name: 'All', filter: { and: [] } })
  const path = file(
    'Name;E-Mail',
    'Ann;ann@example.com',
    'Bob;',
    'X;x@example.com',
    'Ann again;ann@example.com',
  )
  expect(await read(db, { what: 'list', list: buyers.id }, path, true)).toMatchObject({
    created: 2,
    skipped: 1,
    rejected: 1,
  })
  const done = await read(db, { what: 'list', list: buyers.id }, path)
  expect(done).toMatchObject({ created: 2, skipped: 1, reasons: { noSuchRecord: 1 } })
  expect(await read(db, { what: 'list', list: never.id }, path)).toMatchObject({ created: 3, rejected: 0 })
  expect((await db.call('list.counts', {})).counts).toMatchObject({ [buyers.id]: 2, [never.id]: 2 })
  await expect(read(db, { what: 'list', list: segment.id }, path)).rejects.toMatchObject({
    record: { reason: 'listIsSegment' },
  })
  await db.call('operation.undo', { operation: done.operation ?? '' })
  expect((await db.call('list.counts', {})).counts[buyers.id]).toBe(0)
})

test('members of a campaign and their answers: nobody who must not be contacted, nothing taken back', async () => {
  const db = testDatabase()
  const [ann = '', bob = '', cid = ''] = await people(db, 'Ann', 'Bob', 'Cid')
  await db.call('consent.record', { entity: 'contact', id: cid, decision: 'refused', channel: 'email' })
  const { id: campaign } = await db.call('record.create', {
    entity: 'campaign',
    data: { name: 'Spring', kind: 'email' },
  })
  const names = file('email', 'ann@example.com', 'bob@example.com', 'cid@example.com', 'x@example.com')
  expect(await read(db, { what: 'campaign', campaign }, names, true)).toMatchObject({
    created: 2,
    rejected: 2,
  })
  expect(await read(db, { what: 'campaign', campaign }, names)).toMatchObject({
    created: 2,
    reasons: { optedOut: 1, noSuchRecord: 1 },
  })
  const statusOf = async (contact: string) => {
    const { campaigns } = await db.call('campaign.of', { entity: 'contact', id: contact })
    return campaigns[0]
  }
  const answer = { what: 'answer', campaign } as const
  const first = await read(
    db,
    answer,
    file(
      'email,result,comment,date',
      'ann@example.com,interested,call me,01/03/2025',
      'bob@example.com,unsubscribed,,01/03/2025',
      'cid@example.com,replied,,',
      'x@example.com,replied,,',
      'ann@example.com,hmm,,',
    ),
  )
  expect(first).toMatchObject({
    updated: 2,
    rejected: 3,
    reasons: { notMember: 1, noSuchRecord: 1, badStatus: 1 },
  })
  expect(await statusOf(ann)).toMatchObject({ status: 'responded', at: '2025-03-01T00:00:00.000Z' })
  expect(await stands(db, bob, 'email')).toBe('refused')
  // A bounce list that comes late, and one that would make a buyer of who opted out.
  const late = file('ann@example.com', 'bob@example.com')
  expect(await read(db, { ...answer, status: 'failed' }, late)).toMatchObject({
    skipped: 1,
    reasons: { optedOut: 1 },
  })
  expect(await read(db, { ...answer, status: 'converted' }, late)).toMatchObject({ updated: 1, rejected: 1 })
  expect(await statusOf(ann)).toMatchObject({ status: 'converted' })
  expect(await statusOf(bob)).toMatchObject({ status: 'optedOut' })
  await expect(read(db, answer, late)).rejects.toMatchObject({ record: { reason: 'noStatus' } })
})

test('the command line reads them too', async () => {
  const db = testDatabase()
  const [ann = ''] = await people(db, 'Ann')
  const run = async (...words: string[]): Promise<unknown> => {
    const out: string[] = []
    const said: string[] = []
    const status = await runCommandLine(['--db', db.file, '--json', ...words], {
      stdout: (text) => void out.push(text),
      stderr: (text) => void said.push(text),
      signal: new AbortController().signal,
    })
    if (status !== 0) throw new Error(said.join(''))
    return JSON.parse(out.join(''))
  }
  const path = file('email,opt in', 'ann@example.com,no', 'x@example.com,yes')
  expect(await run('consent', 'import', path, '--channel', 'phone', '--dry-run')).toMatchObject({
    created: 1,
  })
  expect(await run('consent', 'import', path, '--channel', 'phone')).toMatchObject({
    created: 1,
    rejected: 1,
  })
  expect(await run('consent', 'show', 'contact', ann)).toMatchObject({ entries: [{ decision: 'refused' }] })
  await run('create', 'campaign', '--data', '{"name":"Spring","kind":"call"}')
  await run('create', 'campaign', '--data', '{"name":"Post","kind":"letter"}')
  const list = file('ann@example.com')
  expect(await run('campaign', 'import', 'Spring', list)).toMatchObject({ reasons: { optedOut: 1 } })
  expect(await run('campaign', 'respond', 'Spring', list)).toMatchObject({ reasons: { notMember: 1 } })
})

/** import, export and demo as people type them: answers, exit statuses, one JSON document. */
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../helpers/database.ts'
import { fixture, people } from './import.support.ts'

const main = new URL('../../db/cli/main.ts', import.meta.url).pathname

function shell() {
  const folder = temporaryFolder()
  const run = (...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [main, '--db', join(folder, 'x.samphan'), '--json', ...args],
      { encoding: 'utf8', cwd: folder },
    )
    return {
      status,
      stderr,
      answer: stdout === '' ? undefined : (JSON.parse(stdout) as Record<string, unknown>),
    }
  }
  const write = (name: string, content: string) => {
    writeFileSync(join(folder, name), content)
    return name
  }
  run('db', 'create')
  return { folder, run, write }
}

describe('samphan import', () => {
  it('answers the summary of the contract', () => {
    const { run, write } = shell()
    const { status, answer } = run('import', write('people.csv', `${people(20)}Bad,Row,,,8.12E+08,,\n`))
    expect(status).toBe(0)
    expect(answer).toMatchObject({
      source: 'csv',
      encoding: 'utf-8',
      entity: 'contact',
      read: 21,
      created: 20,
      updated: 0,
      skipped: 0,
      rejected: 1,
      unmapped: ['Shoe size'],
    })
    expect(answer?.rejectsFile).toMatch(/people\.rejects\.csv$/)
    expect(run('list', 'contact', '--count').answer).toMatchObject({ total: 20 })
    expect(run('undo').answer).toMatchObject({ reverted: 37 })
    expect(run('list', 'contact', '--count').answer).toMatchObject({ total: 0 })
  })

  it('backs up what is there before a big one comes in, unless told not to', () => {
    const { folder, run, write } = shell()
    const backups = (): string[] => {
      const beside = join(folder, 'x.samphan.d', 'backups')
      return existsSync(beside) ? readdirSync(beside).filter((name) => name.endsWith('.samphan')) : []
    }
    const big = (from: number) =>
      write(
        `big${from}.csv`,
        `First Name,Notes\n${Array.from({ length: 300 }, (_, n) => `Ann${from + n},${'words '.repeat(1_300)}\n`).join('')}`,
      )
    expect(run('import', big(0)).status).toBe(0)
    expect(backups()).toEqual([])
    expect(run('import', big(1_000), '--no-backup').status).toBe(0)
    expect(run('import', big(1_000), '--dry-run').status).toBe(0)
    expect(backups()).toEqual([])
    expect(run('import', big(2_000)).status).toBe(0)
    expect(backups()).toHaveLength(1)
  })

  it('takes every option', () => {
    const { folder, run, write } = shell()
    const map = write('map.json', JSON.stringify({ Wer: 'fullName', Geboren: 'birthday' }))
    const file = write('a.csv', 'Wer;Geboren;Mail\nAnn Lee;3/4/2520;a@x.y\nBob Ray;8.1E+07;b@x.y\n')
    const args = [
      'import',
      file,
      '--entity',
      'contact',
      '--source',
      'csv',
      '--map',
      map,
      '--encoding',
      'utf-8',
      '--dates',
      'mdy',
      '--calendar',
      'buddhist',
      '--match',
      'email',
      '--on-match',
      'skip',
      '--rejects',
      'r.csv',
    ]
    expect(run(...args, '--dry-run').answer).toMatchObject({ created: 2, operation: null })
    expect(run(...args).answer).toMatchObject({ created: 2, skipped: 0 })
    expect(run(...args).answer).toMatchObject({ created: 0, skipped: 2 })
    expect(run('list', 'contact').answer).toMatchObject({
      rows: [{ birthday: 'buddhist:2520-03-04' }, { extras: [{ name: 'Geboren' }] }],
    })
    expect(existsSync(join(folder, 'r.csv'))).toBe(false)
  })

  it('a mapping it answered is a map it takes', () => {
    const { run, write } = shell()
    const { answer } = run('import', fixture('google.csv'), '--dry-run')
    expect(
      run('import', fixture('google.csv'), '--map', write('m.json', JSON.stringify(answer)), '--dry-run')
        .answer,
    ).toEqual(answer)
  })

  it('nothing imported because of bad rows is 1, wrong use is 2', () => {
    const { run, write } = shell()
    const bad = run('import', write('bad.csv', 'First Name,Last Name,Mobile Phone\nA,B,8.12E+08\n'))
    expect(bad.status).toBe(1)
    expect(bad.answer).toBeUndefined()
    expect(JSON.parse(bad.stderr.trim().split('\n').at(-1) ?? '')).toMatchObject({
      code: 'Invalid',
      reason: 'nothingImported',
      params: { rejected: 1 },
    })
    const missing = run('import', 'none.csv')
    expect(missing.status).toBe(1)
    expect(JSON.parse(missing.stderr.trim())).toMatchObject({ code: 'NotFound' })
    expect(run('import').status).toBe(2)
    expect(run('import', 'a.csv', '--on-match', 'maybe').status).toBe(2)
    expect(run('import', 'a.csv', '--nonsense').status).toBe(2)
    expect(run('operations').answer).toMatchObject({ operations: [{ kind: 'database.create' }] })
  })
})

describe('samphan export', () => {
  it('writes what is asked for and says how much', () => {
    const { folder, run, write } = shell()
    run('import', write('people.csv', people(20)))
    const { status, answer } = run(
      'export',
      'contact',
      '--out',
      'o.csv',
      '--fields',
      'givenName,emails',
      '--sort',
      '-givenName',
      '--filter',
      '{"field":"familyName","op":"startsWith","value":"Family1"}',
    )
    const text = readFileSync(join(folder, 'o.csv'), 'utf8')
    expect(status).toBe(0)
    expect(answer).toEqual({ file: join(folder, 'o.csv'), rows: 11, bytes: Buffer.byteLength(text) })
    expect(text.startsWith('\ufeffgivenName,emails\r\nGiven19,: p19@example.com\r\n')).toBe(true)
    expect(run('export', 'contact', '--out', 'o.vcf').answer).toMatchObject({ rows: 20 })
    expect(readFileSync(join(folder, 'o.vcf'), 'utf8').match(/BEGIN:VCARD/g)).toHaveLength(20)
    expect(run('export', 'contact').status).toBe(2)
    expect(run('export', 'nonsense', '--out', 'o.csv').status).toBe(1)
    expect(run('export', 'contact', '--out', 'o.csv', '--format', 'docx').status).toBe(2)
  })
})

describe('samphan demo', () => {
  it('fills the database reproducibly', () => {
    const [a, b] = [shell(), shell()]
    for (const { run } of [a, b]) {
      const { status, answer } = run('demo', '--contacts', '50', '--seed', '7', '--locales', 'th,en')
      expect(status).toBe(0)
      expect(answer).toMatchObject({ created: 50, counts: { contact: 50 } })
      run('export', 'contact', '--out', 'c.csv', '--fields', 'id,displayName,phones,company')
    }
    expect(readFileSync(join(a.folder, 'c.csv'), 'utf8')).toBe(readFileSync(join(b.folder, 'c.csv'), 'utf8'))
    expect(a.run('demo').status).toBe(2)
    expect(a.run('demo', '--contacts', '5', '--locales', 'xx').status).toBe(2)
  })
})

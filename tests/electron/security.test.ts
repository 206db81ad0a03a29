import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  CONTENT_SECURITY_POLICY,
  fileOfUrl,
  isExternalAddress,
  isLocalRequest,
  isOwnPage,
  isTrustedFrame,
  ORIGIN,
  PAGE,
  pageServer,
  routeOf,
} from '../../electron/security.ts'

describe('addresses of the window', () => {
  const folder = '/built/renderer'

  test('built files are found, the bare origin is the page', () => {
    expect(fileOfUrl(folder, `${ORIGIN}/`)).toBe('/built/renderer/index.html')
    expect(fileOfUrl(folder, `${ORIGIN}/index.html#/contacts/1?x=/../`)).toBe('/built/renderer/index.html')
    expect(fileOfUrl(folder, `${ORIGIN}/assets/index-Bx_1.js?v=1`)).toBe(
      '/built/renderer/assets/index-Bx_1.js',
    )
  })

  test.each([
    'app://samphan/../main.cjs',
    'app://samphan/..%2f..%2fpackage.json',
    'app://samphan/%2e%2e/main.cjs',
    'app://samphan//etc/passwd.txt',
    'app://samphan/assets/%00.js',
    'app://samphan/a%5c..%5cb.js',
    'app://samphan/C:/x.js',
    'app://samphan/.hidden.js',
    'app://samphan/main.cjs',
    'app://samphan/assets/',
    'app://elsewhere/index.html',
    'app://samphan:8080/index.html',
    'file:///built/renderer/index.html',
    'https://samphan/index.html',
    'not an address',
  ])('%s is nothing', (address) => {
    expect(fileOfUrl(folder, address)).toBeUndefined()
  })

  test('whatever is asked for, the answer lies inside the folder', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('..', '.', '%2e%2e', 'a.js', '/', '\\', '%2f', '%5c', 'index.html', '%00'), {
          maxLength: 8,
        }),
        (parts) => {
          const file = fileOfUrl(folder, `${ORIGIN}/${parts.join('/')}`)
          return file === undefined || (file.startsWith(`${folder}/`) && !file.includes('..'))
        },
      ),
    )
  })
})

describe('the page server', () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'samphan-page-'))
    writeFileSync(join(folder, 'index.html'), '<!doctype html>')
    mkdirSync(join(folder, 'folder.js'))
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  test('sends files with their kind and the policy', async () => {
    const response = await pageServer(folder)({ url: `${ORIGIN}/` })
    expect(response.status).toBe(200)
    expect(await response.text()).toBe('<!doctype html>')
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(response.headers.get('content-security-policy')).toBe(CONTENT_SECURITY_POLICY)
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  })

  test.each(['/missing.js', '/folder.js', '/index.html/x.js'])(
    '%s is a 404 with the policy',
    async (path) => {
      const response = await pageServer(folder)({ url: ORIGIN + path })
      expect(response.status).toBe(404)
      expect(response.headers.get('content-security-policy')).toBe(CONTENT_SECURITY_POLICY)
    },
  )
})

describe('what is allowed', () => {
  test('scripts only from our own files', () => {
    const policy = new Map(
      CONTENT_SECURITY_POLICY.split('; ').map((rule): [string, string] => {
        const [name = '', ...sources] = rule.split(' ')
        return [name, sources.join(' ')]
      }),
    )
    expect(policy.get('default-src')).toBe("'none'")
    expect(policy.get('script-src')).toBe("'self'")
    expect(policy.get('connect-src')).toBe("'self'")
    for (const [name, sources] of policy)
      if (name !== 'style-src') expect(sources).not.toMatch(/unsafe|http|\*/)
  })

  test('requests stay on this machine', () => {
    for (const address of [
      'app://samphan/x.js',
      'data:image/png;base64,',
      'blob:app://samphan/1',
      'devtools://devtools/x',
    ]) {
      expect(isLocalRequest(address)).toBe(true)
    }
    for (const address of [
      'https://example.org',
      'http://127.0.0.1',
      'ws://x',
      'file:///etc/passwd',
      'ftp://x',
      '',
    ]) {
      expect(isLocalRequest(address)).toBe(false)
    }
  })

  test('only https, mailto and tel go to the system', () => {
    for (const address of ['https://example.org/a?b', 'mailto:a@example.org', 'tel:+66812345678']) {
      expect(isExternalAddress(address)).toBe(true)
    }
    for (const address of [
      'http://example.org',
      'https://me:pass@example.org',
      'file:///etc/passwd',
      'javascript:alert(1)',
      'samphan://contact/1',
      'smb://server/share',
      'vscode://x',
      '//example.org',
      '',
    ]) {
      expect(isExternalAddress(address)).toBe(false)
    }
  })

  test('our page is the page, nothing that begins like it', () => {
    expect(isOwnPage(PAGE)).toBe(true)
    expect(isOwnPage(`${PAGE}#/contacts`)).toBe(true)
    expect(isOwnPage(`${PAGE}x`)).toBe(false)
    expect(isOwnPage(`${PAGE}?x`)).toBe(false)
    expect(isOwnPage('app://samphan.evil/index.html')).toBe(false)
    expect(routeOf(`${PAGE}#/contacts/1`)).toBe('/contacts/1')
    expect(routeOf(`${PAGE}#//evil.example`)).toBe('//evil.example')
    expect(routeOf('https://example.org/#/x')).toBeUndefined()
  })

  test('only the top frame of our page is listened to', () => {
    const top = { parent: null, url: PAGE }
    // A frame is an object of Electron's; only these two properties decide.
    const frame = (value: { parent: unknown; url: string }) => value as Parameters<typeof isTrustedFrame>[0]
    expect(isTrustedFrame(frame(top))).toBe(true)
    expect(isTrustedFrame(frame({ parent: top, url: PAGE }))).toBe(false)
    expect(isTrustedFrame(frame({ parent: null, url: 'https://example.org' }))).toBe(false)
    expect(isTrustedFrame(null)).toBe(false)
  })
})

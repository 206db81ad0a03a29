// A page that turned against its user: it may use the contract and `window.native` as they are checked, nothing else.
// The scripts run as page code (an own script file swapped in), because Playwright's evaluate bypasses the CSP.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from '@playwright/test'
import { launch, type Samphan } from './app.ts'

let samphan: Samphan
const heard: string[] = []
const server = createServer((request, response) => {
  heard.push(request.url ?? '')
  response.writeHead(200, { 'Access-Control-Allow-Origin': '*' }).end('secret')
})
let outside = ''

test.beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  outside = `http://127.0.0.1:${port}`
  samphan = await launch()
})
test.afterAll(async () => {
  await samphan.close()
  server.close()
})

test('no Node in the page', async () => {
  const found = await samphan.page.evaluate(() =>
    ['require', 'process', 'module', 'Buffer', 'global', '__dirname', 'electron', 'ipcRenderer'].filter(
      (name) => name in window,
    ),
  )
  expect(found).toEqual([])
  const opener = await samphan.page.evaluate(() => {
    try {
      return typeof Function('return this.process ?? this.constructor.constructor("return process")()')()
    } catch (error) {
      return error instanceof Error ? error.name : 'thrown'
    }
  })
  expect(['EvalError', 'ReferenceError']).toContain(opener)
})

test('inline scripts, eval and foreign scripts do not run', async () => {
  const result = await samphan.page.evaluate(async (address) => {
    const inline = document.createElement('script')
    inline.textContent = 'window.inlineRan = true'
    document.head.append(inline)
    const foreign = document.createElement('script')
    foreign.src = `${address}/script.js`
    const foreignFailed = new Promise((resolve) => {
      foreign.onerror = () => resolve(true)
      foreign.onload = () => resolve(false)
    })
    document.head.append(foreign)
    document.body.insertAdjacentHTML('beforeend', '<img src=x onerror="window.handlerRan = true">')
    await foreignFailed
    await new Promise((resolve) => setTimeout(resolve, 100))
    return {
      inline: 'inlineRan' in window,
      handler: 'handlerRan' in window,
      foreignFailed: await foreignFailed,
    }
  }, outside)
  expect(result).toEqual({ inline: false, handler: false, foreignFailed: true })
})

test('no other origin and no file is reached', async () => {
  const tries = await samphan.page.evaluate(async (address) => {
    const outcome = (work: () => Promise<unknown>): Promise<string> =>
      work().then(
        () => 'reached',
        () => 'refused',
      )
    const load = (element: HTMLElement & { src: string }, src: string): Promise<unknown> =>
      new Promise((resolve, reject) => {
        element.onload = resolve
        element.onerror = reject
        element.src = src
        document.body.append(element)
      })
    return {
      fetch: await outcome(() => fetch(`${address}/fetch`)),
      noCors: await outcome(() => fetch(`${address}/nocors`, { mode: 'no-cors' })),
      file: await outcome(() => fetch('file:///etc/passwd')),
      image: await outcome(() => load(new Image(), `${address}/image.png`)),
      beacon: navigator.sendBeacon(`${address}/beacon`, 'x') ? 'queued' : 'refused',
      socket: await outcome(
        () =>
          new Promise((resolve, reject) => {
            const socket = new WebSocket(address.replace('http', 'ws'))
            socket.onopen = resolve
            socket.onerror = reject
          }),
      ),
      parent: (await fetch('../package.json')).status,
      escape: (await fetch('app://samphan/..%2f..%2fpackage.json')).status,
      missing: (await fetch('app://samphan/nothing.js')).status,
    }
  }, outside)
  expect(tries).toMatchObject({
    fetch: 'refused',
    noCors: 'refused',
    file: 'refused',
    image: 'refused',
    socket: 'refused',
    parent: 404,
    escape: 404,
    missing: 404,
  })
  await samphan.page.waitForTimeout(300)
  expect(heard).toEqual([])
})

test('frames, windows, navigation, forms and workers stay inside', async () => {
  const before = samphan.page.url()
  const result = await samphan.page.evaluate(async (address) => {
    const popup = window.open(`${address}/popup`)
    const frame = document.createElement('iframe')
    frame.src = `${address}/frame`
    document.body.append(frame)
    const form = document.createElement('form')
    form.action = `${address}/form`
    document.body.append(form)
    form.submit()
    let worker = 'made'
    try {
      new Worker(`${address}/worker.js`)
    } catch {
      worker = 'refused'
    }
    location.href = `${address}/navigate`
    await new Promise((resolve) => setTimeout(resolve, 500))
    return { popup: popup === null, worker }
  }, outside)
  expect(result).toEqual({ popup: true, worker: 'refused' })
  expect(samphan.page.url()).toBe(before)
  expect(samphan.app.windows()).toHaveLength(1)
  expect(heard).toEqual([])
})

test('permissions are refused', async () => {
  const result = await samphan.page.evaluate(async () => ({
    camera: await navigator.mediaDevices.getUserMedia({ video: true }).then(
      () => 'granted',
      () => 'refused',
    ),
    place: await new Promise((resolve) =>
      navigator.geolocation.getCurrentPosition(
        () => resolve('granted'),
        () => resolve('refused'),
      ),
    ),
    notifications: await Notification.requestPermission(),
  }))
  expect(result).toEqual({ camera: 'refused', place: 'refused', notifications: 'denied' })
})

test('window.native takes only what its schema says', async () => {
  // Playwright's evaluate counts as a click for five seconds; a script of the page's own has none.
  const opened = await samphan.page.evaluate(
    () =>
      new Promise((resolve) =>
        setTimeout(
          () => resolve(Reflect.get(globalThis, 'native').openExternal('https://example.org/?data')),
          5_500,
        ),
      ),
  )
  expect(opened).toBe(false)
  const result = await samphan.page.evaluate(async () => {
    const native = Reflect.get(globalThis, 'native')
    const outcome = (work: Promise<unknown>): Promise<unknown> => work.catch((error: Error) => error.message)
    return {
      names: Object.keys(native).sort(),
      frozen: (() => {
        try {
          native.openPath = () => true
          return native.openPath.toString().includes('true')
        } catch {
          return false
        }
      })(),
      file: await outcome(native.openPath('/etc/passwd')),
      climb: await outcome(native.showInFolder('/tmp/../etc/passwd')),
      address: await outcome(native.openWindow('https://example.org')),
      doubleSlash: await outcome(native.openWindow('//example.org')),
      external: await outcome(native.openExternal('file:///etc/passwd')),
      withPassword: await outcome(native.openExternal('https://me:secret@example.org')),
      wrong: await outcome(native.setLanguage(['en'])),
      surplus: await outcome(native.openFiles({ properties: ['openDirectory'] })),
      dropped: native.pathOfDropped(new File([], 'x')),
      forged: native.pathOfDropped({ path: '/etc/passwd' }),
    }
  })
  expect(result.names).toEqual(
    [
      'ask',
      'closeWindow',
      'connect',
      'copyText',
      'dialProgram',
      'environment',
      'notify',
      'onCommand',
      'openExternal',
      'openFiles',
      'openPath',
      'openWindow',
      'pathOfDropped',
      'printDocument',
      'renderPdf',
      'saveFile',
      'savePdf',
      'setCommands',
      'setDialProgram',
      'setDue',
      'setLanguage',
      'setStaying',
      'setTheme',
      'showInFolder',
      'showLogs',
      'staying',
    ].sort(),
  )
  expect(result).toMatchObject({
    frozen: false,
    file: false,
    climb: false,
    external: false,
    withPassword: false,
    dropped: null,
    forged: null,
  })
  expect(result.address).toMatch(/Invalid/)
  expect(result.doubleSlash).toMatch(/Invalid/)
  expect(result.wrong).toMatch(/Invalid/)
  expect(result.surplus).toMatch(/Invalid/)
})

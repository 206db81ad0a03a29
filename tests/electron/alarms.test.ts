/** Reminders and the tray with a desktop of the test's own; staying and starting with the session; clocks that are changed. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { type Desktop, keepAlarms, type TrayItem } from '../../electron/alarms.ts'
import { autostartEntry, autostartFile } from '../../electron/atLogin.ts'
import { type Language, languages } from '../../electron/bridge.ts'
import { callSchemas } from '../../electron/bridgeSchemas.ts'
import { readArguments } from '../../electron/links.ts'
import { word } from '../../electron/menuWords.ts'
import { keepStaying } from '../../electron/staying.ts'
import { openMemory } from '../../electron/windowState.ts'
import { LONGEST_WAIT, Told, waitUntil } from '../../renderer/features/activities/alarms/waiting.ts'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})
const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), 'samphan-tray-'))
  folders.push(made)
  return made
}

const link = 'samphan://activity/01920000-0000-7000-8000-00000000000a'
const due = { count: 3, title: '3 reminders', lines: [{ label: 'Call Ann · 09:00', link }], more: '2 more' }
const none = { count: 0, title: '', lines: [], more: null }

function begin({ stays = false, hasTray = true, language = 'en' as Language } = {}) {
  const seen = {
    menu: undefined as readonly TrayItem[] | undefined,
    tip: '',
    trays: 0,
    told: [] as string[],
    shown: [] as (string | undefined)[],
    quits: 0,
    failures: 0,
    click: (): void => expect.unreachable(),
  }
  let staying = stays
  const desktop: Desktop = {
    openTray(onClick) {
      if (!hasTray) throw new Error('no tray')
      seen.trays++
      seen.click = onClick
      return {
        setToolTip: (text) => {
          seen.tip = text
        },
        setMenu: (items) => {
          seen.menu = items
        },
        destroy: () => {
          seen.menu = undefined
        },
      }
    },
    notify({ title, body }, onClick) {
      seen.told.push(`${title}|${body}`)
      seen.click = onClick
      return true
    },
  }
  const alarms = keepAlarms({
    desktop,
    say: (key) => word(language, key),
    stays: () => staying,
    show: (to) => void seen.shown.push(to),
    quit: () => void seen.quits++,
    failed: () => void seen.failures++,
  })
  return {
    alarms,
    seen,
    stay: (on: boolean) => {
      staying = on
      alarms.refresh()
    },
  }
}

const labels = (menu: readonly TrayItem[] | undefined) => menu?.map(({ label, type }) => label ?? type)
const press = (menu: readonly TrayItem[] | undefined, label: string) =>
  menu?.find((item) => item.label === label)?.click?.()

describe('the tray', () => {
  test('says what is due, opens it, and is gone when nothing is', () => {
    const { alarms, seen } = begin()
    alarms.refresh()
    expect(seen.trays).toBe(0)
    alarms.setDue(due)
    expect(labels(seen.menu)).toEqual([
      '3 reminders',
      'Call Ann · 09:00',
      '2 more',
      'separator',
      'Open Samphan',
      'Quit Samphan',
    ])
    expect(seen.menu?.[0]?.enabled).toBe(false)
    expect(seen.tip).toBe('Samphan · 3 reminders')
    press(seen.menu, 'Call Ann · 09:00')
    press(seen.menu, '2 more')
    seen.click()
    expect(seen.shown).toEqual([link, undefined, undefined])
    alarms.setDue(none)
    expect(seen.menu).toBeUndefined()
  })

  test('stays while the program does, whatever is due, and quits really', () => {
    const { alarms, seen, stay } = begin({ stays: true })
    alarms.refresh()
    expect(labels(seen.menu)).toEqual(['Open Samphan', 'Quit Samphan'])
    alarms.setDue(due)
    alarms.setDue(none)
    expect(labels(seen.menu)).toEqual(['Open Samphan', 'Quit Samphan'])
    press(seen.menu, 'Quit Samphan')
    expect(seen.quits).toBe(1)
    stay(false)
    expect(seen.menu).toBeUndefined()
    stay(true)
    expect(seen.trays).toBe(2)
  })

  test.each(languages)('speaks %s', (language) => {
    const { alarms, seen } = begin({ stays: true, language })
    alarms.refresh()
    expect(labels(seen.menu)).toEqual([
      word(language, 'native.tray.open'),
      word(language, 'command.app.quit'),
    ])
    for (const label of labels(seen.menu) ?? []) expect(label).not.toMatch(/^(native|command)\./)
  })

  test('that the desktop lacks is tried once, and reminders go on', () => {
    const { alarms, seen } = begin({ stays: true, hasTray: false })
    alarms.refresh()
    alarms.setDue(due)
    expect(seen.failures).toBe(1)
    expect(alarms.notify({ title: 'Call', body: '', link })).toBe(true)
    seen.click()
    expect(seen.shown).toEqual([link])
  })

  test('takes no address from the page but one of ours', () => {
    expect(callSchemas.setDue.safeParse(due).success).toBe(true)
    const bad = { ...due, lines: [{ label: 'x', link: 'https://evil.example' }] }
    expect(callSchemas.setDue.safeParse(bad).success).toBe(false)
    expect(callSchemas.notify.safeParse({ title: 'x', body: '', link: 'file:///etc' }).success).toBe(false)
  })
})

describe('staying', () => {
  const memory = () => openMemory(join(folder(), 'windows.json'), (error) => expect(error).toBeUndefined())

  test('is on where there is a tray, off where there is none, and as the person says ever after', () => {
    const login = autostartFile(join(folder(), 'autostart', 'samphan.desktop'), ['samphan'])
    expect(keepStaying(memory(), true, login).stays()).toBe(true)
    expect(keepStaying(memory(), false, login).stays()).toBe(false)
    const file = join(folder(), 'windows.json')
    const open = (tray: boolean) =>
      keepStaying(
        openMemory(file, () => undefined),
        tray,
        login,
      )
    open(true).set({ stays: false })
    expect(open(true).state()).toEqual({ tray: true, stays: false, atLogin: false })
    open(false).set({ stays: true, atLogin: true })
    expect(open(false).state()).toEqual({ tray: false, stays: true, atLogin: true })
    expect([open(true).isNews(), open(true).isNews()]).toEqual([true, false])
    open(true).set({ atLogin: false })
    expect(open(true).state().atLogin).toBe(false)
  })

  test('begins with the session by an entry that names files with spaces, quotes and per cent', () => {
    expect(autostartEntry(['/a b/"$x', '50%'])).toContain('Exec="/a b/\\"\\$x" "50%%"\n')
    const file = join(folder(), 'deep', 'er', 'samphan.desktop')
    autostartFile(file, ['/usr/bin/samphan', '--background']).set(true)
    expect(readFileSync(file, 'utf8')).toContain('"--background"')
    expect(readArguments(['/app', '--background'])).toEqual({ background: true })
  })
})

describe('a clock that is changed while alarms wait', () => {
  const now = Date.UTC(2026, 10, 22, 4)
  const at = (ms: number) => new Date(ms).toISOString()

  test('is noticed within a minute, whichever way it went', () => {
    expect(waitUntil(at(now + 20_000), now)).toBe(20_000)
    // Far ahead, or put far ahead by a clock that went back: asked again soon.
    expect(waitUntil(at(now + 86_400_000), now)).toBe(LONGEST_WAIT)
    expect(waitUntil(null, now)).toBe(LONGEST_WAIT)
    // Forward, past the alarm: at once, but never without a pause.
    expect(waitUntil(at(now - 86_400_000), now)).toBe(500)
    expect(waitUntil('rubbish', now)).toBeGreaterThan(0)
  })

  test('tells nothing twice when it goes back and forth, and a snoozed one again', () => {
    const told = new Told()
    const alarm = { id: 'a', occurrence: null, ringsAt: at(now) }
    expect(told.fresh([alarm])).toEqual([alarm])
    expect(told.fresh([])).toEqual([])
    expect(told.fresh([alarm])).toEqual([])
    const again = { ...alarm, ringsAt: at(now + 300_000) }
    const next = { ...alarm, occurrence: '2026-11-23' }
    expect(told.fresh([alarm, again, next])).toEqual([again, next])
  })
})

// Electron main's life: what is set up in which order, and how it ends. Does no data work and never looks into a message.
import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { app, dialog, nativeTheme, powerMonitor, protocol, session, shell } from 'electron'
import { defaultDatabase } from '../db/host/defaultDatabase.ts'
import { type Alarms, keepAlarms } from './alarms.ts'
import { type AtLogin, autostartFile } from './atLogin.ts'
import { languageSchema } from './bridgeSchemas.ts'
import { keepDbHost } from './dbHost.ts'
import { hasTray, systemDesktop } from './desktop.ts'
import { BACKGROUND, isOurLink, readArguments } from './links.ts'
import { type Log, openLog } from './log.ts'
import { languageOfSystem, word } from './menuWords.ts'
import { answerNative } from './native.ts'
import { renderJobOf, renderOnce } from './renderOnce.ts'
import { lockSession, pageServer, SCHEME } from './security.ts'
import { keepStaying, type Staying } from './staying.ts'
import { openMemory } from './windowState.ts'
import { keepWindows } from './windows.ts'

let log: Log | undefined
const report = (source: string, error: unknown): void => {
  if (log) log.write('error', source, error)
  else console.error(source, error)
}
// First of all: Electron's own answer to an uncaught error is a dialog that blocks everything.
process.on('uncaughtException', (error) => {
  report('main', error)
  if (!app.isReady()) app.exit(1)
})
process.on('unhandledRejection', (error) => report('main', error))

// SAMPHAN_HOME holds everything in one folder (tests, portable installs).
const home = process.env.SAMPHAN_HOME
if (home) app.setPath('userData', join(home, 'app'))
const userData = app.getPath('userData')
mkdirSync(userData, { recursive: true })

const begun = readArguments(process.argv.slice(1))
const database = begun.database ? resolve(begun.database) : defaultDatabase()

protocol.registerSchemesAsPrivileged([
  { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
])
// As root Chromium has no sandbox, and asking for both makes its network service crash without end.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()

const renderJob = renderJobOf(process.argv)
if (renderJob) renderOnce(renderJob)
else if (app.requestSingleInstanceLock()) run()
else app.exit(0)

function run(): void {
  const opened = openLog(
    join(userData, 'logs'),
    () => new Date(),
    app.isPackaged ? undefined : (line) => process.stderr.write(line),
  )
  log = opened
  opened.write(
    'info',
    'main',
    `Samphan ${app.getVersion()}, Electron ${process.versions.electron}, ${process.platform}`,
  )

  const memory = openMemory(join(userData, 'windows.json'), (error) => opened.write('warn', 'memory', error))
  const forced = languageSchema.safeParse(begun.language)
  const language = () =>
    forced.data ?? memory.state.language ?? languageOfSystem(app.getPreferredSystemLanguages())
  // What Chromium draws itself (the menu bar, native dialogs) runs in the direction of its own locale, fixed at start.
  const chosen = forced.data ?? memory.state.language
  if (chosen) app.commandLine.appendSwitch('lang', chosen)

  const showLogs = (): void => shell.showItemInFolder(join(opened.folder, 'main.log'))

  const host = keepDbHost(['--db', database], opened)
  let quitting = false
  let staying: Staying | undefined
  let alarms: Alarms | undefined
  const windows = keepWindows({
    memory,
    log: opened,
    language,
    languageForced: forced.success,
    showLogs,
    stays: () => staying?.stays() ?? false,
    isQuitting: () => quitting,
    onNoneSeen() {
      if (!staying?.stays()) return process.platform === 'darwin' ? undefined : app.quit()
      alarms?.refresh()
      if (staying.isNews())
        alarms?.notify({
          title: word(language(), 'native.tray.stays.title'),
          body: word(language(), 'native.tray.stays.body'),
        })
    },
  })

  const openLink = (link: string | undefined): void => {
    const window = windows.showMain()
    if (link && isOurLink(link)) windows.give(window, { id: 'link.open', argument: link })
  }

  app.on('second-instance', (_event, argv, folder) => {
    const wanted = readArguments(argv.slice(1))
    const wantedDatabase = wanted.database && resolve(folder, wanted.database)
    opened.write('info', 'main', 'another start handed over')
    if (!wanted.background) openLink(wanted.link)
    if (wantedDatabase && wantedDatabase !== database) {
      const names = { open: database, wanted: wantedDatabase }
      void dialog.showMessageBox(windows.showMain(), {
        type: 'info',
        message: word(language(), 'native.otherDatabase.title'),
        detail: word(language(), 'native.otherDatabase.detail', names),
      })
    }
  })
  app.on('open-url', (event, address) => {
    event.preventDefault()
    openLink(address)
  })
  app.on('activate', () => windows.showMain())
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  app.on('before-quit', () => {
    quitting = true
  })
  app.on('child-process-gone', (_event, details) => {
    if (details.reason !== 'clean-exit') opened.write('warn', 'main', `${details.type} process gone`, details)
  })

  let stopped = false
  app.on('will-quit', (event) => {
    if (stopped) return
    event.preventDefault()
    host.stop().then(
      () => {
        stopped = true
        app.quit()
      },
      (error) => {
        report('main', error)
        app.exit(1)
      },
    )
  })

  app
    .whenReady()
    .then(() => {
      host.begin()
      return hasTray()
    })
    .then(begin)
    .catch((error: unknown) => report('main', error))

  function begin(tray: boolean): void {
    nativeTheme.themeSource = memory.state.theme ?? 'system'
    lockSession(session.defaultSession)
    protocol.handle(SCHEME, pageServer(join(app.getAppPath(), 'dist', 'renderer')))
    if (app.isPackaged) app.setAsDefaultProtocolClient('samphan')
    // The session ends: nothing may hold it up.
    powerMonitor.on('shutdown', () => app.quit())
    staying = keepStaying(memory, tray, atLogin())
    alarms = keepAlarms({
      desktop: systemDesktop(join(app.getAppPath(), 'build', 'icons', '256x256.png')),
      say: (key) => word(language(), key),
      stays: staying.stays,
      show: openLink,
      quit: () => app.quit(),
      failed: (error) => opened.write('warn', 'alarms', String(error)),
    })
    alarms.refresh()
    answerNative({
      windows,
      host,
      memory,
      log: opened,
      ownFolders: [opened.folder, `${database}.d`],
      showLogs,
      alarms,
      staying,
    })
    if (begun.background && staying.stays()) windows.openHidden()
    else openLink(begun.link)
  }

  /** How this copy of the program is started with the session. */
  function atLogin(): AtLogin {
    const own = [...(app.isPackaged ? [] : [app.getAppPath()]), ...(begun.database ? ['--db', database] : [])]
    const args = [...own, BACKGROUND]
    if (process.platform === 'linux')
      return autostartFile(join(app.getPath('appData'), 'autostart', 'samphan.desktop'), [
        process.env.APPIMAGE ?? process.execPath,
        ...args,
      ])
    return {
      isOn: () => app.getLoginItemSettings({ args }).openAtLogin,
      set: (openAtLogin) => app.setLoginItemSettings({ openAtLogin, args }),
    }
  }
}

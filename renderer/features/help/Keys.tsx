/** The key sheet, made from the command table: what the keys are, never what somebody once wrote down. */
import type { ReactNode } from 'react'
import { type Command, commands, keysOf, menus } from '#db/shared/commands.ts'
import { useHasText, usePreferences, useText } from '../../i18n/I18nProvider.tsx'
import { directionOf } from '../../i18n/preferences.ts'
import { isMac, keyText } from '../../state/keys.ts'
import { Kbd } from '../../ui/Kbd.tsx'
import { Dialog } from '../../ui/overlay/Dialog.tsx'
import classes from './Help.module.css'

/** Electron's own keys, which the table leaves to it. */
const roleKeys: Readonly<Record<string, string>> = {
  cut: 'CmdOrCtrl+X',
  copy: 'CmdOrCtrl+C',
  paste: 'CmdOrCtrl+V',
  selectAll: 'CmdOrCtrl+A',
  close: 'CmdOrCtrl+W',
  quit: 'CmdOrCtrl+Q',
  zoomIn: 'CmdOrCtrl+Plus',
  zoomOut: 'CmdOrCtrl+-',
  resetZoom: 'CmdOrCtrl+0',
}

/** In the table, but done by no screen yet; a test says that these are all. */
export const unoffered: ReadonlySet<string> = new Set(['help.devTools'])

export function KeySheet({ onClose }: { readonly onClose: () => void }): ReactNode {
  const t = useText()
  const has = useHasText()
  const { language } = usePreferences()
  const where = { isMac, isRtl: directionOf(language) === 'rtl' }
  const keysFor = (command: Command): readonly string[] => {
    const shown = keysOf(command, where) ?? (command.role && roleKeys[command.role])
    return shown ? [shown, ...(command.alsoKeys ?? [])] : []
  }
  const known = (command: Command): boolean => !unoffered.has(command.id) && has(`command.${command.id}`)
  return (
    <Dialog open size="large" title={t('app.keys.title')} onClose={onClose}>
      <div className={classes.keys}>
        {menus.map((menu) => {
          const own = commands.filter(
            (command: Command) => command.menu === menu && keysFor(command).length > 0 && known(command),
          )
          if (own.length === 0) return null
          return (
            <section key={menu} className={classes.keyGroup}>
              <h3>{t(`help.group.${menu}`)}</h3>
              <dl>
                {own.map((command: Command) => (
                  <div key={command.id} className={classes.keyRow}>
                    <dt>{t(`command.${command.id}`)}</dt>
                    <dd>
                      {keysFor(command).map((keys) => (
                        <Kbd key={keys} keys={keyText(keys)} />
                      ))}
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          )
        })}
      </div>
    </Dialog>
  )
}

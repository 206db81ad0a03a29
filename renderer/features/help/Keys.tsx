/** The key sheet, made from the command table: what the keys are, never what somebody once wrote down. */
import type { ReactNode } from 'react'
import { type Command, commands, keysOf, menus } from '#db/shared/commands.ts'
import { useHasText, usePreferences, useText } from '../../i18n/I18nProvider.tsx'
import { directionOf } from '../../i18n/preferences.ts'
import { useOffers } from '../../state/commands.ts'
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

export function KeySheet({ onClose }: { readonly onClose: () => void }): ReactNode {
  const t = useText()
  const has = useHasText()
  const { language } = usePreferences()
  const offers = useOffers((state) => state.offers)
  const where = { isMac, isRtl: directionOf(language) === 'rtl' }
  const keysFor = (command: Command): readonly string[] => {
    const shown = keysOf(command, where) ?? (command.role && roleKeys[command.role])
    return shown ? [shown, ...(command.alsoKeys ?? [])] : []
  }
  // What this program cannot do yet is not shown; what only this screen cannot do now is.
  const known = (command: Command): boolean =>
    command.id !== 'help.devTools' &&
    has(`command.${command.id}`) &&
    (Boolean(command.role) || Boolean(command.native) || everOffered(command.id, offers))
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

const seen = new Set<string>()

/** Whether any screen has offered the command in this window so far, this one included. */
function everOffered(id: string, offers: readonly { readonly id: string }[]): boolean {
  for (const offer of offers) seen.add(offer.id)
  return seen.has(id)
}

// Starting with the session of the person: by the system's own switch, or on Linux by an entry of the desktop's autostart
// folder. The program then begins without a window.
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

export interface AtLogin {
  isOn(): boolean
  set(on: boolean): void
}

const quoted = (text: string): string => `"${text.replace(/["`$\\]/g, '\\$&').replaceAll('%', '%%')}"`

/** An autostart entry by the desktop entry specification. */
export const autostartEntry = (command: readonly string[]): string =>
  ['[Desktop Entry]', 'Type=Application', 'Name=Samphan', `Exec=${command.map(quoted).join(' ')}`, ''].join(
    '\n',
  )

/** The entry as a file: there or not. */
export const autostartFile = (file: string, command: readonly string[]): AtLogin => ({
  isOn: () => existsSync(file),
  set(on) {
    if (!on) return rmSync(file, { force: true })
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, autostartEntry(command))
  },
})

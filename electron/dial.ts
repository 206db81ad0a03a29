// Calling a number: by the program a person has chosen for it, else by whatever the system has for `tel:`. The program is
// chosen in a dialog of the system's and remembered here, never named by the page; it gets the number as its one argument.
import { spawn } from 'node:child_process'
import { shell } from 'electron'

/** The number of a `tel:` address, as telephones take it; undefined for anything that is not one. */
export function numberToDial(address: string): string | undefined {
  const match = /^tel:([+\d*#,;]{1,60})$/i.exec(address)
  return match?.[1]
}

/** False when the program could not be started, or the system has nothing for such addresses. */
export async function dial(number: string, program: string | undefined): Promise<boolean> {
  if (program === undefined) {
    await shell.openExternal(`tel:${number}`)
    return true
  }
  const child = spawn(program, [number], { detached: true, stdio: 'ignore' })
  return new Promise((resolve) => {
    child.once('error', () => resolve(false))
    child.once('spawn', () => {
      child.unref()
      resolve(true)
    })
  })
}

// Which file is opened when nobody names one: the same answer for the window and the command line.
import { homedir } from 'node:os'
import { posix, win32 } from 'node:path'

export interface Place {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly platform: string
  readonly home: string
}

const FILE = 'Samphan.samphan'

/** SAMPHAN_HOME wins (tests, portable installs); else where each system keeps a user's data. */
export function defaultDatabase(place: Partial<Place> = {}): string {
  const { env = process.env, platform = process.platform, home = homedir() } = place
  const path = platform === 'win32' ? win32 : posix
  if (env.SAMPHAN_HOME) return path.join(env.SAMPHAN_HOME, FILE)
  if (platform === 'win32') {
    return path.join(env.APPDATA || path.join(home, 'AppData', 'Roaming'), 'Samphan', FILE)
  }
  if (platform === 'darwin') return path.join(home, 'Library', 'Application Support', 'Samphan', FILE)
  return path.join(env.XDG_DATA_HOME || path.join(home, '.local', 'share'), 'samphan', FILE)
}

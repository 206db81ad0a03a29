// Where windows go: the display that is there, or for tests a virtual one.
import process from 'node:process'

export const hasDisplay = () =>
  process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)

/** The command line that runs `command` on a virtual display unless there is a real one. */
export function onSomeDisplay(command, args) {
  if (hasDisplay()) return [command, args]
  return ['xvfb-run', ['-a', '-s', '-screen 0 1600x1000x24', command, ...args]]
}

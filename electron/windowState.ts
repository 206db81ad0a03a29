// What the program remembers on this device about its windows and its look, in one small file of the user's data
// folder. A file that cannot be read is as good as none: the program starts with its defaults.
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import { languageSchema, routeSchema, themeSchema } from './bridgeSchemas.ts'

const boundsSchema = z.object({
  x: z.int(),
  y: z.int(),
  width: z.int().positive(),
  height: z.int().positive(),
})
const windowSchema = z.object({
  bounds: boundsSchema.optional(),
  maximized: z.boolean().optional(),
  route: routeSchema.optional(),
})
const stateSchema = z.object({
  language: languageSchema.optional().catch(undefined),
  theme: themeSchema.optional().catch(undefined),
  /** Folders chosen to put things in (backups): chosen once, they stay so. */
  folders: z.array(z.string().max(4_096)).max(100).optional().catch(undefined),
  /** Chosen to call numbers with, instead of what the system has for them. */
  dialProgram: z.string().max(4_096).optional().catch(undefined),
  /** Goes on in the tray when the last window is closed; unset: where there is a tray. */
  stays: z.boolean().optional().catch(undefined),
  /** Has said so once. */
  toldStaying: z.boolean().optional().catch(undefined),
  windows: z.record(z.string(), windowSchema).catch({}),
})

export type Bounds = z.infer<typeof boundsSchema>
export type WindowMemory = z.infer<typeof windowSchema>
type State = z.infer<typeof stateSchema>

export interface Memory {
  readonly state: Readonly<State>
  set(change: Partial<Omit<State, 'windows'>>): void
  setWindow(kind: string, change: WindowMemory): void
}

export function openMemory(file: string, report: (error: unknown) => void): Memory {
  const read = (): State => {
    try {
      return stateSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) report(error)
      return { windows: {} }
    }
  }
  let state = read()
  const write = (next: State): void => {
    state = next
    try {
      writeFileSync(`${file}.new`, `${JSON.stringify(next, null, 2)}\n`)
      renameSync(`${file}.new`, file)
    } catch (error) {
      report(error)
    }
  }
  return {
    get state() {
      return state
    },
    set: (change) => write({ ...state, ...change }),
    setWindow: (kind, change) =>
      write({ ...state, windows: { ...state.windows, [kind]: { ...state.windows[kind], ...change } } }),
  }
}

/** How much of a title bar must be on some screen for a person to be able to drag the window back. */
const VISIBLE = { width: 120, height: 24 }

/** The remembered bounds if a display still shows enough of them (screens get unplugged), shrunk to fit it. */
export function boundsOnScreen(bounds: Bounds | undefined, workAreas: readonly Bounds[]): Bounds | undefined {
  if (!bounds) return undefined
  const area = workAreas.find(
    (each) =>
      Math.min(bounds.x + bounds.width, each.x + each.width) - Math.max(bounds.x, each.x) >= VISIBLE.width &&
      bounds.y >= each.y &&
      bounds.y + VISIBLE.height <= each.y + each.height,
  )
  if (!area) return undefined
  const width = Math.min(bounds.width, area.width)
  const height = Math.min(bounds.height, area.height)
  return { x: bounds.x, y: Math.min(bounds.y, area.y + area.height - height), width, height }
}

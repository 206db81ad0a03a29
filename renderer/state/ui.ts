/** What dies with the window: open overlays, toasts, panes, running jobs, what the status bar says. No record data. */
import { create } from 'zustand'

export interface Toast {
  readonly id: string
  readonly tone: 'done' | 'info' | 'problem'
  readonly text: string
  readonly detail?: string
  readonly action?: { readonly label: string; readonly onSelect: () => void }
}

export interface RunningJob {
  readonly id: string
  readonly label: string
  readonly done: number
  readonly total?: number
  readonly startedAt: number
  readonly cancel?: () => void
  /** Shows where the work is watched. */
  readonly open?: () => void
}

interface Ui {
  readonly palette: boolean
  readonly help: boolean
  readonly sidebar: boolean
  readonly toasts: readonly Toast[]
  readonly jobs: readonly RunningJob[]
  /** Text of the lookup in front for the status bar, worded by whoever shows it. */
  readonly lookup: string | undefined
  /** What the search box holds. */
  readonly search: string
}

const fresh: Ui = {
  palette: false,
  help: false,
  sidebar: true,
  toasts: [],
  jobs: [],
  lookup: undefined,
  search: '',
}

export const useUi = create<Ui>()(() => fresh)

/** As in a window just opened, for somebody else who uses it next. */
export function resetUi(): void {
  useUi.setState({ ...fresh, sidebar: useUi.getState().sidebar })
}

const MOST_TOASTS = 4
let toastCount = 0

/** Shows a toast; an older one of the same `id` is replaced. */
export function toast(next: Omit<Toast, 'id'> & { readonly id?: string }): void {
  const id = next.id ?? `toast-${++toastCount}`
  useUi.setState(({ toasts }) => ({
    toasts: [...toasts.filter((other) => other.id !== id), { ...next, id }].slice(-MOST_TOASTS),
  }))
}

export function closeToast(id: string): void {
  useUi.setState(({ toasts }) => ({ toasts: toasts.filter((other) => other.id !== id) }))
}

export function setPalette(palette: boolean): void {
  useUi.setState({ palette })
}

export function toggleSidebar(): void {
  useUi.setState(({ sidebar }) => ({ sidebar: !sidebar }))
}

export function setLookupText(lookup: string | undefined): void {
  useUi.setState({ lookup })
}

/** Adds or updates a running job; `undefined` takes it away. */
export function showJob(id: string, job: Omit<RunningJob, 'id'> | undefined): void {
  useUi.setState(({ jobs }) => {
    const others = jobs.filter((other) => other.id !== id)
    return { jobs: job ? [...others, { ...job, id }] : others }
  })
}

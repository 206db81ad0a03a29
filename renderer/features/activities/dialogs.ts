/** Which dialog of activities is open, and about what: opened from the calendar, tasks, records, keys and calls alike. */
import { create } from 'zustand'
import type { ActivityItem } from '#db/shared/activities.ts'
import type { Target } from '#db/shared/target.ts'

/** What a new activity begins with. */
export interface Preset {
  readonly kind?: string
  readonly contactId?: string
  readonly companyId?: string
  readonly opportunityId?: string
  readonly startAt?: string
  readonly durationMinutes?: number
  readonly allDay?: boolean
  readonly regarding?: string
}

export type Open =
  | { readonly what: 'schedule'; readonly preset: Preset }
  | { readonly what: 'edit'; readonly item: ActivityItem }
  | { readonly what: 'complete'; readonly item: ActivityItem }
  | { readonly what: 'log'; readonly kind: string; readonly call?: string; readonly preset: Preset }
  | {
      readonly what: 'series'
      readonly entity: 'contact' | 'company'
      readonly target: Target
      readonly count: number
    }
  | { readonly what: 'caller'; readonly number: string }

interface Dialogs {
  readonly open: Open | undefined
  /** Set while a question about occurrences is asked. */
  readonly ask: Question | undefined
}

export interface Question {
  readonly title: string
  readonly answer: (scope: 'one' | 'following' | 'all' | undefined) => void
}

export const useDialogs = create<Dialogs>()(() => ({ open: undefined, ask: undefined }))

export const openDialog = (open: Open): void => useDialogs.setState({ open })
export const closeDialog = (): void => useDialogs.setState({ open: undefined })

/** Which occurrences are meant; undefined when the person gives up. Single activities are not asked about. */
export function askScope(
  item: Pick<ActivityItem, 'recurring'>,
  title: string,
): Promise<'one' | 'following' | 'all' | undefined> {
  if (!item.recurring) return Promise.resolve('all')
  return new Promise((resolve) => {
    useDialogs.setState({
      ask: {
        title,
        answer(scope) {
          useDialogs.setState({ ask: undefined })
          resolve(scope)
        },
      },
    })
  })
}

/** Keeps the calendar file that others subscribe to up to date: written again a moment after activities have changed. */
import { useEffect, useRef } from 'react'
import { native } from '../../data/native.ts'
import { call, port } from '../../data/port.ts'
import { useSettings } from '../../data/settings.ts'
import { useHasText, useText } from '../../i18n/I18nProvider.tsx'
import { reportFailure } from '../../state/feedback.ts'
import { zone } from './words.tsx'

/** The setting of this device that names the folder. */
export const PUBLISHED_TO = 'activities.publishedTo'
const SETTLES_MS = 5_000

export function usePublishing(): void {
  const t = useText()
  const has = useHasText()
  const setting = useSettings()?.device[PUBLISHED_TO]
  const folder =
    typeof setting === 'string' && setting !== '' && native?.environment.windowKind !== 'record'
      ? setting
      : undefined
  const said = useRef(false)
  useEffect(() => {
    if (folder === undefined) return
    const write = (): void => {
      call('ics.publish', { folder, timeZone: zone() }).catch((failure: unknown) => {
        // A folder that is gone is said once, not after every change.
        if (!said.current) reportFailure(failure, t, has)
        said.current = true
      })
    }
    let timer = setTimeout(write, SETTLES_MS)
    const stop = port.onChanged(({ entities }) => {
      if (!('activity' in entities) && !('activityParticipant' in entities)) return
      clearTimeout(timer)
      timer = setTimeout(write, SETTLES_MS)
    })
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [folder, t, has])
}

/** The dialogs of activities, put once into the window, and the commands that open them from anywhere. */
import { type ReactNode, useCallback } from 'react'
import { systemTimeZone } from '#db/shared/dates/format.ts'
import { call } from '../../data/port.ts'
import { useHasText, useText } from '../../i18n/I18nProvider.tsx'
import { useRecordInFront } from '../../records/inFront.ts'
import { useCommand } from '../../state/commands.ts'
import { reportFailure, toastUndoable } from '../../state/feedback.ts'
import { go } from '../../state/route.ts'
import { useMay } from '../../state/session.ts'
import { toast } from '../../state/ui.ts'
import { CompleteDialog, LogDialog } from './CompleteDialog.tsx'
import { CallBar } from './calls/CallBar.tsx'
import { CallerBox } from './calls/CallerBox.tsx'
import { CallLog } from './calls/CallLog.tsx'
import { closeDialog, openDialog, type Preset, useDialogs } from './dialogs.ts'
import { usePublishing } from './publish.ts'
import { ScopeDialog } from './ScopeDialog.tsx'
import { EditDialog, ScheduleDialog } from './schedule/ScheduleDialog.tsx'
import { ApplySeries } from './series/ApplySeries.tsx'

export function ActivityDialogs(): ReactNode {
  const canWrite = useMay('create')
  const open = useDialogs((state) => state.open)
  const ask = useDialogs((state) => state.ask)
  useActivityCommands(canWrite)
  usePublishing()
  return (
    <>
      {open?.what === 'schedule' && <ScheduleDialog preset={open.preset} onClose={closeDialog} />}
      {open?.what === 'edit' && (
        <EditDialog key={`${open.item.id} ${open.item.occurrence}`} item={open.item} onClose={closeDialog} />
      )}
      {open?.what === 'complete' && <CompleteDialog item={open.item} onClose={closeDialog} />}
      {open?.what === 'log' &&
        (open.call === undefined ? (
          <LogDialog kind={open.kind} preset={open.preset} onClose={closeDialog} />
        ) : (
          <CallLog id={open.call} onClose={closeDialog} />
        ))}
      {open?.what === 'series' && <ApplySeries scope={open} onClose={closeDialog} />}
      {open?.what === 'caller' && <CallerBox number={open.number} onClose={closeDialog} />}
      {ask && <ScopeDialog question={ask} />}
      {canWrite && <CallBar />}
    </>
  )
}

/** Who an activity made now is with: the record in front, if it is somebody. */
function usePreset(): () => Preset {
  const front = useRecordInFront()
  return useCallback(() => {
    if (front?.entity === 'contact')
      return { contactId: front.id, ...(front.companyId !== undefined && { companyId: front.companyId }) }
    if (front?.entity === 'opportunity') {
      const { id, companyId, contactId } = front
      return {
        opportunityId: id,
        ...(companyId !== undefined && { companyId }),
        ...(contactId !== undefined && { contactId }),
      }
    }
    return front?.entity === 'company' ? { companyId: front.id } : {}
  }, [front])
}

function useActivityCommands(canWrite: boolean): void {
  const t = useText()
  const has = useHasText()
  const preset = usePreset()
  const front = useRecordInFront()
  const schedule = (kind: string) =>
    canWrite ? () => openDialog({ what: 'schedule', preset: { ...preset(), kind } }) : undefined
  const complete = async (): Promise<void> => {
    const about =
      front?.entity === 'contact'
        ? { contact: front.id }
        : front?.entity === 'company'
          ? { company: front.id }
          : front?.entity === 'opportunity'
            ? { opportunity: front.id }
            : {}
    try {
      const { items } = await call('activity.tasks', { ...about, limit: 1, timeZone: systemTimeZone() })
      const [item] = items
      if (item) openDialog({ what: 'complete', item })
      else toast({ tone: 'info', text: t('activity.nothingOpen') })
    } catch (failure) {
      reportFailure(failure, t, has)
    }
  }
  const rollOver = async (): Promise<void> => {
    try {
      const { changed, operation } = await call('activity.rollOver', { timeZone: systemTimeZone() })
      if (changed === 0) toast({ tone: 'info', text: t('activity.nothingLeftOver') })
      else toastUndoable(t('activity.rolledOver', { n: changed }), operation, t, has)
    } catch (failure) {
      reportFailure(failure, t, has)
    }
  }
  useCommand('activity.call', schedule('call'))
  useCommand('activity.meeting', schedule('meeting'))
  useCommand('activity.todo', schedule('todo'))
  useCommand('activity.complete', canWrite ? () => void complete() : undefined)
  useCommand('activity.rollOver', canWrite ? () => void rollOver() : undefined)
  useCommand(
    'activity.log',
    canWrite ? () => openDialog({ what: 'log', kind: 'call', preset: preset() }) : undefined,
  )
  useCommand('call.find', () => openDialog({ what: 'caller', number: '' }))
  useCommand('calendar.week', () => go({ section: 'calendar', view: 'week' }))
  useCommand('calendar.month', () => go({ section: 'calendar', view: 'month' }))
  useCommand('section.tasks', () => go({ section: 'tasks' }))
  useCommand('section.calendar', () => go({ section: 'calendar' }))
}

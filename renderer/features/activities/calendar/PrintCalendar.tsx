/** The calendar on paper: which day, week or month, on what, and the pages as they will come out. */
import { type ReactNode, useMemo, useState } from 'react'
import type { Input } from '#db/shared/contract.ts'
import { type Paper, paperNames } from '#db/shared/printing.ts'
import { call } from '../../../data/port.ts'
import { useText } from '../../../i18n/I18nProvider.tsx'
import { useReader } from '../../../i18n/useReader.ts'
import { useReturnFocus } from '../../../records/focus.ts'
import classes from '../../../records/print/Print.module.css'
import { PrintPages } from '../../../records/print/PrintPages.tsx'
import { useRemembered } from '../../../state/remembered.ts'
import { DateField } from '../../../ui/dates/DateField.tsx'
import { Checkbox } from '../../../ui/fields/Checkbox.tsx'
import { Select } from '../../../ui/fields/Select.tsx'
import { Dialog } from '../../../ui/overlay/Dialog.tsx'
import { useBusiness } from '../useBusiness.ts'

export const paperViews = ['day', 'week', 'month'] as const
export type PaperView = (typeof paperViews)[number]

interface Props {
  readonly view: PaperView
  readonly day: string
  readonly users: readonly string[]
  readonly onClose: () => void
}

export function PrintCalendar({ view: shown, day: anchor, users, onClose }: Props): ReactNode {
  useReturnFocus()
  const t = useText()
  const reader = useReader()
  const { weekStart } = useBusiness()
  const [view, setView] = useState<PaperView>(shown)
  const [day, setDay] = useState(anchor)
  const [closed, setClosed] = useState(true)
  const [paper, setPaper, known] = useRemembered<Paper>('print.calendar', 'A4', (stored) =>
    paperNames.find((name) => name === stored),
  )
  const input = useMemo<Input<'calendar.compose'>>(
    () => ({
      view,
      day,
      closed,
      weekStart,
      reader,
      page: { paper, landscape: view === 'month', margin: 10 },
      ...(users.length > 0 && { users: [...users] }),
    }),
    [view, day, closed, weekStart, reader, paper, users],
  )
  return (
    <Dialog open title={t('calendar.print')} size="wide" onClose={onClose}>
      <div className={classes.sides}>
        <div className={classes.choices}>
          <Select
            label={t('calendar.print.what')}
            value={view}
            options={paperViews.map((each) => ({ value: each, label: t(`calendar.print.${each}`) }))}
            onChange={(value) => setView(paperViews.find((each) => each === value) ?? view)}
          />
          <DateField
            label={t(view === 'day' ? 'calendar.view.day' : 'calendar.print.on')}
            value={day}
            onChange={(next) => next !== null && setDay(next)}
          />
          <Checkbox label={t('calendar.print.closed')} checked={closed} onChange={setClosed} />
          <Select
            label={t('print.paper')}
            value={paper}
            options={paperNames.map((name) => ({ value: name, label: t(`print.paper.${name}`) }))}
            onChange={(value) => setPaper(paperNames.find((name) => name === value) ?? paper)}
          />
        </div>
        <div className={classes.preview}>
          {known && (
            <PrintPages
              of={JSON.stringify(input)}
              make={(options) => call('calendar.compose', input, options)}
              onClose={onClose}
            />
          )}
        </div>
      </div>
    </Dialog>
  )
}

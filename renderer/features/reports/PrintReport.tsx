/** A report on paper: the pages as they will come out. */
import { type ReactNode, useState } from 'react'
import { type Paper, paperNames } from '#db/shared/printing.ts'
import { call } from '../../data/port.ts'
import { useText } from '../../i18n/I18nProvider.tsx'
import { useReturnFocus } from '../../records/focus.ts'
import classes from '../../records/print/Print.module.css'
import { PrintPages } from '../../records/print/PrintPages.tsx'
import { useRemembered } from '../../state/remembered.ts'
import { Checkbox } from '../../ui/fields/Checkbox.tsx'
import { Select } from '../../ui/fields/Select.tsx'
import { Dialog } from '../../ui/overlay/Dialog.tsx'
import type { Asked } from './ReportView.tsx'

interface Props {
  readonly asked: Asked
  readonly onClose: () => void
}

export function PrintReport({ asked, onClose }: Props): ReactNode {
  useReturnFocus()
  const t = useText()
  const [landscape, setLandscape] = useState(false)
  const [paper, setPaper, known] = useRemembered<Paper>('print.report', 'A4', (stored) =>
    paperNames.find((name) => name === stored),
  )
  const input = { ...asked, page: { paper, landscape } }
  return (
    <Dialog open title={t('report.print')} size="wide" onClose={onClose}>
      <div className={classes.sides}>
        <div className={classes.choices}>
          <Select
            label={t('print.paper')}
            value={paper}
            options={paperNames.map((name) => ({ value: name, label: t(`print.paper.${name}`) }))}
            onChange={(value) => setPaper(paperNames.find((name) => name === value) ?? paper)}
          />
          <Checkbox label={t('print.landscape')} checked={landscape} onChange={setLandscape} />
        </div>
        <div className={classes.preview}>
          {known && (
            <PrintPages
              of={JSON.stringify(input)}
              make={async (options) => {
                const { document, rows } = await call('report.compose', input, options)
                return { document, records: rows }
              }}
              onClose={onClose}
            />
          )}
        </div>
      </div>
    </Dialog>
  )
}

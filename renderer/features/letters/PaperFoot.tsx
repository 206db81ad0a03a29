/** The foot of a merge on paper: letters or labels, printed or saved as a PDF, and only then written into the history. */
import { IconDeviceFloppy, IconPrinter } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import type { Input, Output } from '#db/shared/contract.ts'
import type { ErrorRecord } from '#db/shared/errors.ts'
import { labelSheets, usualSheet } from '#db/shared/printing.ts'
import { useJob } from '../../data/hooks.ts'
import { native } from '../../data/native.ts'
import { call, recordOf } from '../../data/port.ts'
import { useHasText, useText } from '../../i18n/I18nProvider.tsx'
import { JobProgress } from '../../records/JobProgress.tsx'
import { toastUndoable } from '../../state/feedback.ts'
import { useRemembered } from '../../state/remembered.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Checkbox } from '../../ui/fields/Checkbox.tsx'
import { NumberField } from '../../ui/fields/NumberField.tsx'
import { Select } from '../../ui/fields/Select.tsx'
import classes from './Letters.module.css'

export function PaperFoot({
  input,
  isLabel,
  onClose,
}: {
  readonly input: Input<'letter.record'>
  readonly isLabel: boolean
  readonly onClose: () => void
}): ReactNode {
  const t = useText()
  const has = useHasText()
  const [record, setRecord] = useState(!isLabel)
  const [sheet, setSheet] = useRemembered<string>('letters.sheet', usualSheet, (stored) =>
    typeof stored === 'string' && stored in labelSheets ? stored : undefined,
  )
  const [skip, setSkip] = useState<number | null>(0)
  const [error, setError] = useState<ErrorRecord>()
  const { job, start, cancel } = useJob('letter.compose')
  /** Made, brought out, and only then written down. */
  const make = async (
    bringOut: (document: Output<'letter.compose'>['document']) => Promise<boolean>,
  ): Promise<void> => {
    setError(undefined)
    const made = await start(isLabel ? { ...input, sheet, skip: skip ?? 0 } : input)
    if (!made) return
    try {
      if (!(await bringOut(made.document))) return
      const written = record ? await call('letter.record', input) : undefined
      toastUndoable(t('letter.made', { n: made.records }), written?.operation, t, has)
      onClose()
    } catch (failure) {
      setError(recordOf(failure))
    }
  }
  const save = async (): Promise<void> => {
    const path = await native?.saveFile({
      title: t('print.save'),
      suggestedName: `${t('letter.fileName')}.pdf`,
      filters: [{ name: 'PDF', extensions: ['pdf'] }],
    })
    if (!path) return
    await make(async (document) => {
      const saved = await native?.savePdf({ document, path })
      if (saved?.ok) return true
      setError(saved?.error ?? { code: 'Unavailable', reason: 'layout' })
      return false
    })
  }
  const print = (): Promise<void> =>
    make(async (document) => {
      const printed = await native?.printDocument(document)
      if (printed?.ok) return printed.value
      setError(printed?.error ?? { code: 'Unavailable', reason: 'layout' })
      return false
    })
  if (job.state === 'running') return <JobProgress label={t('print.making')} job={job} onCancel={cancel} />
  return (
    <>
      {job.state === 'failed' && <ErrorNote error={job.error} />}
      {error && <ErrorNote error={error} />}
      {isLabel && (
        <div className={classes.two}>
          <Select
            label={t('print.sheet')}
            value={sheet}
            options={Object.keys(labelSheets).map((name) => ({ value: name, label: name }))}
            onChange={(name) => name && setSheet(name)}
          />
          <NumberField
            label={t('print.skip')}
            description={t('print.skip.text')}
            integer
            value={skip}
            onChange={(count) => setSkip(count === null ? null : Math.min(999, Math.max(0, count)))}
          />
        </div>
      )}
      <div className={classes.foot}>
        <div className={classes.grow}>
          <Checkbox label={t('letter.record')} checked={record} onChange={setRecord} />
        </div>
        <Button icon={<IconDeviceFloppy size={16} />} onClick={() => void save()}>
          {t('print.save')}
        </Button>
        <Button tone="primary" icon={<IconPrinter size={16} />} onClick={() => void print()}>
          {t('print.do')}
        </Button>
      </div>
    </>
  )
}

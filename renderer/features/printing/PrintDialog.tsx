/** What is printed and how, beside the pages as they will come out. */
import { type ReactNode, useMemo, useState } from 'react'
import type { Input } from '#db/shared/contract.ts'
import {
  envelopeNames,
  type LabelSheet,
  labelSheets,
  MAX_PRINTED,
  type PrintKind,
  paperNames,
} from '#db/shared/printing.ts'
import { call } from '../../data/port.ts'
import { useText } from '../../i18n/I18nProvider.tsx'
import { useFormat } from '../../i18n/useFormat.tsx'
import { useReader } from '../../i18n/useReader.ts'
import { useColumns } from '../../records/columns.tsx'
import classes from '../../records/print/Print.module.css'
import { PrintPages } from '../../records/print/PrintPages.tsx'
import { useRemembered } from '../../state/remembered.ts'
import { Checkbox } from '../../ui/fields/Checkbox.tsx'
import { NumberField } from '../../ui/fields/NumberField.tsx'
import { Select } from '../../ui/fields/Select.tsx'
import { TextField } from '../../ui/fields/TextField.tsx'
import { type GridLayout, layoutFor } from '../../ui/grid/layout.ts'
import { Dialog } from '../../ui/overlay/Dialog.tsx'
import { CustomSheet } from './CustomSheet.tsx'
import { type Choices, parseChoices, usualChoices } from './choices.ts'
import type { PrintRequest } from './request.ts'

const hasAddresses = (request: PrintRequest): boolean =>
  request.entity.fields.some(({ elements }) => elements === 'address')

export function PrintDialog({
  request,
  onClose,
}: {
  readonly request: PrintRequest
  readonly onClose: () => void
}): ReactNode {
  const t = useText()
  const reader = useReader()
  const [choices, setChoices, known] = useRemembered<Choices>('print', usualChoices, parseChoices)
  const kinds: readonly PrintKind[] = [
    ...(request.record ? (['record'] as const) : (['list'] as const)),
    ...(hasAddresses(request) ? (['addressBook', 'labels', 'envelopes'] as const) : []),
  ]
  const [kind, setKind] = useState<PrintKind>(request.record ? 'record' : 'list')
  const [title, setTitle] = useState('')
  const columns = useShownColumns(request)
  const input = useMemo<Input<'print.compose'>>(
    () => ({
      kind,
      entity: request.entity.name,
      target: request.target,
      reader,
      page: { paper: choices.paper, landscape: choices.landscape, margin: choices.margin },
      ...(title.trim() !== '' && { title: title.trim() }),
      ...(kind === 'list' && { columns }),
      ...(kind === 'labels' && {
        sheet: choices.sheet === 'custom' ? choices.custom : choices.sheet,
        skip: choices.skip,
      }),
      ...(kind === 'envelopes' && { envelope: choices.envelope, sender: choices.sender }),
    }),
    [kind, request, reader, choices, title, columns],
  )
  const set = (change: Partial<Choices>): void => setChoices({ ...choices, ...change })
  return (
    <Dialog open title={t('print.title')} size="wide" onClose={onClose}>
      <div className={classes.sides}>
        <div className={classes.choices}>
          <Select
            label={t('print.what')}
            value={kind}
            options={kinds.map((each) => ({ value: each, label: t(`print.kind.${each}`) }))}
            onChange={(value) => setKind(kinds.find((each) => each === value) ?? kind)}
          />
          {(kind === 'list' || kind === 'addressBook') && (
            <TextField
              label={t('print.heading')}
              value={title}
              placeholder={t(`${request.entity.name}.many`)}
              onChange={setTitle}
            />
          )}
          {kind === 'labels' ? (
            <LabelChoices choices={choices} set={set} />
          ) : kind === 'envelopes' ? (
            <EnvelopeChoices choices={choices} set={set} />
          ) : (
            <PageChoices choices={choices} set={set} />
          )}
          <p className={classes.hint}>{t('print.limit', { max: MAX_PRINTED })}</p>
        </div>
        <div className={classes.preview}>
          {known && (
            <PrintPages
              of={JSON.stringify(input)}
              make={(options) => call('print.compose', input, options)}
              onClose={onClose}
            />
          )}
        </div>
      </div>
    </Dialog>
  )
}

interface ChoicesProps {
  readonly choices: Choices
  readonly set: (change: Partial<Choices>) => void
}

function PageChoices({ choices, set }: ChoicesProps): ReactNode {
  const t = useText()
  return (
    <>
      <Select
        label={t('print.paper')}
        value={choices.paper}
        options={paperNames.map((paper) => ({ value: paper, label: t(`print.paper.${paper}`) }))}
        onChange={(value) => set({ paper: paperNames.find((paper) => paper === value) ?? choices.paper })}
      />
      <Checkbox
        label={t('print.landscape')}
        checked={choices.landscape}
        onChange={(landscape) => set({ landscape })}
      />
      <NumberField
        label={t('print.margin')}
        integer
        value={choices.margin}
        onChange={(margin) => set({ margin: Math.min(60, Math.max(0, margin ?? 15)) })}
      />
    </>
  )
}

function LabelChoices({ choices, set }: ChoicesProps): ReactNode {
  const t = useText()
  const format = useFormat()
  const known = labelSheets[choices.sheet]
  const describe = ({ columns, rows, width, height, paper }: LabelSheet): string =>
    t('print.sheet.about', {
      n: format.integer(columns * rows),
      width: format.number(width, 1),
      height: format.number(height, 1),
      paper: t(`print.paper.${paper}`),
    })
  return (
    <>
      <Select
        label={t('print.sheet')}
        value={choices.sheet}
        options={[
          ...Object.keys(labelSheets).map((name) => ({ value: name, label: name })),
          { value: 'custom', label: t('print.sheet.custom') },
        ]}
        onChange={(sheet) => sheet && set({ sheet })}
      />
      {known && <p className={classes.hint}>{describe(known)}</p>}
      {choices.sheet === 'custom' && (
        <CustomSheet sheet={choices.custom} onChange={(custom) => set({ custom })} />
      )}
      <NumberField
        label={t('print.skip')}
        description={t('print.skip.text')}
        integer
        value={choices.skip}
        onChange={(skip) => set({ skip: Math.min(999, Math.max(0, skip ?? 0)) })}
      />
    </>
  )
}

function EnvelopeChoices({ choices, set }: ChoicesProps): ReactNode {
  const t = useText()
  return (
    <>
      <Select
        label={t('print.envelope')}
        value={choices.envelope}
        options={envelopeNames.map((name) => ({ value: name, label: t(`print.envelope.${name}`) }))}
        onChange={(value) =>
          set({ envelope: envelopeNames.find((name) => name === value) ?? choices.envelope })
        }
      />
      <Checkbox
        label={t('print.sender')}
        description={t('print.sender.text')}
        checked={choices.sender}
        onChange={(sender) => set({ sender })}
      />
    </>
  )
}

/** The columns of the list as it is shown now: which, in what order, how wide. */
function useShownColumns({ entity }: PrintRequest): NonNullable<Input<'print.compose'>['columns']> {
  const { columns } = useColumns(entity)
  const [layout] = useRemembered<GridLayout | undefined>(`list.${entity.name}`, undefined, parseLayout)
  return useMemo(
    () =>
      layoutFor(columns, layout)
        .columns.filter(({ shown }) => shown)
        .flatMap(({ id, width }) => {
          const column = columns.find((candidate) => candidate.id === id)
          return column ? [{ field: id, label: column.label, width }] : []
        })
        .slice(0, 40),
    [columns, layout],
  )
}

function parseLayout(stored: unknown): GridLayout | undefined {
  if (
    typeof stored !== 'object' ||
    stored === null ||
    !('columns' in stored) ||
    !Array.isArray(stored.columns)
  )
    return undefined
  const columns = stored.columns.filter(
    (column) => typeof column?.id === 'string' && typeof column.width === 'number',
  )
  return columns.length > 0 ? { columns, sort: [] } : undefined
}

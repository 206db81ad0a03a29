/** A sheet of labels of one's own: how many, how large, how far apart. */
import type { ReactNode } from 'react'
import { isPossibleSheet, type LabelSheet, paperNames } from '#db/shared/printing.ts'
import { useText } from '../../i18n/I18nProvider.tsx'
import { NumberField } from '../../ui/fields/NumberField.tsx'
import { Select } from '../../ui/fields/Select.tsx'
import classes from './PrintDialog.module.css'

const parts = [
  'columns',
  'rows',
  'width',
  'height',
  'marginTop',
  'marginSide',
  'pitchX',
  'pitchY',
] as const satisfies readonly (keyof LabelSheet)[]
const counted: ReadonlySet<string> = new Set(['columns', 'rows'])

export function CustomSheet({
  sheet,
  onChange,
}: {
  readonly sheet: LabelSheet
  readonly onChange: (sheet: LabelSheet) => void
}): ReactNode {
  const t = useText()
  return (
    <fieldset className={classes.custom}>
      <legend>{t('print.sheet.custom')}</legend>
      <Select
        label={t('print.paper')}
        value={sheet.paper}
        options={paperNames.map((paper) => ({ value: paper, label: t(`print.paper.${paper}`) }))}
        onChange={(value) =>
          onChange({ ...sheet, paper: paperNames.find((paper) => paper === value) ?? sheet.paper })
        }
      />
      <div className={classes.grid}>
        {parts.map((part) => (
          <NumberField
            key={part}
            label={t(`print.sheet.${part}`)}
            {...(counted.has(part) ? { integer: true } : { fractionDigits: 2 })}
            value={sheet[part]}
            onChange={(value) => value !== null && onChange({ ...sheet, [part]: value })}
          />
        ))}
      </div>
      {!isPossibleSheet(sheet) && (
        <p className={classes.wrong} role="alert">
          {t('issue.labelSheet')}
        </p>
      )}
    </fieldset>
  )
}

/** How what was asked meets the lookup there is. */
import type { ReactNode } from 'react'
import { useText } from '../../i18n/I18nProvider.tsx'
import { Segments } from '../../ui/fields/Checkbox.tsx'
import type { Combine } from '../useLookup.ts'

const combines: readonly Combine[] = ['replace', 'narrow', 'add', 'remove']

interface Props {
  readonly value: Combine
  readonly onChange: (combine: Combine) => void
}

export function CombineChoice({ value, onChange }: Props): ReactNode {
  const t = useText()
  return (
    <Segments
      label={t('filter.how')}
      value={value}
      options={combines.map((each) => ({ value: each, label: t(`filter.how.${each}`) }))}
      onChange={(next) => onChange(combines.find((each) => each === next) ?? 'replace')}
    />
  )
}

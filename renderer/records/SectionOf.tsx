/** A section of a form: its heading, seen where it says more than its fields do, and the grid they stand in. */
import { type ReactNode, useId } from 'react'
import { useHasText, useText } from '../i18n/I18nProvider.tsx'
import type { FormSection } from './formLayout.ts'
import classes from './RecordForm.module.css'

/** Headings that only repeat what their fields say: heard, not seen. */
const spoken: ReadonlySet<string> = new Set([
  'name',
  'company',
  'work',
  'reach',
  'personal',
  'order',
  'details',
])

interface SectionProps {
  readonly section: FormSection
  readonly children: ReactNode
}

export function SectionOf({ section: { id, label }, children }: SectionProps): ReactNode {
  const t = useText()
  const has = useHasText()
  const heading = useId()
  const isStandard = has(`record.section.${id}`)
  const named = isStandard ? t(`record.section.${id}`) : t('layout.section')
  return (
    <section aria-labelledby={heading} className={classes.section}>
      <h2
        id={heading}
        className={classes.heading}
        data-shown={label !== undefined || (isStandard && !spoken.has(id)) || undefined}
      >
        <bdi>{label ?? named}</bdi>
      </h2>
      <div className={classes.grid}>{children}</div>
    </section>
  )
}

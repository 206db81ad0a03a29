/** A form as it will look, of a record that is not there: for whoever lays it out. Nothing typed here is kept. */
import { type ReactNode, useState } from 'react'
import type { Entity } from '#db/shared/entity.ts'
import { useHasText, useText } from '../i18n/I18nProvider.tsx'
import { Tabs } from '../ui/Tabs.tsx'
import { fieldLabel } from './columns.tsx'
import { FieldInput } from './FieldInput.tsx'
import { type FormTab, inColumns } from './formLayout.ts'
import classes from './RecordForm.module.css'
import { SectionOf } from './SectionOf.tsx'

interface Props {
  readonly entity: Entity
  readonly tabs: readonly FormTab[]
}

export function FormPreview({ entity, tabs }: Props): ReactNode {
  const t = useText()
  const has = useHasText()
  const [open, setOpen] = useState(tabs[0]?.id ?? '')
  const [values, setValues] = useState<Readonly<Record<string, unknown>>>({})
  const panel = (tab: FormTab): ReactNode => (
    <div className={classes.columns}>
      {inColumns(tab.sections, () => true).map((column) => (
        <div key={column[0]?.id} className={classes.column}>
          {column.map((section) => (
            <SectionOf key={section.id} section={section}>
              {section.fields.map((placed) => (
                <div
                  key={placed.field.name}
                  className={classes.field}
                  data-wide={placed.wide || undefined}
                  data-list={placed.field.kind === 'list' || undefined}
                >
                  <FieldInput
                    entity={entity.name}
                    field={placed.field}
                    label={fieldLabel(entity.name, placed.field, t, has)}
                    value={values[placed.field.name] ?? placed.default ?? null}
                    onChange={(value) => setValues({ ...values, [placed.field.name]: value })}
                    readOnly={placed.readOnly}
                  />
                </div>
              ))}
            </SectionOf>
          ))}
        </div>
      ))}
    </div>
  )
  return (
    <div className={classes.form}>
      {tabs.length > 1 ? (
        <Tabs
          label={t('layout.tabs')}
          tabs={tabs.map((tab) => ({
            id: tab.id,
            label: tab.label ?? t('layout.tab.main'),
            panel: panel(tab),
          }))}
          open={tabs.some((tab) => tab.id === open) ? open : (tabs[0]?.id ?? '')}
          onOpen={setOpen}
        />
      ) : (
        tabs.map(panel)
      )}
    </div>
  )
}

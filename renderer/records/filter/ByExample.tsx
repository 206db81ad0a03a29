/** Query by example: an empty record; whatever is filled in is asked for. */
import { type ReactNode, useState } from 'react'
import type { Entity, Field } from '#db/shared/entity.ts'
import type { Filter } from '#db/shared/filter.ts'
import { useHasText, useText } from '../../i18n/I18nProvider.tsx'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/overlay/Dialog.tsx'
import { fieldLabel, useFields } from '../columns.tsx'
import { FieldInput } from '../FieldInput.tsx'
import type { Combine } from '../useLookup.ts'
import { CombineChoice } from './combine.tsx'
import { exampleFilter } from './example.ts'
import classes from './Filter.module.css'

interface Props {
  readonly entity: Entity
  readonly onClose: () => void
  readonly onApply: (filter: Filter, combine: Combine) => void
}

/** What can be asked for by its looks; an owner and the like are fields as any. */
const isAsked = (field: Field): boolean =>
  field.kind !== 'file' && field.kind !== 'json' && field.name !== 'private'

export function ByExample({ entity, onClose, onApply }: Props): ReactNode {
  const t = useText()
  const has = useHasText()
  const fields = useFields(entity).filter(isAsked)
  const [values, setValues] = useState<Readonly<Record<string, unknown>>>({})
  const [combine, setCombine] = useState<Combine>('replace')
  const filter = exampleFilter(fields, values)
  return (
    <Dialog
      open
      title={t('filter.example.title', { what: t(`${entity.name}.many`) })}
      size="wide"
      onClose={onClose}
      onSubmit={() => filter && onApply(filter, combine)}
      footer={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button tone="primary" type="submit" disabled={!filter}>
            {t('filter.apply')}
          </Button>
        </>
      }
    >
      <p className={classes.note}>{t('filter.example.text')}</p>
      <div className={classes.example}>
        {fields.map((field, index) => (
          <div key={field.name} data-field={field.name} data-wide={field.kind === 'list' || undefined}>
            <FieldInput
              entity={entity.name}
              field={{ ...field, required: false }}
              label={fieldLabel(entity.name, field, t, has)}
              value={values[field.name] ?? null}
              autoFocus={index === 0}
              onChange={(value) => setValues((all) => ({ ...all, [field.name]: value }))}
            />
          </div>
        ))}
      </div>
      <div className={classes.foot}>
        <CombineChoice value={combine} onChange={setCombine} />
      </div>
    </Dialog>
  )
}

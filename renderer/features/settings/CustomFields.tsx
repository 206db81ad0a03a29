/** Fields of one's own, per entity: a list in the order of the record page. */
import { IconPlus } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { allEntities } from '#db/shared/registry.ts'
import { useRead } from '../../data/hooks.ts'
import { call } from '../../data/port.ts'
import { useHasText, useText } from '../../i18n/I18nProvider.tsx'
import { Bdi } from '../../i18n/useFormat.tsx'
import { useDoing } from '../../state/doing.ts'
import { useMay } from '../../state/session.ts'
import { Button } from '../../ui/Button.tsx'
import { Segments } from '../../ui/fields/Checkbox.tsx'
import { FieldDialog } from './FieldDialog.tsx'
import { FieldRow } from './FieldRow.tsx'
import { Group } from './Group.tsx'
import classes from './Page.module.css'
import { type CustomField, useCustomFields } from './useCustomFields.ts'

export function CustomFields(): ReactNode {
  const t = useText()
  const has = useHasText()
  const entities = allEntities().filter((entity) => entity.custom && has(`${entity.name}.many`))
  const [entity, setEntity] = useState(entities[0]?.name ?? 'contact')
  return (
    <>
      <Segments
        label={t('settings.fields.of')}
        options={entities.map(({ name }) => ({ value: name, label: t(`${name}.many`) }))}
        value={entity}
        onChange={setEntity}
      />
      <FieldsOf key={entity} entity={entity} />
      <RemovedFields />
    </>
  )
}

function FieldsOf({ entity }: { readonly entity: string }): ReactNode {
  const t = useText()
  const { fields, loaded, save, trash, move } = useCustomFields(entity)
  const mayEdit = useMay('configure')
  const [open, setOpen] = useState<CustomField | 'new'>()
  const edited = open === 'new' ? undefined : open
  return (
    <>
      {loaded && fields.length === 0 && (
        <p className={classes.empty}>{t('settings.fields.empty', { of: t(`${entity}.many`) })}</p>
      )}
      {fields.length > 0 && (
        <ul className={classes.fields} aria-label={t('settings.fields')}>
          {fields.map((field, at) => (
            <FieldRow
              key={field.id}
              field={field}
              at={at}
              of={fields.length}
              readOnly={!mayEdit}
              onEdit={() => setOpen(field)}
              onTrash={() => void trash(field)}
              onMove={(to) => void move(field, to)}
              onDropped={(id, to) => {
                const dropped = fields.find((other) => other.id === id)
                if (dropped) void move(dropped, to)
              }}
            />
          ))}
        </ul>
      )}
      {mayEdit && (
        <div className={classes.row}>
          <Button tone="primary" icon={<IconPlus size={15} />} onClick={() => setOpen('new')}>
            {t('settings.fields.add')}
          </Button>
          {fields.length > 1 && <p className={classes.note}>{t('settings.fields.order')}</p>}
        </div>
      )}
      {open && (
        <FieldDialog
          of={t(`${entity}.many`)}
          field={edited}
          taken={fields.filter((field) => field !== edited).map((field) => field.label)}
          onSave={(draft) => save(draft, edited)}
          onClose={() => setOpen(undefined)}
        />
      )}
    </>
  )
}

/** What was removed comes back with all its values. */
function RemovedFields(): ReactNode {
  const t = useText()
  const doing = useDoing()
  const removed = useRead('trash.list', { entity: 'customField' }, { depends: { on: ['customField'] } })
  const rows = removed.data?.rows ?? []
  if (rows.length === 0) return null
  const restore = async (id: string, label: string): Promise<void> => {
    await doing(
      () => call('record.restore', { entity: 'customField', id }),
      t('settings.fields.restored', { field: label }),
    )
  }
  return (
    <Group title={t('settings.fields.removed')} text={t('settings.fields.removed.text')}>
      <ul className={classes.fields} aria-label={t('settings.fields.removed')}>
        {rows.map((row) => (
          <li key={row.id} className={classes.fieldRow}>
            <span className={classes.fieldName} data-cut>
              <Bdi>{row.displayName}</Bdi>
            </span>
            {row.restorable && (
              <Button
                size="small"
                aria-label={t('settings.fields.restoreOne', { field: row.displayName })}
                onClick={() => void restore(row.id, row.displayName)}
              >
                {t('trash.restore')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Group>
  )
}

/** What a layout asks of one field: name, width, whether it must be filled in, may be changed, what it begins with. */
import { type ReactNode, useState } from 'react'
import type { Field } from '#db/shared/entity.ts'
import type { PlacedField } from '#db/shared/layouts.ts'
import { useText } from '../../i18n/I18nProvider.tsx'
import { cleaned } from '../../records/draftValue.ts'
import { FieldInput } from '../../records/FieldInput.tsx'
import { Button } from '../../ui/Button.tsx'
import { Segments, Switch } from '../../ui/fields/Checkbox.tsx'
import { TextField } from '../../ui/fields/TextField.tsx'
import { Dialog } from '../../ui/overlay/Dialog.tsx'

interface Props {
  readonly entity: string
  readonly field: Field
  /** What the field is called without a layout. */
  readonly name: string
  readonly placed: PlacedField
  readonly onSave: (change: { readonly [P in keyof PlacedField]?: PlacedField[P] | undefined }) => void
  readonly onHide: (() => void) | undefined
  readonly onClose: () => void
}

/** Kinds a new record can begin with a value of. */
const defaulted: ReadonlySet<Field['kind']> = new Set([
  'text',
  'longText',
  'number',
  'integer',
  'money',
  'date',
  'yesNo',
  'choice',
  'pickList',
  'tags',
  'ref',
  'url',
  'email',
])

export function FieldDialog({ entity, field, name, placed, onSave, onHide, onClose }: Props): ReactNode {
  const t = useText()
  const [draft, setDraft] = useState(placed)
  const [begin, setBegin] = useState<unknown>(placed.default ?? null)
  const change = (part: Partial<PlacedField>): void => setDraft({ ...draft, ...part })
  const save = (): void => {
    const value = cleaned(field, begin)
    onSave({
      label: draft.label?.trim() || undefined,
      width: draft.width,
      required: draft.required || undefined,
      readOnly: draft.readOnly || undefined,
      rare: draft.rare || undefined,
      quick: draft.quick || undefined,
      default: value === null ? undefined : value,
    })
    onClose()
  }
  return (
    <Dialog
      open
      size="small"
      title={t('layout.field.title', { field: name })}
      onClose={onClose}
      onSubmit={save}
      footer={
        <>
          {onHide && (
            <Button
              tone="quiet"
              onClick={() => {
                onHide()
                onClose()
              }}
            >
              {t('layout.hide')}
            </Button>
          )}
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button type="submit" tone="primary">
            {t('layout.apply')}
          </Button>
        </>
      }
    >
      <TextField
        label={t('layout.label')}
        placeholder={name}
        autoFocus
        value={draft.label ?? ''}
        onChange={(label) => change({ label })}
      />
      <Segments
        label={t('layout.width')}
        options={(['auto', 'half', 'full'] as const).map((width) => ({
          value: width,
          label: t(`layout.width.${width}`),
        }))}
        value={draft.width ?? 'auto'}
        onChange={(width) => {
          const { width: _width, ...rest } = draft
          setDraft(width === 'half' || width === 'full' ? { ...rest, width } : rest)
        }}
      />
      <Switch
        label={t('layout.required')}
        description={t('layout.required.text')}
        disabled={field.required === true}
        checked={field.required === true || draft.required === true}
        onChange={(required) => change({ required })}
      />
      <Switch
        label={t('layout.readOnly')}
        description={t('layout.readOnly.text')}
        checked={draft.readOnly === true}
        onChange={(readOnly) => change({ readOnly })}
      />
      <Switch
        label={t('layout.rare')}
        description={t('layout.rare.text')}
        checked={draft.rare === true}
        onChange={(rare) => change({ rare })}
      />
      <Switch
        label={t('layout.quick')}
        description={t('layout.quick.text')}
        checked={draft.quick === true}
        onChange={(quick) => change({ quick })}
      />
      {defaulted.has(field.kind) && (
        <FieldInput
          entity={entity}
          field={{ ...field, required: false }}
          label={t('layout.default')}
          value={begin}
          onChange={setBegin}
        />
      )}
    </Dialog>
  )
}

/** A custom field being made or changed. What kind it is, is decided once: values already there would mean another thing. */
import { type ReactNode, useState } from 'react'
import type { ErrorRecord } from '#db/shared/errors.ts'
import { useText } from '../../i18n/I18nProvider.tsx'
import { Button } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Switch } from '../../ui/fields/Checkbox.tsx'
import { Select } from '../../ui/fields/Select.tsx'
import { TagsField } from '../../ui/fields/TagsField.tsx'
import { TextField } from '../../ui/fields/TextField.tsx'
import { Dialog } from '../../ui/overlay/Dialog.tsx'
import { type CustomField, customKinds, type FieldDraft, hasOptions, linkTargets } from './useCustomFields.ts'

interface Props {
  /** What records the field is of, in words. */
  readonly of: string
  /** Undefined: a new one. */
  readonly field: CustomField | undefined
  /** Names in use, as two fields of one name could not be told apart. */
  readonly taken: readonly string[]
  readonly onSave: (draft: FieldDraft) => Promise<ErrorRecord | undefined>
  readonly onClose: () => void
}

const fresh: FieldDraft = { label: '', kind: 'text', options: [], required: false, target: 'contact' }

export function FieldDialog({ of, field, taken, onSave, onClose }: Props): ReactNode {
  const t = useText()
  const [draft, setDraft] = useState<FieldDraft>(field ?? fresh)
  const [tried, setTried] = useState(false)
  const [error, setError] = useState<ErrorRecord>()
  const change = (part: Partial<FieldDraft>): void => setDraft({ ...draft, ...part })
  const label = draft.label.trim()
  const isTaken = taken.some((name) => name.toLocaleLowerCase() === label.toLocaleLowerCase())
  const wrongLabel = label === '' ? t('issue.required') : isTaken ? t('settings.fields.taken') : undefined
  const wrongOptions =
    draft.kind === 'pickList' && draft.options.length === 0 ? t('settings.fields.options.missing') : undefined

  const save = async (): Promise<void> => {
    setTried(true)
    if (wrongLabel || wrongOptions) return
    const problem = await onSave({
      label,
      kind: draft.kind,
      options: draft.options,
      required: draft.required,
      target: draft.target,
    })
    if (problem) setError(problem)
    else onClose()
  }

  return (
    <Dialog
      open
      size="small"
      title={t(field ? 'settings.fields.edit' : 'settings.fields.new', { of })}
      onClose={onClose}
      onSubmit={() => void save()}
      footer={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button tone="primary" type="submit">
            {t('ui.save')}
          </Button>
        </>
      }
    >
      {error && <ErrorNote error={error} fieldLabel={(name) => t(`settings.fields.${name}`)} />}
      <TextField
        label={t('settings.fields.label')}
        required
        autoFocus
        value={draft.label}
        error={tried || isTaken ? wrongLabel : undefined}
        onChange={(text) => change({ label: text })}
      />
      <Select
        label={t('settings.fields.kind')}
        options={customKinds.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
        value={draft.kind}
        disabled={field !== undefined}
        description={field ? t('settings.fields.kind.fixed') : t(`kind.${draft.kind}.text`)}
        onChange={(picked) => {
          const kind = customKinds.find((known) => known === picked)
          if (kind) change({ kind })
        }}
      />
      {draft.kind === 'ref' && (
        <Select
          label={t('settings.fields.target')}
          options={linkTargets.map((target) => ({ value: target, label: t(`${target}.one`) }))}
          value={draft.target}
          disabled={field !== undefined}
          onChange={(picked) => {
            const target = linkTargets.find((known) => known === picked)
            if (target) change({ target })
          }}
        />
      )}
      {hasOptions(draft.kind) && (
        <TagsField
          label={t('settings.fields.options')}
          description={t('settings.fields.options.text')}
          error={tried ? wrongOptions : undefined}
          value={draft.options}
          onChange={(options) => change({ options })}
        />
      )}
      <Switch
        label={t('settings.fields.required')}
        description={t('settings.fields.required.text')}
        checked={draft.required}
        onChange={(required) => change({ required })}
      />
    </Dialog>
  )
}

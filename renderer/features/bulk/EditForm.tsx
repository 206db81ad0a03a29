/** Which fields are to change, and how: one line each, the value entered as the field's kind is entered. */
import { IconPlus, IconX } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import type { BulkChange, BulkVerb } from '#db/shared/bulk.ts'
import { verbsOf } from '#db/shared/bulkEdit.ts'
import type { Entity, Field } from '#db/shared/entity.ts'
import { useHasText, useText } from '../../i18n/I18nProvider.tsx'
import { fieldLabel, useFields } from '../../records/columns.tsx'
import { cleaned } from '../../records/draftValue.ts'
import { FieldInput } from '../../records/FieldInput.tsx'
import { Button, IconButton } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/fields/Checkbox.tsx'
import { Select } from '../../ui/fields/Select.tsx'
import { TagsField } from '../../ui/fields/TagsField.tsx'
import { TextField } from '../../ui/fields/TextField.tsx'
import classes from './Bulk.module.css'

interface Line {
  readonly key: number
  readonly field: string
  readonly verb: BulkVerb
  readonly value: unknown
  readonly find: string
  readonly put: string
  readonly matchCase: boolean
  readonly whole: boolean
}

const lineFor = (key: number, field: Field | undefined): Line => ({
  key,
  field: field?.name ?? '',
  verb: (field && verbsOf(field)[0]) ?? 'set',
  value: field?.kind === 'yesNo' ? true : null,
  find: '',
  put: '',
  matchCase: false,
  whole: false,
})

/** The change a line stands for, or nothing while it is not complete. */
function changeOf(line: Line, field: Field): BulkChange | undefined {
  const { verb } = line
  if (verb === 'clear') return { do: verb, field: field.name }
  if (verb === 'replace')
    return line.find === ''
      ? undefined
      : {
          do: verb,
          field: field.name,
          find: line.find,
          with: line.put,
          matchCase: line.matchCase,
          whole: line.whole,
        }
  const value = cleaned(field, line.value)
  if (value === null) return undefined
  if (verb === 'set') return { do: verb, field: field.name, value }
  if (!Array.isArray(value) || value.length === 0) return undefined
  if (verb === 'add') return { do: verb, field: field.name, value }
  const texts = value.filter((entry) => typeof entry === 'string')
  return texts.length ? { do: verb, field: field.name, value: texts } : undefined
}

interface Props {
  readonly entity: Entity
  /** `undefined` while a line is not complete. */
  readonly onChange: (changes: readonly BulkChange[] | undefined) => void
}

export function EditForm({ entity, onChange }: Props): ReactNode {
  const t = useText()
  const fields = useFields(entity).filter((field) => verbsOf(field).length > 0)
  const [lines, setLines] = useState<readonly Line[]>([lineFor(0, fields[0])])
  const fieldOf = (name: string): Field | undefined => fields.find((field) => field.name === name)
  function take(next: readonly Line[]): void {
    setLines(next)
    const changes = next.flatMap((line) => {
      const field = fieldOf(line.field)
      const change = field && changeOf(line, field)
      return change ? [change] : []
    })
    onChange(changes.length === next.length ? changes : undefined)
  }
  return (
    <div className={classes.lines}>
      {lines.map((line, index) => (
        <ChangeLine
          key={line.key}
          entity={entity}
          fields={fields}
          line={line}
          n={index + 1}
          onLine={(next) => take(lines.map((other) => (other.key === line.key ? next : other)))}
          onRemove={
            lines.length > 1 ? () => take(lines.filter((other) => other.key !== line.key)) : undefined
          }
        />
      ))}
      <Button
        tone="quiet"
        size="small"
        icon={<IconPlus size={14} />}
        onClick={() => take([...lines, lineFor(Math.max(...lines.map(({ key }) => key)) + 1, fields[0])])}
      >
        {t('bulk.edit.more')}
      </Button>
    </div>
  )
}

interface LineProps {
  readonly entity: Entity
  readonly fields: readonly Field[]
  readonly line: Line
  readonly n: number
  readonly onLine: (line: Line) => void
  readonly onRemove: (() => void) | undefined
}

function ChangeLine({ entity, fields, line, n, onLine, onRemove }: LineProps): ReactNode {
  const t = useText()
  const has = useHasText()
  const field = fields.find(({ name }) => name === line.field)
  return (
    <fieldset className={classes.line} aria-label={t('bulk.edit.change', { n })}>
      <Select
        label={t('bulk.edit.field')}
        value={line.field}
        autoFocus={n === 1}
        options={fields.map((each) => ({
          value: each.name,
          label: fieldLabel(entity.name, each, t, has),
        }))}
        onChange={(name) =>
          onLine(
            lineFor(
              line.key,
              fields.find((each) => each.name === name),
            ),
          )
        }
      />
      <Select
        label={t('bulk.edit.verb')}
        value={line.verb}
        options={(field ? verbsOf(field) : []).map((verb) => ({
          value: verb,
          label: t(`bulk.verb.${verb}`),
        }))}
        onChange={(chosen) => {
          const verb = (field ? verbsOf(field) : []).find((one) => one === chosen)
          if (verb) onLine({ ...line, verb, value: field?.kind === 'yesNo' ? true : null })
        }}
      />
      <div className={classes.value}>
        {field && <LineValue entity={entity} field={field} line={line} onLine={onLine} />}
      </div>
      {onRemove && (
        <IconButton label={t('bulk.edit.remove', { n })} onClick={onRemove}>
          <IconX size={15} />
        </IconButton>
      )}
    </fieldset>
  )
}

interface ValueProps {
  readonly entity: Entity
  readonly field: Field
  readonly line: Line
  readonly onLine: (line: Line) => void
}

function LineValue({ entity, field, line, onLine }: ValueProps): ReactNode {
  const t = useText()
  if (line.verb === 'clear') return null
  if (line.verb === 'replace')
    return (
      <div className={classes.replace}>
        <TextField
          label={t('bulk.edit.find')}
          value={line.find}
          onChange={(find) => onLine({ ...line, find })}
        />
        <TextField
          label={t('bulk.edit.with')}
          value={line.put}
          onChange={(put) => onLine({ ...line, put })}
        />
        <Checkbox
          label={t('bulk.edit.matchCase')}
          checked={line.matchCase}
          onChange={(matchCase) => onLine({ ...line, matchCase })}
        />
        <Checkbox
          label={t('bulk.edit.whole')}
          checked={line.whole}
          onChange={(whole) => onLine({ ...line, whole })}
        />
      </div>
    )
  if (line.verb === 'remove' && field.kind === 'list')
    return (
      <TagsField
        label={t('bulk.edit.values')}
        value={Array.isArray(line.value) ? line.value.map(String) : []}
        onChange={(value) => onLine({ ...line, value })}
      />
    )
  return (
    <FieldInput
      entity={entity.name}
      field={{ ...field, required: false }}
      label={t('bulk.edit.value')}
      value={line.value}
      onChange={(value) => onLine({ ...line, value })}
    />
  )
}

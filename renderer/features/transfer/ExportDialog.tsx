/** Export of a list to a file: which records, in which form, which fields; then where it went. */
import { IconCircleCheck, IconFolderOpen } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import type { Input, Output } from '#db/shared/contract.ts'
import type { Entity, Field } from '#db/shared/entity.ts'
import { allEntities, entityNamed } from '#db/shared/registry.ts'
import { exportFormats } from '#db/shared/transfer.ts'
import type { JobState } from '../../data/hooks.ts'
import { native } from '../../data/native.ts'
import { useHasText, usePreferences, useText } from '../../i18n/I18nProvider.tsx'
import { Ltr, useFormat } from '../../i18n/useFormat.tsx'
import { fieldLabel, useFields } from '../../records/columns.tsx'
import { JobProgress } from '../../records/JobProgress.tsx'
import { useShownLookup } from '../../state/lookup.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Checkbox, Segments } from '../../ui/fields/Checkbox.tsx'
import { Select } from '../../ui/fields/Select.tsx'
import { Dialog } from '../../ui/overlay/Dialog.tsx'
import classes from './Dialogs.module.css'
import { worded } from './fileErrors.ts'
import { baseName } from './reading.ts'

interface Props {
  /** The entity of the section in front. */
  readonly entity: string
  readonly job: JobState<'transfer.export'>
  readonly onStart: (input: Input<'transfer.export'>) => void
  readonly onCancel: () => void
  readonly onClose: () => void
}

type Format = (typeof exportFormats)[number]
const scopes = ['lookup', 'all'] as const
const versions = ['3.0', '4.0'] as const

export function ExportDialog({ entity: inFront, job, onStart, onCancel, onClose }: Props): ReactNode {
  const t = useText()
  const has = useHasText()
  const { language } = usePreferences()
  const [entityName, setEntityName] = useState(inFront)
  const entity = entityNamed(entityName)
  const fields = useFields(entity)
  const lookup = useShownLookup(entityName)
  const [scope, setScope] = useState<(typeof scopes)[number]>('lookup')
  const [format, setFormat] = useState<Format>('csv')
  const [headers, setHeaders] = useState<'fields' | 'labels'>('labels')
  const [vcard, setVcard] = useState<(typeof versions)[number]>('3.0')
  const [without, setWithout] = useState<ReadonlySet<string>>(new Set())

  const isPeople = entityName === 'contact' || entityName === 'company'
  const used: Format = format === 'vcf' && !isPeople ? 'csv' : format
  const chosen = fields.filter((field) => !without.has(field.name))
  const ofLookup = scope === 'lookup' && lookup !== undefined

  const start = async (): Promise<void> => {
    const extension = used === 'vcf' ? 'vcf' : used
    const out = await native?.saveFile({
      title: t('transfer.export.title'),
      suggestedName: `${t(`${entityName}.many`)}.${extension}`,
      filters: [{ name: t(`transfer.format.${used}`), extensions: [extension] }],
    })
    if (!out) return
    onStart({
      entity: entityName,
      out,
      format: used,
      ...(ofLookup && lookup && { target: { lookupId: lookup.lookupId } }),
      ...(used !== 'vcf' && without.size > 0 && { fields: ['id', ...chosen.flatMap(exported)] }),
      headers,
      lang: language,
      vcard,
    })
  }
  if (job.state === 'running')
    return (
      <Dialog open title={t('transfer.export.title')} onClose={onClose}>
        <JobProgress label={t('transfer.export.running')} job={job} onCancel={onCancel} />
        <p className={classes.text}>{t('transfer.run.hint')}</p>
      </Dialog>
    )
  if (job.state === 'done') return <Exported result={job.result} entity={entityName} onClose={onClose} />

  return (
    <Dialog
      open
      title={t('transfer.export.title')}
      size="large"
      onClose={onClose}
      onSubmit={() => void start()}
      footer={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button tone="primary" type="submit" autoFocus disabled={used !== 'vcf' && chosen.length === 0}>
            {t('transfer.export.do')}
          </Button>
        </>
      }
    >
      {job.state === 'failed' && <ErrorNote error={worded(job.error)} />}
      <div className={classes.choices}>
        <Select
          label={t('transfer.export.what')}
          value={entityName}
          options={allEntities()
            .filter((each) => each.listed)
            .map(({ name }) => ({ value: name, label: t(`${name}.many`) }))}
          onChange={(name) => {
            if (!name) return
            setEntityName(name)
            setWithout(new Set())
          }}
        />
        {lookup && (
          <Segments
            label={t('transfer.export.which')}
            value={scope}
            options={[
              {
                value: 'lookup',
                label:
                  lookup.total === undefined
                    ? t('transfer.export.lookup')
                    : t('transfer.export.lookupOf', { n: lookup.total }),
              },
              { value: 'all', label: t('transfer.export.all') },
            ]}
            onChange={(value) => setScope(scopes.find((known) => known === value) ?? 'lookup')}
          />
        )}
      </div>
      <div className={classes.choices}>
        <Segments
          label={t('transfer.export.format')}
          value={used}
          options={exportFormats
            .filter((value) => value !== 'vcf' || isPeople)
            .map((value) => ({ value, label: t(`transfer.format.${value}`) }))}
          onChange={(value) => setFormat(exportFormats.find((known) => known === value) ?? 'csv')}
        />
        {used === 'vcf' ? (
          <Segments
            label={t('transfer.export.version')}
            value={vcard}
            options={versions.map((value) => ({ value, label: value }))}
            onChange={(value) => setVcard(versions.find((known) => known === value) ?? '3.0')}
          />
        ) : (
          <Segments
            label={t('transfer.export.headers')}
            value={headers}
            options={(['labels', 'fields'] as const).map((value) => ({
              value,
              label: t(`transfer.export.headers.${value}`),
            }))}
            onChange={(value) => setHeaders(value === 'fields' ? 'fields' : 'labels')}
          />
        )}
      </div>
      {used === 'vcf' ? (
        <p className={classes.text}>{t('transfer.export.vcardText')}</p>
      ) : (
        <FieldChoice
          entity={entity}
          fields={fields}
          without={without}
          onWithout={setWithout}
          label={(field) => fieldLabel(entity.name, field, t, has)}
        />
      )}
    </Dialog>
  )
}

/** A reference goes out as its id and the name it goes by, so that it can be read by people and read back. */
const exported = (field: Field): string[] =>
  field.kind === 'ref' ? [field.name, field.name.replace(/Id$/, '')] : [field.name]

interface FieldChoiceProps {
  readonly entity: Entity
  readonly fields: readonly Field[]
  readonly without: ReadonlySet<string>
  readonly onWithout: (without: ReadonlySet<string>) => void
  readonly label: (field: Field) => string
}

function FieldChoice({ fields, without, onWithout, label }: FieldChoiceProps): ReactNode {
  const t = useText()
  const toggle = (name: string, on: boolean): void => {
    const next = new Set(without)
    if (on) next.delete(name)
    else next.add(name)
    onWithout(next)
  }
  const all = without.size === 0
  return (
    <fieldset className={classes.fields}>
      <legend className={classes.legend}>{t('transfer.export.fields')}</legend>
      <div className={classes.all}>
        <Checkbox
          label={t('transfer.export.allFields', { n: fields.length })}
          checked={all}
          mixed={!all && without.size < fields.length}
          onChange={(checked) => onWithout(new Set(checked ? [] : fields.map(({ name }) => name)))}
        />
      </div>
      <div className={classes.grid}>
        {fields.map((field) => (
          <Checkbox
            key={field.name}
            label={label(field)}
            checked={!without.has(field.name)}
            onChange={(checked) => toggle(field.name, checked)}
          />
        ))}
      </div>
    </fieldset>
  )
}

interface ExportedProps {
  readonly result: Output<'transfer.export'>
  readonly entity: string
  readonly onClose: () => void
}

function Exported({ result, entity, onClose }: ExportedProps): ReactNode {
  const t = useText()
  const format = useFormat()
  return (
    <Dialog
      open
      title={t('transfer.export.title')}
      onClose={onClose}
      footer={
        <>
          <Button icon={<IconFolderOpen size={15} />} onClick={() => void native?.showInFolder(result.file)}>
            {t('transfer.showInFolder')}
          </Button>
          <Button tone="primary" autoFocus onClick={onClose}>
            {t('transfer.done')}
          </Button>
        </>
      }
    >
      <div className={classes.head} role="status">
        <IconCircleCheck size={28} stroke={1.6} aria-hidden="true" className={classes.icon} />
        <div>
          <h3 className={classes.title}>
            {t('transfer.export.done', { what: t(`${entity}.count`, { n: result.rows }) })}
          </h3>
          <p className={classes.text}>
            <Ltr>{baseName(result.file)}</Ltr> · {format.bytes(result.bytes)}
          </p>
        </div>
      </div>
    </Dialog>
  )
}

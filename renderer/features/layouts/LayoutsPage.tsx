/** The settings page on which forms are laid out: one entity at a time, kept, taken back, handed on as a file. */
import { IconDownload, IconEye, IconUpload } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import type { Entity } from '#db/shared/entity.ts'
import { type LayoutBody, type LayoutProblem, readLayout } from '#db/shared/layouts.ts'
import { allEntities, entityNamed } from '#db/shared/registry.ts'
import { useRead } from '../../data/hooks.ts'
import { native } from '../../data/native.ts'
import { call } from '../../data/port.ts'
import { useHasText, useText } from '../../i18n/I18nProvider.tsx'
import { fieldLabel, useFields } from '../../records/columns.tsx'
import { FormPreview } from '../../records/FormPreview.tsx'
import { formOf, standardBody } from '../../records/formLayout.ts'
import { useDoing } from '../../state/doing.ts'
import { reportFailure } from '../../state/feedback.ts'
import { useMay } from '../../state/session.ts'
import { toast } from '../../state/ui.ts'
import { Button } from '../../ui/Button.tsx'
import { Select } from '../../ui/fields/Select.tsx'
import { Dialog } from '../../ui/overlay/Dialog.tsx'
import { Designer } from './Designer.tsx'
import classes from './Layouts.module.css'
import { designEntity, keepWorking, useWorking } from './working.ts'

export function LayoutsPage(): ReactNode {
  const t = useText()
  const has = useHasText()
  const may = useMay('configure')
  const entity = useWorking((state) => state.entity)
  const entities = allEntities().filter(
    (each) => each.listed && each.editedBy === 'write' && each.custom && has(`${each.name}.many`),
  )
  if (!may) return <p>{t('layout.adminOnly')}</p>
  return (
    <>
      <div className={classes.of}>
        <Select
          label={t('layout.of')}
          options={entities.map(({ name }) => ({ value: name, label: t(`${name}.many`) }))}
          value={entity}
          onChange={(name) => name !== null && designEntity(name)}
        />
      </div>
      <LayoutOf key={entity} entity={entityNamed(entity)} />
    </>
  )
}

function LayoutOf({ entity }: { readonly entity: Entity }): ReactNode {
  const t = useText()
  const has = useHasText()
  const fields = useFields(entity)
  const stored = useRead(
    'layout.get',
    { entity: entity.name },
    { depends: { on: ['layout', 'customField'] } },
  ).data
  const working = useWorking((state) => state.byEntity.get(entity.name))
  const doing = useDoing()
  const [previewing, setPreviewing] = useState(false)
  const what = t(`${entity.name}.many`)
  if (!stored) return null
  const base = stored.layout ?? standardBody(entity, fields)
  const body = withEveryField(entity, fields, working ?? base)
  const change = (next: LayoutBody): void => keepWorking(entity.name, next)

  const attempt = async (work: () => Promise<{ operation: string | null }>, said: string): Promise<void> => {
    if (await doing(work, said)) keepWorking(entity.name, undefined)
  }
  const save = () =>
    attempt(() => call('layout.set', { entity: entity.name, layout: body }), t('layout.saved', { what }))
  const reset = () =>
    attempt(() => call('layout.reset', { entity: entity.name }), t('layout.reset.done', { what }))
  const filters = [{ name: t('layout.file'), extensions: ['json'] }]
  const exportFile = async (): Promise<void> => {
    const out = await native?.saveFile({ suggestedName: `${entity.name}.layout.json`, filters })
    if (!out) return
    try {
      await call('layout.export', { entity: entity.name, out })
      toast({ tone: 'done', text: t('layout.exported') })
    } catch (failure) {
      reportFailure(failure, t, has)
    }
  }
  const importFile = async (): Promise<void> => {
    const files = (await native?.openFiles({ filters })) ?? []
    if (files.length > 0)
      await attempt(async () => {
        const made = await call('layout.import', { files })
        designEntity(made.entity)
        return made
      }, t('layout.imported'))
  }
  return (
    <>
      <div className={classes.bar}>
        <Button size="small" icon={<IconEye size={14} />} onClick={() => setPreviewing(true)}>
          {t('layout.preview')}
        </Button>
        <div className={classes.end}>
          <Button size="small" icon={<IconUpload size={14} />} onClick={() => void importFile()}>
            {t('layout.import')}
          </Button>
          <Button
            size="small"
            icon={<IconDownload size={14} />}
            disabled={!stored.layout}
            onClick={() => void exportFile()}
          >
            {t('layout.export')}
          </Button>
        </div>
      </div>
      <Problems entity={entity} problems={stored.problems} />
      <Designer entity={entity} fields={fields} body={body} onChange={change} />
      <div className={classes.foot}>
        <p className={classes.hint}>{t('layout.hint')}</p>
        <Button
          disabled={!stored.layout && stored.problems.length === 0}
          tone="quiet"
          onClick={() => void reset()}
        >
          {t('layout.reset')}
        </Button>
        <Button disabled={!working} onClick={() => keepWorking(entity.name, undefined)}>
          {t('ui.cancel')}
        </Button>
        <Button tone="primary" disabled={!working} onClick={() => void save()}>
          {t('ui.save')}
        </Button>
      </div>
      {previewing && (
        <Dialog
          open
          size="large"
          title={t('layout.preview.of', { what })}
          onClose={() => setPreviewing(false)}
        >
          <FormPreview entity={entity} tabs={formOf(body, fields)} />
        </Dialog>
      )}
    </>
  )
}

/** The layout with the fields it does not know of, where the form shows them. */
function withEveryField(entity: Entity, fields: Parameters<typeof formOf>[1], body: LayoutBody): LayoutBody {
  const known = readLayout(body, fields).body ?? standardBody(entity, fields)
  const tabs = formOf(known, fields).map((tab) => ({
    id: tab.id,
    ...(tab.label !== undefined && { label: tab.label }),
    sections: tab.sections.map((section) => ({
      id: section.id,
      ...(section.label !== undefined && { label: section.label }),
      fields: section.fields.map(
        ({ field }) =>
          known.tabs
            .flatMap((each) => each.sections.flatMap((one) => one.fields))
            .find(({ name }) => name === field.name) ?? { name: field.name },
      ),
    })),
  }))
  return { ...known, tabs }
}

/** What of the stored layout is not shown, and why. */
function Problems({
  entity,
  problems,
}: {
  readonly entity: Entity
  readonly problems: readonly LayoutProblem[]
}): ReactNode {
  const t = useText()
  const has = useHasText()
  if (problems.length === 0) return null
  return (
    <ul role="status" className={classes.said}>
      {problems.map(({ code, field }) => (
        <li key={`${code} ${field}`}>
          {t(`layout.problem.${code}`, {
            field: field?.startsWith('custom.')
              ? t('record.changes.unknownField')
              : field
                ? fieldLabel(entity.name, { name: field }, t, has)
                : '',
          })}
        </li>
      ))}
    </ul>
  )
}

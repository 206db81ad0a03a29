/** A pipeline and its stages: order, probability, days allowed, what each asks for; where things go from a stage that is deleted. */
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import type { ErrorRecord } from '#db/shared/errors.ts'
import { forecastCategories } from '#db/shared/opportunities.ts'
import { type PipelineRow, stageFields } from '#db/shared/pipelines.ts'
import { call, recordOf } from '../../../data/port.ts'
import { useHasText, useText } from '../../../i18n/I18nProvider.tsx'
import { toastUndoable } from '../../../state/feedback.ts'
import { Button, IconButton } from '../../../ui/Button.tsx'
import { ErrorNote } from '../../../ui/ErrorNote.tsx'
import { Checkbox } from '../../../ui/fields/Checkbox.tsx'
import { NumberField } from '../../../ui/fields/NumberField.tsx'
import { Select } from '../../../ui/fields/Select.tsx'
import { TagsField } from '../../../ui/fields/TagsField.tsx'
import { TextField } from '../../../ui/fields/TextField.tsx'
import { Dialog } from '../../../ui/overlay/Dialog.tsx'
import classes from '../Opportunities.module.css'

type StageRow = PipelineRow['stages'][number]
interface Draft extends Omit<StageRow, 'id'> {
  readonly key: string
  readonly id?: string
}

interface Props {
  readonly pipeline?: PipelineRow
  readonly others: readonly PipelineRow[]
  readonly onClose: () => void
}

let made = 0
const fresh = (): Draft => ({
  key: `new${made++}`,
  name: '',
  probability: 50,
  rotDays: null,
  requiredFields: [],
  category: 'pipeline',
  count: 0,
})

export function PipelineDialog({ pipeline, others, onClose }: Props): ReactNode {
  const t = useText()
  const has = useHasText()
  const [name, setName] = useState(pipeline?.name ?? '')
  const [hidden, setHidden] = useState(pipeline?.hidden ?? false)
  const [stages, setStages] = useState<readonly Draft[]>(
    pipeline?.stages.map((stage) => ({ ...stage, key: stage.id })) ?? [fresh()],
  )
  const [into, setInto] = useState<Readonly<Record<string, string>>>({})
  const [takesOver, setTakesOver] = useState<string | null>(others[0]?.id ?? null)
  const [error, setError] = useState<ErrorRecord>()
  const gone = (pipeline?.stages ?? []).filter(
    (stage) => stage.count > 0 && !stages.some(({ id }) => id === stage.id),
  )
  const open = (pipeline?.stages ?? []).reduce((sum, { count }) => sum + count, 0)
  const fieldWords = new Map(stageFields.map((field) => [t(`opportunity.field.${field}`), field]))
  const change = (key: string, data: Partial<Draft>): void =>
    setStages(stages.map((stage) => (stage.key === key ? { ...stage, ...data } : stage)))
  const step = (at: number, by: -1 | 1): void => {
    const [here, there] = [stages[at], stages[at + by]]
    if (!here || !there) return
    setStages(stages.map((stage, place) => (place === at ? there : place === at + by ? here : stage)))
  }
  const done = (operation: string | null): void => {
    toastUndoable(t('pipeline.saved', { name }), operation, t, has)
    onClose()
  }
  const save = async (): Promise<void> => {
    try {
      const places = Object.entries(into).map(([stage, key]) => [
        stage,
        stages.findIndex((one) => one.key === key),
      ])
      const { operation } = await call('pipeline.save', {
        ...(pipeline && { id: pipeline.id }),
        name,
        hidden,
        stages: stages.map(({ id, name: stage, probability, rotDays, category, requiredFields }) => ({
          ...(id && { id }),
          name: stage,
          probability,
          rotDays,
          category,
          requiredFields: stageFields.filter((field) => requiredFields.includes(field)),
        })),
        into: Object.fromEntries(places),
      })
      done(operation)
    } catch (failure) {
      setError(recordOf(failure))
    }
  }
  const remove = async (): Promise<void> => {
    if (!pipeline) return
    try {
      const { operation } = await call('pipeline.remove', {
        id: pipeline.id,
        ...(takesOver !== null && { into: takesOver }),
      })
      done(operation)
    } catch (failure) {
      setError(recordOf(failure))
    }
  }
  return (
    <Dialog
      open
      size="wide"
      title={pipeline ? t('pipeline.edit', { name: pipeline.name }) : t('pipeline.new')}
      onClose={onClose}
      onSubmit={() => void save()}
      footer={
        <>
          {pipeline && (open === 0 || others.length > 0) && (
            <>
              {open > 0 && (
                <Select
                  label={t('pipeline.takesOver')}
                  labelHidden
                  options={others.map((one) => ({
                    value: one.id,
                    label: t('pipeline.into', { name: one.name }),
                  }))}
                  value={takesOver}
                  onChange={setTakesOver}
                />
              )}
              <Button tone="quiet" icon={<IconTrash size={15} />} onClick={() => void remove()}>
                {t('pipeline.remove')}
              </Button>
              <span className={classes.space} />
            </>
          )}
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button type="submit" tone="primary">
            {t('ui.save')}
          </Button>
        </>
      }
    >
      {error && <ErrorNote error={error} />}
      <div className={classes.editor}>
        <TextField label={t('pipeline.field.name')} required autoFocus value={name} onChange={setName} />
        {pipeline && <Checkbox label={t('pipeline.field.hidden')} checked={hidden} onChange={setHidden} />}
        <div className={classes.rows}>
          {stages.map((stage, at) => (
            <div key={stage.key} className={classes.stageRow}>
              <TextField
                label={t('stage.one')}
                labelHidden={at > 0}
                required
                value={stage.name}
                onChange={(text) => change(stage.key, { name: text })}
              />
              <NumberField
                label={t('stage.field.probability')}
                labelHidden={at > 0}
                integer
                value={stage.probability}
                onChange={(n) => change(stage.key, { probability: Math.min(100, Math.max(0, n ?? 0)) })}
              />
              <NumberField
                label={t('stage.field.rotDays')}
                labelHidden={at > 0}
                integer
                value={stage.rotDays}
                onChange={(n) =>
                  change(stage.key, { rotDays: n === null || n < 1 ? null : Math.min(3650, n) })
                }
              />
              <Select
                label={t('stage.field.category')}
                labelHidden={at > 0}
                options={forecastCategories.map((code) => ({
                  value: code,
                  label: t(`stage.choice.category.${code}`),
                }))}
                value={stage.category}
                onChange={(code) => {
                  const category = forecastCategories.find((one) => one === code)
                  if (category) change(stage.key, { category })
                }}
              />
              <TagsField
                label={t('stage.field.requiredFields')}
                labelHidden={at > 0}
                suggestions={[...fieldWords.keys()]}
                value={stage.requiredFields.map((field) => t(`opportunity.field.${field}`))}
                onChange={(words) =>
                  change(stage.key, { requiredFields: words.flatMap((word) => fieldWords.get(word) ?? []) })
                }
              />
              <span className={classes.rowTools}>
                <IconButton
                  label={t('pipeline.stage.up', { name: stage.name })}
                  disabled={at === 0}
                  onClick={() => step(at, -1)}
                >
                  <IconArrowUp size={15} />
                </IconButton>
                <IconButton
                  label={t('pipeline.stage.down', { name: stage.name })}
                  disabled={at === stages.length - 1}
                  onClick={() => step(at, 1)}
                >
                  <IconArrowDown size={15} />
                </IconButton>
                <IconButton
                  label={t('pipeline.stage.remove', { name: stage.name })}
                  disabled={stages.length === 1}
                  onClick={() => setStages(stages.filter(({ key }) => key !== stage.key))}
                >
                  <IconTrash size={15} />
                </IconButton>
              </span>
            </div>
          ))}
        </div>
        <div>
          <Button size="small" icon={<IconPlus size={14} />} onClick={() => setStages([...stages, fresh()])}>
            {t('stage.new')}
          </Button>
        </div>
        {gone.map((stage) => (
          <Select
            key={stage.id}
            label={t('pipeline.stage.into', { name: stage.name, n: stage.count })}
            required
            options={stages.map((one) => ({ value: one.key, label: one.name }))}
            value={into[stage.id] ?? null}
            onChange={(key) => key && setInto({ ...into, [stage.id]: key })}
          />
        ))}
      </div>
    </Dialog>
  )
}

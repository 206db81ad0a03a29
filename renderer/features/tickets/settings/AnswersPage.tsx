/** Settings of answers: canned replies and macros. */
import { type ReactNode, useRef, useState } from 'react'
import type { Input } from '#db/shared/contract.ts'
import {
  articleLanguages,
  cannedReply,
  macroActionSchema,
  macro as macroEntity,
} from '#db/shared/knowledge.ts'
import type { WireRecord } from '#db/shared/records.ts'
import { useRead } from '../../../data/hooks.ts'
import { call } from '../../../data/port.ts'
import { useHasText, useText } from '../../../i18n/I18nProvider.tsx'
import { useReader } from '../../../i18n/useReader.ts'
import { SaveDialog } from '../../../records/SaveDialog.tsx'
import { useMayCreate } from '../../../records/useRights.ts'
import { useDoing } from '../../../state/doing.ts'
import { toastUndoable } from '../../../state/feedback.ts'
import { useSubmit } from '../../../state/submit.ts'
import { Select } from '../../../ui/fields/Select.tsx'
import { TextField } from '../../../ui/fields/TextField.tsx'
import { RichText, type RichTextHandle } from '../../../ui/RichText.tsx'
import { MacroActions } from './MacroActions.tsx'
import { Section } from './Section.tsx'
import classes from './Settings.module.css'

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

function useRows(entity: 'cannedReply' | 'macro'): readonly WireRecord[] {
  const input = { entity, sort: ['name'], limit: 500 }
  return useRead('record.list', input, { depends: { on: [entity] }, keep: true }).data?.rows ?? []
}

function useRemove(entity: 'cannedReply' | 'macro'): (row: WireRecord) => Promise<void> {
  const t = useText()
  const doing = useDoing()
  return async ({ id, name }) => {
    await doing(() => call('record.trash', { entity, id }), t('ui.deletedNamed', { name: textOf(name) }))
  }
}

export function AnswerSettings(): ReactNode {
  const t = useText()
  const [reply, setReply] = useState<WireRecord | 'new'>()
  const [macro, setMacro] = useState<WireRecord | 'new'>()
  const replies = useRows('cannedReply')
  const macros = useRows('macro')
  const mayReply = useMayCreate(cannedReply)
  const mayMacro = useMayCreate(macroEntity)
  const removeReply = useRemove('cannedReply')
  const removeMacro = useRemove('macro')
  return (
    <div className={classes.page}>
      <Section
        title={t('cannedReply.many')}
        none={t('ui.noneYet')}
        items={replies.map((row) => ({
          id: row.id,
          name: textOf(row.name),
          detail: textOf(row.category),
          ...(mayReply && { onEdit: () => setReply(row), onDelete: () => void removeReply(row) }),
        }))}
        {...(mayReply && { add: { label: t('cannedReply.new'), onAdd: () => setReply('new') } })}
      />
      <Section
        title={t('macro.many')}
        none={t('ui.noneYet')}
        items={macros.map((row) => ({
          id: row.id,
          name: textOf(row.name),
          detail: textOf(row.description),
          ...(mayMacro && { onEdit: () => setMacro(row), onDelete: () => void removeMacro(row) }),
        }))}
        {...(mayMacro && { add: { label: t('macro.new'), onAdd: () => setMacro('new') } })}
      />
      {reply && <ReplyDialog row={reply === 'new' ? undefined : reply} onClose={() => setReply(undefined)} />}
      {macro && <MacroDialog row={macro === 'new' ? undefined : macro} onClose={() => setMacro(undefined)} />}
    </div>
  )
}

interface DialogProps {
  readonly row: WireRecord | undefined
  readonly onClose: () => void
}

function ReplyDialog({ row, onClose }: DialogProps): ReactNode {
  const t = useText()
  const has = useHasText()
  const reader = useReader()
  const editor = useRef<RichTextHandle>(null)
  const [name, setName] = useState(textOf(row?.name))
  const [category, setCategory] = useState(textOf(row?.category))
  const [language, setLanguage] = useState<string | null>(textOf(row?.language) || null)
  const [html, setHtml] = useState(textOf(row?.html))
  const { busy, error, submit } = useSubmit()
  const fields =
    useRead('reply.fields', { language: reader.language }, { depends: { on: ['customField'] } }).data
      ?.fields ?? []
  const ready = name.trim() !== ''
  const save = () =>
    submit(async () => {
      if (!ready) return
      const { operation } = await call('reply.save', {
        ...(row && { id: row.id }),
        name,
        category: category.trim() || null,
        language: articleLanguages.find((each) => each === language) ?? null,
        html,
      })
      toastUndoable(t('ui.savedNamed', { name }), operation, t, has)
      onClose()
    })
  return (
    <SaveDialog
      title={t(row ? 'cannedReply.one' : 'cannedReply.new')}
      size="large"
      busy={busy}
      ready={ready}
      error={error}
      onSave={() => void save()}
      onClose={onClose}
    >
      <div className={classes.form}>
        <TextField label={t('cannedReply.field.name')} required autoFocus value={name} onChange={setName} />
        <TextField label={t('cannedReply.field.category')} value={category} onChange={setCategory} />
        <Select
          label={t('cannedReply.field.language')}
          clearable
          options={articleLanguages.map((value) => ({
            value,
            label: t(`cannedReply.choice.language.${value}`),
          }))}
          value={language}
          onChange={setLanguage}
        />
        <Select
          label={t('reply.insertField')}
          options={fields.map(({ path, label }) => ({ value: path, label }))}
          value={null}
          onChange={(path) => path && editor.current?.insert(`{{ ${path} }}`)}
        />
        <div data-wide>
          <RichText
            ref={editor}
            label={t('cannedReply.field.html')}
            value={html}
            full
            onChange={(value) => setHtml(value.html)}
          />
        </div>
      </div>
    </SaveDialog>
  )
}

type Action = Input<'macro.save'>['actions'][number]

function MacroDialog({ row, onClose }: DialogProps): ReactNode {
  const t = useText()
  const has = useHasText()
  const [name, setName] = useState(textOf(row?.name))
  const [description, setDescription] = useState(textOf(row?.description))
  const [actions, setActions] = useState<readonly Action[]>(
    () => macroActionSchema.array().safeParse(row?.actions ?? []).data ?? [],
  )
  const { busy, error, submit } = useSubmit()
  const ready =
    name.trim() !== '' &&
    actions.length > 0 &&
    actions.every((action) => macroActionSchema.safeParse(action).success)
  const save = () =>
    submit(async () => {
      if (!ready) return
      const { operation } = await call('macro.save', {
        ...(row && { id: row.id }),
        name,
        description: description.trim() || null,
        actions: [...actions],
      })
      toastUndoable(t('ui.savedNamed', { name }), operation, t, has)
      onClose()
    })
  return (
    <SaveDialog
      title={t(row ? 'macro.one' : 'macro.new')}
      size="large"
      busy={busy}
      ready={ready}
      error={error}
      onSave={() => void save()}
      onClose={onClose}
    >
      <div className={classes.form}>
        <TextField label={t('macro.field.name')} required autoFocus value={name} onChange={setName} />
        <TextField label={t('macro.field.description')} value={description} onChange={setDescription} />
        <div data-wide>
          <MacroActions actions={actions} onChange={setActions} />
        </div>
      </div>
    </SaveDialog>
  )
}

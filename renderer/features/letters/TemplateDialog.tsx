/** Writing a template: who it is for, its text with fields to merge, and what is wrong with it while it is written. */
import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { Output } from '#db/shared/contract.ts'
import type { WireRecord } from '#db/shared/records.ts'
import { template as templateEntity, templateKinds } from '#db/shared/templates.ts'
import { useRead } from '../../data/hooks.ts'
import { call, recordOf } from '../../data/port.ts'
import { useHasText, usePreferences, useText } from '../../i18n/I18nProvider.tsx'
import { ownerOf, useMayEdit } from '../../records/useRights.ts'
import { toastUndoable } from '../../state/feedback.ts'
import { useMay } from '../../state/session.ts'
import { useSubmit } from '../../state/submit.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Segments } from '../../ui/fields/Checkbox.tsx'
import { Select } from '../../ui/fields/Select.tsx'
import { TextField } from '../../ui/fields/TextField.tsx'
import { Dialog } from '../../ui/overlay/Dialog.tsx'
import { RichText, type RichTextHandle } from '../../ui/RichText.tsx'
import classes from './Letters.module.css'

const CHECK_AFTER_MS = 500
type About = 'contact' | 'company'

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

export function TemplateDialog({
  template,
  onClose,
}: {
  readonly template: WireRecord | 'new'
  readonly onClose: () => void
}): ReactNode {
  const t = useText()
  const has = useHasText()
  const create = useMay('create')
  const mayEdit = useMayEdit(templateEntity)
  const may = template === 'new' ? create : mayEdit(ownerOf(template))
  const { language } = usePreferences()
  const old = template === 'new' ? undefined : template
  const [name, setName] = useState(text(old?.name))
  const [kind, setKind] = useState(text(old?.kind) || 'letter')
  const [about, setAbout] = useState<About>(old?.about === 'company' ? 'company' : 'contact')
  const [subject, setSubject] = useState(text(old?.subject))
  const [body, setBody] = useState(text(old?.body))
  const { busy, error, submit } = useSubmit()
  const editor = useRef<RichTextHandle>(null)
  const fields = useRead('template.fields', { about, language }, { depends: { on: ['customField'] } }).data
    ?.fields
  const problems = useProblems(about, subject, body)

  const save = (): Promise<unknown> =>
    submit(async () => {
      const data = { name, kind, about, subject: subject || null, body }
      const { operation } = old
        ? await call('record.update', { entity: 'template', id: old.id, data })
        : await call('record.create', { entity: 'template', data })
      toastUndoable(t('record.note.saved'), operation, t, has)
      onClose()
    })
  return (
    <Dialog
      open
      title={old ? text(old.name) : t('template.new')}
      size="wide"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t(may ? 'ui.cancel' : 'ui.close')}</Button>
          {may && (
            <Button tone="primary" busy={busy} disabled={name.trim() === ''} onClick={() => void save()}>
              {t('ui.save')}
            </Button>
          )}
        </>
      }
    >
      <div className={classes.form}>
        {error && <ErrorNote error={error} />}
        <div className={classes.three}>
          <TextField label={t('template.field.name')} value={name} required autoFocus onChange={setName} />
          <Segments
            label={t('template.field.kind')}
            value={kind}
            options={templateKinds.map((value) => ({
              value,
              label: t(`template.choice.kind.${value}`),
            }))}
            onChange={setKind}
          />
          <Segments
            label={t('template.field.about')}
            value={about}
            options={['contact', 'company'].map((value) => ({
              value,
              label: t(`template.choice.about.${value}`),
            }))}
            onChange={(value) => setAbout(value === 'company' ? 'company' : 'contact')}
          />
        </div>
        <div className={classes.two}>
          {kind === 'label' ? (
            <p className={classes.hint}>{t('template.label.text')}</p>
          ) : (
            <TextField label={t('template.field.subject')} value={subject} onChange={setSubject} />
          )}
          <Select
            label={t('template.insert')}
            value={null}
            options={(fields ?? []).map(({ path, label }) => ({ value: path, label }))}
            onChange={(path) => path && editor.current?.insert(`{{ ${path} }}`)}
          />
        </div>
        <RichText
          ref={editor}
          label={t('template.field.body')}
          value={body}
          full
          onChange={({ html }) => setBody(html)}
        />
        <p className={classes.hint}>{t('template.hint')}</p>
        {problems.length > 0 && (
          <ul className={classes.problems} role="status">
            {problems.map(({ code, detail }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: made anew with each answer
              <li key={index}>{t(`letter.problem.${code}`, { detail })}</li>
            ))}
          </ul>
        )}
      </div>
    </Dialog>
  )
}

/** Asked a moment after the last change. */
function useProblems(about: About, subject: string, body: string): Output<'template.check'>['problems'] {
  const [problems, setProblems] = useState<Output<'template.check'>['problems']>([])
  useEffect(() => {
    const stop = new AbortController()
    const timer = setTimeout(async () => {
      try {
        const checked = await call('template.check', { about, subject, body }, { signal: stop.signal })
        if (!stop.signal.aborted) setProblems(checked.problems)
      } catch (failure) {
        if (!stop.signal.aborted) console.error('the template could not be checked', recordOf(failure).code)
      }
    }, CHECK_AFTER_MS)
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [about, subject, body])
  return problems
}

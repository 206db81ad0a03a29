/**
 * Writing a note: plain text with lines. Ctrl+Enter saves, Escape gives up what was not changed. What is typed is a
 * draft at once, for a new note under the record it is about, for an old one under its own id.
 */
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { call, port } from '../data/port.ts'
import { useHasText, useText } from '../i18n/I18nProvider.tsx'
import { draftKey, dropDraft, keepDraft, useDrafts } from '../state/drafts.ts'
import { reportFailure, toastUndoable } from '../state/feedback.ts'
import { isMac, keyText } from '../state/keys.ts'
import { Button } from '../ui/Button.tsx'
import { LongTextField } from '../ui/fields/TextField.tsx'
import { Kbd } from '../ui/Kbd.tsx'
import classes from './NoteEditor.module.css'

interface EditorProps {
  readonly label: string
  readonly placeholder?: string
  /** Where the draft is kept. */
  readonly draft: string
  /** The text as it is saved; empty for a new note. */
  readonly saved: string
  readonly save: (body: string) => Promise<void>
  /** Closes the editor; a composer that stays has none. */
  readonly onDone?: () => void
  /** The editor is to take the cursor. */
  readonly focus?: boolean
  readonly onFocused?: () => void
}

function Editor({
  label,
  placeholder,
  draft,
  saved,
  save,
  onDone,
  focus,
  onFocused,
}: EditorProps): ReactNode {
  const t = useText()
  const has = useHasText()
  const frame = useRef<HTMLDivElement>(null)
  const [busy, setBusy] = useState(false)
  const kept = useDrafts((state) => state.byKey.get(draftKey('note', draft)))
  const typed = kept?.data.body
  const body = typeof typed === 'string' ? typed : saved
  const dirty = body.trim() !== saved.trim()

  useEffect(() => {
    if (!focus) return
    frame.current?.querySelector('textarea')?.focus()
    onFocused?.()
  }, [focus, onFocused])

  const giveUp = (): void => {
    dropDraft(port, 'note', draft)
    onDone?.()
  }
  const done = async (): Promise<void> => {
    if (busy) return
    if (!dirty || body.trim() === '') return giveUp()
    setBusy(true)
    try {
      await save(body.trimEnd())
      dropDraft(port, 'note', draft)
      onDone?.()
    } catch (failure) {
      reportFailure(failure, t, has)
    } finally {
      setBusy(false)
    }
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return
    const saves = event.key === 'Enter' && (isMac ? event.metaKey : event.ctrlKey)
    const savesToo = event.code === 'KeyS' && (isMac ? event.metaKey : event.ctrlKey)
    if (saves || savesToo) {
      event.preventDefault()
      void done()
    } else if (event.key === 'Escape' && (onDone || dirty)) {
      event.preventDefault()
      // What was typed stays a draft; only an unchanged editor closes.
      if (!dirty) onDone?.()
      else if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
    }
  }
  const open = dirty || onDone !== undefined
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only watches what is typed in it
    <div ref={frame} className={classes.editor} onKeyDown={onKeyDown}>
      <LongTextField
        label={label}
        labelHidden
        placeholder={placeholder}
        rows={open ? 3 : 1}
        value={body}
        onChange={(text) => keepDraft(port, 'note', draft, 'body', text)}
      />
      {open && (
        <div className={classes.foot}>
          {kept?.restored && <span className={classes.restored}>{t('record.draft.restored')}</span>}
          <Button size="small" tone="quiet" onClick={giveUp}>
            {t(onDone ? 'ui.cancel' : 'record.draft.discard')}
          </Button>
          <Button
            size="small"
            tone="primary"
            busy={busy}
            disabled={!dirty || body.trim() === ''}
            after={<Kbd keys={keyText('CmdOrCtrl+Enter')} />}
            onClick={() => void done()}
          >
            {t('ui.save')}
          </Button>
        </div>
      )}
    </div>
  )
}

interface NewNoteProps {
  /** The record it is about, and the note's field that says so. */
  readonly about: { readonly entity: string; readonly id: string; readonly field: string }
  readonly focus: boolean
  /** It has the cursor; asked once, not again when it is drawn anew. */
  readonly onFocused: () => void
}

/** The line at the top of a timeline. */
export function NewNote({ about, focus, onFocused }: NewNoteProps): ReactNode {
  const t = useText()
  const has = useHasText()
  return (
    <Editor
      label={t('note.new')}
      placeholder={t('record.note.placeholder', { keys: keyText('F9') })}
      draft={`${about.entity}:${about.id}`}
      saved=""
      focus={focus}
      onFocused={onFocused}
      save={async (body) => {
        const made = await call('record.create', { entity: 'note', data: { body, [about.field]: about.id } })
        toastUndoable(t('record.note.saved'), made.operation, t, has)
      }}
    />
  )
}

interface EditNoteProps {
  readonly id: string
  readonly body: string
  readonly onDone: () => void
}

/** A note being changed where it stands. */
export function EditNote({ id, body, onDone }: EditNoteProps): ReactNode {
  const t = useText()
  const has = useHasText()
  return (
    <Editor
      label={t('note.one')}
      draft={id}
      saved={body}
      focus
      onDone={onDone}
      save={async (text) => {
        const saved = await call('record.update', { entity: 'note', id, data: { body: text } })
        toastUndoable(t('record.note.saved'), saved.operation, t, has)
      }}
    />
  )
}

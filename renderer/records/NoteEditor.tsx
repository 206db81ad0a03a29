/**
 * Writing a note: text with bold, lists, links and mentions of records. Ctrl+Enter saves, Escape gives up what was not changed. What is typed is a
 * draft at once, for a new note under the record it is about, for an old one under its own id.
 */
import { type KeyboardEvent, type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { call, port } from '../data/port.ts'
import { useHasText, useText } from '../i18n/I18nProvider.tsx'
import { draftKey, dropDraft, keepDraft, useDrafts } from '../state/drafts.ts'
import { reportFailure, toastUndoable } from '../state/feedback.ts'
import { isMac, keyText } from '../state/keys.ts'
import { Button } from '../ui/Button.tsx'
import { Kbd } from '../ui/Kbd.tsx'
import { asMarkup, wordsOf } from '../ui/markup.ts'
import { type Mention, preloadRichText, RichText, type RichTextHandle } from '../ui/RichText.tsx'
import classes from './NoteEditor.module.css'
import { hasPage } from './open.ts'

interface EditorProps {
  readonly label: string
  readonly placeholder?: string
  /** Where the draft is kept. */
  readonly draft: string
  /** The markup as it is saved; empty for a new note. */
  readonly saved: string
  readonly save: (note: { readonly body: string; readonly html: string | null }) => Promise<void>
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
  const dirty = body !== saved && (body !== '' || saved !== '')
  const [writing, setWriting] = useState(onDone !== undefined)
  const text = useRef<RichTextHandle>(null)

  // Before the next key: what is typed on is the note's.
  useLayoutEffect(() => {
    if (!focus) return
    setWriting(true)
    text.current?.focus()
    onFocused?.()
  }, [focus, onFocused])

  const giveUp = (): void => {
    dropDraft(port, 'note', draft)
    setWriting(onDone !== undefined)
    onDone?.()
  }
  const done = async (): Promise<void> => {
    if (busy) return
    const words = wordsOf(asMarkup(body))
    if (!dirty || words === '') return giveUp()
    setBusy(true)
    try {
      // Formatting is kept only where there is some: a plain note stays one.
      const formatted = /<(strong|em|u|s|ul|ol|a|span|blockquote)\b/.test(body)
      await save({ body: words, html: formatted ? body : null })
      dropDraft(port, 'note', draft)
      setWriting(false)
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
      {open || writing ? (
        <RichText
          ref={text}
          label={label}
          {...(placeholder && { placeholder })}
          value={body}
          autoFocus={writing}
          findMentions={findMentions}
          onChange={({ html }) => keepDraft(port, 'note', draft, 'body', html)}
        />
      ) : (
        <button type="button" className={classes.begin} onClick={() => setWriting(true)}>
          {placeholder}
        </button>
      )}
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
            disabled={!dirty || body === ''}
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

/** People and companies for what is typed after @. */
async function findMentions(typed: string): Promise<readonly Mention[]> {
  const text = typed.trim()
  if (text === '') return []
  const { hits } = await call('search.run', { text, limit: 12 })
  return hits
    .filter(({ entity }) => hasPage(entity))
    .slice(0, 6)
    .map(({ entity, id, title }) => ({ entity, id, label: title }))
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
  useEffect(preloadRichText, [])
  return (
    <Editor
      label={t('note.new')}
      placeholder={t('record.note.placeholder', { keys: keyText('F9') })}
      draft={`${about.entity}:${about.id}`}
      saved=""
      focus={focus}
      onFocused={onFocused}
      save={async (note) => {
        const made = await call('record.create', {
          entity: 'note',
          data: { ...note, [about.field]: about.id },
        })
        toastUndoable(t('record.note.saved'), made.operation, t, has)
      }}
    />
  )
}

interface EditNoteProps {
  readonly id: string
  readonly body: string
  /** The formatted form, where it says the same. */
  readonly html?: string
  readonly onDone: () => void
}

/** A note being changed where it stands. */
export function EditNote({ id, body, html, onDone }: EditNoteProps): ReactNode {
  const t = useText()
  const has = useHasText()
  return (
    <Editor
      label={t('note.one')}
      draft={id}
      saved={asMarkup(html ?? body)}
      focus
      onDone={onDone}
      save={async (note) => {
        const saved = await call('record.update', { entity: 'note', id, data: { ...note } })
        toastUndoable(t('record.note.saved'), saved.operation, t, has)
      }}
    />
  )
}

/** The editor behind RichText.tsx, which loads it: Tiptap in Mantine's frame. Writes nothing the host would not let through. */
import '@mantine/tiptap/styles.css'
import { RichTextEditor as Frame } from '@mantine/tiptap'
import { Mention as MentionNode } from '@tiptap/extension-mention'
import { Placeholder } from '@tiptap/extensions'
import { useEditor } from '@tiptap/react'
import StarterKit from '@tiptap/starter-kit'
import { type ReactNode, useEffect, useId, useImperativeHandle, useMemo, useRef, useState } from 'react'
import { useText } from '../i18n/I18nProvider.tsx'
import { asMarkup } from './markup.ts'
import classes from './RichText.module.css'
import type { Mention, RichTextProps } from './RichText.tsx'

interface Offered {
  readonly found: readonly Mention[]
  readonly at: number
  readonly choose: (mention: Mention) => void
}

const NOTHING: Offered = { found: [], at: 0, choose: () => undefined }

interface Props extends RichTextProps {
  /** It is there and can be written in. */
  readonly onReady: () => void
}

export function RichTextEditor(props: Props): ReactNode {
  const { label, value, onChange, placeholder, full, findMentions, ref, onReady } = props
  const t = useText()
  const listId = useId()
  const [offered, setOffered] = useState(NOTHING)
  const latest = useRef({ onChange, findMentions, offered })
  latest.current = { onChange, findMentions, offered }
  const extensions = useMemo(
    () => [
      StarterKit.configure({
        heading: full ? { levels: [1, 2, 3] } : false,
        codeBlock: false,
        code: false,
        link: { openOnClick: false, autolink: true, protocols: ['https', 'http', 'mailto', 'tel'] },
      }),
      ...(placeholder ? [Placeholder.configure({ placeholder })] : []),
      ...(findMentions ? [mentions(latest, setOffered)] : []),
    ],
    [full, placeholder, findMentions],
  )
  const editor = useEditor({
    extensions,
    content: asMarkup(value),
    editorProps: {
      attributes: {
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-label': label,
        dir: 'auto',
      },
    },
    onUpdate: ({ editor: changed }) => {
      const text = changed.getText({ blockSeparator: '\n' })
      latest.current.onChange({ html: text.trim() === '' ? '' : changed.getHTML(), text })
    },
  })
  useImperativeHandle(ref, () => ({
    insert: (text) => void editor?.chain().focus().insertContent({ type: 'text', text }).run(),
    append: (text) => {
      editor?.commands.focus('end')
      for (const [index, line] of text.split('\n').entries()) {
        if (index > 0) editor?.commands.splitBlock()
        if (line) editor?.commands.insertContent({ type: 'text', text: line })
      }
    },
    // Its own command waits for the next frame: keys would go elsewhere until then.
    focus: () => {
      editor?.commands.focus('end')
      editor?.view.focus()
    },
  }))
  // The cursor is taken once, when the editor has come to stand.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once
  useEffect(onReady, [])
  // Emptied from outside (saved, given up): the editor follows. One that was empty already has been written in since.
  const before = useRef(value)
  useEffect(() => {
    if (value === '' && before.current !== '') editor?.commands.clearContent()
    before.current = value
  }, [value, editor])
  const labels = {
    boldControlLabel: t('ui.rich.bold'),
    italicControlLabel: t('ui.rich.italic'),
    underlineControlLabel: t('ui.rich.underline'),
    strikeControlLabel: t('ui.rich.strike'),
    bulletListControlLabel: t('ui.rich.bullets'),
    orderedListControlLabel: t('ui.rich.numbers'),
    blockquoteControlLabel: t('ui.rich.quote'),
    h1ControlLabel: t('ui.rich.h1'),
    h2ControlLabel: t('ui.rich.h2'),
    linkControlLabel: t('ui.rich.link'),
    unlinkControlLabel: t('ui.rich.unlink'),
    undoControlLabel: t('ui.undo'),
    redoControlLabel: t('ui.rich.redo'),
    linkEditorInputLabel: t('ui.rich.link.address'),
    linkEditorInputPlaceholder: 'https://',
    linkEditorExternalLink: t('ui.rich.link.external'),
    linkEditorInternalLink: t('ui.rich.link.internal'),
    linkEditorSave: t('ui.save'),
  }
  return (
    <div className={classes.field} data-full={full || undefined}>
      <Frame editor={editor} labels={labels} variant="subtle" className={classes.frame}>
        <Frame.Toolbar className={classes.toolbar}>
          <Frame.ControlsGroup>
            <Frame.Bold />
            <Frame.Italic />
            <Frame.Underline />
            {full && <Frame.Strikethrough />}
          </Frame.ControlsGroup>
          {full && (
            <Frame.ControlsGroup>
              <Frame.H1 />
              <Frame.H2 />
              <Frame.Blockquote />
            </Frame.ControlsGroup>
          )}
          <Frame.ControlsGroup>
            <Frame.BulletList />
            <Frame.OrderedList />
          </Frame.ControlsGroup>
          <Frame.ControlsGroup>
            <Frame.Link />
            <Frame.Unlink />
          </Frame.ControlsGroup>
        </Frame.Toolbar>
        <Frame.Content className={classes.content} />
      </Frame>
      {offered.found.length > 0 && (
        <div className={classes.offered} id={listId} role="listbox" aria-label={t('ui.rich.mention')}>
          {offered.found.map((mention, index) => (
            <div
              key={mention.id}
              role="option"
              aria-selected={index === offered.at}
              className={classes.offer}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => offered.choose(mention)}
            >
              <bdi>{mention.label}</bdi>
            </div>
          ))}
        </div>
      )}
    </div>
  )
}

interface Latest {
  readonly current: {
    readonly findMentions: RichTextProps['findMentions']
    readonly offered: Offered
  }
}

/** `@som` offers people and companies; what is chosen is a link that keeps the identity. */
function mentions(latest: Latest, offer: (offered: Offered) => void) {
  return MentionNode.extend({
    addAttributes() {
      return {
        ...this.parent?.(),
        entity: {
          default: null,
          parseHTML: (element: HTMLElement) => element.getAttribute('data-entity'),
          renderHTML: ({ entity }: { entity: unknown }) =>
            typeof entity === 'string' ? { 'data-entity': entity } : {},
        },
      }
    },
  }).configure({
    renderText: ({ node }) => `@${String(node.attrs.label ?? '')}`,
    suggestion: {
      items: async ({ query }) => [...((await latest.current.findMentions?.(query)) ?? [])],
      render: () => {
        const show = (found: readonly Mention[], command: (mention: Mention) => void): void =>
          offer({ found, at: 0, choose: command })
        return {
          onStart: ({ items, command }) => show(items, command),
          onUpdate: ({ items, command }) => show(items, command),
          onExit: () => offer(NOTHING),
          onKeyDown: ({ event }) => {
            const { found, at, choose } = latest.current.offered
            if (found.length === 0) return false
            if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
              const step = event.key === 'ArrowDown' ? 1 : found.length - 1
              offer({ found, at: (at + step) % found.length, choose })
              return true
            }
            const chosen = found[at]
            if ((event.key === 'Enter' || event.key === 'Tab') && chosen) {
              choose(chosen)
              return true
            }
            if (event.key !== 'Escape') return false
            event.stopPropagation()
            offer(NOTHING)
            return true
          },
        }
      },
    },
  })
}

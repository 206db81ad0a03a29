/** Text with bold, lists and links, and mentions of records. The editor itself is loaded when one is first shown. */
import {
  lazy,
  type KeyboardEvent as ReactKeyboardEvent,
  type ReactNode,
  type Ref,
  Suspense,
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import classes from './RichText.module.css'

export interface Mention {
  readonly entity: string
  readonly id: string
  readonly label: string
}

export interface RichTextHandle {
  /** Puts text where the cursor stands. */
  insert(text: string): void
  /** Puts text behind all there is. */
  append(text: string): void
  focus(): void
}

export interface RichTextValue {
  /** Markup; empty when nothing is written. */
  readonly html: string
  readonly text: string
}

export interface RichTextProps {
  readonly label: string
  /** Markup, or plain text of before. Read when the editor appears; afterwards it keeps what is typed. */
  readonly value: string
  readonly onChange: (value: RichTextValue) => void
  readonly placeholder?: string
  readonly autoFocus?: boolean
  /** Headings, quotes and undo too: for letters. */
  readonly full?: boolean
  /** Offers records for what is typed after @. */
  readonly findMentions?: (typed: string) => Promise<readonly Mention[]>
  readonly ref?: Ref<RichTextHandle>
}

const load = async () => ({ default: (await import('./RichTextEditor.tsx')).RichTextEditor })
const Editor = lazy(load)

/** Fetches the editor before it is needed: who presses the key for a note types on at once. */
export function preloadRichText(): void {
  load().catch((error: unknown) => console.error('the editor could not be loaded', error))
}

/**
 * Until the editor stands a plain field takes its place and the cursor: what is typed in the meantime goes over, nothing is
 * lost between the key that opens it and the first frame of the editor.
 */
export function RichText(props: RichTextProps): ReactNode {
  const { label, autoFocus } = props
  const [stage, setStage] = useState<'waiting' | 'shown' | 'alone'>('waiting')
  const early = useRef<HTMLTextAreaElement>(null)
  const composing = useRef(false)
  const editor = useRef<RichTextHandle>(null)
  const held = useRef<KeyboardEvent>(undefined)
  const attach = useCallback(
    (handle: RichTextHandle | null) => {
      editor.current = handle
      if (typeof props.ref === 'function') props.ref(handle)
      else if (props.ref) props.ref.current = handle
    },
    [props.ref],
  )
  useLayoutEffect(() => {
    if (autoFocus) early.current?.focus()
  }, [autoFocus])
  useLayoutEffect(() => {
    if (stage !== 'shown') return
    const field = early.current
    if (field?.value) editor.current?.append(field.value)
    if (autoFocus || (field && document.activeElement === field)) editor.current?.focus()
    setStage('alone')
  }, [stage, autoFocus])
  // The key that saves or leaves waits until the words it is about have gone over and been told.
  const hold = (event: ReactKeyboardEvent): void => {
    const saves = (event.ctrlKey || event.metaKey) && (event.key === 'Enter' || event.code === 'KeyS')
    if (composing.current || !(saves || event.key === 'Escape')) return
    event.preventDefault()
    event.stopPropagation()
    held.current = new KeyboardEvent('keydown', event.nativeEvent)
  }
  useEffect(() => {
    const key = held.current
    if (stage !== 'alone' || !key) return
    held.current = undefined
    setTimeout(() => document.activeElement?.dispatchEvent(key))
  }, [stage])
  const ready = (): void => {
    // What an input method is still putting together stays where it is until it is a word.
    if (composing.current)
      early.current?.addEventListener('compositionend', () => setStage('shown'), { once: true })
    else setStage('shown')
  }
  return (
    <>
      {stage !== 'alone' && (
        <textarea
          ref={early}
          aria-label={label}
          dir="auto"
          placeholder={props.placeholder}
          className={stage === 'waiting' ? classes.waiting : classes.handedOver}
          onKeyDown={hold}
          onCompositionStart={() => {
            composing.current = true
          }}
          onCompositionEnd={() => {
            composing.current = false
          }}
        />
      )}
      <Suspense>
        <div hidden={stage === 'waiting'}>
          <Editor {...props} ref={attach} onReady={ready} />
        </div>
      </Suspense>
    </>
  )
}

/** Text with bold, lists and links, and mentions of records. The editor itself is loaded when one is first shown. */
import { lazy, type ReactNode, type Ref, Suspense } from 'react'
import classes from './RichText.module.css'

export interface Mention {
  readonly entity: string
  readonly id: string
  readonly label: string
}

export interface RichTextHandle {
  /** Puts text where the cursor stands. */
  insert(text: string): void
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

export function RichText(props: RichTextProps): ReactNode {
  return (
    <Suspense fallback={<div className={classes.waiting} />}>
      <Editor {...props} />
    </Suspense>
  )
}

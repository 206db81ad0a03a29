/** Stored markup to look at: made of our own elements one by one, so that nothing hostile in it can be more than text. */
import { createElement, Fragment, type ReactNode } from 'react'
import classes from './Markup.module.css'
import { parsed } from './markup.ts'

interface Props {
  readonly html: string
  /** An address of the net was pressed. */
  readonly onLink: (address: string) => void
  /** A mentioned record was pressed. */
  readonly onMention?: (entity: string, id: string) => void
}

const plain: Readonly<Record<string, string>> = {
  P: 'p',
  DIV: 'div',
  BR: 'br',
  STRONG: 'strong',
  B: 'strong',
  EM: 'em',
  I: 'em',
  U: 'u',
  S: 's',
  UL: 'ul',
  OL: 'ol',
  LI: 'li',
  BLOCKQUOTE: 'blockquote',
  H1: 'h4',
  H2: 'h4',
  H3: 'h5',
}
const VOID = new Set(['BR'])

export function Markup({ html, onLink, onMention }: Props): ReactNode {
  return (
    <div className={classes.markup} dir="auto">
      <Children of={parsed(html)} onLink={onLink} {...(onMention && { onMention })} />
    </div>
  )
}

function Children({ of, ...how }: { readonly of: Node } & Omit<Props, 'html'>): ReactNode {
  // biome-ignore lint/suspicious/noArrayIndexKey: parsed once, never reordered
  return [...of.childNodes].map((node, index) => <Shown key={index} node={node} {...how} />)
}

function Shown({ node, onLink, onMention }: { readonly node: Node } & Omit<Props, 'html'>): ReactNode {
  if (node.nodeType === Node.TEXT_NODE) return node.textContent
  if (!(node instanceof HTMLElement)) return null
  const inside = <Children of={node} onLink={onLink} {...(onMention && { onMention })} />
  const href = node.getAttribute('href') ?? ''
  if (node.nodeName === 'A' && /^(https?|mailto|tel):/i.test(href))
    return (
      <button type="button" className={classes.link} title={href} onClick={() => onLink(href)}>
        {inside}
      </button>
    )
  const { type, entity, id } = node.dataset
  if (node.nodeName === 'SPAN' && type === 'mention' && entity && id && onMention)
    return (
      <button type="button" className={classes.mention} onClick={() => onMention(entity, id)}>
        {inside}
      </button>
    )
  if (node.nodeName === 'SCRIPT' || node.nodeName === 'STYLE') return null
  const name = plain[node.nodeName]
  if (!name) return <Fragment>{inside}</Fragment>
  return VOID.has(node.nodeName) ? createElement(name) : createElement(name, { dir: 'auto' }, inside)
}

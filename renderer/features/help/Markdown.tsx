/** A topic of the manual on screen. Keys follow the command table, the system and the reading direction. */
import { Fragment, type ReactNode } from 'react'
import { type Command, commands, keysOf } from '#db/shared/commands.ts'
import { usePreferences } from '../../i18n/I18nProvider.tsx'
import { directionOf } from '../../i18n/preferences.ts'
import { isMac, keyText } from '../../state/keys.ts'
import { Kbd } from '../../ui/Kbd.tsx'
import classes from './Help.module.css'
import type { Block, Span } from './markdown.ts'

export function Blocks({ blocks }: { readonly blocks: readonly Block[] }): ReactNode {
  return blocks.map((block) => <One key={JSON.stringify(block)} block={block} />)
}

function One({ block }: { readonly block: Block }): ReactNode {
  switch (block.kind) {
    case 'heading':
      return (
        <h3 className={classes.heading}>
          <Spans spans={block.spans} />
        </h3>
      )
    case 'command':
      return (
        <pre className={classes.command} dir="ltr">
          {block.text}
        </pre>
      )
    case 'list': {
      const List = block.ordered ? 'ol' : 'ul'
      return (
        <List className={classes.list}>
          {block.items.map((spans) => (
            <li key={JSON.stringify(spans)}>
              <Spans spans={spans} />
            </li>
          ))}
        </List>
      )
    }
    default:
      return (
        <p>
          <Spans spans={block.spans} />
        </p>
      )
  }
}

function Spans({ spans }: { readonly spans: readonly Span[] }): ReactNode {
  return spans.map((span, at) => {
    const key = `${span.kind} ${at}`
    if (span.kind === 'key') return <Key key={key} name={span.key} />
    if (span.kind === 'bold') return <strong key={key}>{span.text}</strong>
    if (span.kind === 'code')
      return (
        <code key={key} className={classes.code} dir="ltr">
          {span.text}
        </code>
      )
    return <Fragment key={key}>{span.text}</Fragment>
  })
}

/** The key of a command of that name, or a key by its own name. */
function Key({ name }: { readonly name: string }): ReactNode {
  const { language } = usePreferences()
  const command: Command | undefined = commands.find(({ id }) => id === name)
  const keys = command && keysOf(command, { isMac, isRtl: directionOf(language) === 'rtl' })
  return <Kbd keys={keyText(keys ?? name)} />
}

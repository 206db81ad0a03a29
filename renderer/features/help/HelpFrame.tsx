/** Help around a screen: the manual beside it, the key sheet and the about dialog over it, and their commands. */
import { type ReactNode, useState } from 'react'
import { useCommand } from '../../state/commands.ts'
import type { Route } from '../../state/route.ts'
import { About } from './About.tsx'
import classes from './Help.module.css'
import { KeySheet } from './Keys.tsx'
import { Manual } from './Manual.tsx'
import { type TopicId, topicFor } from './topics.ts'

interface Props {
  readonly route: Route
  readonly children: ReactNode
}

interface Open {
  readonly topic: TopicId | undefined
}

export function HelpFrame({ route, children }: Props): ReactNode {
  const [manual, setManual] = useState<Open>()
  const [dialog, setDialog] = useState<'keys' | 'about'>()
  useCommand('help.manual', () =>
    setManual(manual ? undefined : { topic: topicFor(route.section, route.view, route.id !== undefined) }),
  )
  useCommand('help.keys', () => setDialog('keys'))
  useCommand('help.about', () => setDialog('about'))
  const close = (): void => setDialog(undefined)
  return (
    <div className={classes.frame}>
      <div className={classes.screen}>{children}</div>
      {manual && (
        <Manual
          topic={manual.topic}
          onTopic={(topic) => setManual({ topic })}
          onClose={() => setManual(undefined)}
        />
      )}
      {dialog === 'keys' && <KeySheet onClose={close} />}
      {dialog === 'about' && <About onClose={close} />}
    </div>
  )
}

/** The frame of the window: sections, bar, outlet, status. Which screens there are is app.tsx's. */
import type { ReactNode } from 'react'
import type { CommandId } from '#db/shared/commands.ts'
import { useText } from '../i18n/I18nProvider.tsx'
import { useCommand } from '../state/commands.ts'
import { go, goBack, goForward, useLocation, useRoute } from '../state/route.ts'
import { closeToast, setPalette, toggleSidebar, useUi } from '../state/ui.ts'
import { Toasts } from '../ui/overlay/Toasts.tsx'
import { Crash } from './Crash.tsx'
import classes from './Shell.module.css'
import { Sidebar } from './Sidebar.tsx'
import type { Section } from './sections.tsx'
import { useUnhandled } from './useUnhandled.ts'

interface Props {
  readonly sections: readonly Section[]
  readonly counts?: Readonly<Record<string, number>>
  readonly topBar: ReactNode
  readonly statusBar: ReactNode
  readonly children: ReactNode
}

export function Shell({ sections, counts, topBar, statusBar, children }: Props): ReactNode {
  const t = useText()
  const route = useRoute()
  const toasts = useUi((state) => state.toasts)
  const back = useLocation((state) => state.back.length > 0)
  const forward = useLocation((state) => state.forward.length > 0)
  useUnhandled()
  useCommand('palette.open', () => setPalette(true))
  useCommand('view.sidebar', toggleSidebar)
  useCommand('view.back', back ? goBack : undefined)
  useCommand('view.forward', forward ? goForward : undefined)
  return (
    <div className={classes.shell}>
      {sections.map(
        ({ id, command }) => command && <SectionCommand key={id} command={command} section={id} />,
      )}
      <Sidebar sections={sections} {...(counts && { counts })} />
      <div className={classes.rest}>
        {topBar}
        <main className={classes.main} aria-label={t('app.main')}>
          <Crash screen={`${route.section} ${route.id ?? ''}`}>{children}</Crash>
        </main>
        {statusBar}
      </div>
      <Toasts toasts={toasts} onClose={closeToast} />
    </div>
  )
}

interface SectionCommandProps {
  readonly command: CommandId
  readonly section: string
}

function SectionCommand({ command, section }: SectionCommandProps): ReactNode {
  useCommand(command, () => go({ section }))
  return null
}

/** The sections at the start edge of the window; collapsed, only their icons. */
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useText } from '../i18n/I18nProvider.tsx'
import { useFormat } from '../i18n/useFormat.tsx'
import { go, routeToHash, useRoute } from '../state/route.ts'
import { toggleSidebar, useUi } from '../state/ui.ts'
import { IconButton } from '../ui/Button.tsx'
import { Tooltip } from '../ui/Tooltip.tsx'
import classes from './Sidebar.module.css'
import type { Section } from './sections.tsx'

interface Props {
  readonly sections: readonly Section[]
  /** Records per section, where that says something. */
  readonly counts?: Readonly<Record<string, number>>
}

export function Sidebar({ sections, counts = {} }: Props): ReactNode {
  const t = useText()
  const open = useUi((state) => state.sidebar)
  const main = sections.filter((section) => !section.foot)
  const foot = sections.filter((section) => section.foot)
  return (
    <nav className={classes.sidebar} data-collapsed={!open || undefined} aria-label={t('app.sections')}>
      <div className={classes.brand}>
        <span className={classes.mark} aria-hidden="true" />
        {open && <span className={classes.name}>{t('app.name')}</span>}
      </div>
      <ul className={classes.list} data-main>
        {main.map((section) => (
          <Entry key={section.id} section={section} open={open} count={counts[section.id]} />
        ))}
      </ul>
      <ul className={classes.list}>
        {foot.map((section) => (
          <Entry key={section.id} section={section} open={open} count={counts[section.id]} />
        ))}
      </ul>
      <div className={classes.fold}>
        <IconButton label={t(open ? 'app.sidebar.collapse' : 'app.sidebar.expand')} onClick={toggleSidebar}>
          {open ? (
            <IconLayoutSidebarLeftCollapse size={17} className={classes.mirrored} />
          ) : (
            <IconLayoutSidebarLeftExpand size={17} className={classes.mirrored} />
          )}
        </IconButton>
      </div>
    </nav>
  )
}

interface EntryProps {
  readonly section: Section
  readonly open: boolean
  readonly count: number | undefined
}

function Entry({ section, open, count }: EntryProps): ReactNode {
  const t = useText()
  const format = useFormat()
  const route = useRoute()
  const here = route.section === section.id
  const name = t(section.label ?? `app.section.${section.id}`)
  const Icon = section.icon
  const link = (
    <a
      href={routeToHash({ section: section.id })}
      className={classes.link}
      aria-label={name}
      aria-current={here ? 'page' : undefined}
      onClick={(event) => {
        event.preventDefault()
        go({ section: section.id })
      }}
    >
      <Icon size={18} stroke={1.7} aria-hidden="true" className={classes.icon} />
      {open && <span className={classes.label}>{name}</span>}
    </a>
  )
  return (
    <li className={classes.entry}>
      {open ? link : <Tooltip label={name}>{link}</Tooltip>}
      {open && count !== undefined && count > 0 && (
        <span className={classes.count}>{format.integer(count)}</span>
      )}
    </li>
  )
}

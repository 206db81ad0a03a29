/** Opportunities: as a board, a list, a calendar of closings. Which of them one likes is remembered. */
import { IconCalendarStats, IconLayoutKanban, IconList, IconTargetArrow } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { opportunity } from '#db/shared/opportunities.ts'
import { useText } from '../../i18n/I18nProvider.tsx'
import { ListAndRecord } from '../../records/ListAndRecord.tsx'
import { useMayCreate } from '../../records/useRights.ts'
import { runCommand } from '../../state/commands.ts'
import { useRemembered } from '../../state/remembered.ts'
import { go, type Route } from '../../state/route.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ViewChoice } from '../../ui/ViewChoice.tsx'
import { Board } from './board/Board.tsx'
import { Closings } from './Closings.tsx'

const views = ['board', 'list', 'closings'] as const
type View = (typeof views)[number]
const icons = { board: IconLayoutKanban, list: IconList, closings: IconCalendarStats }
const isView = (value: unknown): value is View => views.some((view) => view === value)
const parseView = (stored: unknown): View | undefined => (isView(stored) ? stored : undefined)

export function OpportunityPage({ route }: { readonly route: Route }): ReactNode {
  const t = useText()
  const [kept, keep] = useRemembered<View>('opportunities.view', 'board', parseView)
  const view = route.id !== undefined ? 'list' : isView(route.view) ? route.view : kept
  const mayCreate = useMayCreate(opportunity)
  const show = (next: View): void => {
    keep(next)
    go({ section: route.section, view: next })
  }
  const switcher = (
    <ViewChoice
      views={views.map((id) => ({ id, icon: icons[id], label: t(`opportunity.view.${id}`) }))}
      view={view}
      onChoose={show}
    />
  )
  if (view === 'list')
    return (
      <ListAndRecord
        entity={opportunity}
        route={route}
        newCommand="opportunity.new"
        actions={switcher}
        empty={<Nothing mayCreate={mayCreate} />}
      />
    )
  return view === 'board' ? (
    <Board switcher={switcher} empty={<Nothing mayCreate={mayCreate} />} />
  ) : (
    <Closings switcher={switcher} />
  )
}

function Nothing({ mayCreate }: { readonly mayCreate: boolean }): ReactNode {
  const t = useText()
  return (
    <EmptyState
      icon={<IconTargetArrow size={40} stroke={1.2} />}
      title={t('opportunity.empty.title')}
      {...(mayCreate && {
        action: (
          <Button tone="primary" onClick={() => runCommand('opportunity.new')}>
            {t('opportunity.new')}
          </Button>
        ),
      })}
    >
      {t('opportunity.empty.text')}
    </EmptyState>
  )
}

/** Favourites: the star on a record's page, its command, and the list of them. */
import { IconStar, IconStarFilled } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useRead } from '../../data/hooks.ts'
import { call } from '../../data/port.ts'
import { useHasText, useText } from '../../i18n/I18nProvider.tsx'
import type { RecordProps } from '../../records/extensions.tsx'
import { useCommand } from '../../state/commands.ts'
import { reportFailure, toastUndoable } from '../../state/feedback.ts'
import { keyText } from '../../state/keys.ts'
import { IconButton } from '../../ui/Button.tsx'
import { Kbd } from '../../ui/Kbd.tsx'
import { Panel } from './Panel.tsx'
import { Row } from './Row.tsx'
import { useNamed } from './useNamed.ts'

export function useFavourites() {
  return useRead('favourite.list', {}, { depends: { on: ['favourite', 'contact', 'company'] }, keep: true })
    .data?.records
}

export function Star({ entity, record }: RecordProps): ReactNode {
  const t = useText()
  const has = useHasText()
  const info = useRead('app.info', {}, { depends: { on: ['user', 'setting'] } }).data
  const isOn = useFavourites()?.some(({ id }) => id === record.id)
  const change = async (): Promise<void> => {
    try {
      const done = await call('favourite.set', { entity: entity.name, id: record.id, on: !isOn })
      const name = String(record.displayName ?? '')
      toastUndoable(t(isOn ? 'home.unstarred' : 'home.starred', { name }), done.operation, t, has)
    } catch (failure) {
      reportFailure(failure, t, has)
    }
  }
  const can = isOn !== undefined && info?.readOnly === false && (record.trashedAt ?? null) === null
  useCommand('record.favourite', can ? () => void change() : undefined)
  if (!can) return null
  return (
    <IconButton
      label={t(isOn ? 'home.unstar' : 'home.star')}
      hint={<Kbd keys={keyText('CmdOrCtrl+Shift+K')} />}
      onClick={() => void change()}
    >
      {isOn ? <IconStarFilled size={16} /> : <IconStar size={16} />}
    </IconButton>
  )
}

export function Favourites(): ReactNode {
  const t = useText()
  const favourites = useFavourites()
  const named = useNamed(favourites ?? [])
  return (
    <Panel
      title={t('home.favourites')}
      icon={<IconStar size={16} />}
      count={named.length}
      empty={favourites ? t('home.favourites.empty', { key: keyText('CmdOrCtrl+Shift+K') }) : t('ui.loading')}
    >
      {named.map((record) => (
        <Row key={record.id} {...record} />
      ))}
    </Panel>
  )
}

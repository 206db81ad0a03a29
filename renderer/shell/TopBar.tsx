/** The bar above everything: back and forward, search, New, who is here and how it looks. */
import {
  IconChevronDown,
  IconChevronLeft,
  IconChevronRight,
  IconDeviceDesktop,
  IconMoon,
  IconPlus,
  IconSun,
} from '@tabler/icons-react'
import { type ReactNode, useRef } from 'react'
import { type Command, type CommandId, commands } from '#db/shared/commands.ts'
import { useText } from '../i18n/I18nProvider.tsx'
import { languages } from '../i18n/preferences.ts'
import { runCommand, useCommand, useOffers } from '../state/commands.ts'
import { keyText } from '../state/keys.ts'
import { colorSchemes, densities, type Preferences, useUserPreferences } from '../state/preferences.ts'
import { goBack, goForward, useLocation, useRoute } from '../state/route.ts'
import { setPalette, useUi } from '../state/ui.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Button, IconButton } from '../ui/Button.tsx'
import { Kbd } from '../ui/Kbd.tsx'
import { Menu, type MenuEntry } from '../ui/Menu.tsx'
import { SearchBox } from '../ui/SearchBox.tsx'
import { Spoken } from '../ui/Spoken.tsx'
import { creatorOf } from './sections.tsx'
import classes from './TopBar.module.css'

/** Each language by its own name. */
export const languageNames = { en: 'English', th: 'ไทย', fa: 'فارسی' } as const
const themeIcons = { system: IconDeviceDesktop, light: IconSun, dark: IconMoon } as const

interface Props {
  readonly user: { readonly id: string; readonly name: string; readonly initials: string } | undefined
  readonly onPreferences: (change: Partial<Preferences>) => void
  /** Enter in the search box. */
  readonly onSearch: (text: string) => void
  /** Absent while nobody needs to sign in. */
  readonly onSignOut?: () => void
}

export function TopBar({ user, onPreferences, onSearch, onSignOut }: Props): ReactNode {
  const t = useText()
  const search = useRef<HTMLInputElement>(null)
  const text = useUi((state) => state.search)
  const back = useLocation((state) => state.back.length > 0)
  const forward = useLocation((state) => state.forward.length > 0)
  const preferences = useUserPreferences()
  useCommand('lookup.search', () => {
    search.current?.focus()
    search.current?.select()
  })
  const ThemeIcon = themeIcons[preferences.colorScheme]
  const choices = <Value extends string>(
    title: string,
    prefix: string,
    values: readonly Value[],
    current: Value,
    change: (value: Value) => Partial<Preferences>,
  ): MenuEntry[] => [
    { kind: 'title', id: title, label: t(title) },
    ...values.map(
      (value): MenuEntry => ({
        kind: 'check',
        id: `${title}.${value}`,
        label: prefix === '' ? languageNames[value as keyof typeof languageNames] : t(`${prefix}.${value}`),
        checked: value === current,
        onSelect: () => onPreferences(change(value)),
      }),
    ),
  ]
  return (
    <header className={classes.bar}>
      <div className={classes.side}>
        <IconButton label={t('app.back')} disabled={!back} onClick={goBack}>
          <IconChevronLeft size={17} className={classes.mirrored} />
        </IconButton>
        <IconButton label={t('app.forward')} disabled={!forward} onClick={goForward}>
          <IconChevronRight size={17} className={classes.mirrored} />
        </IconButton>
      </div>
      <search className={classes.search}>
        <SearchBox
          ref={search}
          label={t('app.search')}
          placeholder={t('app.search.placeholder')}
          value={text}
          onChange={(value) => useUi.setState({ search: value })}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing) return
            if (event.key === 'Enter') onSearch(text)
            else if (event.key === 'Escape' && text !== '') {
              event.preventDefault()
              useUi.setState({ search: '' })
            }
          }}
          hint={
            <button type="button" className={classes.hint} onClick={() => setPalette(true)}>
              <Spoken>{t('ui.palette')}</Spoken>
              <Kbd keys={keyText('CmdOrCtrl+K')} />
            </button>
          }
        />
      </search>
      <div className={classes.side} data-end="">
        <NewButton />
        <Menu
          label={t('app.theme')}
          position="bottom-end"
          trigger={
            <IconButton label={t('app.theme')}>
              <ThemeIcon size={17} />
            </IconButton>
          }
          entries={[
            ...choices('app.theme', 'app.theme', colorSchemes, preferences.colorScheme, (colorScheme) => ({
              colorScheme,
            })),
            { kind: 'line', id: 'line' },
            ...choices('app.density', 'app.density', densities, preferences.density, (density) => ({
              density,
            })),
          ]}
        />
        <Menu
          label={t('app.user')}
          position="bottom-end"
          trigger={
            <button type="button" className={classes.user}>
              <Spoken>{t('app.user')}</Spoken>
              <Avatar initials={user?.initials ?? ''} seed={user?.id ?? ''} size="medium" />
            </button>
          }
          entries={[
            ...(user ? [{ kind: 'title', id: 'name', label: user.name } as const] : []),
            { kind: 'line', id: 'line' },
            ...choices('app.language', '', languages, preferences.language, (language) => ({ language })),
            ...(onSignOut
              ? [
                  { kind: 'line', id: 'end' } as const,
                  { id: 'signOut', label: t('users.signOut'), onSelect: onSignOut },
                ]
              : []),
          ]}
        />
      </div>
    </header>
  )
}

const creators: readonly CommandId[] = ['contact.new', 'company.new', 'note.new']

/** The one New button: the first thing that can be made here, and a menu of the others. */
function NewButton(): ReactNode {
  const t = useText()
  const offers = useOffers((state) => state.offers)
  const here = creatorOf(useRoute().section)
  const possible = [...new Set([...(here ? [here] : []), ...creators])].filter((id) =>
    offers.some((offer) => offer.id === id),
  )
  const first = possible[0]
  if (!first) return null
  const entries = possible.map((id): MenuEntry => {
    const command: Command | undefined = commands.find((candidate) => candidate.id === id)
    return {
      id,
      label: t(`command.${id}`),
      ...(command?.keys && { keys: keyText(command.keys) }),
      onSelect: () => runCommand(id),
    }
  })
  return (
    <div className={classes.make}>
      <Button tone="primary" icon={<IconPlus size={15} />} onClick={() => runCommand(first)}>
        {t(`command.${first}`)}
      </Button>
      {entries.length > 1 && (
        <Menu
          label={t('app.new')}
          position="bottom-end"
          entries={entries}
          trigger={
            <IconButton label={t('app.new')} tone="primary" size={30}>
              <IconChevronDown size={15} />
            </IconButton>
          }
        />
      )}
    </div>
  )
}

/** The search box: a `searchbox`, always. */
import { IconSearch, IconX } from '@tabler/icons-react'
import type { KeyboardEventHandler, ReactNode, Ref } from 'react'
import { useText } from '../i18n/I18nProvider.tsx'
import { IconButton } from './Button.tsx'
import classes from './SearchBox.module.css'

interface Props {
  readonly label: string
  readonly placeholder: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly onKeyDown?: KeyboardEventHandler<HTMLInputElement>
  readonly hint?: ReactNode
  readonly ref?: Ref<HTMLInputElement>
}

export function SearchBox({ label, placeholder, value, onChange, onKeyDown, hint, ref }: Props): ReactNode {
  const t = useText()
  return (
    <div className={classes.box}>
      <IconSearch size={16} aria-hidden="true" className={classes.icon} />
      <input
        ref={ref}
        type="search"
        aria-label={label}
        placeholder={placeholder}
        dir="auto"
        spellCheck={false}
        autoComplete="off"
        className={classes.input}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      {value === '' ? (
        hint
      ) : (
        <IconButton label={t('ui.clear')} size={22} onClick={() => onChange('')}>
          <IconX size={14} />
        </IconButton>
      )}
    </div>
  )
}

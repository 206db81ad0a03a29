/** Buttons. Words are verbs; an icon alone always has a name, shown as its tooltip. */
import { ActionIcon, Button as MantineButton } from '@mantine/core'
import type { MouseEventHandler, ReactNode, Ref } from 'react'
import { Tooltip } from './Tooltip.tsx'

export type ButtonTone = 'primary' | 'plain' | 'quiet' | 'danger'

interface ButtonProps {
  readonly children: ReactNode
  readonly tone?: ButtonTone
  readonly size?: 'normal' | 'small'
  readonly icon?: ReactNode
  readonly after?: ReactNode
  readonly busy?: boolean
  readonly disabled?: boolean
  readonly type?: 'button' | 'submit'
  readonly autoFocus?: boolean
  readonly onClick?: MouseEventHandler<HTMLButtonElement>
  readonly ref?: Ref<HTMLButtonElement>
  readonly 'aria-label'?: string
  readonly 'aria-expanded'?: boolean
  readonly 'aria-haspopup'?: 'menu' | 'dialog' | 'listbox'
}

const variants = {
  primary: { variant: 'filled' },
  plain: { variant: 'default' },
  quiet: { variant: 'subtle', color: 'gray' },
  danger: { variant: 'filled', color: 'var(--danger)' },
} as const

export function Button(props: ButtonProps): ReactNode {
  const { tone = 'plain', size = 'normal', icon, after, busy, type = 'button', autoFocus, ...rest } = props
  return (
    <MantineButton
      {...variants[tone]}
      {...rest}
      {...(autoFocus && { 'data-autofocus': true })}
      {...(tone === 'quiet' && { c: 'var(--text)' })}
      data-small={size === 'small' || undefined}
      leftSection={icon}
      rightSection={after}
      loading={busy ?? false}
      type={type}
    />
  )
}

interface IconButtonProps {
  /** The name: read aloud, and shown on hover. */
  readonly label: string
  readonly children: ReactNode
  /** A key to show beside the name in the tooltip. */
  readonly hint?: ReactNode
  readonly tone?: 'quiet' | 'plain' | 'primary'
  readonly size?: number
  readonly disabled?: boolean
  readonly pressed?: boolean
  readonly tabIndex?: number
  readonly onClick?: MouseEventHandler<HTMLButtonElement>
  readonly ref?: Ref<HTMLButtonElement>
  readonly 'aria-expanded'?: boolean
  readonly 'aria-haspopup'?: 'menu' | 'dialog' | 'listbox'
}

export function IconButton(props: IconButtonProps): ReactNode {
  const { label, hint, tone = 'quiet', size = 28, pressed, children, ...rest } = props
  const variant = tone === 'plain' ? 'default' : tone === 'primary' ? 'filled' : 'subtle'
  return (
    <Tooltip label={label} hint={hint}>
      <ActionIcon
        variant={variant}
        {...(tone !== 'primary' && { c: 'var(--text-dim)', color: 'gray' })}
        size={size}
        aria-label={label}
        {...(pressed !== undefined && { 'aria-pressed': pressed })}
        {...rest}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  )
}

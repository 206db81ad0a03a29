/** Dialogs and drawers: Escape closes, focus returns where it was, buttons in reading order with the main one last. */
import { Drawer as MantineDrawer, Modal } from '@mantine/core'
import type { FormEvent, ReactNode } from 'react'
import { useText } from '../../i18n/I18nProvider.tsx'
import classes from './Dialog.module.css'

interface DialogProps {
  readonly open: boolean
  readonly title: string
  readonly children: ReactNode
  readonly onClose: () => void
  /** Buttons, main one last. */
  readonly footer?: ReactNode
  readonly size?: 'small' | 'medium' | 'large' | 'wide'
  /** Given, the dialog is a form and Enter submits it. */
  readonly onSubmit?: () => void
}

const sizes = { small: 420, medium: 620, large: 900, wide: 1120 } as const

export function Dialog({
  open,
  title,
  children,
  onClose,
  footer,
  size = 'medium',
  onSubmit,
}: DialogProps): ReactNode {
  const t = useText()
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    onSubmit?.()
  }
  const body = (
    <>
      <div className={classes.body}>{children}</div>
      {footer && <footer className={classes.footer}>{footer}</footer>}
    </>
  )
  return (
    <Modal
      opened={open}
      onClose={onClose}
      title={title}
      size={sizes[size]}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      {onSubmit ? <form onSubmit={submit}>{body}</form> : body}
    </Modal>
  )
}

interface DrawerProps {
  readonly open: boolean
  readonly title: string
  readonly children: ReactNode
  readonly onClose: () => void
}

/** A panel over the far edge of the window. */
export function Drawer({ open, title, children, onClose }: DrawerProps): ReactNode {
  const t = useText()
  return (
    <MantineDrawer
      opened={open}
      onClose={onClose}
      title={title}
      position="right"
      size={440}
      overlayProps={{ backgroundOpacity: 1, color: 'var(--scrim)' }}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      {children}
    </MantineDrawer>
  )
}

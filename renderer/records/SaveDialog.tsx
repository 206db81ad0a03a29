/** A form in a dialog that saves one thing by name. */
import type { ReactNode } from 'react'
import type { ErrorRecord } from '#db/shared/errors.ts'
import { useText } from '../i18n/I18nProvider.tsx'
import { Button } from '../ui/Button.tsx'
import { ErrorNote } from '../ui/ErrorNote.tsx'
import { Dialog } from '../ui/overlay/Dialog.tsx'
import { useReturnFocus } from './focus.ts'

interface Props {
  readonly title: string
  readonly size?: 'small' | 'medium' | 'large'
  readonly busy?: boolean
  readonly ready?: boolean
  readonly error: ErrorRecord | undefined
  /** The word on the button, where it is not “Save”. */
  readonly action?: string
  /** `danger` for what takes something away. */
  readonly tone?: 'primary' | 'danger'
  readonly onSave: () => void
  readonly onClose: () => void
  readonly children: ReactNode
}

export function SaveDialog({
  title,
  size = 'medium',
  busy = false,
  ready = true,
  error,
  action,
  tone = 'primary',
  onSave,
  onClose,
  children,
}: Props): ReactNode {
  useReturnFocus()
  const t = useText()
  return (
    <Dialog
      open
      size={size}
      title={title}
      onClose={onClose}
      onSubmit={onSave}
      footer={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button type="submit" tone={tone} busy={busy} disabled={!ready}>
            {action ?? t('ui.save')}
          </Button>
        </>
      }
    >
      {error && <ErrorNote error={error} />}
      {children}
    </Dialog>
  )
}

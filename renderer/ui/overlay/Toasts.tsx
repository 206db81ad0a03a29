/** What just happened, with a way back. Read aloud politely; stays while pointed at; never the only record. */
import { IconAlertTriangle, IconCheck, IconInfoCircle, IconX } from '@tabler/icons-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useText } from '../../i18n/I18nProvider.tsx'
import { Button, IconButton } from '../Button.tsx'
import classes from './Toasts.module.css'

export interface Toast {
  readonly id: string
  readonly tone: 'done' | 'info' | 'problem'
  readonly text: string
  readonly detail?: string
  readonly action?: { readonly label: string; readonly onSelect: () => void }
}

interface Props {
  readonly toasts: readonly Toast[]
  readonly onClose: (id: string) => void
}

const STAY_MS = 6_000
const icons = { done: IconCheck, info: IconInfoCircle, problem: IconAlertTriangle } as const

export function Toasts({ toasts, onClose }: Props): ReactNode {
  const t = useText()
  return (
    <section className={classes.region} aria-label={t('ui.toasts')}>
      <div role="status" aria-live="polite" className={classes.list}>
        {toasts.map((toast) => (
          <OneToast key={toast.id} toast={toast} onClose={onClose} />
        ))}
      </div>
    </section>
  )
}

function OneToast({
  toast,
  onClose,
}: {
  readonly toast: Toast
  readonly onClose: (id: string) => void
}): ReactNode {
  const t = useText()
  const [held, setHeld] = useState(false)
  const close = useRef(onClose)
  useEffect(() => {
    close.current = onClose
  })
  useEffect(() => {
    if (held || toast.tone === 'problem') return
    const timer = setTimeout(() => close.current(toast.id), STAY_MS)
    return () => clearTimeout(timer)
  }, [held, toast])
  const Icon = icons[toast.tone]
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only keeps the toast while it is pointed at
    <div
      className={classes.toast}
      data-tone={toast.tone}
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <Icon size={17} aria-hidden="true" className={classes.icon} />
      <div className={classes.text}>
        <div>{toast.text}</div>
        {toast.detail && (
          <div className={classes.detail} dir="auto">
            {toast.detail}
          </div>
        )}
      </div>
      {toast.action && (
        <Button
          size="small"
          onClick={() => {
            toast.action?.onSelect()
            onClose(toast.id)
          }}
        >
          {toast.action.label}
        </Button>
      )}
      <IconButton label={t('ui.close')} size={24} onClick={() => onClose(toast.id)}>
        <IconX size={14} />
      </IconButton>
    </div>
  )
}

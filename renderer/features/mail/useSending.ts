/** Sends what is due while a window is open: when something is put into the outbox, when a wait is over, when asked to. */
import { useEffect, useRef } from 'react'
import { create } from 'zustand'
import type { Output } from '#db/shared/contract.ts'
import { useJob, useRead } from '../../data/hooks.ts'
import { useText } from '../../i18n/I18nProvider.tsx'
import { go } from '../../state/route.ts'
import { useMay } from '../../state/session.ts'
import { showJob, toast } from '../../state/ui.ts'

const AT_LEAST_MS = 15_000

export type Counts = Output<'mail.counts'>

export const useCounts = (): Counts | undefined =>
  useRead('mail.counts', {}, { depends: { on: ['mailMessage'] } }).data

interface Sending {
  readonly last: Output<'mail.send'> | undefined
  /** Grows with each request to send now. */
  readonly asked: number
}
export const useSendingState = create<Sending>()(() => ({ last: undefined, asked: 0 }))
export const sendNow = (): void => useSendingState.setState(({ asked }) => ({ asked: asked + 1 }))

export function useSending(): void {
  const t = useText()
  const { asked } = useSendingState()
  const counts = useCounts()
  const may = useMay('edit')
  const { job, start, cancel } = useJob('mail.send')
  const running = job.state === 'running'
  const lastRun = useRef(0)
  const seen = useRef(asked)
  const due = counts?.due ?? 0
  const next = counts?.next ?? null

  useEffect(() => {
    if (running || !may) return
    const byHand = seen.current !== asked
    if (!byHand && due === 0 && next === null) return
    // What could not go now is not tried again in every second.
    const wait = byHand
      ? 0
      : Math.max(
          due > 0 ? 0 : Date.parse(next ?? '') - Date.now(),
          lastRun.current === 0 ? 0 : lastRun.current + AT_LEAST_MS - Date.now(),
          0,
        )
    const timer = setTimeout(
      async () => {
        seen.current = asked
        lastRun.current = Date.now()
        const done = await start({})
        if (!done) return
        useSendingState.setState({ last: done })
        if (done.sent + done.failed + done.uncertain > 0 || byHand)
          toast({
            id: 'mail',
            tone: done.failed + done.uncertain + done.accounts.length > 0 ? 'problem' : 'done',
            text: t('mail.done', { sent: done.sent }),
            ...(done.later + done.failed + done.uncertain > 0 && {
              detail: t('mail.done.more', {
                later: done.later,
                failed: done.failed,
                uncertain: done.uncertain,
              }),
            }),
            action: { label: t('mail.outbox'), onSelect: () => go({ section: 'outbox' }) },
          })
      },
      Math.min(wait, 2_000_000_000),
    )
    return () => clearTimeout(timer)
  }, [running, may, due, next, asked, start, t])

  useEffect(() => {
    showJob(
      'mail',
      job.state === 'running'
        ? {
            label: t('mail.sending'),
            ...job.progress,
            startedAt: job.startedAt,
            cancel,
            open: () => go({ section: 'outbox' }),
          }
        : undefined,
    )
  }, [job, cancel, t])
}

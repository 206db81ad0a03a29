/** A document made anew, shortly after what it is made from has changed, and laid out as PDF. */
import { useEffect, useState } from 'react'
import type { ErrorRecord } from '#db/shared/errors.ts'
import type { PrintDocument } from '#db/shared/printing.ts'
import type { Progress } from '#db/shared/wire.ts'
import { native } from '../../data/native.ts'
import { recordOf } from '../../data/port.ts'

const SETTLE_MS = 250

export interface Preview {
  readonly document: PrintDocument
  readonly pdf: Uint8Array
  readonly pages: number
  readonly records: number
  /** Records left out because they have no address. */
  readonly without?: readonly { readonly id: string; readonly name: string }[]
}

export type PreviewState =
  | { readonly state: 'making'; readonly progress: Progress | undefined; readonly startedAt: number }
  | { readonly state: 'ready'; readonly preview: Preview }
  | { readonly state: 'failed'; readonly error: ErrorRecord }

export type Made = Omit<Preview, 'pdf' | 'pages'>
/** Makes the document; `call` of a procedure that composes one. */
export type Make = (options: {
  readonly signal: AbortSignal
  readonly onProgress: (progress: Progress) => void
}) => Promise<Made>

/** `key` says all that `make` depends on. */
export function usePreview(key: string, make: Make): PreviewState {
  const [shown, setShown] = useState<PreviewState>({ state: 'making', progress: undefined, startedAt: 0 })
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says all that it is made of
  useEffect(() => {
    const stop = new AbortController()
    const startedAt = Date.now()
    const show = (next: PreviewState): void => {
      if (!stop.signal.aborted) setShown(next)
    }
    const timer = setTimeout(async () => {
      show({ state: 'making', progress: undefined, startedAt })
      try {
        const made = await make({
          signal: stop.signal,
          onProgress: (progress) => show({ state: 'making', progress, startedAt }),
        })
        const laid = await native?.renderPdf(made.document)
        if (laid?.ok) show({ state: 'ready', preview: { ...made, ...laid.value } })
        else show({ state: 'failed', error: laid?.error ?? { code: 'Unavailable', reason: 'layout' } })
      } catch (error) {
        show({ state: 'failed', error: recordOf(error) })
      }
    }, SETTLE_MS)
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [key])
  return shown
}

/** Running scheduled reports from a window: pages are laid out by the program, the rest is the host's. */
import { AppError } from '#db/shared/errors.ts'
import { type Made, runSchedules } from '#db/shared/runSchedules.ts'
import { native } from '../../data/native.ts'
import { call, recordOf } from '../../data/port.ts'

export const base64 = (bytes: Uint8Array): string => {
  let text = ''
  for (let at = 0; at < bytes.length; at += 0x8000)
    text += String.fromCharCode(...bytes.subarray(at, at + 0x8000))
  return btoa(text)
}

/** One look at a time in this window; other windows and programs are kept apart by the database. */
let running: Promise<Made[]> | undefined

export function runNow(id?: string): Promise<Made[]> {
  const begun: Promise<Made[]> = (running ?? Promise.resolve([])).then(() =>
    runSchedules(
      {
        call,
        recordOf,
        async layOut(document) {
          const laid = await native?.renderPdf(document)
          if (!laid) throw new AppError({ code: 'Unavailable', reason: 'noDisplay' })
          if (!laid.ok) throw new AppError(laid.error)
          return base64(laid.value.pdf)
        },
      },
      id,
    ),
  )
  const settled = begun.catch(() => [])
  running = settled
  return begun
}

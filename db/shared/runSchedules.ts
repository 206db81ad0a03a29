/** Making the reports that are due, one after the other: the same steps for the window and for the command line. */
import type { Input, Name, Output } from './contract.ts'
import type { ErrorRecord } from './errors.ts'
import type { PrintDocument } from './printing.ts'
import type { ClaimedRun } from './reportSchedules.ts'

/** What the steps need of whoever takes them. */
export interface Hands {
  call<N extends Name>(name: N, input: Input<N>): Promise<Output<N>>
  /** The pages as PDF, base64. */
  layOut(document: PrintDocument): Promise<string>
  recordOf(error: unknown): ErrorRecord
}

export interface Made {
  readonly name: string
  /** The file, or the people it is on its way to. */
  readonly went?: string
  readonly error?: ErrorRecord
}

/** More than anybody has due at once; whatever is left comes with the next look. */
const MOST = 200

async function make(hands: Hands, claimed: ClaimedRun): Promise<number> {
  const { run, report: name, parameters, reader, format } = claimed
  if (format !== 'pdf') return (await hands.call('reportSchedule.make', { run })).rows
  const { document, rows } = await hands.call('report.compose', { name, parameters, reader })
  const pdf = await hands.layOut(document)
  return (await hands.call('reportSchedule.make', { run, pdf, rows })).rows
}

/** One run that was claimed; a failure is in the log and in the answer, to be tried again. */
async function carryOut(hands: Hands, claimed: ClaimedRun): Promise<Made> {
  const { run, name } = claimed
  try {
    const rows = await make(hands, claimed)
    const { went } = await hands.call('reportSchedule.finish', { run, rows })
    return { name, ...(went !== null && { went }) }
  } catch (error) {
    const record = hands.recordOf(error)
    await hands.call('reportSchedule.finish', { run, error: record })
    return { name, error: record }
  }
}

/** All that is due, until one of them is cancelled; with `id` only that schedule, whether due or not. */
export async function runSchedules(hands: Hands, id?: string): Promise<Made[]> {
  const made: Made[] = []
  while (made.length < MOST) {
    const { run } = await hands.call('reportSchedule.claim', id === undefined ? {} : { id })
    if (!run) break
    const one = await carryOut(hands, run)
    made.push(one)
    if (id !== undefined || one.error?.code === 'Cancelled') break
  }
  return made
}

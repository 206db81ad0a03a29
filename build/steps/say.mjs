// What the person at the terminal reads. Everything goes to stderr: stdout belongs to the program that is run.
import process from 'node:process'

/** A preparation that cannot go on; `remedy` says what to do about it. */
export class StepFailed extends Error {
  constructor(message, remedy) {
    super(message)
    this.remedy = remedy
  }
}

export const say = (text) => process.stderr.write(`${text}\n`)

/** Names a piece of work while it runs and says how long it took. */
export async function step(name, work) {
  say(`▸ ${name} …`)
  const begun = performance.now()
  const result = await work()
  say(`  done in ${((performance.now() - begun) / 1000).toFixed(1)} s`)
  return result
}

export function sayFailure(error) {
  if (!(error instanceof StepFailed)) throw error
  say(`\n✖ ${error.message}`)
  if (error.remedy) say(`\n${error.remedy}`)
}

/** A thread of the host that opens nothing and dies of the first thing it is asked. */
import { parentPort } from 'node:worker_threads'
import type { FromWorker, ToWorker } from '#db/host/worker.ts'

parentPort?.on('message', (message: ToWorker) => {
  if (message.t === 'call') throw new Error('out of memory')
  if (message.t === 'close') parentPort?.close()
})
parentPort?.postMessage({ t: 'ready' } satisfies FromWorker)

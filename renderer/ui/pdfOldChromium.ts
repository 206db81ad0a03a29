/** What pdf.js takes for granted and Chromium 114 lacks. Imported before pdf.js, in the window and in its worker. */

function give(to: object, name: string, value: (...given: never[]) => unknown): void {
  if (!(name in to)) Object.defineProperty(to, name, { value, configurable: true, writable: true })
}

function withResolvers<T>() {
  let resolve: (value: T | PromiseLike<T>) => void = () => undefined
  let reject: (reason: unknown) => void = () => undefined
  const promise = new Promise<T>((yes, no) => {
    resolve = yes
    reject = no
  })
  return { promise, resolve, reject }
}

function anySignal(all: Iterable<AbortSignal>): AbortSignal {
  const any = new AbortController()
  for (const signal of all) {
    if (signal.aborted) any.abort(signal.reason)
    else signal.addEventListener('abort', () => any.abort(signal.reason), { once: true })
  }
  return any.signal
}

give(Promise, 'withResolvers', withResolvers)
give(AbortSignal, 'any', anySignal)

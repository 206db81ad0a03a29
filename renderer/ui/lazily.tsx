/** Code that is fetched when it is first shown, or before that in the first quiet moment after the start. */
import { type ComponentType, lazy, type ReactNode, Suspense } from 'react'

const waiting = new Set<() => Promise<unknown>>()

/** A component whose code is not needed for the first picture; its place is empty until it is there. */
export function lazily<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  let loading: Promise<{ default: ComponentType<P> }> | undefined
  const once = () => {
    loading ??= load().then((component) => ({ default: component }))
    return loading
  }
  waiting.add(once)
  const Component = lazy(once)
  return function Lazily(props: P): ReactNode {
    return (
      <Suspense fallback={null}>
        <Component {...props} />
      </Suspense>
    )
  }
}

/** Fetches, one after the other while nothing else is to be done, what nobody has asked for yet. */
export function fetchAhead(): void {
  const [next] = waiting
  if (!next) return
  waiting.delete(next)
  requestIdleCallback(() => void next().then(fetchAhead), { timeout: 2_000 })
}

/**
 * The link to the db host: calls with cancel and progress, change notices, reconnecting. Typed by the contract.
 * Owns call ids and what is pending; knows nothing of React, caches or what a procedure means.
 *
 * A call made while there is no host waits for one, because the host is back within a second of a crash. A call that
 * was under way when the host died fails with Unavailable: whether it was done is not known here.
 */
import type { Input, Name, Output } from '#db/shared/contract.ts'
import type { ErrorRecord } from '#db/shared/errors.ts'
import type { Changed, Down, Progress, Up } from '#db/shared/wire.ts'

/** What is needed of a MessagePort. */
export interface Channel {
  postMessage(message: Up): void
  close(): void
  onmessage: ((event: MessageEvent<unknown>) => void) | null
  addEventListener(type: 'close', listener: () => void): void
}

export interface CallOptions {
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((progress: Progress) => void) | undefined
}

export type LinkState = 'connecting' | 'connected' | 'lost'

/** A failure that came over the wire: an error record, as an Error so that it can be thrown. */
export class CallError extends Error {
  readonly record: ErrorRecord
  constructor(record: ErrorRecord) {
    super(record.reason ? `${record.code}: ${record.reason}` : record.code)
    this.name = 'CallError'
    this.record = record
  }
}

/** The record of any failure: what was thrown by a call, or a Bug of the window itself. */
export function recordOf(error: unknown): ErrorRecord {
  if (error instanceof CallError) return error.record
  return { code: 'Bug', ref: error instanceof Error ? error.message.slice(0, 120) : String(error) }
}

interface Pending {
  readonly up: Extract<Up, { t: 'call' }>
  readonly resolve: (value: unknown) => void
  readonly reject: (error: CallError) => void
  readonly onProgress: ((progress: Progress) => void) | undefined
  readonly dispose: () => void
  sent: boolean
}

export interface Port {
  /** Calls a procedure by name. Rejects with CallError. */
  call<N extends Name>(name: N, input: Input<N>, options?: CallOptions): Promise<Output<N>>
  /** A new channel to the host: the first, or the one after a crash. */
  attach(channel: Channel): void
  /** The host is gone; another channel will come. */
  lost(): void
  onChanged(listener: (changed: Changed) => void): () => void
  /** Hears of a connection before any call that waited for one is sent. */
  onState(listener: (state: LinkState) => void): () => void
  /** Every error record that comes from the host. */
  onFailure(listener: (error: ErrorRecord) => void): () => void
  state(): LinkState
}

export function createPort(): Port {
  const pending = new Map<number, Pending>()
  const changedListeners = new Set<(changed: Changed) => void>()
  const stateListeners = new Set<(state: LinkState) => void>()
  const failureListeners = new Set<(error: ErrorRecord) => void>()
  let channel: Channel | undefined
  let state: LinkState = 'connecting'
  let nextId = 1

  function setState(next: LinkState): void {
    if (state === next) return
    state = next
    for (const listener of stateListeners) listener(next)
  }
  function settle(id: number): Pending | undefined {
    const call = pending.get(id)
    if (!call) return undefined
    pending.delete(id)
    call.dispose()
    return call
  }
  function receive(down: Down): void {
    switch (down.t) {
      case 'reply': {
        const call = settle(down.id)
        if (down.ok) call?.resolve(down.value)
        else {
          for (const listener of failureListeners) listener(down.error)
          call?.reject(new CallError(down.error))
        }
        return
      }
      case 'progress':
        pending.get(down.id)?.onProgress?.(down.progress)
        return
      case 'changed':
        for (const listener of changedListeners) listener(down)
        return
      default:
    }
  }
  function send(call: Pending): void {
    if (!channel) return
    call.sent = true
    channel.postMessage(call.up)
  }
  function drop(): void {
    const old = channel
    channel = undefined
    if (old) old.onmessage = null
    for (const [id, call] of pending) {
      if (call.sent) settle(id)?.reject(new CallError({ code: 'Unavailable', reason: 'hostLost' }))
    }
  }

  return {
    call<N extends Name>(name: N, input: Input<N>, options: CallOptions = {}) {
      const { signal, onProgress } = options
      return new Promise<Output<N>>((resolve, reject) => {
        if (signal?.aborted) {
          reject(new CallError({ code: 'Cancelled' }))
          return
        }
        const id = nextId++
        const cancel = (): void => {
          const call = pending.get(id)
          if (!call) return
          if (call.sent) channel?.postMessage({ t: 'cancel', id })
          // A job says what it had done by the time it stopped; a read is simply no longer wanted.
          if (!call.sent || !onProgress) settle(id)?.reject(new CallError({ code: 'Cancelled' }))
        }
        signal?.addEventListener('abort', cancel, { once: true })
        const call: Pending = {
          up: { t: 'call', id, name, input },
          // The host has checked the value against the contract's schema.
          resolve: (value) => resolve(value as Output<N>),
          reject,
          onProgress,
          dispose: () => signal?.removeEventListener('abort', cancel),
          sent: false,
        }
        pending.set(id, call)
        send(call)
      })
    },
    attach(next) {
      // Another channel while one seemed to live: the host has died, and before Chromium 122 no port says so.
      if (channel) setState('lost')
      drop()
      channel = next
      next.onmessage = (event) => receive(event.data as Down)
      next.addEventListener('close', () => {
        if (channel !== next) return
        drop()
        setState('lost')
      })
      setState('connected')
      for (const call of pending.values()) if (!call.sent) send(call)
    },
    lost() {
      drop()
      setState('lost')
    },
    onChanged(listener) {
      changedListeners.add(listener)
      return () => changedListeners.delete(listener)
    },
    onState(listener) {
      stateListeners.add(listener)
      return () => stateListeners.delete(listener)
    },
    onFailure(listener) {
      failureListeners.add(listener)
      return () => failureListeners.delete(listener)
    },
    state: () => state,
  }
}

/** The window's one link. */
export const port: Port = createPort()

/** Calls a procedure of the host: `call('record.get', { entity: 'contact', id })`. */
export const call = port.call

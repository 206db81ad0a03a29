/** A transaction as it travels between devices: registers with values, references as identities. */
import type { DbValue } from '../shared/fields.ts'
import type { Stamp } from './versions.ts'

export interface RemoteChange {
  /** Permanent entity number. */
  readonly entity: number
  readonly id: string
  readonly create: boolean
  /** Register key → value; references as UUIDs. */
  readonly registers: Readonly<Record<string, DbValue>>
}

export interface Dot {
  readonly stream: number
  readonly seq: number
}

export interface RemoteTx extends Stamp {
  readonly at: number
  readonly operation: string
  readonly kind: string
  readonly user: string | null
  /** Of a stream's first transaction: the stream of the same database it goes on from, and how far that was. */
  readonly parent?: Dot | undefined
  /** What the writer had come to see since its previous transaction, or since the parent's: stream → highest sequence. */
  readonly saw: Readonly<Record<string, number>>
  readonly changes: readonly RemoteChange[]
}

/** In the log, under this key, registers that were confirmed as they stand: how a conflict is answered with what is shown. */

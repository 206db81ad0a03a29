/** A real mail server on this computer that keeps what it takes; told how to misbehave. */
import type { AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { afterEach } from 'vitest'

export interface Taken {
  readonly from: string
  readonly to: readonly string[]
  readonly raw: string
  readonly messageId: string
}

export interface Mailbox {
  readonly port: number
  readonly taken: Taken[]
  close(): Promise<void>
}

/** What to do once a message is there whole; `false` never answers, a code refuses. */
export type OnMessage = (message: Taken, n: number) => boolean | number | Promise<boolean | number>

const open: Mailbox[] = []
afterEach(async () => {
  for (const box of open.splice(0)) await box.close()
})

/**
 * The server waits a tenth of a second with its greeting, to catch clients that talk first; ten thousand messages would spend
 * a quarter of an hour on it. It greets at once here.
 */
function greetAtOnce(server: SMTPServer): void {
  const add = server.connections.add.bind(server.connections)
  server.connections.add = (connection) => {
    const listen: unknown = Reflect.get(connection, '_setListeners')
    const ready: unknown = Reflect.get(connection, 'connectionReady')
    if (typeof listen === 'function' && typeof ready === 'function')
      Reflect.set(connection, 'init', () => listen.call(connection, () => ready.call(connection)))
    return add(connection)
  }
}

export async function mailbox(
  onMessage: OnMessage = () => true,
  more: SMTPServerOptions = {},
): Promise<Mailbox> {
  const taken: Taken[] = []
  let n = 0
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    // Nothing waits for a look-up of names.
    disableReverseLookup: true,
    ...more,
    onData(stream, session, done) {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', async () => {
        const raw = Buffer.concat(parts).toString('utf8')
        const { mailFrom, rcptTo } = session.envelope
        const message: Taken = {
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map(({ address }) => address),
          raw,
          messageId: /^Message-ID: (<.*>)/im.exec(raw)?.[1] ?? '',
        }
        const answer = await onMessage(message, n++)
        if (typeof answer === 'number') return done(Object.assign(new Error('no'), { responseCode: answer }))
        taken.push(message)
        if (answer) done()
      })
    },
  })
  server.on('error', () => undefined)
  greetAtOnce(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const box: Mailbox = {
    port: (server.server.address() as AddressInfo).port,
    taken,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
  open.push(box)
  return box
}

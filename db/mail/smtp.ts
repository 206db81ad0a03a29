/**
 * One message to one server. The answer is one of four: taken, not now, never, or unknown, which is when the message was handed
 * over and no answer came. Must never: send anything itself again, log a password.
 */
import { Transform } from 'node:stream'
import MailComposer from 'nodemailer/lib/mail-composer'
import SMTPConnection from 'nodemailer/lib/smtp-connection'

export interface Server {
  readonly host: string
  readonly port: number
  readonly security: 'tls' | 'starttls' | 'none'
  readonly userName: string | undefined
  readonly password: string | undefined
}

export interface Outgoing {
  readonly messageId: string
  readonly from: { readonly name: string; readonly address: string }
  readonly to: { readonly name: string; readonly address: string }
  readonly replyTo: string | undefined
  readonly subject: string
  readonly html: string
  readonly text: string
  readonly attachments: readonly { readonly name: string; readonly path: string; readonly mime: string }[]
  readonly date: Date
  readonly headers?: Readonly<Record<string, string>>
}

/** Reasons are worded as `mail.reason.<reason>`. */
export type Outcome =
  | { readonly state: 'accepted'; readonly response: string }
  | { readonly state: 'deferred' | 'refused' | 'unknown'; readonly reason: string; readonly response: string }
  /** Nothing wrong with the message: the account cannot be used at all. */
  | { readonly state: 'account'; readonly reason: string; readonly response: string }

const CONNECT_MS = 20_000
const ANSWER_MS = 120_000

interface SmtpError extends Error {
  readonly code?: string
  readonly responseCode?: number
  readonly response?: string
}

const timeouts = (): { connect: number; answer: number } => ({
  connect: Number(process.env.SAMPHAN_SMTP_CONNECT_MS ?? CONNECT_MS),
  answer: Number(process.env.SAMPHAN_SMTP_ANSWER_MS ?? ANSWER_MS),
})

const isLoopback = (host: string): boolean => /^(localhost|127\.\d+\.\d+\.\d+|::1)$/.test(host)

function connectionTo(server: Server): SMTPConnection {
  const { connect, answer } = timeouts()
  return new SMTPConnection({
    host: server.host,
    port: server.port,
    secure: server.security === 'tls',
    requireTLS: server.security === 'starttls',
    ignoreTLS: server.security === 'none',
    // Without encryption no password leaves this computer.
    tls: { rejectUnauthorized: true, minVersion: 'TLSv1.2' },
    connectionTimeout: connect,
    greetingTimeout: connect,
    dnsTimeout: connect,
    socketTimeout: answer,
  })
}

/** Connects and signs in. */
async function open(server: Server): Promise<SMTPConnection> {
  if (server.security === 'none' && server.userName && !isLoopback(server.host))
    throw Object.assign(new Error('a password would be readable on the way'), { code: 'EPLAIN' })
  const connection = connectionTo(server)
  await new Promise<void>((resolve, reject) => {
    connection.once('error', reject)
    connection.once('end', () => reject(Object.assign(new Error('closed'), { code: 'ECONNECTION' })))
    connection.connect((error) => (error ? reject(error) : resolve()))
  })
  if (server.userName) {
    const { userName: user, password: pass = '' } = server
    await new Promise<void>((resolve, reject) =>
      connection.login({ user, pass, credentials: { user, pass } }, (error) =>
        error ? reject(error) : resolve(),
      ),
    )
  }
  return connection
}

const isSmtpError = (error: unknown): error is SmtpError => error instanceof Error

/** Why an account cannot be used; undefined when it is only this message, or only now. */
function accountReason({ code, message, responseCode }: SmtpError): string | undefined {
  if (code === 'EPLAIN') return 'plain'
  if (code === 'EAUTH' || responseCode === 535 || responseCode === 530) return 'auth'
  if (code === 'ETLS' || /certificate|self[- ]signed|SSL|TLS|wrong version number/i.test(message))
    return 'tls'
  if (code === 'EDNS' || /ENOTFOUND|EAI_AGAIN/.test(message)) return 'dns'
  if (code === 'ECONNREFUSED' || /ECONNREFUSED|EHOSTUNREACH|ENETUNREACH/.test(message)) return 'unreachable'
  return undefined
}

const responseOf = ({ response, message }: SmtpError): string => (response ?? message).slice(0, 500)

/** @throws Outcome-like record for people: the reason and what the server said */
export async function tryAccount(
  server: Server,
): Promise<{ greeting: string } | { reason: string; response: string }> {
  let connection: SMTPConnection | undefined
  try {
    connection = await open(server)
    return { greeting: server.host }
  } catch (error) {
    if (!isSmtpError(error)) throw error
    return { reason: accountReason(error) ?? 'timeout', response: responseOf(error) }
  } finally {
    connection?.quit()
  }
}

/**
 * Hands a message over. `onHanding` is called, and must have written what it writes, before the end of the message is sent:
 * from then on nobody but the server knows whether it was taken until it answers.
 */
export async function deliver(server: Server, message: Outgoing, onHanding: () => void): Promise<Outcome> {
  let handed = false
  let connection: SMTPConnection | undefined
  try {
    connection = await open(server)
    const mail = new MailComposer({
      from: message.from,
      to: message.to,
      ...(message.replyTo && { replyTo: message.replyTo }),
      subject: message.subject,
      html: message.html,
      text: message.text,
      messageId: message.messageId,
      date: message.date,
      ...(message.headers && { headers: { ...message.headers } }),
      attachments: message.attachments.map(({ name, path, mime }) => ({
        filename: name,
        path,
        contentType: mime,
      })),
      disableUrlAccess: true,
    }).compile()
    const body = new Transform({
      transform: (chunk, _encoding, done) => done(null, chunk),
      flush(done) {
        try {
          onHanding()
          handed = true
          done()
        } catch (error) {
          done(error instanceof Error ? error : new Error(String(error)))
        }
      },
    })
    const source = mail.createReadStream()
    source.on('error', (error) => body.destroy(error))
    const opened = connection
    const info = await new Promise<{ response: string }>((resolve, reject) => {
      opened.once('error', reject)
      opened.once('end', () => reject(Object.assign(new Error('closed'), { code: 'ECONNECTION' })))
      opened.send(
        { from: message.from.address, to: [message.to.address] },
        source.pipe(body),
        (error, sent) => (error ? reject(error) : resolve(sent)),
      )
    })
    return { state: 'accepted', response: info.response }
  } catch (error) {
    if (!isSmtpError(error)) throw error
    return outcomeOf(error, handed)
  } finally {
    connection?.close()
  }
}

function outcomeOf(error: SmtpError, handed: boolean): Outcome {
  const response = responseOf(error)
  const { responseCode } = error
  if (handed && responseCode === undefined) return { state: 'unknown', reason: 'noAnswer', response }
  const account = handed ? undefined : accountReason(error)
  if (account) return { state: 'account', reason: account, response }
  if (responseCode !== undefined && responseCode >= 500)
    return { state: 'refused', reason: responseCode === 552 ? 'tooLarge' : 'refused', response }
  if (error.code === 'ENOENT') return { state: 'refused', reason: 'attachment', response: '' }
  return { state: 'deferred', reason: responseCode === undefined ? 'timeout' : 'later', response }
}

// Addresses other programs hand over, `samphan://contact/0192…`: pure reading, nothing is opened here.

/** The entity and id an address means; undefined for anything else, however it is spelled. */
export function recordOfLink(address: string): { entity: string; id: string } | undefined {
  const match = /^samphan:\/\/([a-z][a-zA-Z]{1,30})\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\/?$/i.exec(
    address,
  )
  const [, entity, id] = match ?? []
  return entity && id ? { entity: entity.toLowerCase(), id: id.toLowerCase() } : undefined
}

/** The number of `samphan://call?number=…`, as a telephone program hands it over; undefined for anything else. */
export function numberOfLink(address: string): string | undefined {
  const match = /^samphan:\/\/call\/?\?number=([^&#]{1,300})$/i.exec(address)
  if (!match?.[1]) return undefined
  try {
    const number = decodeURIComponent(match[1].replaceAll('+', '%2B')).trim()
    // Digits of any script, and what is written between them.
    return /^[+\p{Nd}\s().,/*#;:a-z-]{1,100}$/iu.test(number) ? number : undefined
  } catch (error) {
    if (error instanceof URIError) return undefined
    throw error
  }
}

/** Whether an address means something the window can show. */
export const isOurLink = (address: string): boolean =>
  recordOfLink(address) !== undefined || numberOfLink(address) !== undefined

/** Started with the session of the person. */
export const BACKGROUND = '--background'

export interface Arguments {
  readonly database?: string
  readonly language?: string
  /** A `samphan://` address, already known to mean a record. */
  readonly link?: string
  /** Started with the session: without a window. */
  readonly background?: boolean
}

/** What the program was started with: `--db FILE --lang en|th|fa --background [samphan://…]`; Chromium's own flags are passed over. */
export function readArguments(args: readonly string[]): Arguments {
  const given = (name: string): string | undefined => {
    const glued = args.find((arg) => arg.startsWith(`--${name}=`))
    if (glued) return glued.slice(name.length + 3)
    const at = args.indexOf(`--${name}`)
    const next = at >= 0 ? args[at + 1] : undefined
    return next && !next.startsWith('--') ? next : undefined
  }
  const database = given('db')
  const language = given('lang')
  const link = args.find(isOurLink)
  return {
    ...(database && { database }),
    ...(language && { language }),
    ...(link && { link }),
    ...(args.includes(BACKGROUND) && { background: true }),
  }
}

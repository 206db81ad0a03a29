/** What a file is, by its first bytes and its name: never by its name alone where it would be shown or run. */
import { extname } from 'node:path'

const byExtension: Readonly<Record<string, string>> = {
  '.txt': 'text/plain',
  '.md': 'text/plain',
  '.log': 'text/plain',
  '.csv': 'text/csv',
  '.tsv': 'text/csv',
  '.docx': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  '.pptx': 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  '.doc': 'application/msword',
  '.xls': 'application/vnd.ms-excel',
  '.odt': 'application/vnd.oasis.opendocument.text',
  '.eml': 'message/rfc822',
  '.zip': 'application/zip',
  '.mp3': 'audio/mpeg',
  '.mp4': 'video/mp4',
}

const latin = (bytes: Uint8Array, from: number, to: number): string =>
  Buffer.from(bytes.subarray(from, to)).toString('latin1')

/** Pictures a window can show. SVG is not among them: it can carry scripts. */
const signatures: readonly (readonly [mime: string, test: (bytes: Uint8Array) => boolean])[] = [
  ['image/png', (bytes) => latin(bytes, 0, 8) === '\x89PNG\r\n\x1a\n'],
  ['image/jpeg', (bytes) => latin(bytes, 0, 3) === '\xff\xd8\xff'],
  ['image/gif', (bytes) => latin(bytes, 0, 4) === 'GIF8'],
  ['image/webp', (bytes) => latin(bytes, 0, 4) === 'RIFF' && latin(bytes, 8, 12) === 'WEBP'],
  ['application/pdf', (bytes) => latin(bytes, 0, 1_024).includes('%PDF-')],
]

export function mimeOf(name: string, bytes: Uint8Array): string {
  const seen = signatures.find(([, test]) => test(bytes))?.[0]
  return seen ?? byExtension[extname(name).toLowerCase()] ?? 'application/octet-stream'
}

export type PreviewKind = 'image' | 'text' | 'pdf' | 'none'

export function previewKind(mime: string): PreviewKind {
  if (mime === 'application/pdf') return 'pdf'
  if (mime.startsWith('text/')) return 'text'
  return signatures.some(([known]) => known === mime) ? 'image' : 'none'
}

/** Files that are programs, or tell a program what to run: saved if somebody insists, never opened from here. */
const runnable = new Set(
  'exe com bat cmd ps1 psm1 vbs vbe js jse wsf wsh msi msp scr pif cpl hta jar reg lnk url scf inf application gadget msc sh bash zsh csh command app desktop run appimage deb rpm pkg dmg iso py rb pl php workflow action terminal chm hlp xll ade adp mde xnk library-ms search-ms settingcontent-ms'.split(
    ' ',
  ),
)
export const mayRun = (name: string): boolean => runnable.has(extname(name).slice(1).toLowerCase())

/** A name that every file system takes, and that keeps its ending. */
export function safeName(name: string): string {
  const plain = name
    .normalize('NFC')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
    .replace(/[\u0000-\u001f\u007f<>:"/\\|?*\u202a-\u202e\u2066-\u2069]/g, '_')
    .replace(/^\.+|[. ]+$/g, '')
  const ending = extname(plain).slice(0, 20)
  const stem = plain.slice(0, plain.length - ending.length)
  return `${[...stem].slice(0, 80).join('') || 'document'}${ending}`
}

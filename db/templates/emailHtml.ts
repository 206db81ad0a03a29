/**
 * Markup as mail programs show it: every style stands in its tag, as many drop style sheets; the direction is said; no colour
 * is given, so that dark mode may choose its own. Takes markup that was made harmless before.
 */
import type { ReaderLanguage } from '../shared/reader.ts'
import { wordOf } from './words.ts'

const FONT = 'font-family:Arial,Tahoma,sans-serif;font-size:15px;line-height:1.6'

const styles: Readonly<Record<string, string>> = {
  p: 'margin:0 0 1em 0',
  h1: 'margin:0 0 0.5em 0;font-size:1.6em;line-height:1.3',
  h2: 'margin:1em 0 0.5em 0;font-size:1.3em;line-height:1.3',
  h3: 'margin:1em 0 0.5em 0;font-size:1.1em;line-height:1.3',
  ul: 'margin:0 0 1em 0;padding-inline-start:1.5em',
  ol: 'margin:0 0 1em 0;padding-inline-start:1.5em',
  table: 'border-collapse:collapse;margin:0 0 1em 0',
  td: 'padding:4px 8px;border:1px solid;vertical-align:top',
  th: 'padding:4px 8px;border:1px solid;text-align:start',
  blockquote: 'margin:0 0 1em 0;padding-inline-start:1em;border-inline-start:3px solid',
  img: 'max-width:100%;height:auto',
}

/** Gives each tag the style it has not. */
export const inlined = (html: string): string =>
  html.replace(/<([a-z][a-z0-9]*)((?:\s[^<>]*)?)>/gi, (whole, name: string, rest: string) => {
    const style = styles[name.toLowerCase()]
    if (!style) return whole
    const own = /\sstyle="([^"]*)"/i.exec(rest)
    if (!own) return `<${name} style="${style}"${rest}>`
    return `<${name}${rest.replace(own[0], ` style="${style};${own[1] ?? ''}"`)}>`
  })

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

/** The whole message body: direction, language, styles, and how to be taken off. */
export function campaignBody(
  html: string,
  text: string,
  language: ReaderLanguage,
  unsubscribeTo: string,
  messageId: string,
): { html: string; text: string } {
  const leave = wordOf(language, 'letter.unsubscribe') ?? ''
  const link = `mailto:${unsubscribeTo}?subject=${encodeURIComponent(`unsubscribe ${messageId}`)}`
  const foot = `<p style="margin:2em 0 0 0;font-size:13px"><a href="${escaped(link)}">${escaped(leave)}</a></p>`
  const dir = language === 'fa' ? 'rtl' : 'ltr'
  return {
    html: `<div dir="${dir}" lang="${language}" style="${FONT}">${inlined(html)}${foot}</div>`,
    text: `${text}\n\n${leave}: ${link}`,
  }
}

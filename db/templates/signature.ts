/** A message with the signature of its account below it, as markup and as plain text. */
import { plainText, sanitize } from './sanitize.ts'

export function withSignature(html: string, signature: string): { html: string; text: string } {
  const body = sanitize(html)
  const sign = sanitize(signature)
  if (plainText(sign) === '') return { html: body, text: plainText(body) }
  return { html: `${body}<p>-- </p>${sign}`, text: `${plainText(body)}\n\n-- \n${plainText(sign)}` }
}

/** Markup with code in it, before it is merged: the markup is made harmless, the code reaches the engine as it was typed. */
import { codeOf } from './liquid.ts'
import { sanitize } from './sanitize.ts'

/** The editor's markup made harmless, its code untouched. */
export function sanitizedCode(body: string): string {
  const kept: string[] = []
  const marked = codeOf(body).replace(
    /\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}/g,
    (code) => `\ue000${kept.push(code) - 1}\ue001`,
  )
  return sanitize(marked).replace(/\ue000(\d+)\ue001/g, (_whole, index: string) => kept[Number(index)] ?? '')
}

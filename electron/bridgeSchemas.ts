// The door of Electron main: what may come in through `window.native`, checked once, here.
import { z } from 'zod'
import { documentSchema } from '../db/shared/printing.ts'
import type { CallName, Calls } from './bridge.ts'
import { isOurLink } from './links.ts'

const text = z.string().max(2_000)
const link = text.refine(isOurLink)
const path = z.string().min(1).max(32_768)
const filters = z
  .array(z.strictObject({ name: text, extensions: z.array(z.string().regex(/^(\*|[\w.-]{1,20})$/)) }))
  .max(50)

/** A place inside the window: never an address. */
export const routeSchema = z
  .string()
  .max(2_000)
  .regex(/^\/(?!\/)[^\s\\]*$/u)
export const languageSchema = z.enum(['en', 'th', 'fa'])
export const themeSchema = z.enum(['light', 'dark', 'system'])

export const callSchemas: { readonly [N in CallName]: z.ZodType<Calls[N][0]> } = {
  openFiles: z.strictObject({
    title: text.optional(),
    filters: filters.optional(),
    many: z.boolean().optional(),
    folder: z.boolean().optional(),
  }),
  saveFile: z.strictObject({
    title: text.optional(),
    suggestedName: z.string().max(255).optional(),
    filters: filters.optional(),
  }),
  ask: z.strictObject({
    kind: z.enum(['info', 'warning', 'error', 'question']).optional(),
    message: text,
    detail: z.string().max(20_000).optional(),
    buttons: z.array(text).min(1).max(5),
    defaultButton: z.int().min(0).max(4).optional(),
    cancelButton: z.int().min(0).max(4).optional(),
  }),
  openExternal: z.string().max(8_000),
  dialProgram: z.null(),
  setDialProgram: z.strictObject({ choose: z.boolean(), title: text.optional() }),
  openPath: path,
  showInFolder: path,
  copyText: z.string().max(10_000_000),
  openWindow: routeSchema,
  closeWindow: z.null(),
  showLogs: z.null(),
  setLanguage: languageSchema,
  setTheme: themeSchema,
  setCommands: z.record(z.string().max(100), z.boolean()),
  notify: z.strictObject({ title: text, body: text, link: link.optional() }),
  setDue: z.strictObject({
    count: z.int().min(0),
    title: text,
    lines: z.array(z.strictObject({ label: text, link })).max(20),
    more: text.nullable(),
  }),
  staying: z.null(),
  setStaying: z.strictObject({ stays: z.boolean().optional(), atLogin: z.boolean().optional() }),
  renderPdf: documentSchema,
  savePdf: z.strictObject({ document: documentSchema, path }),
  printDocument: documentSchema,
}

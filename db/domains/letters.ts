/** Letters and mail merge: checking a text, showing it for one, making it for many, and writing down that it was sent. */

import type { Ctx, Handlers, JobCtx } from '../core/context.ts'
import { fieldsOf } from '../core/customFields.ts'
import { readRecord } from '../core/read.ts'
import { assertAction } from '../core/rights.ts'
import { targetRows } from '../core/target.ts'
import { deviceId } from '../mail/device.ts'
import { takeIn } from '../mail/files.ts'
import { AppError, failure, invalid } from '../shared/errors.ts'
import { type PrintDocument, pageOf } from '../shared/printing.ts'
import type { Reader } from '../shared/reader.ts'
import { entityNamed } from '../shared/registry.ts'
import type { LetterDraft, LetterReport } from '../shared/templates.ts'
import {
  MAX_LETTERS,
  problemSchema,
  type TemplateProblem,
  type templateProcedures,
} from '../shared/templates.ts'
import { textOf } from '../templates/fieldText.ts'
import { labelPages, sheetOf } from '../templates/labels.ts'
import { codeOf, LetterEngine, namedPaths } from '../templates/liquid.ts'
import { mergeFields } from '../templates/scope.ts'
import { withSignature } from '../templates/signature.ts'
import { campaignMailHandlers } from './letters/campaignMail.ts'
import { draftOf, eachMerged, type Merged, Merging, relatedNames, rootsOf } from './letters/merge.ts'

const CHECK_READER: Reader = {
  language: 'en',
  calendar: 'gregory',
  digits: 'latn',
  country: 'US',
  timeZone: 'UTC',
}

function rowsFor(ctx: JobCtx, merging: Merging, target: Parameters<typeof targetRows>[2]): Int32Array {
  const rowIds = targetRows(ctx, merging.entity, target)
  if (rowIds.length === 0) throw invalid('target', 'empty')
  // What leaves the program in numbers is an export, as letters too.
  if (rowIds.length > 1) assertAction(ctx.actor, 'export')
  if (rowIds.length > MAX_LETTERS)
    throw failure('Invalid', 'tooManyLetters', { n: rowIds.length, max: MAX_LETTERS })
  return rowIds
}

const whoOf = ({ record }: Merged): { id: string; name: string } => ({
  id: record.id,
  name: textOf(record.displayName),
})

/** What a kind of recipient can be asked for, in the words of a language. */
function fieldsFor(ctx: Ctx, about: string, language: Reader['language']): { path: string; label: string }[] {
  const entity = entityNamed(about)
  const company = entityNamed('company')
  return mergeFields(
    language,
    entity,
    fieldsOf(ctx.conn, entity),
    about === 'contact' ? { entity: company, fields: fieldsOf(ctx.conn, company) } : undefined,
  )
}

function problemsOf(ctx: Ctx, draft: LetterDraft): TemplateProblem[] {
  const engine = new LetterEngine(CHECK_READER)
  try {
    engine.parse(draft)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const { reason = '', params } = error.record
    const code = problemSchema.shape.code.safeParse(reason.replace('template.', ''))
    return [
      {
        code: code.success ? code.data : 'syntax',
        line: Number(params?.line) || null,
        detail: String(params?.detail ?? ''),
      },
    ]
  }
  const known = new Set(fieldsFor(ctx, draft.about, 'en').map(({ path }) => path))
  const related = new Set(relatedNames(draft.about).map((name) => `${draft.about}.related.${name}`))
  const named = namedPaths(`${codeOf(draft.body)} ${draft.subject}`, rootsOf(draft.about))
  return named
    .filter((path) => !known.has(path) && !/\.raw\.\w+$/.test(path))
    .filter((path) => ![...related].some((list) => path === list || path.startsWith(`${list}.`)))
    .map((path) => ({ code: 'unknownField' as const, line: null, detail: path }))
}

/** @throws AppError Invalid naming the first problem */
function assertSound(ctx: Ctx, draft: LetterDraft): void {
  const [problem] = problemsOf(ctx, draft)
  if (problem)
    throw failure('Invalid', `template.${problem.code}`, { line: problem.line ?? 0, detail: problem.detail })
}

/** How many lines a label's text has, so that its type is small enough; long ones break besides. */
const linesIn = (html: string): number => Math.max(1, html.match(/<(p|br|li|h[1-6]|tr)\b/g)?.length ?? 1)

const documentOf = (
  reader: Reader,
  title: string,
  letters: readonly string[],
  page: Parameters<typeof pageOf>[0],
): PrintDocument => ({
  title: title.slice(0, 400),
  lang: reader.language,
  html: letters.map((html) => `<section class="letter-page">${html}</section>`).join(''),
  page: pageOf(page),
  footer: null,
})

const subjectField = (about: string): 'contactId' | 'companyId' =>
  about === 'company' ? 'companyId' : 'contactId'

export const letterHandlers = {
  ...campaignMailHandlers,

  'template.fields': (ctx, input) => ({ fields: fieldsFor(ctx, input.about, input.language) }),

  'template.check': (ctx, input) => ({ problems: problemsOf(ctx, input) }),

  'letter.preview'(ctx, input) {
    const draft = draftOf(ctx, input.source)
    const merging = new Merging(ctx, input.reader, draft)
    const { subject, html, text, missing } = merging.merge(readRecord(ctx.conn, merging.entity, input.id))
    const document = documentOf(input.reader, subject || draft.name, [html], input.page)
    return { subject, html, text, missing: [...missing], document }
  },

  async 'letter.check'(ctx, input) {
    const draft = draftOf(ctx, input.source)
    assertSound(ctx, draft)
    const merging = new Merging(ctx, input.reader, draft)
    const rowIds = rowsFor(ctx, merging, input.target)
    const report: LetterReport = { records: rowIds.length, missing: [], noEmail: [] }
    await eachMerged(ctx, merging, rowIds, (merged) => {
      if (merged.missing.length > 0) report.missing.push({ ...whoOf(merged), fields: [...merged.missing] })
      if (merged.email === '') report.noEmail.push(whoOf(merged))
    })
    return report
  },

  async 'letter.compose'(ctx, input) {
    const draft = draftOf(ctx, input.source)
    assertSound(ctx, draft)
    const merging = new Merging(ctx, input.reader, draft)
    const letters: string[] = []
    const sheet = input.sheet && sheetOf(input.sheet)
    await eachMerged(ctx, merging, rowsFor(ctx, merging, input.target), ({ html }) => void letters.push(html))
    if (sheet) {
      const labels = labelPages(
        sheet,
        letters.map((html) => ({ html: `<div>${html}</div>`, lines: linesIn(html) })),
        input.skip,
      )
      const { language: lang } = input.reader
      return {
        document: { title: draft.name.slice(0, 400), lang, ...labels, footer: null },
        records: letters.length,
      }
    }
    return { document: documentOf(input.reader, draft.name, letters, input.page), records: letters.length }
  },

  async 'letter.record'(ctx, input) {
    const draft = draftOf(ctx, input.source)
    const merging = new Merging(ctx, input.reader, draft)
    const history = entityNamed('history')
    let records = 0
    await eachMerged(ctx, merging, rowsFor(ctx, merging, input.target), ({ record, subject, text }) =>
      ctx.chunk((write) => {
        write.create(history, {
          kind: 'letter',
          regarding: subject || draft.name,
          body: text,
          [subjectField(draft.about)]: record.id,
          at: new Date(write.at).toISOString(),
        })
        records++
      }),
    )
    return { operation: ctx.operation(), records }
  },

  async 'letter.send'(ctx, input) {
    const draft = draftOf(ctx, input.source)
    assertSound(ctx, draft)
    const account = readRecord(ctx.conn, entityNamed('mailAccount'), input.account)
    const merging = new Merging(ctx, input.reader, draft)
    const message = entityNamed('mailMessage')
    const device = deviceId(ctx.conn)
    const attachments = takeIn(ctx.conn.file, input.files)
    let queued = 0
    let skipped = 0
    await eachMerged(ctx, merging, rowsFor(ctx, merging, input.target), async (merged) => {
      if (merged.email === '' || (merged.missing.length > 0 && !input.incomplete)) {
        skipped++
        return
      }
      const { html, text } = withSignature(merged.html, textOf(account.signature))
      await ctx.chunk((write) => {
        write.create(message, {
          recipient: merged.email,
          recipientName: textOf(merged.record.displayName),
          subject: merged.subject,
          html,
          text,
          state: 'queued',
          at: new Date(write.at).toISOString(),
          accountId: account.id,
          [subjectField(draft.about)]: merged.record.id,
          ...(attachments.length > 0 && { attachments }),
          device,
        })
        queued++
      })
    })
    return { operation: ctx.operation(), queued, skipped }
  },
} satisfies Handlers<keyof typeof templateProcedures | keyof typeof campaignMailHandlers>

/** Making printable documents of records. Laying them out on pages is electron/pdf.ts's. */
import type { Handlers } from '../core/context.ts'
import { assertAction } from '../core/rights.ts'
import { targetRows } from '../core/target.ts'
import { failure, invalid } from '../shared/errors.ts'
import { MAX_PRINTED, pageOf, type printingProcedures } from '../shared/printing.ts'
import { entityNamed } from '../shared/registry.ts'
import { envelopesHtml, labelsHtml } from './printing/labels.ts'
import { bookHtml, footerOf, listHtml, recordHtml, titleOf } from './printing/tables.ts'

export const printingHandlers = {
  async 'print.compose'(ctx, input) {
    const entity = entityNamed(input.entity)
    if (!entity.listed) throw failure('Denied', 'notExportable', { entity: entity.name })
    const rowIds = targetRows(ctx, entity, input.target)
    if (rowIds.length === 0) throw invalid('target', 'empty')
    if (rowIds.length > MAX_PRINTED)
      throw failure('Invalid', 'tooManyToPrint', { n: rowIds.length, max: MAX_PRINTED })
    // What leaves the program in numbers is an export, on paper too.
    if (rowIds.length > 1) assertAction(ctx.actor, 'export')
    const title = titleOf(input.reader, entity, input.title)
    const lang = input.reader.language
    if (input.kind === 'labels' || input.kind === 'envelopes') {
      const compose = input.kind === 'labels' ? labelsHtml : envelopesHtml
      const { html, page, without } = await compose(ctx, entity, input, rowIds)
      return {
        document: { title, lang, html, page, footer: null },
        records: rowIds.length - without.length,
        without,
      }
    }
    const compose = { list: listHtml, record: recordHtml, addressBook: bookHtml }[input.kind]
    const html = await compose(ctx, entity, input, rowIds)
    const document = { title, lang, html, page: pageOf(input.page), footer: footerOf(input.reader) }
    return { document, records: rowIds.length, without: [] }
  },
} satisfies Handlers<keyof typeof printingProcedures>

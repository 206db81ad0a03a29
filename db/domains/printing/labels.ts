/** Labels and envelopes: one address each, at its place on the sheet. */
import type { JobCtx } from '../../core/context.ts'
import { fieldsOf } from '../../core/customFields.ts'
import { databaseSetting } from '../../core/settings.ts'
import type { Parsed } from '../../shared/contract.ts'
import type { Entity } from '../../shared/entity.ts'
import { failure, invalid } from '../../shared/errors.ts'
import { envelopes, type PrintPage, usualSheet } from '../../shared/printing.ts'
import type { Reader } from '../../shared/reader.ts'
import { addressBlock } from '../../templates/addressee.ts'
import { addressLines, textOf } from '../../templates/fieldText.ts'
import { block as blockHtml } from '../../templates/html.ts'
import { labelPages, sheetOf } from '../../templates/labels.ts'
import { companies, eachRecord } from './rows.ts'

type Wanted = Parsed<'print.compose'>

export interface Sheets {
  readonly html: string
  readonly page: PrintPage
  readonly without: { id: string; name: string }[]
}

async function blocks(
  ctx: JobCtx,
  entity: Entity,
  reader: Reader,
  rowIds: Int32Array,
): Promise<{ found: string[][]; without: { id: string; name: string }[] }> {
  if (!entity.fields.some(({ elements }) => elements === 'address')) throw invalid('entity', 'addresses')
  const companyOf = companies(ctx)
  const found: string[][] = []
  const without: { id: string; name: string }[] = []
  await eachRecord(ctx, entity, rowIds, fieldsOf(ctx.conn, entity), (record) => {
    const block = addressBlock(record, reader, companyOf(record))
    if (block) found.push(block)
    else without.push({ id: record.id, name: textOf(record.displayName) })
  })
  if (found.length === 0 && without.length > 0) throw failure('Invalid', 'noAddresses', { n: without.length })
  return { found, without }
}

export async function labelsHtml(
  ctx: JobCtx,
  entity: Entity,
  input: Wanted,
  rowIds: Int32Array,
): Promise<Sheets> {
  const sheet = sheetOf(input.sheet ?? usualSheet)
  const { found, without } = await blocks(ctx, entity, input.reader, rowIds)
  const labels = found.map((lines) => ({ html: blockHtml(lines), lines: lines.length }))
  return { ...labelPages(sheet, labels, input.skip), without }
}

export async function envelopesHtml(
  ctx: JobCtx,
  entity: Entity,
  input: Wanted,
  rowIds: Int32Array,
): Promise<Sheets> {
  const [width, height] = envelopes[input.envelope]
  const { found, without } = await blocks(ctx, entity, input.reader, rowIds)
  const from = input.sender ? blockHtml(senderLines(ctx, input.reader)) : ''
  const html = found.map(
    (block) =>
      `<section class="envelope">${from ? `<div class="from">${from}</div>` : ''}<div class="to" data-size="${block.length > 6 ? 'small' : 'normal'}">${blockHtml(block)}</div></section>`,
  )
  return { html: html.join(''), page: { width, height, margin: [0, 0, 0, 0] }, without }
}

/** The business as the settings have it. */
function senderLines(ctx: JobCtx, reader: Reader): string[] {
  const name = textOf(databaseSetting(ctx.conn, 'business.name'))
  const address = databaseSetting(ctx.conn, 'business.address')
  const where = typeof address === 'object' && address !== null ? addressLines(reader, { ...address }) : []
  return name === '' ? where : [name, ...where]
}

/** Answers that are given often: canned replies merged with a ticket, and macros, which do several things to it at once. */
import { getRow } from '../../core/connection.ts'
import type { Ctx, Handlers } from '../../core/context.ts'
import { fieldsOf } from '../../core/customFields.ts'
import { eachRow } from '../../core/eachRow.ts'
import { readRecord } from '../../core/read.ts'
import { databaseSetting } from '../../core/settings.ts'
import { rowIdOf, type Write } from '../../core/write.ts'
import { AppError, invalid } from '../../shared/errors.ts'
import { idToText } from '../../shared/id.ts'
import {
  cannedReply,
  type knowledgeProcedures,
  type MacroAction,
  macro,
  macroActionSchema,
} from '../../shared/knowledge.ts'
import type { Reader, ReaderLanguage } from '../../shared/reader.ts'
import type { WireRecord } from '../../shared/records.ts'
import { entityNamed } from '../../shared/registry.ts'
import { queue, ticket } from '../../shared/tickets.ts'
import { textOf } from '../../templates/fieldText.ts'
import { LetterEngine, type Parsed } from '../../templates/liquid.ts'
import { sanitize } from '../../templates/sanitize.ts'
import {
  businessOf,
  mergeFields,
  recipientOf,
  todayOf,
  type Values,
  valuesOf,
} from '../../templates/scope.ts'
import { labelOf, wordOf } from '../../templates/words.ts'
import { watch } from './around.ts'
import { mailTo, moveTo, type Standing, say, standing } from './conversation.ts'
import { assign } from './queues.ts'

/** Fields of a ticket that an answer may speak of. */
const spoken = [
  'number',
  'subject',
  'type',
  'status',
  'priority',
  'queueId',
  'assigneeId',
  'productId',
  'openedAt',
  'dueAt',
] as const
const spokenFields = ticket.fields
  .filter(({ name }) => spoken.some((each) => each === name))
  .map(({ system: _, ...field }) => field)

/** A record behind a reference, if it may be seen. */
function behind(ctx: Ctx, entity: string, id: unknown): WireRecord | undefined {
  if (typeof id !== 'string') return undefined
  try {
    return readRecord(ctx.conn, entityNamed(entity), id)
  } catch (error) {
    if (error instanceof AppError && error.record.code === 'NotFound') return undefined
    throw error
  }
}

const valueAt = (scope: Values, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>(
      (value, part) =>
        typeof value === 'object' && value !== null && Object.hasOwn(value, part)
          ? Reflect.get(value, part)
          : undefined,
      scope,
    )

/** One text, merged with as many tickets as asked for. */
class Answer {
  readonly #ctx: Ctx
  readonly #reader: Reader
  readonly #engine: LetterEngine
  readonly #text: Parsed

  /** @throws AppError Invalid for a text that cannot be read */
  constructor(ctx: Ctx, reader: Reader, html: string) {
    this.#ctx = ctx
    this.#reader = reader
    this.#engine = new LetterEngine(reader)
    this.#text = this.#engine.parse({ subject: '', body: html })
  }

  /** What it is about by its name in the catalogue, else as it was written. */
  #ticketOf(record: WireRecord): Values {
    const values = valuesOf(this.#reader, ticket, spokenFields, record)
    return { ...values, product: textOf(values.product) || textOf(record.productText) }
  }

  merge(record: WireRecord): { html: string; missing: string[] } {
    const { conn } = this.#ctx
    const [contact, company] = [
      behind(this.#ctx, 'contact', record.contactId),
      behind(this.#ctx, 'company', record.companyId),
    ]
    const user = behind(this.#ctx, 'user', this.#ctx.actor.id)
    const party = (entity: string, of: WireRecord | undefined, at?: WireRecord): Values =>
      of ? recipientOf(this.#reader, entityNamed(entity), fieldsOf(conn, entityNamed(entity)), of, at) : {}
    const scope: Values = {
      today: todayOf(this.#reader, this.#ctx.now()),
      business: businessOf(this.#reader, (key) => databaseSetting(conn, key)),
      user: { name: this.#ctx.actor.name, email: textOf(user?.email) },
      ticket: this.#ticketOf(record),
      contact: party('contact', contact, company),
      company: party('company', company),
    }
    const { html } = this.#engine.merge(this.#text, scope)
    return {
      html: sanitize(html),
      missing: this.#text.written.filter((path) => {
        const value = valueAt(scope, path)
        return value === undefined || value === null || value === ''
      }),
    }
  }
}

function fieldsFor(language: ReaderLanguage, ctx: Ctx) {
  const word = wordOf(language, 'ticket.one') ?? 'ticket'
  const company = entityNamed('company')
  const contact = entityNamed('contact')
  return [
    ...spokenFields.map((field) => ({
      path: `ticket.${field.name.replace(/Id$/, '')}`,
      label: `${word}: ${labelOf(language, 'ticket', field)}`,
    })),
    ...mergeFields(language, contact, fieldsOf(ctx.conn, contact), {
      entity: company,
      fields: fieldsOf(ctx.conn, company),
    }),
  ]
}

/** What a macro does, as it is stored. @throws AppError Invalid for actions of a newer program */
function actionsOf(ctx: Ctx, id: string): MacroAction[] {
  const stored = readRecord(ctx.conn, macro, id)
  const read = macroActionSchema.array().safeParse(stored.actions)
  if (!read.success) throw invalid('actions', 'macroActions')
  return read.data
}

function tagged(record: WireRecord, add: readonly string[], remove: readonly string[]): string[] {
  const now = Array.isArray(record.tags) ? record.tags.map(String) : []
  return [...new Set([...now.filter((tag) => !remove.includes(tag)), ...add])]
}

interface Doing {
  readonly ctx: Ctx
  readonly write: Write
  readonly on: Standing
  readonly account: string | undefined
  readonly texts: ReadonlyMap<MacroAction, Answer>
}

/** What cannot be done is refused before anything of the ticket has changed. */
function prepared(actions: readonly MacroAction[]): readonly MacroAction[] {
  const sends = (action: MacroAction): boolean => action.do === 'reply' && action.send
  return [...actions.filter(sends), ...actions.filter((action) => !sends(action))]
}

function doOne({ ctx, write, on, account, texts }: Doing, action: MacroAction): boolean {
  const record = () => readRecord(write.conn, ticket, on.id)
  switch (action.do) {
    case 'status':
      return moveTo(write, on, action.status)
    case 'priority':
      return write.update(ticket, on.rowId, { givenPriority: action.priority })
    case 'type':
      return write.update(ticket, on.rowId, { type: action.type })
    case 'queue':
      return write.update(ticket, on.rowId, { queueId: action.queue })
    case 'assignTo':
      return write.update(ticket, on.rowId, { assigneeId: action.user })
    case 'assign':
      return action.to === 'me'
        ? assign(write, on.rowId, 'user', ctx.actor.rowId)
        : assign(write, on.rowId, action.to, null)
    case 'tag':
      return write.update(ticket, on.rowId, { tags: tagged(record(), action.tags, []) })
    case 'untag':
      return write.update(ticket, on.rowId, { tags: tagged(record(), [], action.tags) })
    case 'watch':
      watch(write, on, ctx.actor, true)
      return true
    case 'note':
    case 'reply': {
      const html = texts.get(action)?.merge(record()).html ?? ''
      if (action.do === 'reply' && action.send && account === undefined) throw invalid('account', 'required')
      const mail =
        action.do === 'reply' && action.send && account !== undefined
          ? mailTo(write, on, { account, html, files: [] })
          : undefined
      say(write, on, { kind: action.do, html, at: write.at, files: [], mailRow: mail?.rowId })
      return true
    }
  }
}

export const answerHandlers = {
  'reply.render'(ctx, input) {
    const html =
      'reply' in input.source
        ? textOf(readRecord(ctx.conn, cannedReply, input.source.reply).html)
        : input.source.html
    const of = standing(ctx.conn, input.ticket)
    return new Answer(ctx, input.reader, html).merge(readRecord(ctx.conn, ticket, of.id))
  },

  'reply.fields': (ctx, input) => ({ fields: fieldsFor(input.language, ctx) }),

  'reply.save'(ctx, input) {
    const { id: known, html, ...rest } = input
    const data = { ...rest, html }
    if (known !== undefined) {
      ctx.write.update(cannedReply, rowIdOf(ctx.conn, cannedReply, known), data)
      return { id: known }
    }
    const id = ctx.conn.newId()
    ctx.write.create(cannedReply, data, id)
    return { id: idToText(id) }
  },

  'macro.save'(ctx, input) {
    for (const action of input.actions) {
      if (action.do === 'queue') rowIdOf(ctx.conn, queue, action.queue)
      if (action.do === 'assignTo') rowIdOf(ctx.conn, entityNamed('user'), action.user)
    }
    const { id: known, ...data } = input
    if (known !== undefined) {
      ctx.write.update(macro, rowIdOf(ctx.conn, macro, known), data)
      return { id: known }
    }
    const id = ctx.conn.newId()
    ctx.write.create(macro, data, id)
    return { id: idToText(id) }
  },

  async 'macro.run'(ctx, input) {
    const actions = prepared(actionsOf(ctx, input.macro))
    const texts = new Map(
      actions.flatMap((action) =>
        action.do === 'reply' || action.do === 'note'
          ? [[action, new Answer(ctx, input.reader, action.html)] as const]
          : [],
      ),
    )
    const { account } = input
    return eachRow(ctx, ticket, input.target, 'macro', (write, rowId) => {
      const row = getRow<{ id: Uint8Array }>(
        write.conn,
        'SELECT id FROM visibleTicket WHERE rowId = ?',
        rowId,
      )
      if (!row) return 'gone'
      const on = standing(write.conn, idToText(row.id))
      let changed = false
      for (const action of actions) if (doOne({ ctx, write, on, account, texts }, action)) changed = true
      return changed
    })
  },
} satisfies Handlers<Extract<keyof typeof knowledgeProcedures, `reply.${string}` | `macro.${string}`>>

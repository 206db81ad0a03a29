/** Articles: written, published as versions, found by category, and suggested for what somebody writes. */
import { allRows, type Connection, getRow } from '../core/connection.ts'
import type { Ctx, Handlers, MutationCtx } from '../core/context.ts'
import { openCopy } from '../core/openCopy.ts'
import { named } from '../core/read.ts'
import type { MutableColumns } from '../core/rowWriter.ts'
import { canonicalIn } from '../core/visible.ts'
import { rowIdOf } from '../core/write.ts'
import { type StoredFile, storedFilesSchema, takeIn } from '../mail/files.ts'
import { invalid, notFound } from '../shared/errors.ts'
import { idToText, textToId } from '../shared/id.ts'
import { SuggestionIndex } from '../shared/knowledge/suggest.ts'
import {
  type ArticleStatus,
  article,
  articleCategory,
  articleStatuses,
  articleVersion,
  type knowledgeProcedures,
} from '../shared/knowledge.ts'
import { plainText, sanitize } from '../templates/sanitize.ts'

interface ArticleRow {
  readonly rowId: number
  readonly id: Uint8Array
  readonly title: string | null
  readonly categoryId: number | null
  readonly language: string | null
  readonly status: string | null
  readonly keywords: string | null
  readonly body: string | null
  readonly html: string | null
  readonly translatesId: number | null
  readonly version: number | null
  readonly publishedAt: number | null
  readonly attachments: string | null
}

/** An article that may be seen. @throws AppError NotFound */
function rowOf(conn: Connection, id: string): ArticleRow {
  const row = getRow<ArticleRow>(conn, 'SELECT * FROM visibleArticle WHERE id = ?', textToId(id))
  if (!row) throw notFound('article', id)
  return row
}

const statusOf = (status: string | null): ArticleStatus =>
  articleStatuses.find((each) => each === status) ?? 'draft'

function tagsIn(json: string | null): string[] {
  const read: unknown = json === null ? [] : JSON.parse(json)
  return Array.isArray(read) ? read.map(String) : []
}
const filesIn = (json: string | null): StoredFile[] =>
  storedFilesSchema.safeParse(json === null ? [] : JSON.parse(json)).data ?? []

const solvedBy = (conn: Connection, rowId: number): number =>
  getRow<{ n: number }>(conn, 'SELECT count(*) AS n FROM visibleTicket WHERE articleId = ?', rowId)?.n ?? 0

/** Markup as it is kept, and the words beside it. */
function textColumns(html: string): MutableColumns {
  const clean = sanitize(html)
  return { html: clean || null, body: plainText(clean) || null }
}

/** Shown while it says the words that were kept beside it: programs that know only text may have changed those. */
const htmlOf = ({ html, body }: Pick<ArticleRow, 'html' | 'body'>): string => {
  if (html !== null && plainText(html) === (body ?? '')) return html
  return (body ?? '')
    .split('\n')
    .map((line) => `<p>${line.replace(/[&<>]/g, (mark) => `&#${mark.charCodeAt(0)};`)}</p>`)
    .join('')
}

interface VersionRow {
  readonly number: number
  readonly title: string | null
  readonly body: string | null
  readonly html: string | null
  readonly at: number
  readonly createdBy: number | null
}

const versionsSql = `SELECT number, title, body, html, at, createdBy FROM visibleArticleVersion WHERE articleId = ?
  ORDER BY number DESC, at DESC, rowId DESC`

function publish({ conn, write }: MutationCtx, row: ArticleRow): number {
  const versions = allRows<VersionRow>(conn, versionsSql, row.rowId)
  const number = Math.max(row.version ?? 0, versions[0]?.number ?? 0) + 1
  write.insert(articleVersion, {
    articleId: row.rowId,
    number,
    title: row.title,
    body: row.body,
    html: row.html,
    at: write.at,
  })
  write.set(article, row.rowId, { status: 'published', version: number, publishedAt: write.at })
  return number
}

/** Whether what is written is what was last published. */
const isPublished = (row: ArticleRow, last: VersionRow | undefined): boolean =>
  last !== undefined && last.title === row.title && last.body === row.body && last.html === row.html

interface Suggestions {
  readonly key: string
  readonly index: SuggestionIndex
}
const known = new WeakMap<Connection, Suggestions>()

/** Made anew when an article changed, or somebody else asks. */
function suggestionsOf(ctx: Ctx): SuggestionIndex {
  const { conn } = ctx
  const published = "FROM visibleArticle WHERE status = 'published'"
  const state = getRow<{ n: number; last: number | null }>(
    conn,
    `SELECT count(*) AS n, max(updatedAt) AS last ${published}`,
  )
  const key = `${ctx.actor.rowId} ${state?.n} ${state?.last}`
  const cached = known.get(conn)
  if (cached?.key === key) return cached.index
  const rows = allRows<ArticleRow>(conn, `SELECT rowId, title, keywords, body, language ${published}`)
  const index = new SuggestionIndex(
    rows.map(({ rowId, title, keywords, body, language }) => ({
      id: rowId,
      title: title ?? '',
      keywords: tagsIn(keywords),
      body: body ?? '',
      language,
    })),
  )
  known.set(conn, { key, index })
  return index
}

const SNIPPET = 160

type Own = Exclude<keyof typeof knowledgeProcedures, `reply.${string}` | `macro.${string}`>

export const knowledgeHandlers = {
  'article.save'(ctx, input) {
    const { conn, write } = ctx
    const reference = (to: typeof article | typeof articleCategory, id: string | null): number | null =>
      id === null ? null : rowIdOf(conn, to, id)
    const columns: MutableColumns = {
      ...(input.title !== undefined && { title: input.title }),
      ...(input.html !== undefined && textColumns(input.html)),
      ...(input.category !== undefined && { categoryId: reference(articleCategory, input.category) }),
      ...(input.translates !== undefined && { translatesId: reference(article, input.translates) }),
      ...write.encode(article, {
        ...(input.language !== undefined && { language: input.language }),
        ...(input.keywords !== undefined && { keywords: input.keywords }),
        ...(input.private !== undefined && { private: input.private }),
      }),
    }
    if (input.id !== undefined) {
      const { rowId } = rowOf(conn, input.id)
      if (columns.translatesId === rowId) throw invalid('translates', 'articleSelf')
      write.set(article, rowId, columns)
      return { id: input.id }
    }
    if (input.title === undefined) throw invalid('title', 'required')
    const id = conn.newId()
    write.insert(article, { status: 'draft', ...columns }, id)
    return { id: idToText(id) }
  },

  'article.setStatus'(ctx, { id, status }) {
    const row = rowOf(ctx.conn, id)
    const [last] = allRows<VersionRow>(ctx.conn, versionsSql, row.rowId)
    if (status === 'published' && !isPublished(row, last)) return { version: publish(ctx, row) }
    ctx.write.set(article, row.rowId, { status })
    return { version: row.version ?? 0 }
  },

  'article.restore'(ctx, { id, version }) {
    const row = rowOf(ctx.conn, id)
    const old = allRows<VersionRow>(ctx.conn, versionsSql, row.rowId).find(({ number }) => number === version)
    if (!old) throw notFound('articleVersion', `${version}`)
    ctx.write.set(article, row.rowId, { title: old.title, body: old.body, html: old.html })
    return {}
  },

  'article.attach'(ctx, { id, files }) {
    const row = rowOf(ctx.conn, id)
    const before = filesIn(row.attachments)
    const added = takeIn(ctx.conn.file, files).filter(
      (file) => !before.some(({ sha256 }) => sha256 === file.sha256),
    )
    ctx.write.set(article, row.rowId, { attachments: JSON.stringify([...before, ...added]) })
    return { added: added.length }
  },

  'article.detach'(ctx, { id, sha256 }) {
    const row = rowOf(ctx.conn, id)
    const left = filesIn(row.attachments).filter((file) => file.sha256 !== sha256)
    ctx.write.set(article, row.rowId, { attachments: left.length ? JSON.stringify(left) : null })
    return {}
  },

  async 'article.openFile'(ctx, { id, sha256 }) {
    const file = filesIn(rowOf(ctx.conn, id).attachments).find((each) => each.sha256 === sha256)
    if (!file) throw notFound('article', id)
    return { path: openCopy(ctx.conn.file, file) }
  },

  'article.read'(ctx, { id }) {
    const { conn } = ctx
    const row = rowOf(conn, id)
    const versions = allRows<VersionRow>(conn, versionsSql, row.rowId)
    const original = row.translatesId ?? row.rowId
    const translations = allRows<ArticleRow>(
      conn,
      `SELECT * FROM visibleArticle WHERE (translatesId ${canonicalIn('article')} OR rowId = ?) AND rowId <> ? ORDER BY language, rowId`,
      original,
      original,
      original,
      row.rowId,
    )
    return {
      id: idToText(row.id),
      title: row.title ?? '',
      html: htmlOf(row),
      body: row.body ?? '',
      status: statusOf(row.status),
      language: row.language,
      category: row.categoryId === null ? null : named(conn, 'articleCategory', row.categoryId),
      keywords: tagsIn(row.keywords),
      version: row.version ?? 0,
      publishedAt: row.publishedAt === null ? null : new Date(row.publishedAt).toISOString(),
      changed: versions.length > 0 && !isPublished(row, versions[0]),
      solved: solvedBy(conn, row.rowId),
      attachments: filesIn(row.attachments),
      versions: versions.map(({ number, title, at, createdBy }) => ({
        number,
        title: title ?? '',
        at: new Date(at).toISOString(),
        by: createdBy === null ? null : (named(conn, 'user', createdBy)?.name ?? null),
      })),
      original: row.translatesId === null ? null : (named(conn, 'article', row.translatesId)?.id ?? null),
      translations: translations.map((other) => ({
        id: idToText(other.id),
        title: other.title ?? '',
        language: other.language,
        status: statusOf(other.status),
      })),
    }
  },

  'article.categories'(ctx) {
    const { conn } = ctx
    const counts = new Map(
      allRows<{ categoryId: number | null; n: number }>(
        conn,
        'SELECT categoryId, count(*) AS n FROM visibleArticle GROUP BY categoryId',
      ).map(({ categoryId, n }) => [categoryId, n]),
    )
    const rows = allRows<{ rowId: number; id: Uint8Array; name: string | null; parentId: number | null }>(
      conn,
      'SELECT rowId, id, name, parentId FROM visibleArticleCategory ORDER BY sortKey, rowId',
    )
    const categories = rows.map(({ rowId, id, name, parentId }) => ({
      id: idToText(id),
      name: name ?? '',
      parent: parentId === null ? null : (named(conn, 'articleCategory', parentId)?.id ?? null),
      count: counts.get(rowId) ?? 0,
    }))
    const total = [...counts.values()].reduce((sum, n) => sum + n, 0)
    // Articles of a category that is gone are of none.
    const placed = categories.reduce((sum, { count }) => sum + count, 0)
    return { categories, uncategorised: total - placed, total }
  },

  'article.helpful'(ctx, input) {
    const rows = allRows<{ id: Uint8Array; title: string | null; solved: number }>(
      ctx.conn,
      `SELECT a.id, a.title, count(*) AS solved FROM visibleTicket t
       JOIN main.article w ON w.rowId = t.articleId JOIN visibleArticle a ON a.rowId = w.canonicalId
       GROUP BY a.rowId ORDER BY solved DESC, a.sortKey, a.rowId LIMIT ?`,
      input.limit,
    )
    return {
      articles: rows.map(({ id, title, solved }) => ({ id: idToText(id), title: title ?? '', solved })),
    }
  },

  'article.suggest'(ctx, input) {
    const found = suggestionsOf(ctx).suggest(input.text, input.limit, input.language)
    return {
      articles: found.flatMap(({ id, score }) => {
        const row = getRow<ArticleRow>(ctx.conn, 'SELECT * FROM visibleArticle WHERE rowId = ?', id)
        if (!row) return []
        const category = row.categoryId === null ? null : named(ctx.conn, 'articleCategory', row.categoryId)
        return {
          id: idToText(row.id),
          title: row.title ?? '',
          language: row.language,
          category: category?.name ?? null,
          snippet: [...(row.body ?? '')].slice(0, SNIPPET).join('').replace(/\s+/g, ' '),
          solved: solvedBy(ctx.conn, id),
          score,
        }
      }),
    }
  },
} satisfies Handlers<Own>

/**
 * Bugs one could make in the protocol, each a piece of source text and what it becomes. The gate (mutation.nightly.test.ts)
 * loads the engine with one of them and expects the simulator or the crash tests to notice.
 */
export interface Mutant {
  readonly name: string
  readonly file: string
  readonly text: string
  readonly becomes: string
}

export const mutants: readonly Mutant[] = [
  {
    name: 'the last writer wins and the other is forgotten',
    file: 'db/core/versions.ts',
    text: 'if (saw(version.stream, version.seq)) closed.push(version)',
    becomes: 'if (saw(version.stream, version.seq) || isLater(write, version)) closed.push(version)',
  },
  {
    name: 'what was seen is kept beside what replaced it',
    file: 'db/core/versions.ts',
    text: 'if (saw(version.stream, version.seq)) closed.push(version)',
    becomes: 'if (false) closed.push(version)',
  },
  {
    name: 'the earliest is shown',
    file: 'db/core/versions.ts',
    text: 'versions.sort((a, b) => (isLater(a, b) ? -1 : 1))',
    becomes: 'versions.sort((a, b) => (isLater(a, b) ? 1 : -1))',
  },
  {
    name: 'the last to arrive is shown',
    file: 'db/core/versions.ts',
    text: 'versions.sort((a, b) => (isLater(a, b) ? -1 : 1))',
    becomes: 'versions.sort(() => 0)',
  },
  {
    name: 'own writes leave siblings open',
    file: 'db/core/versions.ts',
    text: '    for (const sibling of siblingsOf(conn, plan.entity.id, rowId, register))\n      this.#close(plan, rowId, register, sibling, at)\n  }\n\n  /** A write of another',
    becomes: '  }\n\n  /** A write of another',
  },
  {
    name: 'list order follows arrival',
    file: 'db/core/registers.ts',
    text: 'return [...ordered, ...[...rest].sort((a, b) => (a < b ? -1 : 1))]',
    becomes: 'return [...ordered, ...rest]',
  },
  {
    name: 'the order of a list is not told',
    file: 'db/core/registers.ts',
    text: 'if (given.some((id, at) => id !== ids[at]))',
    becomes: 'if (false)',
  },
  {
    name: 'a removed element is not told',
    file: 'db/core/registers.ts',
    text: 'for (const part of had.keys()) if (!has.has(part)) changed.set(',
    becomes: 'for (const part of had.keys()) if (had.size < 0) changed.set(',
  },
  {
    name: 'effects before causes',
    file: 'db/core/applyRemote.ts',
    text: "if (needs) return { state: 'waiting', needs }",
    becomes: '',
  },
  {
    name: 'gaps in a stream are skipped',
    file: 'db/core/applyRemote.ts',
    text: "if (tx.seq !== here + 1) return { state: 'gap' }",
    becomes: '',
  },
  {
    name: 'what a writer had seen is forgotten between its files',
    file: 'db/core/applyRemote.ts',
    text: 'seen = contextOf(conn, tx)',
    becomes: 'seen = new Map(Object.entries(tx.saw).map(([other, seq]) => [Number(other), seq]))',
  },
  {
    name: 'the past of a program before its restart is forgotten',
    file: 'db/core/frontier.ts',
    text: 'at = getRow<Dot>(conn, parentSql, at.stream)',
    becomes: 'at = undefined',
  },
  {
    name: 'one stream for ever',
    file: 'db/core/stream.ts',
    text: 'const begun = { stream: mintStream(conn), seq: 1, offset: clockOffset() }',
    becomes:
      "const first = getRow<{ stream: number; seq: number }>(conn, 'SELECT stream, max(seq) AS seq FROM tx WHERE remote IS NULL GROUP BY stream ORDER BY min(rowId) LIMIT 1')\n  const begun = { stream: first?.stream ?? mintStream(conn), seq: (first?.seq ?? 0) + 1, offset: clockOffset() }\n  if (first) { streams.set(conn, begun); return begun }",
  },
  {
    name: 'a deletion reaches what it had not seen',
    file: 'db/core/liveness.ts',
    text: 'return unseen || hasUnseenChild(conn, plan, rowId, versions)',
    becomes: 'return hasUnseenChild(conn, plan, rowId, versions)',
  },
  {
    name: 'what hangs on a deleted record does not bring it back',
    file: 'db/core/liveness.ts',
    text: 'return unseen || hasUnseenChild(conn, plan, rowId, versions)',
    becomes: 'return unseen',
  },
  {
    name: 'what comes later does not bring back what it hangs on',
    file: 'db/core/applyRemote.ts',
    text: 'if (this.#hung.length) reviewLife(rows, this.#hung)',
    becomes: '',
  },
  {
    name: 'own work does not bring back what it hangs on',
    file: 'db/core/outbox.ts',
    text: 'if (anyTombstone(conn)) hung.push(...reader.hung())',
    becomes: '',
  },
  {
    name: 'what two who deleted had seen is not joined',
    file: 'db/core/liveness.ts',
    text: 'const seen: Seen = { ...tombstoneOf(conn, entity.id, rowId)?.seen }',
    becomes: 'const seen: Seen = {}',
  },
  {
    name: 'the own log is applied without being read first',
    file: 'db/sync/session.ts',
    text: 'return derive(this.conn, { budgetMs: CHUNK_MS }) ? { result: fn(isLate) } : undefined',
    becomes: 'return { result: fn(isLate) }',
  },
  {
    name: 'what was applied is sent as one’s own',
    file: 'db/core/outbox.ts',
    text: 'WHERE t.rowId > ? AND t.remote IS NULL ORDER BY',
    becomes: 'WHERE t.rowId > ? ORDER BY',
  },
  {
    name: 'the outbox is emptied on sending',
    file: 'db/sync/publish.ts',
    text: 'sent += toSeq - fromSeq + 1',
    becomes:
      "sent += toSeq - fromSeq + 1\n    await session.write(() => { conn.prepare('DELETE FROM syncSealed WHERE name = ?').run(name); conn.prepare('DELETE FROM syncOutbox WHERE seq <= ?').run(toSeq) })",
  },
  {
    name: 'a name in a listing is proof enough',
    file: 'db/sync/publish.ts',
    text: "if ((await hub.sizeOf('log', sealed.folder, sealed.name)) !== sealed.bytes.length) continue",
    becomes: '',
  },
  {
    name: 'what was before a file that has come counts as come',
    file: 'db/sync/publish.ts',
    text: 'WHERE stream = ? AND seq BETWEEN ? AND ?',
    becomes: 'WHERE stream = ? AND ? > 0 AND seq <= ?',
  },
  {
    name: 'half a file is taken for a whole one',
    file: 'db/sync/segment.ts',
    text: 'return shortHash(bytes) === name.hash',
    becomes: 'return true',
  },
  {
    name: 'what waits is thrown away',
    file: 'db/sync/receive.ts',
    text: 'INSERT OR IGNORE INTO syncWaiting(name, device, stream, fromSeq, toSeq, needs, since, bytes)',
    becomes: 'INSERT OR IGNORE INTO syncWaiting(name, device, stream, fromSeq, toSeq, needs, since, byte)',
  },
  {
    name: 'a hub that lost something stays so',
    file: 'db/sync/heal.ts',
    text: 'if (lost.length && (suspected > 0 || !newest)) {',
    becomes: 'if (false) {',
  },
  {
    name: 'nobody answers who waits',
    file: 'db/sync/heal.ts',
    text: 'if (asked) {',
    becomes: 'if (false) {',
  },
  {
    name: 'joining takes the frontier and not the rows',
    file: 'db/sync/joinState.ts',
    text: 'for (const join of joins.filter(({ overlaps }) => overlaps)) {',
    becomes: 'for (const join of [] as typeof joins) {',
  },
  {
    name: 'joining brings back what was replaced',
    file: 'db/sync/joinDiffering.ts',
    text: ' && !isIn(here, one)),',
    becomes: '),',
  },
  {
    name: 'joining forgets what only this side has',
    file: 'db/sync/joinDiffering.ts',
    text: 'held.some((two) => isSame(one, two)) || !isIn(there, one)',
    becomes: 'held.some((two) => isSame(one, two))',
  },
  {
    name: 'what writers had seen does not come with a snapshot',
    file: 'db/sync/joinState.ts',
    text: "for (const table of ['syncSaw', 'syncParent'] as const) {",
    becomes: 'for (const table of [] as const) {',
  },
  {
    name: 'an element that went before its record was erased is not told',
    file: 'db/core/erase.ts',
    text: "if (field?.kind !== 'list' || typeof value !== 'string') return null",
    becomes: 'if (field) return null',
  },
  {
    name: 'corrected stamps keep the names they had',
    file: 'db/sync/serverClock.ts',
    text: 'update.run(last, stream, index + 1, rowId)',
    becomes:
      "const was = getRow<{ stream: number; seq: number }>(conn, 'SELECT stream, seq FROM tx WHERE rowId = ?', rowId)\n    update.run(last, was?.stream ?? stream, was?.seq ?? index + 1, rowId)",
  },
]

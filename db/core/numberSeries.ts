/**
 * Numbers of records that people say aloud: the code of this copy of the database, and a count. Two copies that work apart
 * never give the same one: each draws a code of its own at its first number, and again when the file turns out to lie in
 * another place than the code was drawn for (a restored backup, a cloned laptop). Kept beside the data, where undo, sync and
 * restoring do not reach; a number that was given once is never given again.
 */
import { statSync } from 'node:fs'
import { hostname } from 'node:os'
import type { Entity } from '../shared/entity.ts'
import { type Connection, getMeta, getRow, setMeta } from './connection.ts'

/** Nothing that is mistaken for something else, and no vowels: a code is never a word. */
const LETTERS = '23456789BCDFGHJKMNPQRSTVWXZ'
const LENGTH = 4
const CODE = 'series.code'

/** Where the file lies, as far as the system tells: a copy lies elsewhere. */
function placeOf(file: string): string {
  try {
    const { dev, ino, birthtimeMs } = statSync(file)
    return `${hostname()} ${dev} ${ino} ${Math.round(birthtimeMs)}`
  } catch (error) {
    if (error instanceof Error && 'code' in error) return hostname()
    throw error
  }
}

function draw(conn: Connection): string {
  const bytes = new Uint8Array(LENGTH)
  conn.sources.random(bytes)
  return [...bytes].map((byte) => LETTERS[byte % LETTERS.length]).join('')
}

/** A code with which nobody that is known here has given a number. */
function freshCode(conn: Connection, entity: Entity, column: string): string {
  for (;;) {
    const code = draw(conn)
    const taken = `SELECT 1 FROM "${entity.name}" WHERE ${column} >= ? AND ${column} < ? LIMIT 1`
    if (!getRow(conn, taken, `${code}-`, `${code}.`)) return code
  }
}

function codeOf(conn: Connection, entity: Entity, column: string): string {
  const place = placeOf(conn.file)
  const [code, drawnFor] = String(getMeta(conn, CODE) ?? '').split('\n')
  if (code && drawnFor === place) return code
  const fresh = freshCode(conn, entity, column)
  setMeta(conn, CODE, `${fresh}\n${place}`)
  return fresh
}

/** The next number of an entity, within the transaction being written. */
export function nextNumber(conn: Connection, entity: Entity, column: string): string {
  const code = codeOf(conn, entity, column)
  const key = `series.${entity.name}.${code}`
  const n = Number(getMeta(conn, key) ?? 0) + 1
  setMeta(conn, key, n)
  return `${code}-${n}`
}

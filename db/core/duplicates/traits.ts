/**
 * What the duplicate search remembers of every row, a few numbers each: enough to see of most pairs that they cannot be one
 * record, before anything of them is read.
 */
import type { Sketch } from '../../shared/duplicates/score.ts'
import { foldCompact } from '../../shared/text/fold.ts'
import { soundsOfName } from '../../shared/text/transliterate.ts'
import { hash } from './hash.ts'
import { givenNames } from './keys.ts'

/** Names by number: how each sounds and how often it occurs. */
export class NameTable {
  readonly #numbers = new Map<string, number>([['', 0]])
  readonly #texts: string[] = ['']
  readonly #sounds: (readonly number[])[] = [[]]
  readonly #times: number[] = [0]
  #common: Map<string, number> | undefined

  number(name: string): number {
    if (name === '') return 0
    const known = this.#numbers.get(name)
    if (known !== undefined) return known
    const number = this.#texts.length
    this.#numbers.set(name, number)
    this.#texts.push(name)
    this.#sounds.push(soundsOfName(name).map(hash))
    this.#times.push(0)
    return number
  }

  text(number: number): string {
    return this.#texts[number] ?? ''
  }

  /** How each of its words sounds. */
  sounds(number: number): readonly number[] {
    return this.#sounds[number] ?? []
  }

  met(number: number): void {
    this.#times[number] = (this.#times[number] ?? 0) + 1
    const folded = this.#common && foldCompact(this.text(number))
    if (folded) this.#common?.set(folded, (this.#common.get(folded) ?? 0) + 1)
  }

  /** How often a name occurs, however it is spelled out. */
  readonly count = (folded: string): number => {
    if (!this.#common) {
      this.#common = new Map()
      for (const [number, name] of this.#texts.entries()) {
        const key = foldCompact(name)
        this.#common.set(key, (this.#common.get(key) ?? 0) + (this.#times[number] ?? 0))
      }
    }
    return this.#common.get(folded) ?? 0
  }
}

/** Numbers of one row. */
export interface Trait {
  readonly given: number
  readonly middle: number
  readonly family: number
  readonly nickname: number
  readonly company: number
  /** As a number of eight digits or, without the year, four; 0 without one. */
  readonly birthday: number
  /** Hash of the only address; 0 without one, -1 with several. */
  readonly address: number
}

export const birthdayNumber = (birthday: string): number =>
  birthday ? Number(birthday.replace(/\D/g, '')) % 1e9 : 0
export const addressNumber = (hashes: readonly number[]): number =>
  hashes.length > 1 ? -1 : (hashes[0] ?? 0)

const columns = ['given', 'middle', 'family', 'nickname', 'company', 'birthday', 'address'] as const
const WIDTH = columns.length

export class Traits {
  readonly names = new NameTable()
  #numbers = new Int32Array(WIDTH << 12)
  /** The highest row number there is. */
  last = 0

  set(rowId: number, trait: Trait): void {
    const from = rowId * WIDTH
    if (from + WIDTH > this.#numbers.length) {
      const grown = new Int32Array(Math.max(this.#numbers.length * 2, from + WIDTH))
      grown.set(this.#numbers)
      this.#numbers = grown
    }
    for (let place = 0; place < WIDTH; place++) this.#numbers[from + place] = trait[columns[place] ?? 'given']
    this.last = Math.max(this.last, rowId)
  }

  get(rowId: number, column: keyof Trait): number {
    return this.#numbers[rowId * WIDTH + columns.indexOf(column)] ?? 0
  }

  name(rowId: number, column: 'given' | 'middle' | 'family' | 'nickname'): string {
    return this.names.text(this.get(rowId, column))
  }

  /** What the score's upper bound is worked out from. */
  sketch(rowId: number): Sketch {
    return {
      name: {
        given: givenNames(this.name(rowId, 'given'), this.name(rowId, 'middle')),
        family: this.name(rowId, 'family'),
        nickname: this.name(rowId, 'nickname'),
      },
      company: this.get(rowId, 'company'),
      birthday: this.get(rowId, 'birthday'),
      address: this.get(rowId, 'address'),
    }
  }
}

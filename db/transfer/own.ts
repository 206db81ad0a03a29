/**
 * Looking a word from a file up in one of our tables. Files contain `constructor` and `valueOf` too.
 * Must never: answer with what an object inherits.
 */

/** The entry of that name, if the table itself has it. */
export function entryOf<T>(table: { readonly [name: string]: T }, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined
}

/** Tables of the entities in shared/extraEntities.ts: none in the product. Must never list anything itself. */
export const extraMigrations: readonly {
  readonly id: number
  readonly name: string
  readonly sql: string
}[] = []

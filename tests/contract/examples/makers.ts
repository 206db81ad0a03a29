/** Records that the examples of several domains begin with. */
import type { TestDatabase } from '../../helpers/database.ts'

export async function aContact(db: TestDatabase): Promise<string> {
  return (
    await db.call('record.create', { entity: 'contact', data: { givenName: 'Ann', familyName: 'Lee' } })
  ).id
}

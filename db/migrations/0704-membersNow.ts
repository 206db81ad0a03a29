/** Who is in a list now, told from its index alone. Frozen once shipped. */
export const id = 704
export const name = 'membersNow'
export const sql = ['contact', 'company']
  .map(
    (holds) =>
      `CREATE INDEX listMemberNow${holds} ON listMember(listId, ${holds}Id) WHERE ${holds}Id IS NOT NULL AND leftAt IS NULL;`,
  )
  .join('\n')

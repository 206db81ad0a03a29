/** Categories as a tree, and the articles found by them. */
import { expect, it } from 'vitest'
import { treeOf } from '../../renderer/features/knowledge/categoryTree.ts'
import { testDatabase } from '../helpers/database.ts'

const flat = (id: string, parent: string | null, count = 0) => ({ id, name: id, parent, count })

it('a tree counts what lies below, and shows a ring once', () => {
  const tree = treeOf([flat('a', null, 1), flat('b', 'a', 2), flat('c', 'b', 4), flat('d', 'gone', 8)])
  expect(tree.map(({ id, depth, total }) => [id, depth, total])).toEqual([
    ['a', 0, 7],
    ['b', 1, 6],
    ['c', 2, 4],
    ['d', 0, 8],
  ])
  const ring = treeOf([flat('x', 'y', 1), flat('y', 'x', 2)])
  expect(ring.map(({ id, total }) => [id, total])).toEqual([
    ['x', 3],
    ['y', 2],
  ])
})

it('articles of a category, of those below it, and of none are found; a deleted one leaves its articles', async () => {
  const db = testDatabase()
  const make = async (name: string, parentId: string | null = null) =>
    (await db.call('record.create', { entity: 'articleCategory', data: { name, parentId } })).id
  const devices = await make('Devices')
  const printers = await make('เครื่องพิมพ์', devices)
  const write = async (title: string, category: string | null) =>
    (await db.call('article.save', { title, category })).id
  const [one, two, three] = [
    await write('One', devices),
    await write('Two', printers),
    await write('Three', null),
  ]
  const found = async (filter: object) =>
    (await db.call('record.list', { entity: 'article', filter, sort: ['title'] } as never)).rows.map(
      ({ id }) => id,
    )
  const within = { field: 'categoryId', op: 'in', value: [devices, printers] }
  expect((await found(within)).sort()).toEqual([one, two].sort())
  expect(await found({ not: within })).toEqual([three])
  expect(await db.call('article.categories', {})).toMatchObject({ uncategorised: 1, total: 3 })
  const gone = await db.call('record.trash', { entity: 'articleCategory', id: printers })
  const { categories, uncategorised } = await db.call('article.categories', {})
  expect([categories.map(({ id, count }) => [id, count]), uncategorised]).toEqual([[[devices, 1]], 2])
  expect((await found({ not: { field: 'categoryId', op: 'in', value: [devices] } })).sort()).toEqual(
    [two, three].sort(),
  )
  await db.call('operation.undo', { operation: gone.operation ?? '' })
  expect((await db.call('article.categories', {})).uncategorised).toBe(1)
})

it('what answered most is said, merged tickets once', async () => {
  const db = testDatabase()
  const article = (await db.call('article.save', { title: 'Reset' })).id
  const ids: string[] = []
  for (const subject of ['A', 'B', 'C']) {
    const { id } = await db.call('ticket.open', { data: { subject } })
    await db.call('ticket.reply', { id, html: '<p>Look</p>', article, status: 'solved' })
    ids.push(id)
  }
  expect((await db.call('article.helpful', {})).articles).toMatchObject([{ id: article, solved: 3 }])
  await db.call('duplicate.merge', { entity: 'ticket', ids: ids.slice(0, 2) })
  expect((await db.call('article.helpful', {})).articles).toMatchObject([{ id: article, solved: 2 }])
  expect((await db.call('article.read', { id: article })).solved).toBe(2)
})

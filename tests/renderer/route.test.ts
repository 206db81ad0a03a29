import { beforeEach, describe, expect, it } from 'vitest'
import {
  go,
  goBack,
  goForward,
  hashToRoute,
  type Route,
  routeToHash,
  useLocation,
} from '../../renderer/state/route.ts'

const routes: Route[] = [
  { section: 'contacts' },
  { section: 'contacts', id: '0193-a', view: 'notes' },
  { section: 'companies', id: 'a/b?c#d e', full: true },
  { section: 'settings', view: 'ฟิลด์ سفارشی' },
]

describe('routes', () => {
  beforeEach(() => useLocation.setState({ route: { section: 'home' }, back: [], forward: [] }))

  it.each(routes)('survive the address: %j', (route) => {
    expect(hashToRoute(routeToHash(route))).toEqual(route)
  })

  it('refuse what is not one', () => {
    expect(hashToRoute('')).toBeUndefined()
    expect(hashToRoute('#/')).toBeUndefined()
    expect(hashToRoute('#/%E0%A4%A')).toBeUndefined()
  })

  it('go back and forward, and a new way forgets the old one ahead', () => {
    go({ section: 'contacts' })
    go({ section: 'contacts', id: 'a' })
    go({ section: 'contacts', id: 'b' }, { replace: true })
    goBack()
    expect(useLocation.getState().route).toEqual({ section: 'contacts' })
    goForward()
    expect(useLocation.getState().route).toEqual({ section: 'contacts', id: 'b' })
    goBack()
    go({ section: 'settings' })
    expect(useLocation.getState().forward).toEqual([])
    goForward()
    expect(useLocation.getState().route).toEqual({ section: 'settings' })
  })
})

/** Windows beside this one: any route can be opened in its own. */
import { native } from '../data/native.ts'
import { type Route, routeToPath } from './route.ts'

export function openInWindow(route: Route): void {
  void native?.openWindow(routeToPath(route))
}

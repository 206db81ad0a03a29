/** Every domain's words in one language, as one file that is fetched when a window speaks it. */
import type { Catalogue } from './messages.ts'

export const files = import.meta.glob<Catalogue>('../../db/shared/messages/*.th.json', {
  eager: true,
  import: 'default',
})

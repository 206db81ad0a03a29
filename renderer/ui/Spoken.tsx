/** Words for those who listen, where the eye has a picture. */
import { VisuallyHidden } from '@mantine/core'
import type { ReactNode } from 'react'

export function Spoken({ children }: { readonly children: ReactNode }): ReactNode {
  return <VisuallyHidden>{children}</VisuallyHidden>
}

/** Catches a failure of one part of the window, so that the rest stays usable and drafts stay in memory. */
import { Component, type ReactNode } from 'react'
import { useText } from '../i18n/I18nProvider.tsx'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'

interface Props {
  /** Another key is another screen: the failure is forgotten. */
  readonly screen: string
  readonly children: ReactNode
}

interface State {
  readonly failed: string | undefined
}

export class Crash extends Component<Props, State> {
  override state: State = { failed: undefined }

  static getDerivedStateFromError(error: unknown): State {
    return { failed: error instanceof Error ? error.message : String(error) }
  }

  override componentDidUpdate(previous: Props): void {
    if (previous.screen !== this.props.screen && this.state.failed !== undefined)
      this.setState({ failed: undefined })
  }

  override render(): ReactNode {
    if (this.state.failed === undefined) return this.props.children
    return <Failed onAgain={() => this.setState({ failed: undefined })} />
  }
}

function Failed({ onAgain }: { readonly onAgain: () => void }): ReactNode {
  const t = useText()
  return (
    <EmptyState
      title={t('app.crash.title')}
      action={<Button onClick={onAgain}>{t('app.crash.again')}</Button>}
    >
      {t('app.crash.text')}
    </EmptyState>
  )
}

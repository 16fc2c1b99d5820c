import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/button'
import type { ErrorInfo } from '@/lib/result'

type Props = { error: ErrorInfo | null; isOffline: boolean; hasData: boolean; onRetry: () => void }

/** Why what is on screen may be old, or why there is nothing. */
export function ReadProblem({ error, isOffline, hasData, onRetry }: Props) {
  if (isOffline) {
    return (
      <Alert kind="warning" title="You are offline">
        {hasData
          ? 'These are the last known credits. Changes wait until you are back.'
          : 'Credits appear once you are back.'}
      </Alert>
    )
  }
  if (error === null) return null
  return (
    <Alert
      kind="error"
      title={hasData ? 'The latest credits could not be read' : 'Your credits could not be read'}
      action={
        <Button variant="outline" size="sm" onClick={onRetry}>
          Try again
        </Button>
      }
    >
      {error.message}
      {hasData && ' What you see may be out of date.'}
    </Alert>
  )
}

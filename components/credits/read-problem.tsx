import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/button'
import { RelativeTime } from '@/components/ui/time'
import type { ErrorInfo } from '@/lib/result'

type Props = {
  error: ErrorInfo | null
  isOffline: boolean
  /** The age of the data, when known. */
  asOf?: string | undefined
  hasData: boolean
  onRetry: () => void
}

/** Why what is on screen may be old, or why there is nothing. */
export function ReadProblem({ error, isOffline, asOf, hasData, onRetry }: Props) {
  if (isOffline) {
    return (
      <Alert kind="warning" title="You are offline">
        {hasData ? <LastKnown asOf={asOf} /> : 'Credits appear once you are back.'}
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

function LastKnown({ asOf }: { asOf: string | undefined }) {
  return (
    <>
      These are the last known credits
      {asOf !== undefined && (
        <>
          , from <RelativeTime value={asOf} />
        </>
      )}
      . Changes wait until you are back.
    </>
  )
}

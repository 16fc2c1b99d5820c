import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/button'
import { RelativeTime } from '@/components/ui/time'
import type { LiveView } from '@/lib/realtime/use-live-query'

type Props = {
  view: Pick<LiveView<unknown>, 'data' | 'asOf' | 'error' | 'cause' | 'refetch'>
  /** What the view shows: `credits`, `list of people`. */
  what: string
}

/** Why what a live view shows may be old, or why it shows nothing, and the way out. Nothing when all is well. */
export function ReadProblem({ view: { data, asOf, error, cause, refetch }, what }: Props) {
  const hasData = data !== undefined
  if (cause?.code === 'offline') return <Offline hasData={hasData} asOf={asOf} />
  if (cause?.code === 'new-version') return <Outdated />
  if (error === null) return null
  return (
    <Alert
      kind="error"
      title={hasData ? `The latest ${what} could not be read` : `The ${what} could not be read`}
      action={
        cause?.code !== 'signed-out' && (
          <Button variant="outline" size="sm" onClick={refetch}>
            Try again
          </Button>
        )
      }
    >
      {error.message}
      {hasData && ' What you see may be out of date.'}
    </Alert>
  )
}

function Offline({ hasData, asOf }: { hasData: boolean; asOf: string | undefined }) {
  return (
    <Alert kind="warning" title="You are offline">
      {hasData ? <LastKnown asOf={asOf} /> : 'This page fills once you are back.'}
    </Alert>
  )
}

function LastKnown({ asOf }: { asOf: string | undefined }) {
  return (
    <>
      What you see is the last that is known
      {asOf !== undefined && (
        <>
          , from <RelativeTime value={asOf} />
        </>
      )}
      . It follows again once you are back.
    </>
  )
}

function Outdated() {
  return (
    <Alert
      kind="warning"
      title="There is a new version of Rowcast"
      action={
        <Button variant="outline" size="sm" onClick={() => window.location.reload()}>
          Reload
        </Button>
      }
    >
      This page cannot follow changes until it is loaded again.
    </Alert>
  )
}

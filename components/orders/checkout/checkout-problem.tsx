import { Alert } from '@/components/ui/alert'
import type { ErrorInfo } from '@/lib/result'

const UNANSWERED = ['unavailable', 'internal']

/** Why the order was not placed. What belongs to a field is shown there; the cart stays as it is. */
export function CheckoutProblem({ error }: { error: ErrorInfo | null }) {
  if (error === null) return null
  const short = shortages(error)
  if (short.length > 0) {
    return (
      <Alert kind="error" title="Not everything is available any more">
        <ul className="grid gap-0.5">
          {short.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
        <p className="pt-1">Nothing was ordered, and your cart is as it was.</p>
      </Alert>
    )
  }
  if (error.code === 'invalid_input' && error.fields) {
    return <Alert kind="error">Some fields need another look. Nothing was ordered.</Alert>
  }
  return (
    <Alert kind="error" title="The order was not placed">
      {error.message}
      {UNANSWERED.includes(error.code) &&
        ' Try again: the order counts once, whatever became of this attempt.'}
    </Alert>
  )
}

const UUID = /^[0-9a-f-]{36}$/

/** What the database says of each product that is short; it names them by their ids. */
function shortages({ code, fields = {} }: ErrorInfo): string[] {
  if (code !== 'conflict') return []
  return Object.entries(fields).flatMap(([name, sentences]) => (UUID.test(name) ? sentences : []))
}

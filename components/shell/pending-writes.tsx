'use client'

import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/button'
import { useOutbox, useOutboxItems } from '@/lib/action/use-outbox'

/** What waits on this device, and what the server refused: why, and the two ways out. */
export function PendingWrites() {
  const outbox = useOutbox()
  const items = useOutboxItems().filter(({ isFirstTry }) => !isFirstTry)
  const refused = items.flatMap(({ refusal, ...item }) => (refusal ? { ...item, refusal } : []))
  const waiting = items.length - refused.length
  if (outbox === null || items.length === 0) return null

  return (
    <section aria-label="Changes on this device" className="grid gap-3">
      {waiting > 0 && (
        <Alert kind="info" title={waiting === 1 ? '1 change waits' : `${waiting} changes wait`}>
          Sent in order as soon as the server can be reached. A reload loses nothing.
        </Alert>
      )}
      {refused.map(({ key, label, refusal }) => (
        <Alert
          key={key}
          kind="error"
          title={`Not done: ${label}`}
          action={
            <div className="flex gap-2">
              <Button variant="outline" size="sm" onClick={() => outbox.retry(key)}>
                Try again
              </Button>
              <Button variant="ghost" size="sm" onClick={() => outbox.discard(key)}>
                Discard
              </Button>
            </div>
          }
        >
          {refusal.message}
        </Alert>
      ))}
    </section>
  )
}

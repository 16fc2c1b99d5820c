'use client'

import { useEffect, useEffectEvent, useRef } from 'react'
import { useOutboxItems } from '@/lib/action/use-outbox'
import { ok } from '@/lib/result'
import { queuedSpend, type SpendInput } from './queued'
import type { PendingSpends } from './use-pending-spends'

/** Shows the spends that wait in the outbox, of this tab and of others, as pending until they are answered. */
export function useQueuedSpends({ begin, settle }: PendingSpends): void {
  const items = useOutboxItems()
  const shown = useRef(new Set<string>())

  const follow = useEffectEvent(() => {
    const spends = items.filter(({ name, isFirstTry }) => name === queuedSpend.name && !isFirstTry)
    for (const { key, input, refusal } of spends) {
      if (refusal) {
        if (shown.current.delete(key)) settle({ success: false, error: refusal }, key)
      } else if (!shown.current.has(key)) {
        shown.current.add(key)
        begin({ ...(input as SpendInput), isQueued: true }, key)
      }
    }
    for (const key of [...shown.current]) {
      if (spends.some((spend) => spend.key === key)) continue
      shown.current.delete(key)
      settle(ok(null), key)
    }
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is shown follows the outbox.
  useEffect(() => follow(), [items])
}
